/** The Fix Lead: the maintainer who leads the fix and its release (S79). */
import type { Case } from './case.ts';
import type { Decision } from './decision.ts';
import { effectKey, type Effect } from './effects.ts';
import type { Command } from './events.ts';
import { handOver } from './messages.ts';
import { carriedOut, refuse, withNote } from './outcome.ts';
import { whoInWords } from './permissions.ts';
import type { Policy } from './policy.ts';
import type { Instant } from './time.ts';
import { actOf } from './triage.ts';

export function nameFixLead(thisCase: Case, event: Command<'FixLeadNamed'>, policy: Policy, now: Instant): Decision {
  if (event.role === 'unknown') {
    return refuse(
      thisCase,
      event,
      'could-not-find-out',
      `I could not find out from GitHub whether @${event.login} is a maintainer, so I did nothing. Please try again in a few minutes.`,
    );
  }
  if (event.role !== 'maintainer') {
    return refuse(
      thisCase,
      event,
      'not-permitted',
      `A Fix Lead must be one of the ${whoInWords('maintainer', policy)}; @${event.login} is not.`,
      [{ rule: 'S79' }],
    );
  }
  if (thisCase.fixLead?.login === event.login) {
    return refuse(thisCase, event, 'already-done', `@${event.login} is already Fix Lead.`);
  }
  const words =
    event.login === event.by.login ? `@${event.login} volunteered as Fix Lead` : `@${event.by.login} made @${event.login} Fix Lead`;
  const made = makeFixLead(thisCase, { ...actOf(event), login: event.login }, words);
  const duties = event.login === event.by.login ? '' : `\n\n${handOver(made.case, policy, now)}`;
  return carriedOut(made.case, event, `${words}.${duties}`, [{ rule: 'S79' }], [made.credit]);
}

/** The Fix Lead is recorded natively too, as the advisory's coordinator. */
export function makeFixLead(
  thisCase: Case,
  fixLead: NonNullable<Case['fixLead']>,
  words: string,
): { readonly case: Case; readonly credit: Effect } {
  const credit = { key: effectKey(thisCase.id, 'credit'), kind: 'CreditFixLead', audience: 'reporter', login: fixLead.login } as const;
  return { case: withNote({ ...thisCase, fixLead }, fixLead.at, words), credit };
}
