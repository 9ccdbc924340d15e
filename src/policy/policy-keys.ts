/** Every setting of the policy file by its path, and what a person needs to know to set it. The schema and docs/policy.md are printed from it. */
import { gateableObligations, type GateableObligation } from '../core/policy.ts';

import { distributorKeys, type DistributorValues } from './distributor-keys.ts';
import type { KeyDescription } from './key-description.ts';
import { noticeKeys, type NoticeValues } from './notice-keys.ts';
import { watchKeys, type WatchValues } from './watch-keys.ts';

/** What each setting holds when it is read, in the words of the file. */
export type PolicyValues = NoticeValues &
  DistributorValues &
  WatchValues & {
    readonly 'maintainers.team': string | undefined;
    readonly fix_repository: FixRepositoryValue | undefined;
    readonly lines: readonly string[];
    readonly 'lines_from.releases': number;
    readonly 'lines_from.tags': string;
    readonly main_line: string;
    readonly 'calendar.time_zone': string;
    readonly 'calendar.holidays': string;
    readonly 'calendar.add': readonly string[];
    readonly 'calendar.remove': readonly string[];
    readonly 'calendar.weekend': readonly number[] | undefined;
    readonly 'acknowledge.business_days': number;
    readonly 'acknowledge.needs_plan': boolean;
    readonly reporting_policy: string | undefined;
    readonly 'triage.business_days': number;
    readonly unsafe_defaults: 'out_of_scope' | 'accepted';
    readonly 'fix_lead.business_days': number;
    readonly 'fix_lead.rota': readonly string[];
    readonly 'reminders.at': readonly number[];
    readonly 'reminders.hours': string | undefined;
    readonly 'reminders.daily': boolean;
    readonly people: readonly string[];
    readonly escalation: readonly string[];
    readonly gates: readonly GateableObligation[];
    readonly 'fix.calendar_days': number;
    readonly 'lgtm.required': number;
    readonly 'lgtm.by_severity': Readonly<Partial<Record<SeverityName, number>>>;
    readonly 'lgtm.by_line': Readonly<Record<string, number>>;
    readonly 'lgtm.bound_to': 'patch' | 'tree';
    readonly 'lgtm.override': 'maintainers' | 'fix_lead' | 'nobody';
    readonly 'ci.required': readonly string[];
    readonly 'ci.by_line': Readonly<Record<string, readonly string[]>>;
    readonly 'ci.evidence_from': readonly string[];
    readonly 'cvss.final_call': 'maintainers' | 'fix_lead';
    readonly 'cvss.asap_from': number;
    readonly 'cvss.write': 'newest' | '3' | '4';
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
/** `OWNER/NAME` alone is short for a standing one. */
export type FixRepositoryValue =
  string | { readonly mode?: FixModeName | undefined; readonly name?: string | undefined; readonly team?: string | undefined };

export const fixModeNames = ['standing', 'per_case', 'temporary_fork'] as const;
type FixModeName = (typeof fixModeNames)[number];

export const severityNames = ['low', 'medium', 'high', 'critical'] as const;
type SeverityName = (typeof severityNames)[number];

export type PolicyKey = keyof PolicyValues;

export const limits = {
  lines: 50,
  releasedLines: 20,
  dates: 400,
  businessDays: 30,
  rota: 50,
  reminders: 5,
  escalation: 10,
  calendarDays: 365,
  lgtms: 10,
  checks: 50,
  zones: 8,
  ringMinutes: 1_440,
  versionRules: 20,
} as const;

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
      'Where fixes are made and reviewed and cases are discussed: a private repository that is a mirror, never a fork, in which this App is installed too. ' +
      '`mode` is `standing` (one for all cases, the default), `per_case` (one for each, made by the App where it has `administration: write`) or `temporary_fork` (GitHub’s own temporary private fork, ' +
      'which no App can enter: what people say of it is declared, never verified; `name` is then only where cases are discussed). ' +
      '`team` and the Fix Lead are given access by the App and lose it when the case ends; under `standing` only where a `team` is named. ' +
      'Under `per_case` without a `team` the maintainers have access, and keep reading. A repository alone is short for a standing one.',
    unit: 'none',
    allowed: 'a repository as OWNER/NAME, such as vitessio/vitess-security, or a mapping with `mode`, `name` or `team`',
    keys: ['mode', 'name', 'team'],
    atZero: 'Left out, nobody can be asked for an LGTM, so `lgtm.required` must be 0, and there is no private issue to discuss a case in.',
    example: '{ mode: standing, name: acme/widget-security, team: acme/fixers }',
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
  'lines_from.releases': {
    meaning:
      'How many of the newest lines on the repository’s Releases page are supported, beside those under `lines`. It is looked up when a case is opened and at each `/affects`.',
    unit: 'lines',
    allowed: `a whole number from 0 to ${limits.releasedLines}`,
    atZero: '0: only the lines under `lines` are supported.',
    example: '3',
  },
  'lines_from.tags': {
    meaning:
      'How the branch of a line follows from the tags of its releases; a letter in braces stands for a number. Tags that do not fit, and prereleases, say nothing.',
    unit: 'none',
    allowed: 'a rule as TAG -> BRANCH, such as "v{a}.{b}.{c} -> release-{a}.{b}"',
    atZero: 'It cannot be empty.',
    example: '"v{a}.{b}.{c} -> release-{a}.{b}"',
  },
  main_line: {
    meaning: 'The branch of development, which is no release. A flaw in it alone is fixed there, without the full process.',
    unit: 'a branch name, exact',
    allowed: 'the name of a branch, such as main',
    atZero: 'It cannot be empty.',
    example: 'main',
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
  'acknowledge.needs_plan': {
    meaning: 'Whether the first answer counts only with a plan and a workaround, or "none": `/ack plan="…" workaround="…"`.',
    unit: 'none',
    allowed: 'true or false',
    atZero: 'false: `/ack` alone counts, and the first contact and the first answer are one clock.',
    example: 'true',
  },
  reporting_policy: {
    meaning: 'The page on which reporters read how reports are handled; each of them is told of it.',
    unit: 'none',
    allowed: 'an address that begins with https://',
    atZero: 'Left out, it is the page on which GitHub shows the repository’s SECURITY.md.',
    example: 'https://widget.example.org/security',
  },
  'triage.business_days': {
    meaning: 'Time in which a report is accepted or closed and, if accepted, its affected lines are named and it is scored.',
    unit: 'business days after the day of the report',
    allowed: `a whole number from 0 to ${limits.businessDays}`,
    atZero: '0: the policy names no such time.',
    example: '5',
  },
  unsafe_defaults: {
    meaning:
      'How a report about an unsafe default is treated: `out_of_scope` lets it be rejected as such, and offers a public issue for a safer default; `accepted` does not.',
    unit: 'none',
    allowed: '`out_of_scope` or `accepted`',
    atZero: 'It cannot be empty.',
    example: 'accepted',
  },
  'fix_lead.business_days': {
    meaning:
      'Time in which somebody volunteers as Fix Lead; then the next of the rota is chosen, or the team is reminded, again and again after as many days.',
    unit: 'business days after the report was accepted',
    allowed: `a whole number from 0 to ${limits.businessDays}`,
    atZero: '0: nobody is reminded or chosen.',
    example: '2',
  },
  'fix_lead.rota': {
    meaning: 'Maintainers who are made Fix Lead when nobody volunteers; cases are spread over them.',
    unit: 'GitHub logins',
    allowed: `a list of at most ${limits.rota} logins, such as [ana, bola]`,
    entry: 'a GitHub login, such as ana',
    atZero: 'Empty: nobody is chosen, the team is reminded.',
    example: '[ana, bola]',
  },
  'reminders.at': {
    meaning: 'Which parts of the time to each duty may pass before it is reminded of, while it is not done.',
    unit: 'parts of the time from its start to its due instant',
    allowed: `a list of at most ${limits.reminders} numbers between 0 and 1, such as [0.5, 0.8]`,
    entry: 'a number above 0 and below 1, such as 0.8',
    atZero: 'Empty: one reminder, of the first answer, a business day before it is due.',
    example: '[0.5, 0.8]',
  },
  'reminders.hours': {
    meaning:
      'The working hours, on business days of the calendar and in its time zone, in which reminders, overdue duties and escalations are said. ' +
      'What is publicly known and due at once, what is critical, and the Release Date are said at any hour.',
    unit: 'times of the day',
    allowed: 'two times of one day as HH:MM-HH:MM, the earlier one first, such as 09:00-17:00',
    atZero: 'Left out, everything is said at the minute it is due.',
    example: '09:00-17:00',
  },
  'reminders.daily': {
    meaning:
      'Whether each person gets one word a day, in the project’s private issue, of all that is overdue or soon due in any case, in place of reminders in each case. ' +
      'What is critical or publicly known, escalations and the Release Date are said as they come.',
    unit: 'none',
    allowed: 'true or false',
    atZero: 'false: each case reminds by itself.',
    example: 'true',
  },
  people: {
    meaning:
      'In which time zone, and at which hours, somebody works, where it is not as for everybody. Reminders of what they owe come in their working hours.',
    unit: 'time zones of the IANA database, and times of the day there',
    allowed: `a list of at most ${limits.rota} entries as LOGIN in ZONE, such as [ana in Asia/Tokyo, ben in Europe/Berlin 10:00-18:00]`,
    entry: 'an entry such as ana in Asia/Tokyo, or ben in Europe/Berlin 10:00-18:00',
    atZero: 'Empty: `calendar.time_zone` and `reminders.hours` hold for everybody.',
    example: '[ana in Asia/Tokyo, ben in Europe/Berlin 10:00-18:00]',
  },
  escalation: {
    meaning:
      'Who is called about what stays undone after it was due, step by step, until it is done: its `owner`, the `team`, or people by their logins. ' +
      'Nobody is called outside the private case issue.',
    unit: 'hours or business days after the due instant',
    allowed: `a list of at most ${limits.escalation} steps as WHO after COUNT hours or business days, such as [owner after 4 hours, team after 1 business day]`,
    entry: 'a step such as owner after 4 hours, team after 1 business day, or ana ben after 2 business days',
    atZero: 'Empty: it is said once that a duty is overdue, and nobody is called.',
    example: '[owner after 4 hours, team after 1 business day, ana ben after 3 business days]',
  },
  gates: {
    meaning:
      'The duties that must be done before an advisory is published, late or in time. The dates of all others warn and block nothing.',
    unit: 'names of duties, as `/why` shows them',
    allowed: `a list of ${gateableObligations.map((name) => `\`${name}\``).join(', ')}`,
    entry: `one of ${gateableObligations.map((name) => `\`${name}\``).join(', ')}`,
    atZero:
      'Empty: no duty is asked for. A duty that the case does not have, such as a Fix Lead where only main is affected, never blocks.',
    example: '[first-answer, fix]',
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
  'lgtm.by_severity': {
    meaning:
      'How many LGTMs are needed from the severity of the score, in place of `lgtm.required`. Where a number for the line applies as well, the larger counts. ' +
      'Not scored yet counts as critical.',
    unit: 'persons',
    allowed: 'a mapping from `low`, `medium`, `high` or `critical` to a number of LGTMs, such as { critical: 3 }',
    entry: `a whole number from 0 to ${limits.lgtms}`,
    keys: severityNames,
    atZero: 'Empty: the severity changes nothing.',
    example: '{ high: 2, critical: 3 }',
  },
  'lgtm.by_line': {
    meaning:
      'How many LGTMs are needed on a line, in place of `lgtm.required`. Where a number for the severity applies as well, the larger counts.',
    unit: 'persons',
    allowed: 'a mapping from branches to a number of LGTMs, such as { release-1.8: 1 }',
    entry: `a whole number from 0 to ${limits.lgtms}`,
    atZero: 'Empty: every line needs the same.',
    example: '{ release-1.8: 1 }',
  },
  'lgtm.bound_to': {
    meaning:
      'What an LGTM was said of, and so what voids it: `patch`, the change as `git patch-id --verbatim` names it, white space and all, which a rebase or squash keeps; ' +
      'or `tree`, every file of the head. Where git cannot be asked, it is the commit.',
    unit: 'none',
    allowed: '`patch` or `tree`',
    atZero: 'It cannot be empty.',
    example: 'tree',
  },
  'lgtm.override': {
    meaning: 'Who may put up with missing LGTMs or evidence by `/override REASON`, for one head, seen by everybody.',
    unit: 'none',
    allowed: '`maintainers`, `fix_lead` or `nobody`',
    atZero: 'It cannot be empty.',
    example: 'fix_lead',
  },
  'ci.required': {
    meaning:
      'The checks that must have passed on each head: by the names that GitHub shows for check runs or workflows, or that a CI outside GitHub gives.',
    unit: 'names, exact',
    allowed: `a list of at most ${limits.checks} names of checks, such as [unit tests]`,
    entry: 'the name of a check, such as unit tests',
    atZero: 'Empty: no tests are asked for.',
    example: '[unit tests, lint]',
  },
  'ci.by_line': {
    meaning: 'The checks that must have passed on a line, in place of `ci.required`.',
    unit: 'names, exact',
    allowed: 'a mapping from branches to lists of checks, such as { release-1.8: [unit tests] }',
    entry: 'a list of checks, such as [unit tests]',
    atZero: 'Empty: every line needs the same. An empty list for a line asks for no tests there.',
    example: '{ release-1.8: [unit tests] }',
  },
  'ci.evidence_from': {
    meaning:
      'The repositories whose CI may give evidence from outside GitHub’s checks, besides the fix repository: by `POST /api/evidence`, signed with the key of that repository or shown by a token of its GitHub Actions.',
    unit: 'none',
    allowed: `a list of at most ${limits.checks} repositories, such as [acme/widget-ci]`,
    entry: 'a repository as OWNER/NAME, such as acme/widget-ci',
    atZero: 'Empty: only the CI of the fix repository.',
    example: '[acme/widget-ci]',
  },
  'cvss.final_call': {
    meaning: 'Who makes the final call on the CVSS score.',
    unit: 'none',
    allowed: '`maintainers` or `fix_lead`',
    atZero: 'It cannot be empty.',
    example: 'fix_lead',
  },
  'cvss.asap_from': {
    meaning:
      'The score from which a publicly known vulnerability makes everything due at once; below it the maintainers may slow a case down.',
    unit: 'CVSS score',
    allowed: 'a number from 0 to 10',
    atZero: '0: whatever is publicly known is due at once, and nothing may be slowed down.',
    example: '4',
  },
  'cvss.write': {
    meaning: 'Which vector the advisory gets where there is one of CVSS 3 and one of CVSS 4: the `newest` given, or that of one version.',
    unit: 'a version of CVSS, without what follows the point',
    allowed: '`newest`, "3" or "4", the numbers between quotes',
    atZero: 'It cannot be empty. Where there is no vector of that version, the advisory gets the other one.',
    example: '"4"',
  },
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
  ...noticeKeys,
  ...distributorKeys,
  ...watchKeys,
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
  lines_from: 'a mapping with `releases` or `tags`',
  calendar: 'a mapping with `time_zone`, `holidays`, `add`, `remove` or `weekend`',
  acknowledge: 'a mapping with `business_days` or `needs_plan`',
  triage: 'a mapping with `business_days`',
  fix_lead: 'a mapping with `business_days` or `rota`',
  reminders: 'a mapping with `at`, `hours` or `daily`',
  fix: 'a mapping with `calendar_days`',
  lgtm: 'a mapping with `required`, `by_severity`, `by_line`, `bound_to` or `override`',
  ci: 'a mapping with `required`, `by_line` or `evidence_from`',
  cvss: 'a mapping with `final_call`, `asap_from` or `write`',
  date: 'a mapping with `final_say`, `critical_business_days`, `delay_reasons`, `longest_days`, `time` or `zones`',
  release_day: 'a mapping with `via`, `publish_after`, `ring_minutes` or `versions`',
  channels: 'a mapping with the kinds of notices, such as `forthcoming` and `fixed`, and their channels',
  templates: 'a mapping with the kinds of notices, such as `forthcoming` and `fixed`, and their texts',
  watch: 'a mapping with `elsewhere` or `public_issues`',
  notices: 'a mapping with `upgrade`, `openpgp_key`, `documentation` or `forthcoming_calendar_days`',
  distributors: 'a mapping with `enabled`, and the terms under which distributors are told early, such as `agreement` and `criteria`',
} as const;
