/** What makes an organisation eligible to be told early, each criterion with its sentence. Source: the generic policy, "Membership Criteria". */
import type { RuleId } from '../rules.ts';

export const criterionNames = [
  'active-distributor',
  'user-base',
  'track-record',
  'not-downstream',
  'participation',
  'embargo-policy',
  'voucher',
] as const;
export type CriterionName = (typeof criterionNames)[number];

/** `heading` stands above the evidence in an application; `needsLink` where the policy wants it publicly verifiable. */
export type Criterion = { readonly rule: RuleId; readonly heading: string; readonly needsLink: boolean };

export const criteria: { readonly [Name in CriterionName]: Criterion } = {
  'active-distributor': { rule: 'S53', heading: 'Active distributor', needsLink: true },
  'user-base': { rule: 'S54', heading: 'User base', needsLink: false },
  'track-record': { rule: 'S55', heading: 'Track record', needsLink: true },
  'not-downstream': { rule: 'S56', heading: 'Not a downstream', needsLink: false },
  participation: { rule: 'S57', heading: 'Participation', needsLink: true },
  'embargo-policy': { rule: 'S58', heading: 'Embargo policy', needsLink: false },
  voucher: { rule: 'S59', heading: 'Voucher', needsLink: false },
};
