import { z } from 'zod';
import { delayReasons } from '../core/disclosure/delay-reasons.ts';
import { gateableObligations } from '../core/policy.ts';
import { escalationPattern } from './escalation-text.ts';
import { personPattern } from './person-text.ts';
import { extendsKey, policyKeys, sections, type PolicyKey } from './policy-keys.ts';
import { fixModeNames } from './project-keys.ts';
import { limits } from './limits.ts';
import { severityNames } from './fix-keys.ts';
import { criterionNames } from '../core/distributors/criteria.ts';
import { distributorLimits } from './distributor-keys.ts';
import { noticeLimits } from './notice-keys.ts';
import { longestStatusPageDays } from './reporter-keys.ts';
import { watchNames } from './watch-keys.ts';
import type { KeyDescription } from './key-description.ts';

export const presetNames = ['vitess', 'distributors-list'] as const;

/** Source: GitHub Docs, "Username considerations". */
const person = /^[A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){0,38}$/;
/** GitHub's login, then the team's slug. Source: GitHub Docs, "Username considerations" and "About teams". */
const team = /^[A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){0,38}\/[A-Za-z\d][\w-]{0,99}$/;
/** Source: GitHub Docs, "Creating a new repository": letters, digits, `-`, `_` and `.`, at most 100; a name does not end in `.git`. */
const repository = /^[A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){0,38}\/(?!\.{1,2}$)(?!.*\.git$)[\w.-]{1,100}$/;
const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const branch = z.string().min(1).max(255);
const lgtms = z.int().min(0).max(limits.lgtms);
const checks = z.array(z.string().min(1).max(200)).max(limits.checks);
/** `v{a}.{b}.{c} -> release-{a}.{b}`; whether the letters fit together is found out when it is read. */
const linesRule = /^\S{1,60} -> \S{1,100}$/;
const hours = /^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/;
const date = /^\d{4}-\d{2}-\d{2}$/;
/** Whether its letters fit together is found out when it is read. */
const versionRule = /^[a-z]{2,20}: \S{1,60} -> \S{1,60}$/;
const page = /^https:\/\/[^\s<>"'`]{1,500}$/;
/** Whether it is one of ours is found out in `notice-checks.ts`, which can say more. */
const channels = z.array(z.string().min(1).max(100)).max(noticeLimits.channels);
const template = z.string().min(1).max(noticeLimits.template);
/** Whether there is such a calendar is found out when it is looked up. */
const holidays = /^[A-Za-z\d+_-]{2,64}$/;

/**
 * The shape of `.github/fixlead.yml`: names, types and ranges. What a regular expression cannot know (whether a date or a time zone exists, whether
 * the settings fit together) is found in `policy-checks.ts`. Every key may be left out; unknown keys are problems.
 */
export const policySchema = z.strictObject({
  extends: z.enum(presetNames).optional().meta(described(extendsKey)),
  maintainers: section('maintainers', { team: setting('maintainers.team', z.string().regex(team)) }),
  fix_repository: setting(
    'fix_repository',
    z.union([
      z.string().regex(repository),
      z.strictObject({
        mode: z.enum(fixModeNames).optional(),
        name: z.string().regex(repository).optional(),
        team: z.string().regex(team).optional(),
      }),
    ]),
  ),
  lines: setting('lines', z.array(branch).max(limits.lines)),
  lines_from: section('lines_from', {
    releases: setting('lines_from.releases', z.int().min(0).max(limits.releasedLines)),
    tags: setting('lines_from.tags', z.string().regex(linesRule)),
  }),
  main_line: setting('main_line', branch),
  calendar: section('calendar', {
    time_zone: setting('calendar.time_zone', z.string().min(1).max(64)),
    holidays: setting('calendar.holidays', z.string().regex(holidays)),
    add: setting('calendar.add', z.array(z.string().regex(date)).max(limits.dates)),
    remove: setting('calendar.remove', z.array(z.string().regex(date)).max(limits.dates)),
    weekend: setting('calendar.weekend', z.array(z.int().min(1).max(7)).max(6)),
  }),
  acknowledge: section('acknowledge', {
    business_days: setting('acknowledge.business_days', z.int().min(0).max(limits.businessDays)),
    needs_plan: setting('acknowledge.needs_plan', z.boolean()),
  }),
  reporting_policy: setting('reporting_policy', z.string().regex(page)),
  triage: section('triage', { business_days: setting('triage.business_days', z.int().min(0).max(limits.businessDays)) }),
  unsafe_defaults: setting('unsafe_defaults', z.enum(['out_of_scope', 'accepted'])),
  fix_lead: section('fix_lead', {
    business_days: setting('fix_lead.business_days', z.int().min(0).max(limits.businessDays)),
    rota: setting('fix_lead.rota', z.array(z.string().regex(person)).max(limits.rota)),
  }),
  reminders: section('reminders', {
    at: setting('reminders.at', z.array(z.number().gt(0).lt(1)).max(limits.reminders)),
    hours: setting('reminders.hours', z.string().regex(hours)),
    daily: setting('reminders.daily', z.boolean()),
  }),
  people: setting('people', z.array(z.string().regex(personPattern)).max(limits.rota)),
  escalation: setting('escalation', z.array(z.string().regex(escalationPattern)).max(limits.escalation)),
  gates: setting('gates', z.array(z.enum(gateableObligations)).max(gateableObligations.length)),
  fix: section('fix', { calendar_days: setting('fix.calendar_days', z.int().min(1).max(limits.calendarDays)) }),
  lgtm: section('lgtm', {
    required: setting('lgtm.required', lgtms),
    by_severity: setting('lgtm.by_severity', z.partialRecord(z.enum(severityNames), lgtms)),
    by_line: setting('lgtm.by_line', z.record(branch, lgtms)),
    bound_to: setting('lgtm.bound_to', z.enum(['patch', 'tree'])),
    override: setting('lgtm.override', z.enum(['maintainers', 'fix_lead', 'nobody'])),
    public_check: setting('lgtm.public_check', z.boolean()),
    ruleset: setting('lgtm.ruleset', z.enum(['once', 'keep'])),
  }),
  ci: section('ci', {
    required: setting('ci.required', checks),
    by_line: setting('ci.by_line', z.record(branch, checks)),
    evidence_from: setting('ci.evidence_from', z.array(z.string().regex(repository)).max(limits.checks)),
  }),
  cvss: section('cvss', {
    final_call: setting('cvss.final_call', z.enum(['maintainers', 'fix_lead'])),
    asap_from: setting('cvss.asap_from', z.number().min(0).max(10)),
    write: setting('cvss.write', z.enum(['newest', '3', '4'])),
  }),
  date: section('date', {
    final_say: setting('date.final_say', z.enum(['maintainers', 'fix_lead'])),
    critical_business_days: setting('date.critical_business_days', z.int().min(0).max(limits.calendarDays)),
    delay_reasons: setting('date.delay_reasons', z.array(z.enum(delayReasons)).max(delayReasons.length)),
    longest_days: setting('date.longest_days', z.int().min(0).max(limits.calendarDays)),
    time: setting('date.time', z.string().regex(timeOfDay)),
    zones: setting('date.zones', z.array(z.string().min(1).max(64)).max(limits.zones)),
  }),
  channels: section('channels', {
    forthcoming: setting('channels.forthcoming', channels),
    fixed: setting('channels.fixed', channels),
    courtesy: setting('channels.courtesy', channels),
    unsupported: setting('channels.unsupported', channels),
    lifted: setting('channels.lifted', channels),
  }),
  templates: section('templates', {
    forthcoming: setting('templates.forthcoming', template),
    correction: setting('templates.correction', template),
    fixed: setting('templates.fixed', template),
    courtesy: setting('templates.courtesy', template),
    unsupported: setting('templates.unsupported', template),
    lifted: setting('templates.lifted', template),
    early_plan: setting('templates.early_plan', template),
    early_patches: setting('templates.early_patches', template),
    reply_received: setting('templates.reply_received', template),
    reply_accepted: setting('templates.reply_accepted', template),
    reply_published: setting('templates.reply_published', template),
  }),
  notices: section('notices', {
    upgrade: setting('notices.upgrade', z.string().regex(/\S/).max(noticeLimits.upgrade)),
    openpgp_key: setting('notices.openpgp_key', z.string().regex(page)),
    documentation: setting('notices.documentation', z.array(z.string().regex(page)).max(noticeLimits.pages)),
    forthcoming_calendar_days: setting('notices.forthcoming_calendar_days', z.int().min(0).max(noticeLimits.calendarDays)),
  }),
  reporter: section('reporter', {
    status_page: setting('reporter.status_page', z.boolean()),
    status_page_days: setting('reporter.status_page_days', z.int().min(0).max(longestStatusPageDays)),
  }),
  watch: section('watch', {
    elsewhere: setting('watch.elsewhere', z.enum(watchNames)),
    public_issues: setting('watch.public_issues', z.enum(['told', 'ignored'])),
  }),
  distributors: section('distributors', {
    enabled: setting('distributors.enabled', z.boolean()),
    decided_by: setting('distributors.decided_by', z.array(z.string().regex(person)).max(distributorLimits.people)),
    criteria: setting('distributors.criteria', z.array(z.enum(criterionNames)).max(criterionNames.length)),
    agreement: setting('distributors.agreement', z.string().regex(/\S/).max(distributorLimits.agreement)),
    agreement_version: setting('distributors.agreement_version', z.int().min(1).max(distributorLimits.version)),
    agreement_holds_from: setting('distributors.agreement_holds_from', z.int().min(0).max(distributorLimits.version)),
    review_days: setting('distributors.review_days', z.int().min(0).max(distributorLimits.reviewDays)),
    plan_days: setting('distributors.plan_days', z.int().min(0).max(distributorLimits.days)),
    patches_days: setting('distributors.patches_days', z.int().min(0).max(distributorLimits.days)),
    notice_days: setting('distributors.notice_days', z.int().min(0).max(distributorLimits.days)),
    checked_releases: setting('distributors.checked_releases', z.int().min(1).max(distributorLimits.releases)),
    link_days: setting('distributors.link_days', z.int().min(0).max(distributorLimits.linkDays)),
  }),
  communication_plan: setting('communication_plan', z.enum(['required', 'not_asked'])),
  publish: setting('publish', z.enum(['auto', 'confirm'])),
  release_day: section('release_day', {
    via: setting('release_day.via', z.enum(['push', 'pull_request', 'by_hand'])),
    publish_after: setting('release_day.publish_after', z.enum(['date', 'fix', 'releases'])),
    ring_minutes: setting('release_day.ring_minutes', z.int().min(0).max(limits.ringMinutes)),
    versions: setting('release_day.versions', z.array(z.string().regex(versionRule)).max(limits.versionRules)),
  }),
});

export type PolicyFile = z.infer<typeof policySchema>;

function section<Shape extends z.ZodRawShape>(name: keyof typeof sections, shape: Shape) {
  return z
    .strictObject(shape)
    .optional()
    .meta({ description: `Must be ${sections[name]}.` });
}

function setting<Type extends z.ZodType>(key: PolicyKey, type: Type) {
  return type.optional().meta(described(policyKeys[key]));
}

function described(key: KeyDescription): { description: string } {
  return { description: [key.meaning, `Unit: ${key.unit}.`, `Must be ${key.allowed}.`, key.atZero].join(' ') };
}
