/** Setting the stage: accounts, teams, repositories, and GitHub's own staff work. */
import { assignCve } from './advisories.ts';
import { acceptPermissions, changeCoverage, installApp, installationOf, uninstallApp } from './apps.ts';
import { accountOf, advisoryOf, botLogin, findTeam, issueOf, pullRequestOf, repositoryOf, type PullRequest } from './look-up.ts';
import { addRepository, type RepositoryOptions } from './repositories.ts';
import type {
  Account,
  Advisory,
  App,
  CheckRun,
  Installation,
  Issue,
  LoggedRequest,
  Permissions,
  Repository,
  Team,
  World,
} from './world.ts';

export type OrganisationOptions = {
  /** People who may do everything; they must be users. */
  readonly owners?: readonly string[];
  readonly members?: readonly string[];
  readonly name?: string;
  readonly plan?: 'free';
};
/** Full names; either those added or those removed. */
export type InstallationChange = { readonly added?: readonly string[]; readonly removed?: readonly string[] };
export type Which = { readonly method?: string; readonly path?: string | RegExp; readonly status?: number; readonly actor?: string };

export type SimulatedWorld = World & {
  addUser(login: string, about?: { name?: string; email?: string }): Account;
  addOrganisation(login: string, options?: OrganisationOptions): Account;
  addTeam(organisation: string, slug: string, members: readonly string[]): Team;
  addRepository(name: string, options?: RepositoryOptions): Promise<Repository>;
  /** Installs the app, as the organisation's first owner; `installation.created` is sent when a webhook address is set. Returns the installation's id. */
  installApp(organisation: string, repositories: 'all' | readonly string[], permissions: Permissions): number;
  uninstallApp(organisation: string): void;
  acceptPermissions(organisation: string, permissions: Permissions): void;
  changeInstallation(organisation: string, change: InstallationChange): void;
  /** What GitHub's staff do weeks after a CVE was requested. */
  assignCve(ghsaId: string, cveId: string): void;
  /** Another app, which can complete check runs. */
  addApp(slug: string): App;

  repository(name: string): Repository;
  installation(organisation: string): Installation;
  advisory(ghsaId: string): Advisory;
  issue(repository: string, number: number): Issue;
  pullRequest(repository: string, number: number): PullRequest;
  /** Oldest first; of one commit when `sha` is given. */
  checkRuns(repository: string, sha?: string): readonly CheckRun[];
  requestsTo(which: Which): readonly LoggedRequest[];
};

export function withBuilding(world: World): SimulatedWorld {
  addBot(world, world.app);
  const repositories = (names: readonly string[]) => names.map((name) => repositoryOf(world, name));
  const owner = (organisation: string) => ownerOf(world, organisation);
  return Object.assign(world, {
    addUser: (login: string, about: { name?: string; email?: string } = {}) => addAccount(world, login, 'User', about),
    addOrganisation: (login: string, options: OrganisationOptions = {}) => addOrganisation(world, login, options),
    addTeam: (organisation: string, slug: string, members: readonly string[]) => addTeam(world, organisation, slug, members),
    addRepository: (name: string, options?: RepositoryOptions) => addRepository(world, name, options),
    installApp: (organisation: string, names: 'all' | readonly string[], permissions: Permissions) =>
      installApp(world, organisation, { repositories: names === 'all' ? names : repositories(names), permissions }, owner(organisation)).id,
    uninstallApp: (organisation: string) => uninstallApp(world, installationOf(world, organisation), owner(organisation)),
    acceptPermissions: (organisation: string, permissions: Permissions) =>
      acceptPermissions(world, installationOf(world, organisation), permissions, owner(organisation)),
    changeInstallation: (organisation: string, { added = [], removed = [] }: InstallationChange) => {
      const change = { added: repositories(added), removed: repositories(removed) };
      changeCoverage(world, installationOf(world, organisation), change, owner(organisation));
    },
    assignCve: (ghsaId: string, cveId: string) => assignCve(world, advisoryOf(world, ghsaId).advisory, cveId),
    addApp: (slug: string) => addBot(world, { id: world.nextId(), slug, createdAt: world.now() }),

    repository: (name: string) => repositoryOf(world, name),
    installation: (organisation: string) => installationOf(world, organisation),
    advisory: (ghsaId: string) => advisoryOf(world, ghsaId).advisory,
    issue: (name: string, number: number) => issueOf(repositoryOf(world, name), number),
    pullRequest: (name: string, number: number) => pullRequestOf(repositoryOf(world, name), number),
    checkRuns: (name: string, sha?: string) => repositoryOf(world, name).checkRuns.filter((run) => (sha ?? run.headSha) === run.headSha),
    requestsTo: (which: Which) => world.requests.filter((request) => matches(request, which)),
  });
}

function addAccount(
  world: World,
  login: string,
  type: Account['type'],
  about: { name?: string | undefined; email?: string; plan?: 'free' | undefined } = {},
): Account {
  if (world.accounts.has(login.toLowerCase())) throw new Error(`The simulated GitHub has an account ${login} already.`);
  const account = {
    id: world.nextId(),
    login,
    type,
    name: about.name,
    email: about.email,
    plan: about.plan,
    createdAt: world.now(),
    members: new Map(),
  };
  world.accounts.set(login.toLowerCase(), account);
  return account;
}

function addOrganisation(world: World, login: string, { owners = [], members = [], name, plan }: OrganisationOptions): Account {
  const account = addAccount(world, login, 'Organization', { name, plan });
  for (const member of members) account.members.set(accountOf(world, member).login, 'member');
  for (const member of owners) account.members.set(accountOf(world, member).login, 'admin');
  return account;
}

function addTeam(world: World, organisation: string, slug: string, members: readonly string[]): Team {
  if (findTeam(world, organisation, slug)) throw new Error(`There is a team ${organisation}/${slug} already.`);
  const account = accountOf(world, organisation);
  const team: Team = { id: world.nextId(), organisation: account.login, slug, members: new Map(), createdAt: world.now() };
  world.teams.push(team);
  for (const login of members) joinTeam(world, team, login);
  return team;
}

/** Whoever joins a team becomes a member of its organisation. */
export function joinTeam(world: World, team: Team, login: string): void {
  const account = accountOf(world, team.organisation);
  const { login: known } = accountOf(world, login);
  if (!account.members.has(known)) account.members.set(known, 'member');
  team.members.set(known, 'member');
}

function addBot(world: World, app: App): App {
  addAccount(world, botLogin(app), 'Bot');
  return app;
}

const ownerOf = (world: World, organisation: string): string =>
  [...accountOf(world, organisation).members].find(([, role]) => role === 'admin')?.[0] ?? accountOf(world, organisation).login;

function matches(request: LoggedRequest, { method, path, status, actor }: Which): boolean {
  const isPath = path === undefined || (typeof path === 'string' ? request.path === path : path.test(request.path));
  return (
    isPath &&
    (method ?? request.method) === request.method &&
    (status ?? request.status) === request.status &&
    (actor ?? request.actor) === request.actor
  );
}
