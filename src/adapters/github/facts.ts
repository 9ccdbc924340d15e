/** What must be found out before a decision: the rules, who somebody is, what a pull request really holds. Asked afresh each time, conditionally. */
import { z } from 'zod';
import type { Place } from '../../core/act.ts';
import type { Login, RepositoryName } from '../../core/ids.ts';
import { repositoryName } from '../../core/ids.ts';
import type { Team } from '../../core/policy.ts';
import type { GitHubFacts, PolicyFileSeen } from '../../engine/ports/github.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import { getAdvisory } from './advisories.ts';
import type { Asker } from './ask.ts';
import type { GitHubConnection } from './connect.ts';
import { issueOpener } from './issue-opener.ts';
import { ownerAndRepo, policyPath } from './places.ts';
import { checksOf } from './checks.ts';
import { publicPull } from './public-pull.ts';
import { pullRequestFacts } from './pull-request-facts.ts';
import { anyAnswer, changedFileAnswer, fileAnswer, membershipAnswer, perPage, permissionAnswer } from './read-answers.ts';

/** Unit: bytes. */
const maxPolicyBytes = 256 * 1024;

export function createFacts(connection: GitHubConnection): GitHubFacts {
  const as = (installationId: number) => connection.asInstallation(installationId);
  return {
    policyFiles: async (installationId, repository) => {
      const above = repositoryName(`${ownerAndRepo(repository).owner}/.github`);
      return {
        repository: await readPolicyIn(as(installationId), repository),
        // The organisation's own `.github` repository has one file, which would stand above itself.
        organisation: above === repository ? undefined : await readPolicyIn(as(installationId), above),
      };
    },
    changesPolicyFile: async (installationId, place) => changesPolicyFile(as(installationId), place),
    policyFileAt: async (installationId, repository, sha) => readPolicyIn(as(installationId), repository, sha),
    releasedTags: async (installationId, repository) => releasedTags(as(installationId), repository),
    isMaintainer: async (installationId, repository, policy, login) =>
      policy.maintainers === undefined
        ? mayMaintain(as(installationId), repository, login)
        : isActiveMember(as(installationId), policy.maintainers, login),
    isPublished: async (installationId, repository, caseId) =>
      (await getAdvisory(as(installationId), { repository, caseId })).state === 'published',
    time: (installationId, repository) => as(installationId).timeOf('GET /repos/{owner}/{repo}', ownerAndRepo(repository)),
    checks: async (installationId, repository, sha) => checksOf(as(installationId), repository, sha),
    pullRequest: async (installationId, place: Place) => pullRequestFacts(as(installationId), place),
    publicPull: async (installationId, place) => publicPull(as(installationId), place),
    issueOpener: async (installationId, place, effectKeys) =>
      issueOpener(as(installationId), place, { ownLogin: await connection.ownLogin(), effectKeys }),
  };
}

const releaseAnswer = z.object({ tag_name: z.string(), draft: z.boolean(), prerelease: z.boolean() });
/** 300 releases: a line whose newest release is older than that is not supported any more. */
const maxReleasePages = 3;

async function releasedTags(asker: Asker, repository: RepositoryName): Promise<readonly string[]> {
  const parameters = { ...ownerAndRepo(repository), per_page: perPage };
  const tags: string[] = [];
  for await (const { items } of asker.pages('GET /repos/{owner}/{repo}/releases', parameters, z.array(releaseAnswer), maxReleasePages))
    tags.push(...items.filter(({ draft, prerelease }) => !draft && !prerelease).map(({ tag_name: tag }) => tag));
  return tags;
}

/** GitHub sorts them by path, so that folders with a dot come first: ours is not looked for behind 500 others. */
const maxFilePages = 5;

async function changesPolicyFile(asker: Asker, { repository, number }: Place): Promise<boolean> {
  const parameters = { ...ownerAndRepo(repository), pull_number: number, per_page: perPage };
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
  for await (const { items } of asker.pages(route, parameters, z.array(changedFileAnswer), maxFilePages))
    if (items.some((names) => names.includes(policyPath))) return true;
  return false;
}

/** At the tip of the default branch, or at a commit: GitHub has those of pull requests from forks in the repository they are for. */
async function readPolicyIn(asker: Asker, repository: RepositoryName, sha?: string): Promise<PolicyFileSeen | undefined> {
  const where = `${repository}/${policyPath}`;
  // As it comes, not yet as a file: a folder of that name comes as a list.
  const route = 'GET /repos/{owner}/{repo}/contents/{path}';
  const at = { ...ownerAndRepo(repository), path: policyPath, ...(sha !== undefined && { ref: sha }) };
  const found = await asker.askIfThere(route, at, anyAnswer);
  if (found === undefined) return undefined;
  const file = fileAnswer.safeParse(found);
  if (!file.success) throw new GitHubFailure(`${where} is not a file`, { permanent: true });
  if (file.data.size > maxPolicyBytes) throw new GitHubFailure(`${where} is larger than ${maxPolicyBytes / 1024} KiB`, { permanent: true });
  if (file.data.encoding !== 'base64') throw new GitHubFailure(`${where} came as ${file.data.encoding}, not base64`, { permanent: true });
  return { text: Buffer.from(file.data.content, 'base64').toString('utf8'), path: where, sha: file.data.sha };
}

/**
 * An invitation that is still pending makes nobody a maintainer. For somebody outside the team and for a team that we cannot see GitHub
 * answers 404 alike, so a 404 is followed by asking whether we see the team at all.
 */
async function isActiveMember(asker: Asker, team: Team, login: Login): Promise<boolean> {
  const where = { org: team.organisation, team_slug: team.slug };
  const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}';
  const membership = await asker.askIfThere(route, { ...where, username: login }, membershipAnswer);
  if (membership !== undefined) return membership.state === 'active';
  const members = await asker.askIfThere('GET /orgs/{org}/teams/{team_slug}/members', { ...where, per_page: 1 }, anyAnswer);
  if (members !== undefined) return false;
  const name = `${team.organisation}/${team.slug}`;
  throw new GitHubFailure(`cannot see the team ${name}: does it exist, and may the App read members?`, { permanent: true });
}

/** `maintain` and above. Where GitHub says what a custom role amounts to, that counts and not its name. */
async function mayMaintain(asker: Asker, repository: RepositoryName, login: Login): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
  const found = await asker.askIfThere(route, { ...ownerAndRepo(repository), username: login }, permissionAnswer);
  if (found === undefined) return false;
  return found.maintains ?? (found.permission === 'admin' || found.roleName === 'admin' || found.roleName === 'maintain');
}
