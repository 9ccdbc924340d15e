/** What a reminder, an overdue duty and an escalation say. Where there is no case issue the reporter reads it: then nobody is called. */
import type { Case } from '../case.ts';
import { sayInstant } from '../messages.ts';
import { isAway } from '../people/away.ts';
import type { EscalationStep, Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import type { Obligation } from './obligation.ts';

/** Whether somebody may still do it in time is said by `dueAt`; the sentences of the policy follow. */
export function reminder({ what, owner }: Obligation, dueAt: Instant, quoted: string, next: string): string {
  return `**Due soon**: ${what}, ${sayInstant(dueAt)}; owed by ${owner}.\n\n${quoted}\n\n${next}`;
}

export function stillNobodyLeads(since: Instant, quoted: string, next: string): string {
  return `**Still nobody leads the fix**; somebody should since ${sayInstant(since)}.\n\n${quoted}\n\n${next}`;
}

export function escalated(thisCase: Case, policy: Policy, step: EscalationStep, duty: Obligation, next: string, now: Instant): string {
  const due = duty.dueAt === undefined ? '' : ` since ${sayInstant(duty.dueAt)}`;
  return `${calledInWords(thisCase, policy, step, now)}: **still undone**, and overdue${due}: ${duty.what}, owed by ${duty.owner}.\n\n${next}`;
}

/** Whoever is away is passed over, and where nobody is left the team is called. */
function calledInWords(thisCase: Case, policy: Policy, { to }: EscalationStep, now: Instant): string {
  const lead = thisCase.fixLead?.login;
  const people = to === 'team' ? [] : to === 'owner' ? (lead === undefined ? [] : [lead]) : to;
  const there = people.filter((login) => !isAway(login, thisCase.away, now));
  const names = there.length === 0 ? [teamName(policy)] : there.map((login) => `@${login}`);
  return thisCase.caseIssue === undefined ? names.map((name) => name.replace('@', '')).join(', ') : names.join(', ');
}

/** The team as it is called, with an @ where it has a name. */
export function teamName({ maintainers }: Policy): string {
  return maintainers === undefined ? 'Maintainers' : `@${maintainers.organisation}/${maintainers.slug}`;
}
