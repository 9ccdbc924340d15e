/** `/away`: somebody is away or back, said in a case's issue or in the project's; the project keeps it and the cases they lead hear of it. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command, Seen } from '../events.ts';
import { handOver } from '../fix/fix-lead-words.ts';
import { accept, carriedOut, ignore, refuse } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { obligations } from '../schedule/obligations.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { absence, awayInWords, isAway, type Away } from './away.ts';
import { whyNotAway, awayAnswer } from './away-words.ts';

export function sayAway(thisCase: Case, event: Command<'AwaySaid'>, policy: Policy, now: Instant): Decision {
  const { login, until, by, at, leads } = event;
  const wrong = whyNotAway(event, policy, now);
  if (wrong !== undefined) return refuse(thisCase, event, wrong.code, wrong.message);
  const absent = until === undefined ? undefined : absence(login, until, { by: by.login, at }, policy.calendar);
  const project = { repository: thisCase.repository, installationId: thisCase.installationId };
  const told = { kind: 'AwayChanged', login, absent, leads, at } as const;
  const decision = carriedOut(thisCase, event, awayAnswer(login, absent), [{ fact: 'who is away is known for the whole project' }]);
  return decision.outcome === 'accepted' ? { ...decision, tells: [{ to: 'project', ...project, event: told }] } : decision;
}

/** The list as the project keeps it now. A Fix Lead who goes away with open duties leaves them to the team. */
export function hearWhoIsAway(thisCase: Case, event: Seen<'AwayHeard'>, policy: Policy, now: Instant): Decision {
  const { away, at } = event;
  if (JSON.stringify(thisCase.away ?? []) === JSON.stringify(away)) return ignore('that is known');
  const next = { ...thisCase, away };
  const because = [{ fact: 'who is away is known for the whole project' }] as const;
  const lead = away.find((one) => one.login === thisCase.fixLead?.login && isAway(one.login, away, now));
  const wasKnown = lead !== undefined && (thisCase.away ?? []).some((one) => one.login === lead.login && one.untilAt === lead.untilAt);
  if (lead === undefined || wasKnown || !hasOpenDuties(next, policy)) return accept(next, because);
  return accept(next, because, tellMaintainers(next, `fix-lead-away/${lead.login}/${at}`, leadIsAway(next, lead, policy, now)));
}

function hasOpenDuties(thisCase: Case, policy: Policy): boolean {
  return obligations(thisCase, policy).some((one) => one.metAt === undefined);
}

/** Where there is no case issue the reporter reads it: then only that somebody else is wanted. */
function leadIsAway(thisCase: Case, lead: Away, policy: Policy, now: Instant): string {
  const who = thisCase.caseIssue === undefined ? `@${lead.login} for a while` : awayInWords(lead);
  return `**The Fix Lead is away**: ${who}. Somebody else please takes over with \`/fix-lead\`.\n\n${handOver(thisCase, policy, now)}`;
}
