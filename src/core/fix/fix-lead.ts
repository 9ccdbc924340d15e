/** The Fix Lead: the maintainer who leads the fix and its release (S79). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Command } from '../events.ts';
import { handOver } from '../messages.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import { whoInWords } from '../permissions.ts';
import { tellMaintainers } from '../say.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import { actOf } from '../intake/triage.ts';

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
  const isNewcomer = event.login !== event.by.login || thisCase.fixLead !== undefined;
  const said = isNewcomer ? `${words}.\n\n${handOver(made.case, policy, now)}` : `${words}.`;
  // On the advisory nothing is answered, and whoever was named would not hear of it.
  const told =
    event.from.kind === 'advisory' && isNewcomer ? tellMaintainers(made.case, `fix-lead/${event.from.commentId}/${event.line}`, said) : [];
  return carriedOut(made.case, event, said, [{ rule: 'S79' }], [made.credit, ...told]);
}

/** The Fix Lead is recorded natively too, as the advisory's coordinator. */
export function makeFixLead(
  thisCase: Case,
  fixLead: NonNullable<Case['fixLead']>,
  words: string,
): { readonly case: Case; readonly credit: Effect } {
  const credit = { key: effectKey(thisCase.id, 'credit'), kind: 'CreditFixLead', audience: 'reporter', login: fixLead.login } as const;
  const before = thisCase.fixLead;
  const lead = before === undefined ? fixLead : { ...fixLead, since: before.since ?? before.at };
  return { case: withNote({ ...thisCase, fixLead: lead }, fixLead.at, words), credit };
}
