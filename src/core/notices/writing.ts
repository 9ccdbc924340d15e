/** From a kind and a case to the text, its faults, and whether it may go out now. */
import type { Case } from '../case.ts';
import { fixReadyAt } from '../fix/approvals.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { routeOf, unsupportedLines } from '../routing/routes.ts';
import type { Instant } from '../time/time.ts';
import { factsFor, isNone, withBlanks } from './facts.ts';
import { kinds, type ApprovedKind, type NoticeKind } from './kinds.ts';
import { lint, type Finding } from './lint.ts';
import { noticesOf } from './notice-policy.ts';
import { renderTemplate, type NoticeText, type Rendered } from './render.ts';
import { defaultTemplates } from './templates/templates.ts';

export function write(kind: NoticeKind, thisCase: Case, policy: Policy): Rendered {
  return renderTemplate(templateOf(kind, policy), factsFor(kind, thisCase, policy));
}

/** What an approval holds on to: the text with a blank for the date and the CVE. Undefined when it cannot be written. */
export function withoutDates(kind: NoticeKind, thisCase: Case, policy: Policy): string | undefined {
  const written = renderTemplate(templateOf(kind, policy), withBlanks(factsFor(kind, thisCase, policy)));
  return written.ok ? whole(written.text) : undefined;
}

export function whole({ subject, body }: NoticeText): string {
  return `${subject}\n\n${body}`;
}

/** A text that may go out as far as its words go, or why not. */
export type Checked = { readonly text: NoticeText | undefined; readonly findings: readonly Finding[] };

export function check(kind: NoticeKind, thisCase: Case, policy: Policy): Checked {
  const written = write(kind, thisCase, policy);
  if (written.ok) return { text: written.text, findings: lint(kind, written.text, thisCase, policy) };
  const { line, message } = written.problem;
  return { text: undefined, findings: [{ rule: 'S108', says: `cannot be written: line ${line} of its template: ${inline(message)}` }] };
}

/** What the case still lacks before this kind may be approved, whatever its words; undefined when nothing. */
export function notYet(kind: ApprovedKind, thisCase: Case, policy: Policy, now: Instant): Finding | undefined {
  switch (kind) {
    case 'forthcoming':
      return forthcomingLacks(thisCase, policy, now);
    case 'courtesy':
      return routeOf(thisCase, policy) === 'main-only'
        ? undefined
        : { rule: 'S90', says: 'is for a flaw in the main line alone: `/affects` says which lines are affected' };
    case 'unsupported':
      if (thisCase.exception !== undefined) return { rule: 'S92', says: 'says that there is no fix, and there is one, as an exception' };
      return unsupportedLines(thisCase, policy).length > 0
        ? undefined
        : { rule: 'S93', says: 'is for lines that are not supported any more: `/affects` says which lines are affected' };
    case 'fixed':
    case 'lifted':
      return undefined;
  }
}

/** S103: only then a realistic date can be told. */
export function hasFixOrMitigation(thisCase: Case, policy: Policy): boolean {
  const { mitigation } = thisCase;
  return fixReadyAt(thisCase, policy) !== undefined || (mitigation !== undefined && !isNone(mitigation.words));
}

function forthcomingLacks(thisCase: Case, policy: Policy, now: Instant): Finding | undefined {
  const { release, phase } = thisCase;
  if (phase === 'published') return { rule: 'S104', says: 'comes too late: the advisory is public' };
  if (!hasFixOrMitigation(thisCase, policy))
    return { rule: 'S103', says: 'comes too early: there is neither a reviewed fix for every line nor a mitigation (`/mitigation WORDS`)' };
  if (release === undefined) return { rule: 'S105', says: 'has no Release Date to name: `/date YYYY-MM-DD HH:MM UTC` sets it' };
  return release.releaseAt <= now ? { rule: 'S105', says: 'would name a date that has passed: `/date` sets a new one' } : undefined;
}

/** Whether an approved notice goes out as the case stands. */
export function isDue(kind: ApprovedKind, thisCase: Case, policy: Policy, now: Instant): boolean {
  const phase = kinds[kind].time === 'disclosure' ? 'published' : 'accepted';
  return thisCase.phase === phase && notYet(kind, thisCase, policy, now) === undefined;
}

function templateOf(kind: NoticeKind, policy: Policy): string {
  return noticesOf(policy).templates[kind] ?? defaultTemplates[kind];
}
