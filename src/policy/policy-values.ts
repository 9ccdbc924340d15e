/** Which value each setting has: the one in the file, or that of the policy which the file extends. */
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
