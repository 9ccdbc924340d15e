/** What the surfaces for people need of the world, beside what the engine does: who signed in, and GitHub as that person sees it. */
import type { MemberName } from '../../core/distributors/register.ts';
import type { CaseId, Login, RepositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';

/** Somebody who signed in. What opens it stands in their cookie alone; here it is known by a digest of that. */
export type Session = {
  readonly id: string;
  readonly login: Login;
  /** Stays the same when somebody changes their login. */
  readonly githubId: number;
  readonly openedAt: Instant;
  /** When it was last used, to within a minute. */
  readonly seenAt: Instant;
  /** The person's tokens, encrypted by whoever opened the session. */
  readonly sealedTokens: string;
};

/**
 * A text that opens one thing without a sign-in: a calendar feed, the JSON API, a reporter's page; a distributor's page, for whose session the link in
 * a mail is exchanged once. Known by a digest of it.
 */
export type AccessKey = {
  readonly id: string;
  /** Whose it is, and as whom it looks. */
  readonly login: Login;
  /** 0 for one that was made on the command line, where nobody is signed in. */
  readonly githubId: number;
  /** The one case it opens, where it opens one. */
  readonly caseId: CaseId | undefined;
  readonly madeAt: Instant;
  /** From then on it opens nothing; missing: it holds until it is ended. */
  readonly expiresAt?: Instant | undefined;
  /** When it was used last, where that matters; missing: never. */
  readonly usedAt?: Instant | undefined;
} & (
  | { readonly kind: 'calendar' }
  | { readonly kind: 'status' }
  | ({ readonly kind: 'api' } & ApiGrant)
  | ({ readonly kind: 'member-link' } & MemberGrant)
  | ({ readonly kind: 'member-session' } & MemberGrant)
);

/** Which member of which project, and the address that its link went to. */
export type MemberGrant = {
  readonly repository: RepositoryName;
  readonly member: MemberName;
  readonly address: string;
  /** When it was accepted: whoever leaves and comes back gets another link. */
  readonly since: Instant;
};

/** What a token of the JSON API may read, of which projects. */
export type ApiGrant = {
  /** What it is for, in its maker's words. */
  readonly name: string;
  /** A repository, `owner/name`, or all of an owner, `owner`; in lower case. */
  readonly scope: string;
  readonly reads: readonly ApiReading[];
};
export const apiReadings = ['cases', 'obligations'] as const;
export type ApiReading = (typeof apiReadings)[number];

/** Kept in the store, and gone at once when it is ended. */
export type Surfaces = {
  openSession(session: Session): Promise<void>;
  readSession(id: string): Promise<Session | undefined>;
  /** Nothing when it was ended meanwhile. */
  updateSession(id: string, change: Partial<Pick<Session, 'seenAt' | 'sealedTokens'>>): Promise<void>;
  endSession(id: string): Promise<void>;
  /** All of one person; answers how many there were. */
  endSessionsOf(githubId: number): Promise<number>;
  /** Removes those that were not used since `seenBefore`, or were opened before `openedBefore`. */
  forgetSessions(old: { readonly seenBefore: Instant; readonly openedBefore: Instant }): Promise<void>;
  addAccessKey(key: AccessKey): Promise<void>;
  readAccessKey(id: string): Promise<AccessKey | undefined>;
  /** Oldest first; those of one person, of one kind, of one case, or all. */
  listAccessKeys(of: {
    readonly githubId?: number;
    readonly kind?: AccessKey['kind'];
    readonly caseId?: CaseId;
  }): Promise<readonly AccessKey[]>;
  /** Remembers that it was used. `once`: false, and nothing, for one that was used before; of several at the same time one is first. */
  useAccessKey(id: string, at: Instant, how: { readonly once: boolean }): Promise<boolean>;
  /** Removes those of a kind whose time was over before then. */
  forgetAccessKeys(old: { readonly kind: AccessKey['kind']; readonly expiredBefore: Instant }): Promise<void>;
  /** False when that person has no such key. */
  endAccessKey(id: string, githubId: number): Promise<boolean>;
};

/** `expiresAt` is undefined where the App lets tokens live for ever; then there is nothing to renew them with. */
export type PersonTokens = {
  readonly token: string;
  readonly expiresAt: Instant | undefined;
  readonly renewWith: string | undefined;
};

export type SigningIn = { readonly state: string; readonly challenge: string; readonly returnUrl: string };

/** People, and teams as `organisation/slug`. */
export type LetIn = { readonly people: readonly Login[]; readonly teams: readonly string[] };

/** GitHub as one person sees it. Each throws TokenRefused when the token is not taken any more, and GitHubFailure when GitHub cannot be asked. */
export type GitHubPeople = {
  /** Where the browser goes to sign in. */
  signInUrl(signingIn: SigningIn): string;
  /** Errors: TokenRefused also for a code that is not taken. */
  exchangeCode(exchange: { readonly code: string; readonly verifier: string; readonly returnUrl: string }): Promise<PersonTokens>;
  renew(renewWith: string): Promise<PersonTokens>;
  whoAmI(token: string): Promise<{ readonly login: Login; readonly githubId: number }>;
  /** Whether GitHub shows this person the advisory now. */
  sees(token: string, repository: RepositoryName, caseId: CaseId): Promise<boolean>;
  /** Publishes the advisory by this person's own hand. Answers `not-permitted` when GitHub does not let them, and then nothing was done. */
  publish(
    token: string,
    repository: RepositoryName,
    caseId: CaseId,
  ): Promise<{ readonly publishedAt: Instant | undefined } | 'not-permitted'>;
  /** The same for a draft and for closing it. */
  setState(token: string, repository: RepositoryName, caseId: CaseId, state: 'draft' | 'closed'): Promise<'done' | 'not-permitted'>;
  /** Who was let into the advisory by name, as this person sees it. */
  onAdvisory(token: string, repository: RepositoryName, caseId: CaseId): Promise<LetIn>;
  /** Who was let into a repository by name. Errors: GitHubFailure also where this person may not know. */
  inRepository(token: string, repository: RepositoryName): Promise<LetIn>;
  /** All advisories of a repository that GitHub shows them, in whatever state; none where they may not know of the repository. */
  visibleAdvisories(token: string, repository: RepositoryName): Promise<ReadonlySet<CaseId>>;
};

/** The person has to sign in again. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}
