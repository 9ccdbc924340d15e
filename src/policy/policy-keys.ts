/** Every setting of the policy file by its path, and what a person needs to know to set it. The schema and docs/policy.md are printed from it. */

/** What each setting holds when it is read, in the words of the file. */
export type PolicyValues = {
  readonly 'maintainers.team': string | undefined;
  readonly fix_repository: string | undefined;
  readonly lines: readonly string[];
  readonly 'calendar.time_zone': string;
  readonly 'calendar.holidays': string;
  readonly 'calendar.add': readonly string[];
  readonly 'calendar.remove': readonly string[];
  readonly 'calendar.weekend': readonly number[] | undefined;
  readonly 'acknowledge.business_days': number;
  readonly 'fix.calendar_days': number;
  readonly 'lgtm.required': number;
  readonly 'cvss.final_call': 'maintainers' | 'fix_lead';
  readonly 'date.final_say': 'maintainers' | 'fix_lead';
  readonly publish: 'auto' | 'confirm';
};

export type PolicyKey = keyof PolicyValues;

export type KeyDescription = {
  readonly meaning: string;
  readonly unit: string;
  /** What may stand there, as the end of the sentence "it must be …". */
  readonly allowed: string;
  /** The same for one entry of a list. */
  readonly entry?: string;
  /** What happens at zero, or when it is empty. */
  readonly atZero: string;
  readonly example: string;
};

export const limits = { lines: 50, dates: 400, businessDays: 30, calendarDays: 365, lgtms: 10 } as const;

export const policyKeys: Readonly<Record<PolicyKey, KeyDescription>> = {
  'maintainers.team': {
    meaning: 'The GitHub team that handles reports; its members are the maintainers.',
    unit: 'none',
    allowed: 'a team as ORGANISATION/SLUG, such as vitessio/security',
    atZero: 'Left out, the maintainers are whoever has at least the maintain permission on the repository.',
    example: 'acme/security',
  },
  fix_repository: {
    meaning:
      'The private repository in which fixes are made and reviewed and cases are discussed: a mirror, in which this App is installed too. ' +
      'GitHub’s temporary private forks cannot be used, because no App can enter them.',
    unit: 'none',
    allowed: 'a repository as OWNER/NAME, such as vitessio/vitess-security',
    atZero: 'Left out, nobody can be asked for an LGTM, so `lgtm.required` must be 0, and there is no private issue to discuss a case in.',
    example: 'acme/widget-security',
  },
  lines: {
    meaning:
      'The supported release lines by their branches, oldest promise first. Each needs a reviewed fix before the advisory is published.',
    unit: 'branch names, exact; patterns are not taken',
    allowed: `a list of at most ${limits.lines} branches, such as [release-22.0, release-23.0]`,
    entry: 'the name of a branch, such as release-22.0',
    atZero: 'Empty or left out, only the lines for which somebody opens a pull request count, and at least one has to.',
    example: '[release-1.8, release-1.9, main]',
  },
  'calendar.time_zone': {
    meaning: 'The time zone in which days begin and end.',
    unit: 'a name of the IANA time zone database',
    allowed: 'the name of a time zone, such as UTC or Europe/Berlin',
    atZero: 'It cannot be empty.',
    example: 'Europe/Berlin',
  },
  'calendar.holidays': {
    meaning: 'The public holidays that are no business days.',
    unit: 'countries, or parts of them, by their ISO 3166 codes; several are joined by `+`, and a day is a business day only where all work',
    allowed: 'a country such as US, a part of one such as DE-BE, several such as US+DE+JP, or none',
    atZero: '`none`: only weekends and the days under `add` are closed.',
    example: 'DE-BE',
  },
  'calendar.add': {
    meaning: 'More days that are no business days, such as a project’s summer break or a holiday the calendar lacks.',
    unit: 'dates',
    allowed: `a list of at most ${limits.dates} dates, such as [2026-12-24]`,
    entry: 'a date as YYYY-MM-DD, such as 2026-12-24',
    atZero: 'Empty: nothing is added.',
    example: '[2026-12-24, 2026-12-31]',
  },
  'calendar.remove': {
    meaning: 'Holidays or weekend days on which the project works all the same.',
    unit: 'dates',
    allowed: `a list of at most ${limits.dates} dates, such as [2026-12-24]`,
    entry: 'a date as YYYY-MM-DD, such as 2026-12-24',
    atZero: 'Empty: every holiday and every weekend is closed.',
    example: '[2026-03-08]',
  },
  'calendar.weekend': {
    meaning: 'The days of the week that are no business days, where they are not those of the country.',
    unit: 'weekdays from 1 (Monday) to 7 (Sunday)',
    allowed: 'a list of at most 6 weekdays from 1 (Monday) to 7 (Sunday), such as [6, 7]',
    entry: 'a weekday from 1 (Monday) to 7 (Sunday)',
    atZero: 'Empty: there is no weekend, every day that is no holiday is a business day.',
    example: '[6, 7]',
  },
  'acknowledge.business_days': {
    meaning: 'Time to the first answer to the reporter.',
    unit: 'business days after the day of the report',
    allowed: `a whole number from 0 to ${limits.businessDays}`,
    atZero: '0: by the end of the day of the report, open or closed.',
    example: '3',
  },
  'fix.calendar_days': {
    meaning: 'The suggested time to a reviewed fix. When it runs out the team is reminded; nothing is blocked.',
    unit: 'calendar days after the report',
    allowed: `a whole number from 1 to ${limits.calendarDays}`,
    atZero: '0 is refused: such a fix would be overdue before anybody had read the report.',
    example: '7',
  },
  'lgtm.required': {
    meaning: 'How many maintainers, who wrote none of it, must say LGTM to each pull request of a fix.',
    unit: 'persons',
    allowed: `a whole number from 0 to ${limits.lgtms}`,
    atZero: '0 switches the review gate off: an advisory may be published with no reviewed fix.',
    example: '2',
  },
  'cvss.final_call': {
    meaning: 'Who makes the final call on the CVSS score.',
    unit: 'none',
    allowed: '`maintainers` or `fix_lead`',
    atZero: 'It cannot be empty.',
    example: 'fix_lead',
  },
  'date.final_say': {
    meaning: 'Who has the final say on the Release Date.',
    unit: 'none',
    allowed: '`maintainers` or `fix_lead`',
    atZero: 'It cannot be empty.',
    example: 'fix_lead',
  },
  publish: {
    meaning:
      'What happens at the Release Date when every gate is green: `auto` publishes the advisory, `confirm` waits for `/publish` in the case issue.',
    unit: 'none',
    allowed: '`auto` or `confirm`',
    atZero: 'It cannot be empty.',
    example: 'confirm',
  },
};

/** `extends` is not a setting but says where the settings come from that the file leaves out. */
export const extendsKey: KeyDescription = {
  meaning: 'The policy that holds for every setting the file leaves out.',
  unit: 'none',
  allowed: '`vitess` or `distributors-list`',
  atZero: 'Left out, the cautious settings hold that also hold without a file.',
  example: 'vitess',
};

/** The mappings that hold settings, and what may stand there, as the end of the sentence "it must be …". */
export const sections = {
  maintainers: 'a mapping with `team`',
  calendar: 'a mapping with `time_zone`, `holidays`, `add`, `remove` or `weekend`',
  acknowledge: 'a mapping with `business_days`',
  fix: 'a mapping with `calendar_days`',
  lgtm: 'a mapping with `required`',
  cvss: 'a mapping with `final_call`',
  date: 'a mapping with `final_say`',
} as const;
