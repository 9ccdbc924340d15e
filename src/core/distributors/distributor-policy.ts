/** What a policy says about telling distributors early. Policies that were stored before it could be said tell nobody. */
import type { Login } from '../ids.ts';
import { embargoAgreement } from './agreement.ts';
import { criterionNames, type CriterionName } from './criteria.ts';

export type DistributorPolicy = {
  /** Off, nobody outside is told anything early, whatever else stands here (S113). */
  readonly enabled: boolean;
  /** Which maintainers decide who is a member; empty: any of them. */
  readonly decidedBy: readonly Login[];
  /** What an application must show; each with its evidence. */
  readonly criteria: readonly CriterionName[];
  readonly agreement: Agreement;
  /** How long after a review a member is due for the next one. Unit: calendar days; 0: never. */
  readonly reviewDays: number;
  /** How long before the Release Date the plan and the patches may go out at the earliest. Unit: calendar days; 0: no bound. */
  readonly planDays: number;
  readonly patchesDays: number;
  /** How long before the Release Date the patches should be there; less is warned about. Unit: calendar days; 0: no warning. */
  readonly noticeDays: number;
  /** On how many of the newest releases of its line a patch is tried before it goes out. */
  readonly checkedReleases: number;
  /** How long the link in a mail to a member can be opened. Unit: calendar days; 0: mails hold no link, and no member has a page. */
  readonly linkDays: number;
};

/** What members agree to. Consents to the versions from `holdsFrom` on hold, because nothing got worse since. */
export type Agreement = { readonly version: number; readonly holdsFrom: number; readonly text: string };

export const noDistributors: DistributorPolicy = {
  enabled: false,
  decidedBy: [],
  criteria: criterionNames,
  agreement: { version: 1, holdsFrom: 1, text: embargoAgreement },
  reviewDays: 365,
  planDays: 21,
  patchesDays: 14,
  noticeDays: 3,
  checkedReleases: 5,
  linkDays: 0,
};

/** What a stored policy does not say yet is as in `noDistributors`. */
export function distributorsOf(policy: { readonly distributors?: Partial<DistributorPolicy> }): DistributorPolicy {
  return { ...noDistributors, ...policy.distributors };
}
