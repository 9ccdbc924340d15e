/** From the values of the settings to the policy that the core decides by. */
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
