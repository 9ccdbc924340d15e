/** What our own effects brought back. */
import type { Case } from './case.ts';
import type { Decision } from './decision.ts';
import type { Seen } from './events.ts';
import { commentsAbsent, givenUp } from './messages.ts';
import { accept, ignore, withNote } from './outcome.ts';
import { tellMaintainers } from './say.ts';
import { nextPhase } from './transitions.ts';

export function caseIssueOpened(thisCase: Case, event: Seen<'CaseIssueOpened'>): Decision {
  if (thisCase.caseIssue !== undefined) return ignore('the case issue is known');
  const next = { ...thisCase, caseIssue: event.place };
  return accept(
    next,
    [{ fact: 'the case issue was opened' }],
    thisCase.advisoryComments === 'absent' ? tellMaintainers(next, 'comments-absent', commentsAbsent()) : [],
  );
}

export function advisoryPublished(thisCase: Case, event: Seen<'AdvisoryPublished'>): Decision {
  if (thisCase.phase === 'published') return ignore('it is known to be published');
  const next: Case = { ...thisCase, phase: 'published', published: { at: event.publishedAt, by: 'fixlead' } };
  return accept(
    withNote(next, event.publishedAt, 'the advisory was published'),
    [{ rule: 'S46' }],
    tellMaintainers(next, 'published', 'The advisory is published.'),
  );
}

/** Found absent, everything goes through the case issue, and people are told so openly. */
export function commentsFound(thisCase: Case, event: Seen<'AdvisoryCommentsFound'>): Decision {
  if (thisCase.advisoryComments === event.are) return ignore('that is known');
  const next = { ...thisCase, advisoryComments: event.are };
  return accept(
    next,
    [{ fact: `advisory comments are ${event.are}` }],
    event.are === 'absent' ? tellMaintainers(next, 'comments-absent', commentsAbsent()) : [],
  );
}

export function effectGivenUp(thisCase: Case, event: Seen<'EffectGivenUp'>): Decision {
  const { key, what, error, at } = event;
  const phase = key.endsWith('/advisory-state') ? (nextPhase(thisCase.phase, 'PublicationGivenUp') ?? thisCase.phase) : thisCase.phase;
  const next = { ...thisCase, phase, stuck: [...thisCase.stuck.filter((other) => other.key !== key), { key, what, error, at }] };
  // Not about a message that failed itself: it would fail again, and so on for ever.
  const isAboutMessage = key.includes('/tell-maintainers/given-up/');
  return accept(
    next,
    [{ fact: `${what} was given up` }],
    isAboutMessage ? [] : tellMaintainers(next, `given-up/${key}/${at}`, givenUp(what, error)),
  );
}
