/** A report and what was answered to it. */
import type { Act } from '../act.ts';
import type { CaseId, Login } from '../ids.ts';
import type { Instant } from '../time/time.ts';

export type Report = {
  readonly title: string;
  /** The reporter's own words as they first reached us. */
  readonly text: string;
  readonly reporter: Login | undefined;
  /** When the report reached GitHub, as nearly as we can know: the clocks start here. */
  readonly reportedAt: Instant;
};

/** `login` is undefined where maintainers had begun the duplicate themselves. */
export type Finder = { readonly login: Login | undefined; readonly duplicate: CaseId; readonly at: Instant };

/** What was said to the reporter; `comment` is the id of the advisory comment that shows it, where it was said in one that we saw. */
export type Said = Act & { readonly comment?: string };

export type Answer = Said & { readonly plan?: string; readonly workaround?: string };

/** `until` is undefined while the reporter still owes the answer. */
export type Wait = { readonly from: Instant; readonly until: Instant | undefined; readonly by: Login };

/** For which reasons a report may be rejected (S23, S72); what each says to the reporter stands in `intake/reject-reasons.ts`. */
export const rejectNames = [
  'not-a-vulnerability',
  'cannot-reproduce',
  'out-of-scope',
  'unsafe-default',
  'already-fixed',
  'unsupported',
  'no-answer',
  'spam',
] as const;

export type RejectName = (typeof rejectNames)[number];
