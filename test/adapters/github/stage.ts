// One project on a simulated GitHub, with our adapter signed in. Every exchange is held against GitHub's own description of its interface.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import type { GitHubConnection } from '../../../src/adapters/github/connect.ts';
import { connectGitHub } from '../../../src/adapters/github/connect.ts';
import { gitHubAdapter } from '../../../src/adapters/github/github.ts';
import type { CaseId, RepositoryName } from '../../../src/core/ids.ts';
import { caseId, repositoryName } from '../../../src/core/ids.ts';
import type { Instant } from '../../../src/core/time/time.ts';
import type { SimulatedGitHub } from '../../../src/drill/simulated-github/simulated-github.ts';
import { startSimulatedGitHub } from '../../../src/drill/simulated-github/simulated-github.ts';
import type { Permissions } from '../../../src/drill/simulated-github/world.ts';
import type { GitHub, PerformContext } from '../../../src/engine/ports/github.ts';
import type { Log } from '../../../src/engine/ports/clock.ts';
import type { Exchange } from '../../openapi/check-exchange.ts';
import { checkExchange } from '../../openapi/check-exchange.ts';

export type Stage = {
  readonly hub: SimulatedGitHub;
  readonly github: GitHub;
  readonly connection: GitHubConnection;
  readonly installationId: number;
  readonly logged: { readonly level: string; readonly facts: Record<string, unknown>; readonly message: string }[];
  /** What was sent or answered that GitHub does not document; a test that leaves any behind fails in `close`. */
  readonly undocumented: string[];
  /** The drill's clock, years away from the machine's. */
  readonly clock: { at: Instant };
  /** Files a report by `rita`; answers the case it makes. */
  report(): Promise<CaseId>;
  context(caseId: CaseId): PerformContext;
  close(): Promise<void>;
};

export const project: RepositoryName = repositoryName('acme/widget');
export const fixes: RepositoryName = repositoryName('acme/widget-fixes');
export const appId = 4711;
export const webhookSecret = 'a secret of more than thirty characters';

export const allPermissions: Permissions = {
  metadata: 'read',
  members: 'read',
  repository_advisories: 'write',
  checks: 'write',
  contents: 'write',
  pull_requests: 'write',
  issues: 'write',
  discussions: 'write',
};

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  // The form in which GitHub hands keys out.
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
export const { privateKey } = keys;

export async function setStage(options: { permissions?: Permissions } = {}): Promise<Stage> {
  // All HTTP here is real.
  if (nock.isActive()) nock.restore();
  const clock = { at: Date.parse('2031-03-03T09:00:00Z') };
  const now = () => clock.at;
  const gitRoot = await mkdtemp(join(tmpdir(), 'adapter-'));
  const undocumented: string[] = [];
  const app = { id: appId, slug: 'fixlead', publicKeyPem: keys.publicKey, webhookSecret };
  const observe = (exchange: Exchange) => undocumented.push(...checkExchange(exchange).filter((problem) => !isContradiction(problem)));
  const hub = await startSimulatedGitHub({ now, app, gitRoot, observe });
  const installationId = await buildProject(hub, options.permissions ?? allPermissions);
  const logged: Stage['logged'] = [];
  const signIn = { appId, privateKey, apiUrl: hub.apiUrl, log: recording(logged), now };
  return {
    ...{ hub, installationId, logged, undocumented, clock },
    github: gitHubAdapter(signIn),
    connection: connectGitHub(signIn),
    report: async () => caseId(await hub.actAs('rita').reportVulnerability(project, aReport)),
    context: (id) => ({ about: id, repository: project, installationId }),
    close: async () => {
      await hub.close();
      await rm(gitRoot, { recursive: true, force: true });
      if (undocumented.length > 0) throw new Error(`not as GitHub documents:\n${undocumented.join('\n')}`);
    },
  };
}

export const aReport = {
  summary: 'Widgets explode',
  description: 'A widget explodes when it is shaken.',
  vulnerabilities: [{ package: { ecosystem: 'npm' as const, name: 'widget' }, vulnerable_version_range: '<2' }],
};

/** Where GitHub's description is at odds with GitHub, or the simulated GitHub with either. */
const contradictions = [
  // The description wants an account to be a user and an enterprise at once.
  /^GET \/app\/installations: answer 200\/\d+\/account must have required property/,
  // GitHub sends its usual error here; the description has none.
  /^GET \/orgs\/\{org\}\/teams\/\{team_slug\}\/memberships\/\{username\}: answer 404 has no body$/,
  // The simulated GitHub renames `cursor` before it tells us what it was asked.
  /^GET \/app\/hook\/deliveries: query parameter after is unknown/,
];

function isContradiction(problem: string): boolean {
  return contradictions.some((known) => known.test(problem));
}

async function buildProject(hub: SimulatedGitHub, permissions: Permissions): Promise<number> {
  const { world } = hub;
  for (const login of ['Ada', 'bert', 'carla', 'rita', 'sven']) world.addUser(login);
  world.addOrganisation('acme', { owners: ['Ada'], members: ['bert', 'carla'] });
  world.addTeam('acme', 'security', ['Ada', 'bert']);
  await world.addRepository(project);
  await world.addRepository(fixes, { private: true, teams: { security: 'write' } });
  return world.installApp('acme', 'all', permissions);
}

function recording(logged: Stage['logged']): Log {
  const at = (level: string) => (facts: Record<string, unknown>, message: string) => void logged.push({ level, facts, message });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
