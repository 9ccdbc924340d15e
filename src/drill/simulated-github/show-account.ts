/** Accounts, teams and the app as JSON. */
import { accountOf, botLogin, same } from './look-up.ts';
import { askedOf } from './registered-app.ts';
import type { Account, App, Installation, Repository, Team, World } from './world.ts';

/** Seconds are all that GitHub shows of an instant. Two changes within one second look as if made at once. */
export const isoTime = (epochMs: number) => new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
export const isoTimeOrNull = (epochMs: number | undefined) => (epochMs === undefined ? null : isoTime(epochMs));
export const nodeId = (kind: string, id: number | string) => Buffer.from(`${kind}:${id}`).toString('base64');
export const htmlRoot = 'https://github.com';

export function showUser(world: World, login: string) {
  return showAccount(world, accountOf(world, login));
}

export const showUserOrNull = (world: World, login: string | undefined) => (login === undefined ? null : showUser(world, login));

export function showAccount(world: World, account: Account) {
  const url = `${world.apiUrl}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type, account.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: account.type === 'Bot' ? `${htmlRoot}/apps/${account.login.replace('[bot]', '')}` : `${htmlRoot}/${account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

export function showPublicUser(world: World, account: Account) {
  return {
    ...showAccount(world, account),
    name: account.name ?? null,
    company: null,
    blog: '',
    location: null,
    email: account.email ?? null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: world.repositories.filter((repository) => same(repository.owner, account.login) && !repository.private).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: isoTime(account.createdAt),
    updated_at: isoTime(account.createdAt),
  };
}

export function showOrganisation(world: World, login: string) {
  const account = accountOf(world, login);
  const url = `${world.apiUrl}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('Organization', account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    description: account.name ?? null,
  };
}

export function showTeam(world: World, team: Team) {
  const url = `${world.apiUrl}/orgs/${team.organisation}/teams/${team.slug}`;
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    name: team.slug,
    slug: team.slug,
    description: '',
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    type: 'organization',
    url,
    html_url: `${htmlRoot}/orgs/${team.organisation}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
  };
}

/** The events the app asked for; what it really gets also depends on its permissions. */
export const subscribedEvents = [
  ...['check_run', 'check_suite', 'create', 'fork', 'issue_comment', 'issues', 'member', 'membership', 'organization', 'public'],
  ...['pull_request', 'pull_request_review', 'push', 'release', 'repository', 'repository_advisory', 'team', 'workflow_run'],
];

export function showApp(world: World, app: App, permissions: Readonly<Record<string, string>> = {}) {
  const owner = [...world.accounts.values()].find((account) => account.type === 'Organization')?.login ?? botLogin(app);
  return {
    id: app.id,
    slug: app.slug,
    client_id: `Iv23li${app.id}`,
    node_id: nodeId('App', app.id),
    owner: showUser(world, owner),
    name: app.slug,
    description: null,
    external_url: 'https://example.org',
    html_url: `${world.apiUrl}/apps/${app.slug}`,
    created_at: isoTime(app.createdAt),
    updated_at: isoTime(app.createdAt),
    permissions,
    events: askedOf(world)?.events ?? subscribedEvents,
  };
}

export function showInstallation(world: World, installation: Installation) {
  const account = accountOf(world, installation.organisation);
  const url = `${world.apiUrl}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    client_id: `Iv23li${world.app.id}`,
    account: showAccount(world, account),
    repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${world.apiUrl}/installation/repositories`,
    html_url: `${htmlRoot}/organizations/${account.login}/settings/installations/${installation.id}`,
    app_id: world.app.id,
    app_slug: world.app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: subscribedEvents,
    created_at: isoTime(installation.createdAt),
    updated_at: isoTime(installation.updatedAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  };
}

/** How somebody stands to a repository, printed beside their comments. Source: GraphQL `CommentAuthorAssociation`. */
export function authorAssociation(world: World, repository: Repository, login: string): string {
  if (same(repository.owner, login)) return 'OWNER';
  if (accountOf(world, repository.owner).members.has(login)) return 'MEMBER';
  return repository.collaborators.has(login) ? 'COLLABORATOR' : 'NONE';
}
