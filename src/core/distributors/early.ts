/** What a case remembers of telling distributors early: what was shown and confirmed, how each mail fared, what members answered. */
import type { Login, RepositoryName } from '../ids.ts';
import type { Instant } from '../time/time.ts';
import type { Agreement } from './distributor-policy.ts';
import type { WhyNot } from './member-standing.ts';
import type { Entry, MemberName } from './register.ts';

/** `proposal`, `date`, `closed` and `lifted` go out by themselves to whoever was told; the others are shown first, and confirmed. */
export type EarlyStage = 'plan' | 'patches' | 'exception' | 'proposal' | 'date' | 'closed' | 'lifted';

export type EarlyDisclosure = {
  /** What a maintainer was shown last and has not confirmed yet. */
  readonly shown?: EarlyMail & { readonly by: Login; readonly at: Instant };
  /** What was confirmed, or went out by itself; oldest first, at most one of a stage and an edition. */
  readonly rounds: readonly EarlyRound[];
  readonly sends: readonly EarlySend[];
  readonly answers: readonly EarlyAnswer[];
};

/** One mail to several members: all get it in the same step, or none. */
export type EarlyMail = {
  readonly stage: EarlyStage;
  readonly subject: string;
  /** The same for all; what is of one member alone is written below it. */
  readonly body: string;
  readonly to: readonly Recipient[];
  /** Who is on the list and does not get it, with the reason. */
  readonly leftOut: readonly (WhyNot & { readonly name: MemberName })[];
  readonly patches: readonly PatchToSend[];
  /** What was allowed, and whom (S62). */
  readonly exception?: { readonly name: MemberName; readonly allowed: string };
};

export type Recipient = {
  readonly name: MemberName;
  readonly address: string;
  /** That of the key it is encrypted to. */
  readonly fingerprint: string | undefined;
  /** Those of its team who may be told. */
  readonly people: readonly string[];
};

/** A patch by what it is made from; `digest` is the SHA-256 of its text, so that what is sent is what was shown. */
export type PatchToSend = {
  readonly repository: RepositoryName;
  readonly line: string;
  readonly base: string;
  readonly sha: string;
  readonly digest: string;
  /** Unit: bytes. */
  readonly size: number;
  /** The releases of the line that it was tried on, newest first; empty where none is known. */
  readonly releases: readonly { readonly tag: string; readonly applies: boolean }[];
};

export type EarlyRound = Omit<EarlyMail, 'leftOut'> & {
  /** Counts the rounds of a stage from 1. */
  readonly edition: number;
  readonly at: Instant;
  /** Undefined when it went out by itself. */
  readonly by: Login | undefined;
  readonly agreement: Pick<Agreement, 'version' | 'holdsFrom'>;
  /** The date that members are asked about; only of a proposal. */
  readonly proposes?: Instant;
};

/** Of one round to one member. `releaseAt` is the Release Date that the mail named. */
export type EarlySend = {
  readonly stage: EarlyStage;
  readonly edition: number;
  readonly member: MemberName;
  readonly state: 'sending' | 'sent' | 'failed';
  readonly at: Instant;
  readonly releaseAt: Instant | undefined;
  readonly retries: number;
  readonly error?: string | undefined;
};

/** `agreed` is to the date that was on the table at that moment; `advisory` is where the member published its own (S49). */
export type EarlyAnswer = Entry & { readonly member: MemberName } & (
    | { readonly what: 'received' }
    | { readonly what: 'feedback'; readonly words: string }
    | { readonly what: 'agreed'; readonly releaseAt: Instant }
    | { readonly what: 'advisory'; readonly link: string }
  );

const nothing: EarlyDisclosure = { rounds: [], sends: [], answers: [] };

export function earlyOf({ early }: { readonly early?: EarlyDisclosure }): EarlyDisclosure {
  return early ?? nothing;
}

/** Everybody who was told anything before the publication, or may have been: a mail that failed may have arrived. */
export function toldMembers(early: EarlyDisclosure): readonly MemberName[] {
  return [...new Set(early.sends.filter(({ stage }) => stage === 'plan' || stage === 'patches').map(({ member }) => member))];
}

export function lastRound(early: EarlyDisclosure, stage: EarlyStage): EarlyRound | undefined {
  return early.rounds.findLast((round) => round.stage === stage);
}

/** How a member was last written to: where, and with which key. */
export function lastRecipient(early: EarlyDisclosure, name: MemberName): Recipient | undefined {
  return early.rounds.flatMap((round) => round.to).findLast((recipient) => recipient.name === name);
}

export function changeSend(early: EarlyDisclosure, id: Pick<EarlySend, 'stage' | 'edition' | 'member'>, change: Partial<EarlySend>) {
  const isIt = (send: EarlySend) => send.stage === id.stage && send.edition === id.edition && send.member === id.member;
  return { ...early, sends: early.sends.map((send) => (isIt(send) ? { ...send, ...change } : send)) };
}

/** Why a member's consent does not cover this case as it stands: it was told an earlier end of the embargo, and the later one asks more of it (S63). */
export function whyDateLapsed(early: EarlyDisclosure, name: MemberName, releaseAt: Instant | undefined): WhyNot | undefined {
  const told = early.sends
    .filter(({ member, stage }) => member === name && (stage === 'plan' || stage === 'patches'))
    .flatMap((send) => send.releaseAt ?? []);
  const agreed = early.answers.flatMap((answer) => (answer.member === name && answer.what === 'agreed' ? [answer.releaseAt] : []));
  if (told.length === 0 || releaseAt === undefined || releaseAt <= Math.max(told[0] ?? 0, ...agreed)) return undefined;
  return { rule: 'S63', says: `agreed to an earlier Release Date and not yet to this one (\`/date agree for=${name}\`)` };
}

/** Where members published their own advisories, each once (S49). */
export function advisoriesOfMembers({ answers }: EarlyDisclosure): readonly string[] {
  return [...new Set(answers.flatMap((answer) => (answer.what === 'advisory' ? [answer.link] : [])))];
}
