/** What was said of a Release Date: proposals, agreements, objections. */
import type { Act } from '../act.ts';
import type { MemberName } from '../distributors/register.ts';
import type { DelayReason } from './delay-reasons.ts';
import type { Instant } from '../time/time.ts';

/** A date and, where it delays the disclosure, for which of the policy's reasons (S39). */
export type DatedAct = Act & { readonly releaseAt: Instant; readonly delay?: DelayReason };

/** Who negotiates the Release Date. Source: S37. */
export type DateParty = 'maintainers' | 'reporter' | 'distributors';

/** `binds` when it was said by somebody who speaks for the party, and where nobody else can rewrite it. `member`: of the distributors it is this one's word, written down by `by`. */
export type DateAgreement = Act & {
  readonly party: DateParty;
  readonly member?: MemberName;
  readonly releaseAt: Instant;
  readonly binds: boolean;
};

/** What a member says of the date on the table. */
export type SaysOfDate =
  { readonly what: 'agrees' } | { readonly what: 'withdraws' } | { readonly what: 'objects'; readonly concern: string };

/** `ended` is undefined while it stands. An overruled one was set aside by whoever has the final say, a lapsed one was of a date that is off the table. */
export type DateObjection = Act & {
  readonly party: DateParty;
  /** As in agreements. */
  readonly member?: MemberName;
  readonly releaseAt: Instant;
  readonly concern: string;
  readonly ended: (Act & { readonly how: 'withdrawn' | 'overruled' | 'lapsed'; readonly reason?: string }) | undefined;
};
