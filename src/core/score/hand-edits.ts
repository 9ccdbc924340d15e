/** The severity on the advisory, edited by hand on GitHub: the poll notices it, people are asked about it, and nothing is taken over by itself. */
import type { Case } from '../case.ts';
import type { ShownSeverity } from './shown-severity.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { Seen } from '../events.ts';
import { accept, ignore, withNote } from '../outcome.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { nextPhase } from '../transitions.ts';
import { severityEdited, shownInWords } from './score-words.ts';
import { showsVector, vectorWanted } from './shown-vector.ts';

type Noticed = { readonly next: Case; readonly effects: readonly Effect[] };

/**
 * What the advisory says, where that is neither what this case wrote there nor about to be written.
 * Edges: undefined while our own vector is still on its way, and for a look that began before it got there. A case without a score has
 * written nothing, so any vector on its advisory is somebody's.
 */
export function editedByHand({ score, advisorySeverity }: Case): ShownSeverity | undefined {
  const seen = advisorySeverity?.seen;
  if (seen === undefined) return undefined;
  if (score === undefined) return seen.vectors.length === 0 ? undefined : seen;
  const written = advisorySeverity?.written;
  if (written === undefined || seen.at <= written.at || showsVector(seen, vectorWanted(score))) return undefined;
  return seen;
}

/** Edges: a look that is older than the last one says nothing new, and neither does one at a case whose score is settled for good. */
export function seeSeverity(thisCase: Case, { severity: shown, state, at }: Seen<'AdvisorySeen'>): Noticed {
  const known = thisCase.advisorySeverity;
  const isDecided = (state !== 'triage' && state !== 'draft') || nextPhase(thisCase.phase, 'VectorGiven') === undefined;
  if (shown === undefined || isDecided || (known?.seen !== undefined && at <= known.seen.at)) return { next: thisCase, effects: [] };
  const written = known?.written ?? seenAsWritten(thisCase, shown, at);
  const next = { ...thisCase, advisorySeverity: { written, seen: { ...shown, at } } };
  const isNews = !isSame(known?.seen, shown) || written !== known?.written || !isSame(editedByHand(thisCase), editedByHand(next));
  return isNews ? ask(thisCase, next, at) : { next: thisCase, effects: [] };
}

/** Our own write, which the next look must not take for somebody's. What was seen in the meantime is judged by it. */
export function severityWritten(thisCase: Case, { vector, askedAt, at }: Seen<'SeverityWritten'>): Decision {
  if (thisCase.score === undefined || vectorWanted(thisCase.score) !== vector || thisCase.score.at !== askedAt)
    return ignore('another vector is wanted by now');
  const written: Case = { ...thisCase, advisorySeverity: { seen: thisCase.advisorySeverity?.seen, written: { at } } };
  const { next, effects } = ask(thisCase, written, at);
  return accept(next, [{ fact: 'the vector stands on the advisory' }], effects);
}

/** A vector that was set by hand where GitHub refused ours, and one from before the writes were kept. */
function seenAsWritten({ score }: Case, shown: ShownSeverity, at: Instant): { readonly at: Instant } | undefined {
  return score !== undefined && at > score.at && showsVector(shown, vectorWanted(score)) ? { at } : undefined;
}

/** Once for each thing that the advisory says beside each score: two keys that are the same are said once. */
function ask(before: Case, next: Case, at: Instant): Noticed {
  const shown = editedByHand(next);
  if (shown === undefined || isSame(editedByHand(before), shown) || nextPhase(next.phase, 'VectorGiven') === undefined)
    return { next, effects: [] };
  const { score } = next;
  const reverted: Case = { ...next, score: score && { ...score, final: undefined } };
  const name = ['severity-edited', score?.at ?? 'unscored', shownInWords(shown)].join('/');
  return {
    next: withNote(reverted, at, 'the severity on the advisory was edited on GitHub'),
    effects: tellMaintainers(next, name, severityEdited(next, shown)),
  };
}

function isSame(one: ShownSeverity | undefined, other: ShownSeverity | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.severity === other.severity && one.vectors.join() === other.vectors.join();
}
