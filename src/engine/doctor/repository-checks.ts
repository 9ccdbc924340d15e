/** What of a repository and its fix repository must be as it is. */
import { approvedKinds } from '../../core/notices/kinds.ts';
import type { Policy } from '../../core/policy.ts';
import type { ChannelCheckup, GitHubCheckup, Patient } from './checkup.ts';
import { ill, poor, well, type Finding } from './finding.ts';

type Check = (github: GitHubCheckup, patient: Patient) => Promise<readonly Finding[]>;

export const readsAdvisories: Check = async (github, { installationId, repository }) => {
  const can = await github.readsAdvisories(installationId, repository);
  const mend = 'accept repository_advisories: write in the installation; advisories exist on public repositories alone';
  return [can ? well('advisories', 'can be read') : ill('advisories', 'cannot be read', mend)];
};

/** A preview of GitHub's, on public repositories alone; without it people say their commands in the case issue. */
export const readsComments: Check = async (github, { installationId, repository }) => {
  const can = await github.readsComments(installationId, repository);
  if (can === true) return [well('comments', 'comments of advisories can be read')];
  if (can === undefined)
    return [poor('comments', 'cannot be tried: there is no advisory yet', 'look again after the first report, or make a draft advisory')];
  const mend = 'GitHub offers them on public repositories alone, as a preview; until then commands are said in the case issue';
  return [poor('comments', 'GitHub does not offer comments of advisories here', mend)];
};

export const privateReports: Check = async (github, { installationId, repository }) => {
  if (await github.takesPrivateReports(installationId, repository)) return [well('private reports', 'can be sent')];
  const mend = `enable private vulnerability reporting at https://github.com/${repository}/settings/security_analysis`;
  return [ill('private reports', 'nobody can send one', mend)];
};

export const seesTeam: Check = async (github, { installationId, policy }) => {
  const teams = [policy.maintainers, policy.fixTeam].filter((team) => team !== undefined);
  if (teams.length === 0)
    return [poor('team', 'no team is named: whoever maintains the repository decides', 'name one with maintainers.team')];
  const seen = await Promise.all(teams.map((team) => github.seesTeam(installationId, team)));
  return teams.map(({ organisation, slug }, index) =>
    seen[index] === true
      ? well('team', `${organisation}/${slug} is there`)
      : ill('team', `${organisation}/${slug} is not to be seen`, 'is it written as in its address, and is members: read accepted?'),
  );
};

export const fixRepositoryPrivate: Check = async (github, { installationId, policy }) => {
  const { fixRepository, fixMode } = policy;
  if (fixMode === 'per-case') return [well('fix repository', 'each case gets its own')];
  if (fixRepository === undefined)
    return [poor('fix repository', 'none is named: nobody can be asked for an LGTM', 'name one with fix_repository')];
  const visibility = await github.visibility(installationId, fixRepository);
  if (visibility === 'private') return [well('fix repository', `${fixRepository} is private`)];
  const mend = visibility === undefined ? 'install the App on it' : `make it private at https://github.com/${fixRepository}/settings`;
  return [ill('fix repository', `${fixRepository} is ${visibility ?? 'not to be seen'}`, mend)];
};

export const checkPinned: Check = async (github, { installationId, permissions, policy }) => {
  const { fixRepository, mainLine, lines } = policy;
  if (fixRepository === undefined || policy.fixMode === 'temporary-fork') return [];
  const all = [...new Set([...lines, mainLine])];
  const required = await Promise.all(all.map((line) => github.requiresCheck(installationId, fixRepository, line)));
  const open = all.filter((_, index) => required[index] === false);
  const tryIt = howToForge(fixRepository);
  if (open.length === 0) return [{ ...well('required check', `GitHub demands fixlead/lgtm of this App on ${all.join(', ')}`), tryIt }];
  const mend =
    permissions['administration'] === 'write'
      ? 'it is set with the first fix of a line, where the plan of the organisation has rulesets for private repositories'
      : 'grant administration: write, or make a ruleset by hand that requires fixlead/lgtm from this App';
  return [{ ...poor('required check', `recorded only, not enforced by GitHub, on ${open.join(', ')}`, mend), tryIt }];
};

/** Nothing is asked of a project that wants no check in public. */
export const publicCheckPinned: Check = async (github, { installationId, repository, policy }) => {
  if (policy.publicCheck !== true) return [];
  const all = [...new Set([...policy.lines, policy.mainLine])];
  const required = await Promise.all(all.map((line) => github.requiresCheck(installationId, repository, line, 'fixlead/ready')));
  const open = all.filter((_, index) => required[index] === false);
  if (open.length === 0) return [well('check in public', `GitHub demands fixlead/ready of this App on ${all.join(', ')}`)];
  const mend = `require fixlead/ready from this App by a ruleset of ${repository}, and let the App bypass it where it pushes fixes`;
  return [poor('check in public', `is shown, and not demanded by GitHub, on ${open.join(', ')}`, mend)];
};

export function channelsOf({ notices }: Policy): readonly string[] {
  return [...new Set(approvedKinds.flatMap((kind) => notices?.channels[kind] ?? []))];
}

/** What must not help: whoever may push can set a status, and any workflow makes a check run of whatever name, by another App. */
function howToForge(fixRepository: string): string {
  return [
    'as a person with write access, on the head of a pull request that lacks its LGTMs, forge both, and see that GitHub still refuses to merge it:',
    `a status: gh api repos/${fixRepository}/statuses/SHA -f state=success -f context=fixlead/lgtm;`,
    'a check run: push a workflow to that head whose job has the line `name: fixlead/lgtm`, and let it pass',
  ].join(' ');
}

export function hasChannels(isSetUp: ChannelCheckup, { policy }: Patient): readonly Finding[] {
  const named = channelsOf(policy);
  const missing = named.filter((channel) => !isSetUp(channel));
  if (missing.length > 0)
    return [ill('channels', `${missing.join(', ')} cannot be reached`, 'set their variables; see docs/operating.md, “Channels”')];
  return named.length === 0
    ? [poor('channels', 'no notice goes anywhere', 'name some under channels')]
    : [well('channels', named.join(', '))];
}
