/** How an escalation step is written in the policy file: `team after 1 business day`, `ana ben after 4 hours`. */
import { login } from '../core/ids.ts';
import type { EscalationStep } from '../core/policy.ts';

const person = '[A-Za-z\\d](?:[A-Za-z\\d]|-(?=[A-Za-z\\d])){0,38}';

/** The whole of a step; counts from 1 to 999. */
export const escalationPattern = new RegExp(
  `^(?<to>${person}(?: ${person}){0,9}) after (?<count>[1-9]\\d{0,2}) (?<unit>hours?|business days?)$`,
);

/** Errors: throws on what the pattern does not match; it was checked when the file was read. */
export function escalationStep(text: string): EscalationStep {
  const { to = '', count = '', unit = '' } = escalationPattern.exec(text)?.groups ?? {};
  if (to === '') throw new Error(`Not an escalation step: ${text}`);
  return {
    to: to === 'owner' || to === 'team' ? to : to.split(' ').map(login),
    after: { count: Number(count), unit: unit.startsWith('hour') ? 'hours' : 'business-days' },
  };
}
