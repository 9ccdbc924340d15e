import type { Calendar } from '../core/time/calendar.ts';
import { login, repositoryName } from '../core/ids.ts';
import { parseLinesRule } from '../core/routing/lines-from-releases.ts';
import { embargoAgreement } from '../core/distributors/agreement.ts';
import type { DistributorPolicy } from '../core/distributors/distributor-policy.ts';
import type { LinesFrom, Policy, ReleaseDayPolicy, Team } from '../core/policy.ts';
import { parseVersionRule } from '../core/release-day/versions.ts';
import { approvedKinds, noticeKinds, type ApprovedKind } from '../core/notices/kinds.ts';
import { noNotices, type NoticePolicy } from '../core/notices/notice-policy.ts';
import { templateKeyOf } from './notice-keys.ts';
import { parseWorkingHours, type WorkingHours } from '../core/time/working-hours.ts';
import { escalationStep } from './escalation-text.ts';
import { peopleFrom } from './person-text.ts';
import type { PolicyValues } from './policy-keys.ts';
import type { PolicyFile } from './policy-schema.ts';
import { cautious } from './presets/cautious.ts';
import { distributorsList } from './presets/distributors-list.ts';
import type { Preset } from './presets/preset.ts';
import { vitess } from './presets/vitess.ts';

export const presets: Readonly<Record<NonNullable<PolicyFile['extends']>, Preset>> = { vitess, 'distributors-list': distributorsList };

/** The policy a file extends, or the cautious one. */
export function presetOf(file: PolicyFile): Preset {
  return file.extends === undefined ? cautious : presets[file.extends];
}

/** What holds: the file's own settings, and for the others those of the policy it extends. */
export function valuesOf(file: PolicyFile): PolicyValues {
  const { settings } = presetOf(file);
  return {
    'maintainers.team': file.maintainers?.team ?? settings['maintainers.team'].value,
    fix_repository: file.fix_repository ?? settings.fix_repository.value,
    lines: file.lines ?? settings.lines.value,
    'lines_from.releases': file.lines_from?.releases ?? settings['lines_from.releases'].value,
    'lines_from.tags': file.lines_from?.tags ?? settings['lines_from.tags'].value,
    main_line: file.main_line ?? settings.main_line.value,
    'calendar.time_zone': file.calendar?.time_zone ?? settings['calendar.time_zone'].value,
    'calendar.holidays': file.calendar?.holidays ?? settings['calendar.holidays'].value,
    'calendar.add': file.calendar?.add ?? settings['calendar.add'].value,
    'calendar.remove': file.calendar?.remove ?? settings['calendar.remove'].value,
    'calendar.weekend': file.calendar?.weekend ?? settings['calendar.weekend'].value,
    'acknowledge.business_days': file.acknowledge?.business_days ?? settings['acknowledge.business_days'].value,
    'acknowledge.needs_plan': file.acknowledge?.needs_plan ?? settings['acknowledge.needs_plan'].value,
    reporting_policy: file.reporting_policy ?? settings.reporting_policy.value,
    'triage.business_days': file.triage?.business_days ?? settings['triage.business_days'].value,
    unsafe_defaults: file.unsafe_defaults ?? settings.unsafe_defaults.value,
    'fix_lead.business_days': file.fix_lead?.business_days ?? settings['fix_lead.business_days'].value,
    'fix_lead.rota': file.fix_lead?.rota ?? settings['fix_lead.rota'].value,
    'reminders.at': file.reminders?.at ?? settings['reminders.at'].value,
    'reminders.daily': file.reminders?.daily ?? settings['reminders.daily'].value,
    people: file.people ?? settings.people.value,
    'reminders.hours': file.reminders?.hours ?? settings['reminders.hours'].value,
    escalation: file.escalation ?? settings.escalation.value,
    gates: file.gates ?? settings.gates.value,
    'fix.calendar_days': file.fix?.calendar_days ?? settings['fix.calendar_days'].value,
    'lgtm.required': file.lgtm?.required ?? settings['lgtm.required'].value,
    'lgtm.by_severity': file.lgtm?.by_severity ?? settings['lgtm.by_severity'].value,
    'lgtm.by_line': file.lgtm?.by_line ?? settings['lgtm.by_line'].value,
    'lgtm.bound_to': file.lgtm?.bound_to ?? settings['lgtm.bound_to'].value,
    'lgtm.override': file.lgtm?.override ?? settings['lgtm.override'].value,
    'lgtm.public_check': file.lgtm?.public_check ?? settings['lgtm.public_check'].value,
    'lgtm.ruleset': file.lgtm?.ruleset ?? settings['lgtm.ruleset'].value,
    'ci.required': file.ci?.required ?? settings['ci.required'].value,
    'ci.by_line': file.ci?.by_line ?? settings['ci.by_line'].value,
    'ci.evidence_from': file.ci?.evidence_from ?? settings['ci.evidence_from'].value,
    'cvss.final_call': file.cvss?.final_call ?? settings['cvss.final_call'].value,
    'cvss.asap_from': file.cvss?.asap_from ?? settings['cvss.asap_from'].value,
    'cvss.write': file.cvss?.write ?? settings['cvss.write'].value,
    'date.critical_business_days': file.date?.critical_business_days ?? settings['date.critical_business_days'].value,
    'date.final_say': file.date?.final_say ?? settings['date.final_say'].value,
    'date.delay_reasons': file.date?.delay_reasons ?? settings['date.delay_reasons'].value,
    'date.longest_days': file.date?.longest_days ?? settings['date.longest_days'].value,
    'date.time': file.date?.time ?? settings['date.time'].value,
    'date.zones': file.date?.zones ?? settings['date.zones'].value,
    'channels.forthcoming': file.channels?.forthcoming ?? settings['channels.forthcoming'].value,
    'channels.fixed': file.channels?.fixed ?? settings['channels.fixed'].value,
    'channels.courtesy': file.channels?.courtesy ?? settings['channels.courtesy'].value,
    'channels.unsupported': file.channels?.unsupported ?? settings['channels.unsupported'].value,
    'channels.lifted': file.channels?.lifted ?? settings['channels.lifted'].value,
    'templates.forthcoming': file.templates?.forthcoming ?? settings['templates.forthcoming'].value,
    'templates.correction': file.templates?.correction ?? settings['templates.correction'].value,
    'templates.fixed': file.templates?.fixed ?? settings['templates.fixed'].value,
    'templates.courtesy': file.templates?.courtesy ?? settings['templates.courtesy'].value,
    'templates.unsupported': file.templates?.unsupported ?? settings['templates.unsupported'].value,
    'templates.lifted': file.templates?.lifted ?? settings['templates.lifted'].value,
    'templates.early_plan': file.templates?.early_plan ?? settings['templates.early_plan'].value,
    'templates.early_patches': file.templates?.early_patches ?? settings['templates.early_patches'].value,
    'templates.reply_received': file.templates?.reply_received ?? settings['templates.reply_received'].value,
    'templates.reply_accepted': file.templates?.reply_accepted ?? settings['templates.reply_accepted'].value,
    'templates.reply_published': file.templates?.reply_published ?? settings['templates.reply_published'].value,
    'notices.upgrade': file.notices?.upgrade ?? settings['notices.upgrade'].value,
    'notices.openpgp_key': file.notices?.openpgp_key ?? settings['notices.openpgp_key'].value,
    'notices.documentation': file.notices?.documentation ?? settings['notices.documentation'].value,
    'notices.forthcoming_calendar_days': file.notices?.forthcoming_calendar_days ?? settings['notices.forthcoming_calendar_days'].value,
    'distributors.enabled': file.distributors?.enabled ?? settings['distributors.enabled'].value,
    'distributors.decided_by': file.distributors?.decided_by ?? settings['distributors.decided_by'].value,
    'distributors.criteria': file.distributors?.criteria ?? settings['distributors.criteria'].value,
    'distributors.agreement': file.distributors?.agreement ?? settings['distributors.agreement'].value,
    'distributors.agreement_version': file.distributors?.agreement_version ?? settings['distributors.agreement_version'].value,
    'distributors.agreement_holds_from': file.distributors?.agreement_holds_from ?? settings['distributors.agreement_holds_from'].value,
    'distributors.review_days': file.distributors?.review_days ?? settings['distributors.review_days'].value,
    'distributors.plan_days': file.distributors?.plan_days ?? settings['distributors.plan_days'].value,
    'distributors.patches_days': file.distributors?.patches_days ?? settings['distributors.patches_days'].value,
    'distributors.notice_days': file.distributors?.notice_days ?? settings['distributors.notice_days'].value,
    'distributors.checked_releases': file.distributors?.checked_releases ?? settings['distributors.checked_releases'].value,
    'distributors.link_days': file.distributors?.link_days ?? settings['distributors.link_days'].value,
    communication_plan: file.communication_plan ?? settings.communication_plan.value,
    publish: file.publish ?? settings.publish.value,
    'reporter.status_page': file.reporter?.status_page ?? settings['reporter.status_page'].value,
    'reporter.status_page_days': file.reporter?.status_page_days ?? settings['reporter.status_page_days'].value,
    'watch.public_issues': file.watch?.public_issues ?? settings['watch.public_issues'].value,
    'watch.elsewhere': file.watch?.elsewhere ?? settings['watch.elsewhere'].value,
    'release_day.via': file.release_day?.via ?? settings['release_day.via'].value,
    'release_day.publish_after': file.release_day?.publish_after ?? settings['release_day.publish_after'].value,
    'release_day.ring_minutes': file.release_day?.ring_minutes ?? settings['release_day.ring_minutes'].value,
    'release_day.versions': file.release_day?.versions ?? settings['release_day.versions'].value,
  };
}

/** Errors: none for values that were checked. */
export function policyFrom(values: PolicyValues, calendar: Calendar): Policy {
  return {
    maintainers: values['maintainers.team'] === undefined ? undefined : teamFrom(values['maintainers.team']),
    ...fixRepositoryFrom(values.fix_repository),
    lines: values.lines,
    linesFrom: linesFromOf(values),
    mainLine: values.main_line,
    calendar,
    acknowledgeBusinessDays: values['acknowledge.business_days'],
    answerNeedsPlan: values['acknowledge.needs_plan'],
    reportingPolicy: values.reporting_policy,
    triageBusinessDays: values['triage.business_days'] === 0 ? undefined : values['triage.business_days'],
    unsafeDefaults: values.unsafe_defaults === 'accepted' ? 'accepted' : 'out-of-scope',
    rota: values['fix_lead.rota'].map(login),
    fixLeadBusinessDays: values['fix_lead.business_days'],
    people: peopleFrom(values.people),
    reminders: { at: values['reminders.at'], hours: hoursFrom(values['reminders.hours']), daily: values['reminders.daily'] },
    escalation: values.escalation.map(escalationStep),
    gates: values.gates,
    asapFromScore: values['cvss.asap_from'],
    criticalBusinessDays: values['date.critical_business_days'] === 0 ? undefined : values['date.critical_business_days'],
    fixCalendarDays: values['fix.calendar_days'],
    requiredLgtms: values['lgtm.required'],
    lgtmsBySeverity: values['lgtm.by_severity'],
    lgtmsByLine: values['lgtm.by_line'],
    lgtmBoundTo: values['lgtm.bound_to'],
    lgtmOverride: values['lgtm.override'] === 'fix_lead' ? 'fix-lead' : values['lgtm.override'],
    publicCheck: values['lgtm.public_check'],
    keepsRuleset: values['lgtm.ruleset'] === 'keep',
    requiredChecks: values['ci.required'],
    checksByLine: values['ci.by_line'],
    evidenceFrom: values['ci.evidence_from'].map(repositoryName),
    cvssWrite: values['cvss.write'],
    scoreFinalCall: roleFrom(values['cvss.final_call']),
    dateFinalSay: roleFrom(values['date.final_say']),
    delayReasons: values['date.delay_reasons'],
    longestDays: values['date.longest_days'] === 0 ? undefined : values['date.longest_days'],
    dateTime: values['date.time'],
    dateZones: values['date.zones'],
    notices: noticesFrom(values),
    publicIssues: values['watch.public_issues'],
    watchElsewhere: values['watch.elsewhere'],
    statusPage: values['reporter.status_page'] ? { daysAfter: values['reporter.status_page_days'] } : undefined,
    distributors: distributorsFrom(values),
    communicationPlan: values.communication_plan === 'required' ? 'required' : 'not-asked',
    publish: values.publish,
    releaseDay: releaseDayFrom(values),
    settings: { ...values, 'calendar.weekend': calendar.weekend },
  };
}

const ways = { push: 'push', pull_request: 'pull-request', by_hand: 'by-hand' } as const;

function releaseDayFrom(values: PolicyValues): ReleaseDayPolicy {
  return {
    via: ways[values['release_day.via']],
    publishAfter: values['release_day.publish_after'],
    ringMinutes: values['release_day.ring_minutes'],
    versions: values['release_day.versions'].flatMap((text) => parseVersionRule(text) ?? []),
  };
}

function fixRepositoryFrom(written: PolicyValues['fix_repository']): Pick<Policy, 'fixRepository' | 'fixMode' | 'fixTeam'> {
  const { mode = 'standing', name, team } = typeof written === 'string' ? { name: written } : (written ?? {});
  return {
    fixRepository: name === undefined ? undefined : repositoryName(name),
    fixMode: fixModes[mode],
    ...(team !== undefined && { fixTeam: teamFrom(team) }),
  };
}

const fixModes = { standing: 'standing', per_case: 'per-case', temporary_fork: 'temporary-fork' } as const;

/** Errors: none for a rule that was checked. */
function linesFromOf(values: PolicyValues): LinesFrom | undefined {
  const rule = parseLinesRule(values['lines_from.tags']);
  const count = values['lines_from.releases'];
  return rule === undefined || count === 0 ? undefined : { ...rule, count, besides: values.lines };
}

function noticesFrom(values: PolicyValues): NoticePolicy {
  const channels: Record<ApprovedKind, readonly string[]> = { ...noNotices.channels };
  for (const kind of approvedKinds) channels[kind] = [...new Set(values[`channels.${kind}`])];
  const templates = noticeKinds.map((kind) => [kind, values[templateKeyOf(kind)]] as const).filter(([, text]) => text !== undefined);
  const days = values['notices.forthcoming_calendar_days'];
  return {
    channels,
    templates: Object.fromEntries(templates),
    upgrade: values['notices.upgrade'],
    openPgpKey: values['notices.openpgp_key'],
    documentation: values['notices.documentation'],
    forthcomingCalendarDays: days === 0 ? undefined : days,
  };
}

function distributorsFrom(values: PolicyValues): DistributorPolicy {
  const version = values['distributors.agreement_version'];
  const holdsFrom = values['distributors.agreement_holds_from'];
  return {
    enabled: values['distributors.enabled'],
    decidedBy: values['distributors.decided_by'].map(login),
    criteria: values['distributors.criteria'],
    agreement: { version, holdsFrom: holdsFrom === 0 ? version : holdsFrom, text: values['distributors.agreement'] ?? embargoAgreement },
    reviewDays: values['distributors.review_days'],
    planDays: values['distributors.plan_days'],
    patchesDays: values['distributors.patches_days'],
    noticeDays: values['distributors.notice_days'],
    checkedReleases: values['distributors.checked_releases'],
    linkDays: values['distributors.link_days'],
  };
}

function hoursFrom(written: string | undefined): WorkingHours | undefined {
  return written === undefined ? undefined : parseWorkingHours(written);
}

function roleFrom(written: 'maintainers' | 'fix_lead'): 'maintainers' | 'fix-lead' {
  return written === 'fix_lead' ? 'fix-lead' : 'maintainers';
}

/** In lower case: GitHub compares organisations and slugs without regard to it. */
function teamFrom(written: string): Team {
  const [organisation = '', slug = ''] = written.toLowerCase().split('/');
  return { organisation, slug };
}
