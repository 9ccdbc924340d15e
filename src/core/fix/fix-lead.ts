/** The Fix Lead: the maintainer who leads the fix and its release (S79). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Command, Seen } from '../events.ts';
import { notFoundOut } from '../not-found-out.ts';
import { accept, carriedOut, ignore, refuse, withNote } from '../outcome.ts';
import { whoInWords } from '../permissions.ts';
import { tellMaintainers } from '../say.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import { actOf } from '../intake/triage.ts';
import { withoutMovedDue } from '../schedule/moving-dates.ts';
import { fixLeadGone, handOver, nothingToHandOver } from './fix-lead-words.ts';

export function nameFixLead(thisCase: Case, event: Command<'FixLeadNamed'>, policy: Policy, now: Instant): Decision {
  if (event.role === 'unknown') {
    return refuse(thisCase, event, 'could-not-find-out', notFoundOut(`whether @${event.login} is a maintainer`, event.typed));
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
  if (event.handsOver && thisCase.fixLead === undefined)
    return refuse(thisCase, event, 'not-needed', nothingToHandOver(event.login), [{ rule: 'S79' }]);
  const words = changeInWords(thisCase, event);
  const made = makeFixLead(thisCase, { ...actOf(event), login: event.login }, words);
  const isNewcomer = event.login !== event.by.login || thisCase.fixLead !== undefined;
  const said = isNewcomer ? `${words}.\n\n${handOver(made.case, policy, now)}` : `${words}.`;
  // On the advisory nothing is answered, and whoever was named would not hear of it.
  const told =
    event.from.kind === 'advisory' && isNewcomer ? tellMaintainers(made.case, `fix-lead/${event.from.commentId}/${event.line}`, said) : [];
  return carriedOut(made.case, event, said, [{ rule: 'S79' }], [made.credit, ...told]);
}

function changeInWords(thisCase: Case, event: Command<'FixLeadNamed'>): string {
  const { by, login, handsOver } = event;
  if (handsOver) {
    const before = thisCase.fixLead?.login;
    const whose = before === by.login ? 'the lead of the fix' : `the lead of the fix, which was @${before}'s,`;
    return `@${by.login} handed ${whose} over to @${login}`;
  }
  return login === by.login ? `@${login} volunteered as Fix Lead` : `@${by.login} made @${login} Fix Lead`;
}

/** Whoever left the team leads nothing any more: the time for another begins anew, and the team hears what is open. */
export function fixLeadLeft(thisCase: Case, event: Seen<'FixLeadLeft'>, policy: Policy, now: Instant): Decision {
  const { login, at } = event;
  if (thisCase.fixLead?.login !== login) return ignore('somebody else is Fix Lead by now');
  const next = withNote(
    withoutMovedDue({ ...thisCase, fixLead: undefined, fixLeadGone: { login, at } }, 'fix-lead'),
    at,
    `@${login} is not a maintainer any more, so nobody is Fix Lead`,
  );
  const words = `${fixLeadGone(login)}\n\n${handOver(next, policy, now)}`;
  return accept(next, [{ rule: 'S79' }], tellMaintainers(next, `fix-lead-left/${login}/${at}`, words));
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
