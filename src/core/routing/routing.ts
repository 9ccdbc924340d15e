/** Saying which lines are affected, and what follows for the route of the case (S89–S94). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { Command } from '../events.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { code } from '../quote.ts';
import { noticeOwed } from '../notices/notices-words.ts';
import { check } from '../notices/writing.ts';
import { linesToFix, linesToWarnOf, routeInWords, routeOf, type Route } from './routes.ts';
import { withReleasedLines } from './lines-from-releases.ts';
import type { RuleId } from '../rules.ts';
import { tellMaintainers } from '../say.ts';
import { actOf } from '../intake/triage.ts';

const routeRules: Readonly<Record<Route, readonly RuleId[]>> = {
  'not-known': ['S94'],
  supported: ['S94', 'S80'],
  'main-only': ['S89', 'S90'],
  'unsupported-only': ['S91', 'S93'],
};

/** Where the policy takes its lines from Releases they are taken anew, and rule the case from here on. */
export function nameAffectedLines(thisCase: Case, event: Command<'AffectedLinesNamed'>, ruling: Policy): Decision {
  const { affected: known } = thisCase;
  const policy = event.releasedTags === undefined ? ruling : withReleasedLines(ruling, event.releasedTags);
  const isUnchanged = isSame(policy.lines, ruling.lines);
  if (known !== undefined && isSame(known.lines, event.lines) && isUnchanged)
    return refuse(thisCase, event, 'already-done', `@${known.by} said so already: ${routeInWords(thisCase, policy)}.`);
  const affected = { ...thisCase, affected: { ...actOf(event), lines: event.lines } };
  const route = routeOf(affected, policy);
  // An exception was made for other circumstances; it has to be made again.
  const next = route === 'unsupported-only' ? affected : { ...affected, exception: undefined };
  const words = `@${event.by.login} said that ${inWords(event.lines)} ${event.lines.length === 1 ? 'is' : 'are'} affected`;
  const noted = withNote(next, event.at, words);
  const decision = carriedOut(
    noted,
    event,
    `${words}: ${routeInWords(noted, policy)}.${whatChanged(thisCase, noted, ruling, policy)}\n\n${routeMeans(noted, policy)}${supportedInWords(route, policy)}`,
    routeRules[route].map((rule) => ({ rule })),
    notices(thisCase, noted, event, policy),
  );
  return decision.outcome === 'accepted' && !isUnchanged ? { ...decision, policy } : decision;
}

/** What the Releases page says, where it is what counts; and what the policy says where a slip would leave users without a fix. */
function supportedInWords(route: Route, { linesFrom, lines }: Policy): string {
  if (linesFrom === undefined)
    return route === 'unsupported-only'
      ? `\n\nSupported, by the policy: ${inWords(lines)}. If one of them was meant, say \`/affects\` again.`
      : '';
  const said = lines.length === 0 ? 'no line that the policy knows by its tags' : inWords(lines);
  return `\n\nSupported, by the Releases page and the policy: ${said}.`;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line) => others.includes(line));
}

/** Nothing while nobody had said anything. */
function whatChanged(before: Case, next: Case, ruling: Policy, policy: Policy): string {
  const was = routeInWords(before, ruling);
  if (before.affected === undefined || was === routeInWords(next, policy)) return '';
  const dropped = before.exception !== undefined && next.exception === undefined ? ' The exception is dropped with that.' : '';
  return ` Before: ${was}.${dropped}`;
}

function routeMeans(thisCase: Case, policy: Policy): string {
  const lines = linesToFix(thisCase, policy);
  if (lines.length === 0) return 'In extreme circumstances a fix is issued all the same: `/exception REASON`.';
  return `A reviewed fix is needed for ${inWords(lines)}.`;
}

function inWords(lines: readonly string[]): string {
  return lines.map(code).join(', ');
}

/** S90 and S93: which notices are owed outside, shown once as they stand; they go the way of all notices. */
function notices(before: Case, next: Case, event: Command<'AffectedLinesNamed'>, policy: Policy): readonly Effect[] {
  const courtesy = routeOf(next, policy) === 'main-only' ? owed('courtesy', 'courtesy-notice', next, policy) : [];
  const lines = linesToWarnOf(next, policy);
  if (lines.length === 0 || isSame(lines, linesToWarnOf(before, policy))) return courtesy;
  return [...courtesy, ...owed('unsupported', `unsupported-notice/${event.from.commentId}/${event.line}`, next, policy)];
}

function owed(kind: 'courtesy' | 'unsupported', name: string, thisCase: Case, policy: Policy): readonly Effect[] {
  return tellMaintainers(thisCase, name, noticeOwed(kind, check(kind, thisCase, policy), policy));
}

/** S92: in extreme circumstances an unsupported line gets a fix all the same. */
export function makeException(thisCase: Case, event: Command<'ExceptionMade'>, policy: Policy): Decision {
  if (routeOf(thisCase, policy) !== 'unsupported-only') {
    return refuse(thisCase, event, 'not-needed', `No exception is needed: ${routeInWords(thisCase, policy)}.`, [{ rule: 'S92' }]);
  }
  const next = withNote(
    { ...thisCase, exception: { ...actOf(event), reason: event.reason } },
    event.at,
    `@${event.by.login} made an exception: a fix is issued for unsupported lines`,
  );
  return carriedOut(next, event, `An exception is made. ${routeMeans(next, policy)} The notice that says that there is none is not sent.`, [
    { rule: 'S92' },
  ]);
}
