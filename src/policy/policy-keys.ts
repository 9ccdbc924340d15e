/** Every setting of the policy file by its path, and what a person needs to know to set it. The schema and docs/policy.md are printed from it. */
import { calendarKeys, type CalendarValues } from './calendar-keys.ts';
import { dateKeys, type DateValues } from './date-keys.ts';
import { distributorKeys, type DistributorValues } from './distributor-keys.ts';
import { fixKeys, type FixValues } from './fix-keys.ts';
import type { KeyDescription } from './key-description.ts';
import { noticeKeys, type NoticeValues } from './notice-keys.ts';
import { projectKeys, type ProjectValues } from './project-keys.ts';
import { reporterKeys, type ReporterValues } from './reporter-keys.ts';
import { scheduleKeys, type ScheduleValues } from './schedule-keys.ts';
import { scoreKeys, type ScoreValues } from './score-keys.ts';
import { watchKeys, type WatchValues } from './watch-keys.ts';

/** What each setting holds when it is read, in the words of the file. */
export type PolicyValues = ProjectValues &
  CalendarValues &
  ScheduleValues &
  FixValues &
  ScoreValues &
  DateValues &
  NoticeValues &
  DistributorValues &
  ReporterValues &
  WatchValues;

export type PolicyKey = keyof PolicyValues;

export const policyKeys: Readonly<Record<PolicyKey, KeyDescription>> = {
  ...projectKeys,
  ...calendarKeys,
  ...scheduleKeys,
  ...fixKeys,
  ...scoreKeys,
  ...dateKeys,
  ...noticeKeys,
  ...distributorKeys,
  ...reporterKeys,
  ...watchKeys,
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
  lgtm: 'a mapping with `required`, `by_severity`, `by_line`, `bound_to`, `override`, `public_check` or `ruleset`',
  ci: 'a mapping with `required`, `by_line` or `evidence_from`',
  cvss: 'a mapping with `final_call`, `asap_from` or `write`',
  date: 'a mapping with `final_say`, `critical_business_days`, `delay_reasons`, `longest_days`, `time` or `zones`',
  release_day: 'a mapping with `via`, `publish_after`, `ring_minutes` or `versions`',
  channels: 'a mapping with the kinds of notices, such as `forthcoming` and `fixed`, and their channels',
  templates: 'a mapping with the kinds of notices, such as `forthcoming` and `fixed`, and their texts',
  reporter: 'a mapping with `status_page` or `status_page_days`',
  watch: 'a mapping with `elsewhere` or `public_issues`',
  notices: 'a mapping with `upgrade`, `openpgp_key`, `documentation` or `forthcoming_calendar_days`',
  distributors: 'a mapping with `enabled`, and the terms under which distributors are told early, such as `agreement` and `criteria`',
} as const;
