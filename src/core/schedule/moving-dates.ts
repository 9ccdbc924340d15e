/** The suggested dates are the Fix Lead's to move, each with a reason (S83, S84). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { sayInstant } from '../messages.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import type { Instant } from '../time/time.ts';
import { actOf } from '../intake/triage.ts';
import type { Obligation } from './obligation.ts';
import { obligations } from './obligations.ts';

/** Whatever is open may be moved, but the Release Date: that is agreed on, with `/date`. */
export function moveDue(thisCase: Case, event: Command<'DueMoved'>, policy: Policy, now: Instant): Decision {
  const { name, dueAt, reason } = event;
  const because = [{ rule: 'S84' }] as const;
  const known = obligations(thisCase, policy);
  const moved = known.find((one) => one.name === name);
  if (name === 'release')
    return refuse(thisCase, event, 'not-found', 'The Release Date is moved with `/date YYYY-MM-DD HH:MM UTC`.', because);
  if (moved === undefined) return refuse(thisCase, event, 'not-found', nothingOfThatName(name, known), because);
  if (moved.metAt !== undefined)
    return refuse(thisCase, event, 'already-done', `${capital(moved.what)}: that was done ${sayInstant(moved.metAt)}.`, because);
  if (dueAt <= now) {
    const message = `${sayInstant(dueAt)} has passed; it is ${sayInstant(now)}. Please give a later one.`;
    return refuse(thisCase, event, 'date-passed', message, because);
  }
  const next = withNote(
    { ...thisCase, movedDues: { ...thisCase.movedDues, [moved.name]: { ...actOf(event), dueAt, reason } } },
    event.at,
    `@${event.by.login} moved the date of ${moved.what} to ${sayInstant(dueAt)}`,
  );
  return carriedOut(next, event, `${capital(moved.what)}: due ${sayInstant(dueAt)}.`, [{ rule: 'S83' }, { rule: 'S84' }]);
}

function nothingOfThatName(name: string, known: readonly Obligation[]): string {
  const movable = known.filter((one) => one.metAt === undefined && one.name !== 'release').map((one) => `\`/due ${one.name} …\``);
  const choice = movable.length === 0 ? 'nothing has a date that could be moved' : `you may move: ${movable.join(', ')}`;
  return `Nothing called "${inline(name)}" is due here; ${choice}.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What was said later about the same thing counts. */
export function withoutMovedDue(thisCase: Case, name: Obligation['name']): Case {
  const { [name]: _gone, ...movedDues } = thisCase.movedDues ?? {};
  return { ...thisCase, movedDues };
}
