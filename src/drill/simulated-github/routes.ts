/** Which rule answers which request, and what it demands of the one who asks. */
import { administers, anInstallation, anyone, reads, says, theApp, writes, type Access } from './access.ts';
import * as advisoryComments from './advisory-comments.ts';
import * as advisories from './advisory-routes.ts';
import { ok, type Answer, type Context, type RepositoryContext } from './api.ts';
import * as apps from './apps.ts';
import * as collaborators from './collaborators.ts';
import * as checks from './checks.ts';
import * as deliveries from './hook-deliveries.ts';
import { postGraphql } from './graphql.ts';
import * as issueComments from './issue-comments.ts';
import * as issues from './issues.ts';
import { showRateLimit } from './limits.ts';
import { findAccount } from './look-up.ts';
import { matchPath } from './paths.ts';
import { notFound } from './problems.ts';
import * as pulls from './pull-requests.ts';
import * as releases from './releases.ts';
import * as repositories from './repository-routes.ts';
import * as rulesets from './rulesets.ts';
import { showPublicUser } from './show-account.ts';
import * as statuses from './statuses.ts';
import * as teams from './teams.ts';
import { postConversion } from './web-app-manifest.ts';

type Reply = Answer | Promise<Answer>;
export type Route = { readonly method: string; readonly path: string; readonly access: Access } & (
  | { readonly scope: 'repository'; readonly handle: (context: RepositoryContext) => Reply }
  | { readonly scope: 'other'; readonly handle: (context: Context) => Reply }
);

function other(method: string, path: string, access: Access, handle: (context: Context) => Reply): Route {
  return { scope: 'other', method, path, access, handle };
}

function repo(method: string, path: string, access: Access, handle: (context: RepositoryContext) => Reply): Route {
  return { scope: 'repository', method, path: `/repos/{owner}/{repo}${path}`, access, handle };
}

const oneAdvisory = '/security-advisories/{ghsa_id}';

const routes: readonly Route[] = [
  other('GET', '/rate_limit', anyone, (context) => ok(showRateLimit(context.world, context.actor))),
  other('POST', '/app-manifests/{code}/conversions', anyone, postConversion),
  other('POST', '/graphql', anInstallation, postGraphql),
  other('GET', '/app', theApp, apps.getApp),
  other('GET', '/app/installations', theApp, apps.listInstallations),
  other('GET', '/app/installations/{installation_id}', theApp, apps.getInstallation),
  other('POST', '/app/installations/{installation_id}/access_tokens', theApp, apps.postAccessToken),
  other('GET', '/app/hook/config', theApp, apps.getHookConfig),
  other('GET', '/app/hook/deliveries', theApp, deliveries.listDeliveries),
  other('GET', '/app/hook/deliveries/{delivery_id}', theApp, deliveries.getDelivery),
  other('POST', '/app/hook/deliveries/{delivery_id}/attempts', theApp, deliveries.postAttempt),
  repo('GET', '/installation', theApp, apps.getRepositoryInstallation),
  other('GET', '/installation/repositories', anInstallation, apps.listInstallationRepositories),

  repo('GET', '/security-advisories', reads('repository_advisories'), advisories.listAdvisories),
  repo('POST', '/security-advisories', administers('repository_advisories'), advisories.postAdvisory),
  repo('POST', '/security-advisories/reports', says('repository_advisories'), advisories.postReport),
  repo('GET', oneAdvisory, reads('repository_advisories'), advisories.onAdvisory(advisories.getAdvisory)),
  repo('PATCH', oneAdvisory, says('repository_advisories'), advisories.onAdvisory(advisories.patchAdvisory)),
  repo('POST', `${oneAdvisory}/cve`, administers('repository_advisories'), advisories.onAdvisory(advisories.postCve)),
  repo('POST', `${oneAdvisory}/forks`, administers('administration'), advisories.onAdvisory(advisories.postFork)),
  repo('GET', `${oneAdvisory}/comments`, reads('repository_advisories'), advisories.onAdvisory(advisoryComments.listAdvisoryComments)),
  repo('POST', `${oneAdvisory}/comments`, says('repository_advisories'), advisories.onAdvisory(advisoryComments.postAdvisoryComment)),
  repo(
    'GET',
    `${oneAdvisory}/comments/{comment_id}`,
    reads('repository_advisories'),
    advisories.onAdvisory(advisoryComments.getAdvisoryComment),
  ),
  repo(
    'PATCH',
    `${oneAdvisory}/comments/{comment_id}`,
    says('repository_advisories'),
    advisories.onAdvisory(advisoryComments.patchAdvisoryComment),
  ),
  other('GET', '/orgs/{org}/security-advisories', writes('repository_advisories'), advisories.listOrganisationAdvisories),

  repo('GET', '/issues', reads('issues', 'pull_requests'), issues.listIssues),
  repo('POST', '/issues', says('issues'), issues.postIssue),
  repo('GET', '/issues/comments', reads('issues', 'pull_requests'), issueComments.listRepositoryComments),
  repo('GET', '/issues/comments/{comment_id}', reads('issues', 'pull_requests'), issueComments.getIssueComment),
  repo('PATCH', '/issues/comments/{comment_id}', says('issues', 'pull_requests'), issueComments.patchIssueComment),
  repo('GET', '/issues/{issue_number}', reads('issues', 'pull_requests'), issues.getIssue),
  repo('PATCH', '/issues/{issue_number}', writes('issues', 'pull_requests'), issues.patchIssue),
  repo('POST', '/issues/{issue_number}/labels', writes('issues', 'pull_requests'), issues.postLabels),
  repo('GET', '/issues/{issue_number}/comments', reads('issues', 'pull_requests'), issueComments.listIssueComments),
  repo('POST', '/issues/{issue_number}/comments', says('issues', 'pull_requests'), issueComments.postIssueComment),

  repo('GET', '/pulls', reads('pull_requests'), pulls.listPullRequests),
  repo('POST', '/pulls', says('pull_requests'), pulls.postPullRequest),
  repo('GET', '/pulls/{pull_number}', reads('pull_requests'), pulls.getPullRequest),
  repo('GET', '/pulls/{pull_number}/commits', reads('pull_requests'), pulls.listPullCommits),
  repo('GET', '/pulls/{pull_number}/files', reads('pull_requests'), pulls.listPullFiles),
  repo('GET', '/pulls/{pull_number}/reviews', reads('pull_requests'), pulls.listReviews),

  repo('POST', '/check-runs', writes('checks'), checks.postCheckRun),
  repo('PATCH', '/check-runs/{check_run_id}', writes('checks'), checks.patchCheckRun),
  repo('GET', '/commits/{+ref}/check-runs', reads('checks'), checks.listCheckRuns),
  repo('POST', '/statuses/{sha}', writes('statuses'), statuses.postStatus),
  repo('GET', '/commits/{+ref}/statuses', reads('statuses'), statuses.listStatuses),

  repo('GET', '', reads('metadata'), repositories.getRepository),
  repo('PATCH', '', administers('administration'), repositories.patchRepository),
  other('POST', '/orgs/{org}/repos', administers('administration'), repositories.postRepository),
  repo('GET', '/branches', reads('contents'), repositories.listBranches),
  repo('GET', '/git/ref/{+ref}', reads('contents'), repositories.getRef),
  repo('GET', '/commits/{+ref}', reads('contents'), repositories.getCommit),
  repo('GET', '/compare/{+basehead}', reads('contents'), repositories.compare),
  repo('GET', '/contents', reads('contents'), repositories.getContents),
  repo('GET', '/contents/{+path}', reads('contents'), repositories.getContents),
  repo('GET', '/releases', reads('contents'), releases.listReleases),
  repo('GET', '/releases/tags/{+tag}', reads('contents'), releases.getReleaseByTag),
  repo('PATCH', '/releases/{release_id}', writes('contents'), releases.patchRelease),
  repo('POST', '/releases', writes('contents'), releases.postRelease),
  repo('GET', '/private-vulnerability-reporting', reads('metadata'), repositories.getPrivateReporting),
  repo('GET', '/rulesets', reads('metadata'), rulesets.listRulesets),
  repo('POST', '/rulesets', administers('administration'), rulesets.postRuleset),
  repo('PUT', '/rulesets/{ruleset_id}', administers('administration'), rulesets.putRuleset),
  repo('GET', '/rules/branches/{+branch}', reads('metadata'), rulesets.listBranchRules),
  repo('GET', '/collaborators', reads('metadata'), collaborators.listCollaborators),
  repo('GET', '/collaborators/{username}/permission', reads('metadata'), collaborators.getPermission),
  repo('GET', '/invitations', administers('administration'), collaborators.listInvitations),
  repo('DELETE', '/invitations/{invitation_id}', administers('administration'), collaborators.deleteInvitation),
  repo('GET', '/teams', reads('administration'), collaborators.listTeams),
  repo('PUT', '/collaborators/{username}', administers('administration'), collaborators.putCollaborator),
  repo('DELETE', '/collaborators/{username}', administers('administration'), collaborators.deleteCollaborator),

  other('GET', '/orgs/{org}/teams/{team_slug}/members', reads('members'), teams.listTeamMembers),
  other('GET', '/orgs/{org}/teams/{team_slug}/memberships/{username}', reads('members'), teams.getMembership),
  other('GET', '/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', reads('members'), teams.getTeamRepository),
  other('PUT', '/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', administers('administration'), teams.putTeamRepository),
  other('DELETE', '/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', administers('administration'), teams.deleteTeamRepository),
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
