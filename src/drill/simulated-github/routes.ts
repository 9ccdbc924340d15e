/** Which rule answers which request, and what it demands of the one who asks. */
import { administers, anInstallation, anyone, reads, says, theApp, writes, type Access } from './access.ts';
import { getAdvisoryComment, listAdvisoryComments, patchAdvisoryComment, postAdvisoryComment } from './advisory-comments.ts';
import {
  getAdvisory,
  listAdvisories,
  listOrganisationAdvisories,
  onAdvisory,
  patchAdvisory,
  postAdvisory,
  postCve,
  postFork,
  postReport,
} from './advisory-routes.ts';
import { ok, type Answer, type Context, type RepositoryContext } from './api.ts';
import {
  getApp,
  getInstallation,
  getOrganisationInstallation,
  getRepositoryInstallation,
  listInstallationRepositories,
  listInstallations,
  postAccessToken,
  revokeToken,
} from './apps.ts';
import { deleteCollaborator, getPermission, listCollaborators, putCollaborator } from './collaborators.ts';
import { listCheckRuns, patchCheckRun, postCheckRun } from './checks.ts';
import { getDelivery, listDeliveries, postAttempt } from './hook-deliveries.ts';
import {
  getIssueComment,
  listIssueComments,
  listRepositoryComments,
  patchIssueComment,
  postIssueComment,
  removeIssueComment,
} from './issue-comments.ts';
import { getIssue, listIssues, patchIssue, postIssue, postLabels } from './issues.ts';
import { showRateLimit } from './limits.ts';
import { findAccount } from './look-up.ts';
import { matchPath } from './paths.ts';
import { notFound } from './problems.ts';
import { getPullRequest, listPullCommits, listPullFiles, listPullRequests, listReviews, postPullRequest } from './pull-requests.ts';
import { getReleaseByTag, listReleases, postRelease } from './releases.ts';
import {
  compare,
  getBranch,
  getCommit,
  getContents,
  getRef,
  getRepository,
  listBranches,
  patchRepository,
  postRepository,
} from './repository-routes.ts';
import { getRuleset, listBranchRules, listRulesets } from './rulesets.ts';
import { showPublicUser } from './show-account.ts';
import { getMembership, getTeam, listTeamMembers, listTeams } from './teams.ts';

type Reply = Answer | Promise<Answer>;
export type Route = { readonly method: string; readonly path: string; readonly access: Access } & (
  | { readonly scope: 'repository'; readonly handle: (context: RepositoryContext) => Reply }
  | { readonly scope: 'other'; readonly handle: (context: Context) => Reply }
);

const other = (method: string, path: string, access: Access, handle: (context: Context) => Reply): Route => ({
  scope: 'other',
  method,
  path,
  access,
  handle,
});
const repo = (method: string, path: string, access: Access, handle: (context: RepositoryContext) => Reply): Route => ({
  ...{ scope: 'repository', method, access, handle },
  path: `/repos/{owner}/{repo}${path}`,
});

const advisory = '/security-advisories/{ghsa_id}';

const routes: readonly Route[] = [
  other('GET', '/rate_limit', anyone, (context) => ok(showRateLimit(context.world, context.actor))),
  other('GET', '/app', theApp, getApp),
  other('GET', '/app/installations', theApp, listInstallations),
  other('GET', '/app/installations/{installation_id}', theApp, getInstallation),
  other('POST', '/app/installations/{installation_id}/access_tokens', theApp, postAccessToken),
  other('GET', '/app/hook/deliveries', theApp, listDeliveries),
  other('GET', '/app/hook/deliveries/{delivery_id}', theApp, getDelivery),
  other('POST', '/app/hook/deliveries/{delivery_id}/attempts', theApp, postAttempt),
  other('GET', '/orgs/{org}/installation', theApp, getOrganisationInstallation),
  repo('GET', '/installation', theApp, getRepositoryInstallation),
  other('GET', '/installation/repositories', anInstallation, listInstallationRepositories),
  other('DELETE', '/installation/token', anInstallation, revokeToken),

  repo('GET', '/security-advisories', reads('repository_advisories'), listAdvisories),
  repo('POST', '/security-advisories', administers('repository_advisories'), postAdvisory),
  repo('POST', '/security-advisories/reports', says('repository_advisories'), postReport),
  repo('GET', advisory, reads('repository_advisories'), onAdvisory(getAdvisory)),
  repo('PATCH', advisory, says('repository_advisories'), onAdvisory(patchAdvisory)),
  repo('POST', `${advisory}/cve`, administers('repository_advisories'), onAdvisory(postCve)),
  repo('POST', `${advisory}/forks`, administers('administration'), onAdvisory(postFork)),
  repo('GET', `${advisory}/comments`, reads('repository_advisories'), onAdvisory(listAdvisoryComments)),
  repo('POST', `${advisory}/comments`, says('repository_advisories'), onAdvisory(postAdvisoryComment)),
  repo('GET', `${advisory}/comments/{comment_id}`, reads('repository_advisories'), onAdvisory(getAdvisoryComment)),
  repo('PATCH', `${advisory}/comments/{comment_id}`, says('repository_advisories'), onAdvisory(patchAdvisoryComment)),
  other('GET', '/orgs/{org}/security-advisories', writes('repository_advisories'), listOrganisationAdvisories),

  repo('GET', '/issues', reads('issues', 'pull_requests'), listIssues),
  repo('POST', '/issues', says('issues'), postIssue),
  repo('GET', '/issues/comments', reads('issues', 'pull_requests'), listRepositoryComments),
  repo('GET', '/issues/comments/{comment_id}', reads('issues', 'pull_requests'), getIssueComment),
  repo('PATCH', '/issues/comments/{comment_id}', says('issues', 'pull_requests'), patchIssueComment),
  repo('DELETE', '/issues/comments/{comment_id}', says('issues', 'pull_requests'), removeIssueComment),
  repo('GET', '/issues/{issue_number}', reads('issues', 'pull_requests'), getIssue),
  repo('PATCH', '/issues/{issue_number}', writes('issues', 'pull_requests'), patchIssue),
  repo('POST', '/issues/{issue_number}/labels', writes('issues', 'pull_requests'), postLabels),
  repo('GET', '/issues/{issue_number}/comments', reads('issues', 'pull_requests'), listIssueComments),
  repo('POST', '/issues/{issue_number}/comments', says('issues', 'pull_requests'), postIssueComment),

  repo('GET', '/pulls', reads('pull_requests'), listPullRequests),
  repo('POST', '/pulls', writes('pull_requests'), postPullRequest),
  repo('GET', '/pulls/{pull_number}', reads('pull_requests'), getPullRequest),
  repo('GET', '/pulls/{pull_number}/commits', reads('pull_requests'), listPullCommits),
  repo('GET', '/pulls/{pull_number}/files', reads('pull_requests'), listPullFiles),
  repo('GET', '/pulls/{pull_number}/reviews', reads('pull_requests'), listReviews),

  repo('POST', '/check-runs', writes('checks'), postCheckRun),
  repo('PATCH', '/check-runs/{check_run_id}', writes('checks'), patchCheckRun),
  repo('GET', '/commits/{+ref}/check-runs', reads('checks'), listCheckRuns),

  repo('GET', '', reads('metadata'), getRepository),
  repo('PATCH', '', administers('administration'), patchRepository),
  other('POST', '/orgs/{org}/repos', administers('administration'), postRepository),
  repo('GET', '/branches', reads('contents'), listBranches),
  repo('GET', '/branches/{+branch}', reads('contents'), getBranch),
  repo('GET', '/git/ref/{+ref}', reads('contents'), getRef),
  repo('GET', '/commits/{+ref}', reads('contents'), getCommit),
  repo('GET', '/compare/{+basehead}', reads('contents'), compare),
  repo('GET', '/contents', reads('contents'), getContents),
  repo('GET', '/contents/{+path}', reads('contents'), getContents),
  repo('GET', '/releases', reads('contents'), listReleases),
  repo('POST', '/releases', writes('contents'), postRelease),
  repo('GET', '/releases/tags/{+tag}', reads('contents'), getReleaseByTag),
  repo('GET', '/rulesets', reads('metadata'), listRulesets),
  repo('GET', '/rulesets/{ruleset_id}', reads('metadata'), getRuleset),
  repo('GET', '/rules/branches/{+branch}', reads('metadata'), listBranchRules),
  repo('GET', '/collaborators', reads('metadata'), listCollaborators),
  repo('GET', '/collaborators/{username}/permission', reads('metadata'), getPermission),
  repo('PUT', '/collaborators/{username}', administers('administration'), putCollaborator),
  repo('DELETE', '/collaborators/{username}', administers('administration'), deleteCollaborator),

  other('GET', '/orgs/{org}/teams', reads('members'), listTeams),
  other('GET', '/orgs/{org}/teams/{team_slug}', reads('members'), getTeam),
  other('GET', '/orgs/{org}/teams/{team_slug}/members', reads('members'), listTeamMembers),
  other('GET', '/orgs/{org}/teams/{team_slug}/memberships/{username}', reads('members'), getMembership),
  other('GET', '/users/{username}', anyone, (context) => showUserNamed(context, context.params['username'])),
  other('GET', '/user', anyone, (context) => showUserNamed(context, context.actor.kind === 'person' ? context.actor.login : undefined)),
];

function showUserNamed({ world }: Context, login: string | undefined): Answer {
  const account = login === undefined ? undefined : findAccount(world, login);
  if (!account) throw notFound();
  return ok(showPublicUser(world, account));
}

export function findRoute(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}
