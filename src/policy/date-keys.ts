/** The settings about the Release Date and what goes with it. */
import type { KeyDescription } from './key-description.ts';
import { limits } from './limits.ts';

/** What each holds when it is read, in the words of the file. */
export type DateValues = {
  readonly 'date.critical_business_days': number;
  readonly 'date.final_say': 'maintainers' | 'fix_lead';
  readonly 'date.delay_reasons': readonly ('not-understood' | 'not-tested' | 'distributors')[];
  readonly 'date.longest_days': number;
  readonly 'date.time': string;
  readonly 'date.zones': readonly string[];
  readonly communication_plan: 'required' | 'not_asked';
  readonly publish: 'auto' | 'confirm';
  readonly 'release_day.via': 'push' | 'pull_request' | 'by_hand';
  readonly 'release_day.publish_after': 'date' | 'fix' | 'releases';
  readonly 'release_day.ring_minutes': number;
  readonly 'release_day.versions': readonly string[];
};

export const dateKeys: Readonly<Record<keyof DateValues, KeyDescription>> = {
  'date.critical_business_days': {
    meaning: 'The expected time to the disclosure of a critical vulnerability that users can mitigate, counted from the report.',
    unit: 'business days after the report',
    allowed: `a whole number from 0 to ${limits.calendarDays}`,
    atZero: '0: the policy expects no such time.',
    example: '14',
  },
  'date.final_say': {
    meaning: 'Who has the final say on the Release Date.',
    unit: 'none',
    allowed: '`maintainers` or `fix_lead`',
    atZero: 'It cannot be empty.',
    example: 'fix_lead',
  },
  'date.delay_reasons': {
    meaning:
      'The reasons for which the disclosure may be later than as soon as possible. A later date is refused without one of them: `/date 2030-12-03 16:00 UTC not-tested`.',
    unit: 'none',
    allowed: 'a list of `not-understood`, `not-tested` and `distributors`',
    entry: '`not-understood`, `not-tested` or `distributors`',
    atZero: 'Empty: no reason is asked for.',
    example: '[not-understood, not-tested, distributors]',
  },
  'date.longest_days': {
    meaning: 'How long the disclosure may take, by this policy or by that of a list that is told early. A later Release Date is warned of.',
    unit: 'calendar days after the report',
    allowed: `a whole number from 0 to ${limits.calendarDays}`,
    atZero: '0: no date is too late.',
    example: '21',
  },
  'date.time': {
    meaning: 'The time of day at which `/date suggest` suggests to publish.',
    unit: 'hours and minutes in UTC',
    allowed: 'a time as HH:MM between quotes, such as "16:00"',
    atZero: 'It cannot be empty; "00:00" is midnight.',
    example: '"16:00"',
  },
  'date.zones': {
    meaning: 'The time zones in which a Release Date is said besides UTC.',
    unit: 'names of the IANA time zone database',
    allowed: `a list of at most ${limits.zones} time zones, such as [Europe/Berlin, Asia/Tokyo]`,
    entry: 'the name of a time zone, such as Europe/Berlin',
    atZero: 'Empty: dates are said in UTC alone.',
    example: '[Europe/Berlin, Asia/Tokyo]',
  },
  communication_plan: {
    meaning: 'Whether a plan of how the community is told is owed before the disclosure: `/plan WORDS`.',
    unit: 'none',
    allowed: '`required` or `not_asked`',
    atZero: 'It cannot be empty.',
    example: 'required',
  },
  publish: {
    meaning:
      'What happens at the Release Date when every gate is green: `auto` publishes the advisory, `confirm` waits for `/publish` in the case issue.',
    unit: 'none',
    allowed: '`auto` or `confirm`',
    atZero: 'It cannot be empty.',
    example: 'confirm',
  },
  'release_day.via': {
    meaning:
      'How the approved fix reaches the public repository on the Release Date: `push` pushes each approved head, unmodified and by fast-forward, ' +
      'to its line; `pull_request` opens a pull request for each line from the very commits, for people or the project’s own rules to merge, and waits ' +
      'until the line has the approved head, or the same change by a squash or rebase; `by_hand` leaves it to people and watches for it there.',
    unit: 'none',
    allowed: '`push`, `pull_request` or `by_hand`',
    atZero: 'It cannot be empty.',
    example: 'push',
  },
  'release_day.publish_after': {
    meaning:
      'What must be public before the advisory is: `releases` waits for a release of each line that contains the fix, `fix` for the fix alone, ' +
      '`date` for nothing but the Release Date.',
    unit: 'none',
    allowed: '`date`, `fix` or `releases`',
    atZero: 'It cannot be empty.',
    example: 'releases',
  },
  'release_day.ring_minutes': {
    meaning: 'How often the maintainers are reminded while the fix is public and the advisory is not.',
    unit: 'minutes',
    allowed: `a whole number from 0 to ${limits.ringMinutes}`,
    atZero: '0: nobody is reminded.',
    example: '15',
  },
  'release_day.versions': {
    meaning:
      'How the version of a package follows from the tag of a release where it is another one. A letter in braces stands for a number. ' +
      'For all other packages the version is the tag without its leading v.',
    unit: 'none',
    allowed: `a list of at most ${limits.versionRules} rules, such as ['go: v{a}.{b}.{c} -> 0.{a}.{c}']`,
    entry: 'a rule as ECOSYSTEM: TAG -> VERSION, such as go: v{a}.{b}.{c} -> 0.{a}.{c}',
    atZero: 'Empty: every version is its tag without the leading v.',
    example: "['go: v{a}.{b}.{c} -> 0.{a}.{c}']",
  },
};
