/** What the simulated GitHub knows: plain records that the rules in the other files change. All instants are epoch milliseconds. */
import type { Chance } from './chance.ts';
import type { Misbehaving } from './misbehaviour.ts';

export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin';
export type Level = 'read' | 'write';
export type Permissions = Readonly<Record<string, Level>>;

export type Account = {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly createdAt: number;
  /** What an organisation pays for; a paid plan unless it says otherwise. */
  readonly plan?: 'free' | undefined;
  /** Of an organisation: its people. Empty for everybody else. */
  readonly members: Map<string, 'admin' | 'member'>;
};

export type Team = {
  readonly id: number;
  readonly organisation: string;
  readonly slug: string;
  readonly members: Map<string, 'member' | 'maintainer'>;
  readonly createdAt: number;
};

export type App = { readonly id: number; readonly slug: string; readonly createdAt: number };

export type Installation = {
  readonly id: number;
  readonly organisation: string;
  repositories: Set<number> | 'all';
  permissions: Permissions;
  readonly createdAt: number;
  updatedAt: number;
};

export type Repository = {
  readonly id: number;
  readonly owner: string;
  name: string;
  private: boolean;
  readonly description?: string | undefined;
  readonly defaultBranch: string;
  /** The bare git repository. */
  readonly folder: string;
  readonly createdAt: number;
  updatedAt: number;
  pushedAt: number;
  archived?: boolean | undefined;
  readonly formerNames: string[];
  readonly collaborators: Map<string, Role>;
  readonly invitations: Map<string, Invitation>;
  readonly teams: Map<string, Role>;
  readonly advisories: Advisory[];
  /** Issues and pull requests, which share their numbers. */
  readonly issues: Issue[];
  readonly checkRuns: CheckRun[];
  readonly statuses: CommitStatus[];
  readonly releases: Release[];
  /** By name; none where discussions are not switched on. */
  readonly discussionCategories: string[];
  readonly discussions: Discussion[];
  readonly rulesets: Ruleset[];
  readonly forkOf?: number | undefined;
  /** The advisory whose temporary private fork this is. */
  readonly temporaryForkOf?: string | undefined;
};

export type Invitation = {
  readonly id: number;
  readonly invitee: string;
  readonly inviter: string;
  readonly role: Role;
  readonly createdAt: number;
};

export type AdvisoryState = 'triage' | 'draft' | 'published' | 'closed' | 'withdrawn';
export type Severity = 'critical' | 'high' | 'medium' | 'low';
export type Vulnerability = {
  readonly ecosystem?: string | undefined;
  readonly name?: string | undefined;
  readonly vulnerableVersionRange?: string | undefined;
  readonly patchedVersions?: string | undefined;
  readonly vulnerableFunctions: readonly string[];
};
export type Credit = { readonly login: string; readonly type: string; readonly state: 'accepted' | 'declined' | 'pending' };

export type Advisory = {
  readonly ghsaId: string;
  cveId?: string | undefined;
  cveRequestedAt?: number | undefined;
  summary: string;
  description: string;
  severity?: Severity | undefined;
  cvssVector?: string | undefined;
  cvssScore?: number | undefined;
  readonly author: string;
  publisher?: string | undefined;
  state: AdvisoryState;
  readonly createdAt: number;
  updatedAt: number;
  publishedAt?: number | undefined;
  closedAt?: number | undefined;
  /** Of a private report: whether the maintainers accepted it. */
  submission?: { accepted: boolean } | undefined;
  vulnerabilities: readonly Vulnerability[];
  cweIds: readonly string[];
  credits: readonly Credit[];
  collaboratingUsers: readonly string[];
  collaboratingTeams: readonly string[];
  /** Id of the temporary private fork. */
  privateFork?: number | undefined;
  readonly comments: Comment[];
};

export type Comment = {
  readonly id: number;
  readonly author: string;
  body: string;
  /** Only on advisories: such a comment is never given to the API. */
  readonly confidential?: boolean;
  readonly createdAt: number;
  updatedAt: number;
};

export type Issue = {
  readonly id: number;
  readonly number: number;
  title: string;
  body?: string | undefined;
  readonly author: string;
  state: 'open' | 'closed';
  stateReason?: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | undefined;
  labels: readonly string[];
  assignees: readonly string[];
  readonly comments: Comment[];
  readonly createdAt: number;
  updatedAt: number;
  closedAt?: number | undefined;
  closedBy?: string | undefined;
  readonly pull?: Pull | undefined;
};

export type Pull = {
  readonly id: number;
  readonly head: string;
  headSha: string;
  readonly base: string;
  baseSha: string;
  readonly draft: boolean;
  mergedAt?: number | undefined;
  mergedBy?: string | undefined;
  mergeCommitSha?: string | undefined;
  readonly reviews: Review[];
};

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
export type Review = {
  readonly id: number;
  readonly author: string;
  state: ReviewState;
  readonly body: string;
  readonly commitSha: string;
  readonly submittedAt: number;
};

export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required';
export type CheckRun = {
  readonly id: number;
  readonly suiteId: number;
  readonly app: App;
  name: string;
  readonly headSha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion?: CheckConclusion | undefined;
  detailsUrl?: string | undefined;
  externalId?: string | undefined;
  output: { title?: string | undefined; summary?: string | undefined; text?: string | undefined };
  readonly annotations: Annotation[];
  startedAt: number;
  completedAt?: number | undefined;
};

export type Annotation = {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
};

export type Release = {
  readonly id: number;
  readonly tag: string;
  readonly target: string;
  readonly name?: string | undefined;
  readonly body?: string | undefined;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly author: string;
  readonly createdAt: number;
  readonly publishedAt?: number | undefined;
};

/** `appId` where an App set it; undefined for a person. */
export type CommitStatus = {
  readonly id: number;
  readonly sha: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly context: string;
  readonly description?: string | null | undefined;
  readonly targetUrl?: string | null | undefined;
  readonly creator: string;
  readonly appId: number | undefined;
  readonly at: number;
};

/** They share their numbers with issues. */
export type Discussion = {
  readonly number: number;
  readonly category: string;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly createdAt: number;
};

export type Rule = { readonly type: string; readonly parameters?: Readonly<Record<string, unknown>> | undefined };
export type Ruleset = {
  readonly id: number;
  readonly name: string;
  readonly enforcement: 'active' | 'evaluate' | 'disabled';
  /** Branch names, or `~DEFAULT_BRANCH` or `~ALL`. */
  readonly branches: readonly string[];
  readonly rules: readonly Rule[];
};

export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'app' }
  | {
      readonly kind: 'installation';
      readonly installation: Installation;
      readonly repositoryIds: ReadonlySet<number> | undefined;
      readonly permissions: Permissions;
    }
  | { readonly kind: 'person'; readonly login: string };

export type Token = { readonly actor: Actor; readonly expiresAt: number };

export type Delivery = {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | undefined;
  readonly installationId: number | undefined;
  readonly repositoryId: number | undefined;
  /** JSON, exactly as sent. */
  readonly body: string;
  readonly deliveredAt: number;
  readonly redelivery: boolean;
  readonly durationMs: number;
  /** `OK`, or what went wrong. */
  readonly status: string;
  /** 0 when no answer came. */
  readonly statusCode: number;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
};

export type Outgoing = Pick<Delivery, 'event' | 'action' | 'installationId' | 'repositoryId' | 'body'>;

export type Postman = {
  deliverTo(url: string): void;
  target(): string | undefined;
  send(outgoing: Outgoing): void;
  /** Sends an earlier delivery again under its GUID. */
  sendAgain(delivery: Delivery): void;
  pending(): number;
};

export type Limits = {
  /** Whether creating more than 80 things a minute or 500 an hour is refused. Off at first: a drill's clock stands still while it works. */
  contentCreation: boolean;
  requestsPerHour: number;
  /** How long an installation token lives. */
  tokenLifetimeMs: number;
  readonly budgets: Map<string, Budget>;
  /** When the app last created content. */
  readonly contentCreatedAt: number[];
};
export type Budget = { used: number; resetAt: number };

/** Who does something, and where. */
export type Scene = Place & { readonly by: string };
export type Place = { readonly world: World; readonly repository: Repository };

/** One request that was answered, or whose connection was cut (`status` 0). */
export type LoggedRequest = {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  /** A login such as `ana` or `fixlead[bot]`; `app` with the app's own JWT; `anonymous`. */
  readonly actor: string;
};

export type World = {
  readonly now: () => number;
  readonly app: App;
  readonly apiUrl: string;
  readonly gitRoot: string;
  readonly chance: { readonly advisories: Chance; readonly tokens: Chance; readonly deliveries: Chance };
  readonly misbehaving: Misbehaving;
  readonly limits: Limits;
  readonly accounts: Map<string, Account>;
  readonly teams: Team[];
  readonly repositories: Repository[];
  readonly installations: Installation[];
  readonly tokens: Map<string, Token>;
  readonly requests: LoggedRequest[];
  readonly deliveries: Delivery[];
  readonly postman: Postman;
  /** Told of every webhook GitHub would send, whether or not it arrives. */
  readonly observeDelivery: (delivery: { event: string; action: string | undefined; payload: unknown }) => void;
  /** Told of every try to deliver one, the moment its end is known. */
  readonly observeAttempt: (attempt: Pick<Delivery, 'guid' | 'event' | 'statusCode'>) => void;
  nextId(): number;
};
