/** The settings about telling distributors early. All of them mean nothing while it is not enabled. */
import { criterionNames, type CriterionName } from '../core/distributors/criteria.ts';
import type { KeyDescription } from './key-description.ts';

/** What each holds when it is read, in the words of the file. */
export type DistributorValues = {
  readonly 'distributors.enabled': boolean;
  readonly 'distributors.decided_by': readonly string[];
  readonly 'distributors.criteria': readonly CriterionName[];
  readonly 'distributors.agreement': string | undefined;
  readonly 'distributors.agreement_version': number;
  readonly 'distributors.agreement_holds_from': number;
  readonly 'distributors.review_days': number;
  readonly 'distributors.plan_days': number;
  readonly 'distributors.patches_days': number;
  readonly 'distributors.notice_days': number;
  readonly 'distributors.checked_releases': number;
  readonly 'distributors.link_days': number;
};

/** Unit: characters; entries; versions; calendar days; releases. */
export const distributorLimits = {
  agreement: 8_000,
  people: 50,
  version: 1_000,
  reviewDays: 1_100,
  days: 90,
  releases: 20,
  linkDays: 30,
} as const;

export const distributorKeys: Readonly<Record<keyof DistributorValues, KeyDescription>> = {
  'distributors.enabled': {
    meaning: 'Whether member organisations are told of a vulnerability before it is public. See docs/distributors.md.',
    unit: 'none',
    allowed: '`true` or `false`',
    atZero: '`false`: every attempt to tell anybody early is refused.',
    example: 'true',
  },
  'distributors.decided_by': {
    meaning: 'Which maintainers accept, decline and remove members.',
    unit: 'logins',
    allowed: `a list of at most ${distributorLimits.people} logins`,
    entry: 'a login, without the @',
    atZero: 'Empty: any maintainer decides.',
    example: '[ana, max]',
  },
  'distributors.criteria': {
    meaning: 'What an application must show, each criterion with its evidence; without one of them it is not looked at.',
    unit: 'criteria',
    allowed: `a list of ${criterionNames.map((name) => `\`${name}\``).join(', ')}`,
    entry: `one of ${criterionNames.map((name) => `\`${name}\``).join(', ')}`,
    atZero: 'Empty: nothing has to be shown; the maintainers decide as they like.',
    example: '[active-distributor, track-record, embargo-policy]',
  },
  'distributors.agreement': {
    meaning: 'The embargo agreement that members consent to, in words. Whoever changes it gives it a new version.',
    unit: 'text',
    allowed: `a text of 1 to ${distributorLimits.agreement} characters`,
    atZero: 'Left out, the embargo policy of the generic policy holds, which docs/distributors.md shows.',
    example: '"What you are told here stays with those who need to know it …"',
  },
  'distributors.agreement_version': {
    meaning: 'The number of that text. With a new one all consents lapse, but for those that `agreement_holds_from` keeps.',
    unit: 'none',
    allowed: `a whole number from 1 to ${distributorLimits.version}`,
    atZero: 'It cannot be 0: versions count from 1.',
    example: '2',
  },
  'distributors.agreement_holds_from': {
    meaning: 'The oldest version whose consents still hold, because nothing got worse for members since.',
    unit: 'none',
    allowed: `a whole number from 0 to ${distributorLimits.version}, at most the version itself`,
    atZero: '0: only consents to the present version hold.',
    example: '1',
  },
  'distributors.review_days': {
    meaning: 'How long after a review a member is due for the next one: whether it still meets the criteria.',
    unit: 'calendar days after the last review',
    allowed: `a whole number from 0 to ${distributorLimits.reviewDays}`,
    atZero: '0: nobody is reminded.',
    example: '365',
  },
  'distributors.plan_days': {
    meaning: 'How long before the Release Date members are told of the plan at the earliest; before that it is refused.',
    unit: 'calendar days before the Release Date',
    allowed: `a whole number from 0 to ${distributorLimits.days}`,
    atZero: '0: there is no bound.',
    example: '21',
  },
  'distributors.patches_days': {
    meaning: 'How long before the Release Date members get the patches at the earliest; before that it is refused.',
    unit: 'calendar days before the Release Date',
    allowed: `a whole number from 0 to ${distributorLimits.days}`,
    atZero: '0: there is no bound.',
    example: '14',
  },
  'distributors.notice_days': {
    meaning: 'How long members should have to test the patches and to write advisories of their own; less is warned about.',
    unit: 'calendar days before the Release Date',
    allowed: `a whole number from 0 to ${distributorLimits.days}`,
    atZero: '0: nobody is warned.',
    example: '7',
  },
  'distributors.checked_releases': {
    meaning:
      'On how many of the newest releases of each line its patch is tried before members get it: those that you support. The mail says of each whether the patch applies.',
    unit: 'releases of a line',
    allowed: `a whole number from 1 to ${distributorLimits.releases}`,
    atZero: 'It cannot be 0: members build from releases.',
    example: '3',
  },
  'distributors.link_days': {
    meaning:
      'How long the link in a mail to a member can be opened, once, to a page of its own: what it was told, and where it answers. It needs the dashboard.',
    unit: 'calendar days after the mail',
    allowed: `a whole number from 0 to ${distributorLimits.linkDays}`,
    atZero: '0: mails hold no link, no member has a page, and pages that are open end; members answer by mail.',
    example: '3',
  },
};
