/** What holds about distributors where a policy does not say: nobody is told early. */
import { noDistributors } from '../../core/distributors/distributor-policy.ts';
import type { DistributorValues } from '../distributor-keys.ts';
import type { PresetSetting } from './preset.ts';

type DistributorSettings = { readonly [Key in keyof DistributorValues]: PresetSetting<DistributorValues[Key]> };

const { agreement, criteria, reviewDays, planDays, patchesDays, noticeDays, checkedReleases, linkDays } = noDistributors;

/** As the generic policy has it, should the project turn it on. */
export const nobodyEarly: DistributorSettings = {
  'distributors.enabled': { value: false, rules: [], note: 'Nobody is told early that nobody asked for.' },
  'distributors.decided_by': { value: [], rules: ['S62'], note: 'The maintainers decide.' },
  'distributors.criteria': { value: criteria, rules: ['S53', 'S54', 'S55', 'S56', 'S57', 'S58', 'S59'], note: '' },
  'distributors.agreement': { value: undefined, rules: ['S61', 'S62', 'S63', 'S64', 'S65', 'S66', 'S67'], note: '' },
  'distributors.agreement_version': { value: agreement.version, rules: ['S58'], note: 'The first version.' },
  'distributors.agreement_holds_from': { value: 0, rules: [], note: 'A new text is agreed to anew.' },
  'distributors.review_days': { value: reviewDays, rules: ['S55'], note: '“Up to the present day” is read as looked at once a year.' },
  'distributors.plan_days': { value: planDays, rules: ['S40'], note: '“A few weeks” is read as three.' },
  'distributors.patches_days': {
    value: patchesDays,
    rules: [],
    note: 'The bound of the linux-distros list, which many distributors know.',
  },
  'distributors.notice_days': { value: noticeDays, rules: ['S49'], note: 'The policy gives no number; what they publish takes days.' },
  'distributors.checked_releases': {
    value: checkedReleases,
    rules: ['S36', 'S44'],
    note: 'The policy says “all earlier supported releases” and gives no number.',
  },
  'distributors.link_days': { value: linkDays, rules: [], note: 'The policy knows a list to write to, and no page.' },
};

const ofTheOther = { rules: [], note: 'The policy tells nobody; the generic one says this.' } as const;

/** The same under a policy that knows no distributors, so that none of its sentences asks for it. */
export const nobodyEarlyAtAll: DistributorSettings = {
  'distributors.enabled': { value: false, rules: ['S113', 'S114', 'S115'], note: '' },
  'distributors.decided_by': { value: [], ...ofTheOther },
  'distributors.criteria': { value: criteria, ...ofTheOther },
  'distributors.agreement': { value: undefined, ...ofTheOther },
  'distributors.agreement_version': { value: agreement.version, ...ofTheOther },
  'distributors.agreement_holds_from': { value: 0, ...ofTheOther },
  'distributors.review_days': { value: reviewDays, ...ofTheOther },
  'distributors.plan_days': { value: planDays, ...ofTheOther },
  'distributors.patches_days': { value: patchesDays, ...ofTheOther },
  'distributors.notice_days': { value: noticeDays, ...ofTheOther },
  'distributors.checked_releases': { value: checkedReleases, ...ofTheOther },
  'distributors.link_days': { value: linkDays, ...ofTheOther },
};
