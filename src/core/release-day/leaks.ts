/** What got out before the Release Date: told by people, or seen by the app in public (S5, S66, S78). */
import type { Case } from '../case.ts';
import type { Leak } from './in-public.ts';
import type { Decision } from '../decision.ts';
import type { Command, Seen } from '../events.ts';
import { accept, carriedOut, ignore, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { tellMaintainers, tellReporter } from '../say.ts';
import { reportPublicKnowledge } from '../schedule/changing-pace.ts';
import type { Instant } from '../time/time.ts';
import { confirmedToReporter, leakReported, leakSeen, nothingToConfirm } from './leak-words.ts';

/** Before the Release Date, and also while there is none. From then on what shows in public is the release itself. */
export function isEarly({ phase, release }: Case, now: Instant): boolean {
  return (phase === 'reported' || phase === 'accepted') && (release === undefined || now < release.releaseAt);
}

export function withLeak(thisCase: Case, leak: Leak): Case {
  return { ...thisCase, leaks: [...(thisCase.leaks ?? []), leak] };
}

/** S66: exactly what, and to whom; both were asked for when it was read. Everybody who must know is told at once. */
export function reportLeak(thisCase: Case, event: Command<'LeakReported'>, policy: Policy): Decision {
  const { what, to, at, member } = event;
  const leak = { what, to, by: event.by.login, at, ...(member !== undefined && { member }) };
  const next = withNote(withLeak(thisCase, leak), event.at, `@${event.by.login} reported that something leaked`);
  const words = leakReported(next, leak, event.from, policy);
  const isBeforeTheirEyes = event.from.kind === 'case-issue';
  const said = isBeforeTheirEyes ? [] : tellMaintainers(next, `leak/${event.from.commentId}/${event.line}`, words);
  const answer = isBeforeTheirEyes ? words : 'Recorded, and the maintainers are told.';
  return countedFor(event, next, carriedOut(next, event, answer, [{ rule: 'S66' }], said));
}

/** S67: whoever continues is removed, so the project counts; but only on a maintainer's word. */
function countedFor({ member, what, to, by, at }: Command<'LeakReported'>, thisCase: Case, decision: Decision): Decision {
  if (member === undefined || by.role !== 'maintainer' || decision.outcome !== 'accepted') return decision;
  const { repository, installationId, id: caseId } = thisCase;
  const event = { kind: 'MemberLeaked', member, what, to, by: by.login, caseId, at } as const;
  return { ...decision, tells: [{ to: 'project', repository, installationId, event }] };
}

export function seeLeak(thisCase: Case, event: Seen<'LeakSeen'>, policy: Policy, now: Instant): Decision {
  const { what, where, at } = event;
  if (!isEarly(thisCase, now)) return ignore('the Release Date has come');
  if (thisCase.leaks?.some((leak) => leak.what === what && leak.to === where)) return ignore('that is known');
  const next = withLeak(thisCase, { what, to: where, by: undefined, at });
  const said = tellMaintainers(next, `leak-seen/${next.leaks?.length ?? 0}`, leakSeen(next, what, where, policy));
  return accept(withNote(next, at, 'something about this report was seen in public'), [{ rule: 'S78' }], said);
}

/** One confirmation by a person makes what the app saw publicly known, with all that follows. */
export function confirmPublicKnowledge(thisCase: Case, event: Command<'PublicKnowledgeConfirmed'>, policy: Policy): Decision {
  const seen = thisCase.leaks?.findLast((leak) => leak.by === undefined);
  if (seen === undefined) return refuse(thisCase, event, 'nothing-to-undo', nothingToConfirm());
  const decision = reportPublicKnowledge(thisCase, { ...event, kind: 'PublicKnowledgeReported', where: seen.to }, policy);
  if (decision.outcome !== 'accepted') return decision;
  const said = tellReporter(decision.next, `publicly-known/${event.at}`, confirmedToReporter());
  return { ...decision, effects: [...decision.effects, ...said] };
}
