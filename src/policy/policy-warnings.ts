/** What is allowed in a policy but hardly meant. */
import type { Policy } from '../core/policy.ts';
import { longestCount } from '../core/schedule/calendar-warning.ts';
import { whatHelpsPastData } from '../core/time/business-days.ts';
import { calendarDataEnds, warnedAheadDays } from '../core/time/calendar-data.ts';
import type { CivilDate } from '../core/time/time.ts';
import type { PolicyValues } from './policy-keys.ts';
import type { SettingFinding } from './read-shape.ts';

export function combinationWarnings(values: PolicyValues): readonly SettingFinding[] {
  return [...publicationWarnings(values), ...fixLeadWarnings(values), ...orderWarnings(values)];
}

/** That a deadline counted from today, or up to 60 days on, would come to the end of the holiday data. */
export function calendarEndWarnings(policy: Policy, today: CivilDate | undefined): readonly SettingFinding[] {
  const { calendar } = policy;
  if (today === undefined || !calendarDataEnds(calendar, longestCount(policy), today)) return [];
  const message = `The holidays of the calendar ${calendar.name} are known until ${calendar.knownUntil}, and a deadline of up to ${longestCount(policy)} business days that begins within ${warnedAheadDays} days of ${today} would be later. ${whatHelpsPastData}`;
  return [{ code: 'calendar-data-ends', at: ['calendar', 'holidays'], message }];
}

function publicationWarnings(values: PolicyValues): readonly SettingFinding[] {
  if (values.publish !== 'auto') return [];
  const withoutLines: SettingFinding = {
    code: 'publishes-without-lines',
    at: ['publish'],
    message:
      '`publish: auto` without `lines`: the advisory will be published when the lines that happen to have a pull request are reviewed; name the supported lines, or write `publish: confirm`.',
  };
  const withoutReview: SettingFinding = {
    code: 'publishes-without-review',
    at: ['publish'],
    message:
      '`publish: auto` without required LGTMs: the advisory will be published even if there is no fix; set `lgtm: { required: 1 }` or more, or write `publish: confirm`.',
  };
  if (values['lgtm.required'] === 0) return [withoutReview];
  return values.lines.length === 0 && values['lines_from.releases'] === 0 ? [withoutLines] : [];
}

function fixLeadWarnings(values: PolicyValues): readonly SettingFinding[] {
  if (values['fix_lead.business_days'] > 0) return [];
  const decides = (['date.final_say', 'cvss.final_call'] as const).filter((key) => values[key] === 'fix_lead');
  const unused: SettingFinding = {
    code: 'rota-unused',
    at: ['fix_lead', 'rota'],
    message:
      '`fix_lead.rota` is never used, because `fix_lead.business_days` is 0; set it to the days after which the next of the rota is chosen.',
  };
  return [
    ...(values['fix_lead.rota'].length > 0 ? [unused] : []),
    ...decides.map((key) => ({
      code: 'nobody-leads' as const,
      at: key.split('.'),
      message: `\`${key}\` is the Fix Lead’s, but \`fix_lead.business_days\` is 0, so nobody is ever reminded to become one; set it, or write \`maintainers\`.`,
    })),
  ];
}

/** A later step that is due before an earlier one. Business days are never fewer days than they say. */
function orderWarnings(values: PolicyValues): readonly SettingFinding[] {
  const answer = values['acknowledge.business_days'];
  const laterSteps = [
    { key: 'fix.calendar_days', what: 'the fix' },
    { key: 'date.critical_business_days', what: 'the disclosure of a critical vulnerability' },
  ] as const;
  return laterSteps
    .filter(({ key }) => values[key] > 0 && values[key] < answer)
    .map(({ key, what }) => ({
      code: 'due-before-answer',
      at: key.split('.'),
      message: `\`${key}\` is ${values[key]}, so ${what} is due before the first answer, which has ${answer} business days; make it longer, or \`acknowledge.business_days\` shorter.`,
    }));
}
