/** The check-up of one repository: credentials first, and no further than they reach. Reads only. */
import type { RepositoryName } from '../../core/ids.ts';
import { formatProblem } from '../../policy/policy-problem.ts';
import { defaultPolicy, readPolicies } from '../../policy/read-policy.ts';
import { GitHubFailure } from '../ports/failures.ts';
import type { GitHubCheckup, Looks, Patient } from './checkup.ts';
import { arrive } from './deliveries.ts';
import { ill, poor, well, type Finding } from './finding.ts';
import { askedEvents } from './events.ts';
import { lacking, needed, useful } from './permissions.ts';
import {
  checkPinned,
  fixRepositoryPrivate,
  hasChannels,
  privateReports,
  publicCheckPinned,
  readsAdvisories,
  readsComments,
  seesTeam,
} from './repository-checks.ts';

/** Of the App alone where no repository is named. Errors: none; what cannot be found out is a finding too. */
export async function examine(looks: Looks, repository: RepositoryName | undefined): Promise<readonly Finding[]> {
  const { github } = looks;
  const app = await found('app', () => checkApp(github));
  if (app.some(({ name, state }) => name === 'app' && state === 'fail')) return app;
  const hook = await found('webhook', async () => [await checkHook(github)]);
  const deliveries = await found('deliveries', async () => [await arrive(looks)]);
  const installed = repository === undefined ? [] : await found('installation', () => examineRepository(looks, repository));
  return [...app, ...hook, ...deliveries, ...installed];
}

async function examineRepository({ github, channels }: Looks, repository: RepositoryName): Promise<readonly Finding[]> {
  const installation = await github.installation(repository);
  if (installation === undefined)
    return [ill('installation', `the App is not installed on ${repository}`, 'install it there, from its page on GitHub')];
  const { findings, policy } = await checkPolicy(github, { repository, ...installation });
  const patient: Patient = { repository, ...installation, policy };
  const rest = Object.entries(ofRepository).map(([name, check]) => found(name, () => check(github, patient)));
  return [accepts(installation.permissions), ...findings, ...(await Promise.all(rest)).flat(), ...hasChannels(channels, patient)];
}

const ofRepository = {
  advisories: readsAdvisories,
  comments: readsComments,
  'private reports': privateReports,
  team: seesTeam,
  'fix repository': fixRepositoryPrivate,
  'required check': checkPinned,
  'check in public': publicCheckPinned,
};

/** Our own failures stay failures; the world's become a line. */
async function found(name: string, check: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (cause) {
    if (!(cause instanceof GitHubFailure)) throw cause;
    return [ill(name, `could not be found out: ${cause.message}`, 'mend that first, or try again when GitHub answers')];
  }
}

async function checkApp(github: GitHubCheckup): Promise<readonly Finding[]> {
  const { slug, permissions, events } = await github.app();
  const missing = lacking(permissions, needed);
  return [
    well('app', `signed in as ${slug}`),
    missing.length === 0
      ? well('permissions', 'the App asks for all that it needs')
      : ill('permissions', `the App does not ask for ${missing.join(', ')}`, 'add them in its settings, under Permissions & events'),
    checkEvents(events),
  ];
}

function checkEvents(heard: readonly string[]): Finding {
  const unheard = askedEvents.flatMap(({ names, needed: isNeeded }) =>
    names.filter((name) => !heard.includes(name)).map((name) => ({ name, isNeeded })),
  );
  if (unheard.length === 0) return well('events', 'the App hears of all that it asks for');
  const say = unheard.some(({ isNeeded }) => isNeeded) ? ill : poor;
  const names = unheard.map(({ name }) => name).join(', ');
  return say('events', `the App does not hear of ${names}`, 'tick them in its settings, under Permissions & events');
}

async function checkHook(github: GitHubCheckup): Promise<Finding> {
  const { url, hasSecret, checksTls } = await github.hook();
  const settings = 'in the App’s settings, under Webhook';
  if (url === undefined || !url.endsWith('/api/github/webhooks'))
    return ill('webhook', `deliveries go to ${url ?? 'nowhere'}`, `let them go to https://YOUR-HOST/api/github/webhooks, ${settings}`);
  if (!hasSecret) return ill('webhook', 'deliveries are not signed', `set the secret that WEBHOOK_SECRET holds, ${settings}`);
  if (!checksTls) return ill('webhook', 'GitHub does not check whose server it talks to', `enable SSL verification, ${settings}`);
  return well('webhook', `signed deliveries go to ${url}`);
}

function accepts(permissions: Patient['permissions']): Finding {
  const missing = lacking(permissions, needed);
  const less = lacking(permissions, useful);
  const accept = 'an organisation owner accepts it on the installation’s page';
  if (missing.length > 0) return ill('installation', `${missing.join(', ')} is not accepted there`, accept);
  if (less.length > 0)
    return poor(
      'installation',
      `works without ${less.join(', ')}: people do some steps by hand`,
      `if you want that, add it to the App, and ${accept}; docs/permissions.md says what each gives`,
    );
  return well('installation', 'all permissions are accepted');
}

async function checkPolicy(github: GitHubCheckup, { repository, installationId }: Omit<Patient, 'policy'>) {
  const files = await github.policyFiles(installationId, repository);
  if (files.repository === undefined && files.organisation === undefined) {
    const none = poor('policy', 'there is no policy file, so the cautious one holds', 'write .github/fixlead.yml; see docs/policy.md');
    return { findings: [none], policy: defaultPolicy };
  }
  const read = readPolicies(files);
  if (read.ok) return { findings: [well('policy', 'the policy file is good')], policy: read.policy };
  const problems = read.problems.map(formatProblem).join('; ');
  return { findings: [ill('policy', problems, 'mend the file; fixlead policy check FILE names each problem')], policy: defaultPolicy };
}
