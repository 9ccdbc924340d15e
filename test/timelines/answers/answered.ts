// What one event comes to in one situation: the outcome with its reasons, and in lines what is said, what is new on the pages, and what is gone.
import { decide } from '../../../src/core/decide.ts';
import type { Decision, ProjectDecision } from '../../../src/core/decision.ts';
import type { Effect } from '../../../src/core/effects.ts';
import type { CaseEvent } from '../../../src/core/events.ts';
import { standingEffects } from '../../../src/core/standing-effects.ts';
import { formatUtcMinute, type Instant } from '../../../src/core/time/time.ts';
import type { Case } from '../../../src/core/case.ts';
import { linesOfEffect } from '../words-read.ts';
import type { Situation } from './situations.ts';

export type Answered = { readonly outcome: string; readonly lines: readonly string[] };

export function answered({ given, policy }: Situation, event: CaseEvent, now: Instant): Answered {
  const decision = decide(given, event, policy, now);
  const { outcome, lines } = inShort(decision, () => standingEffects(given, policy, now));
  return { outcome, lines: decision.outcome === 'accepted' ? [...lines, ...remembered(given, decision.next)] : lines };
}

/** Shown on pages, or of no interest to people. */
const leftOut: readonly string[] = ['recent', 'rung', 'advisory'];

/** What the case remembers otherwise than before, as it is stored. */
function remembered(before: Case, after: Case): readonly string[] {
  const [was, is] = [before, after].map((one): Readonly<Record<string, unknown>> => JSON.parse(JSON.stringify(one)) as never);
  const names = Object.keys({ ...was, ...is }).filter((name) => !leftOut.includes(name));
  const changed = names.filter((name) => JSON.stringify(was?.[name]) !== JSON.stringify(is?.[name]));
  return changed.flatMap((name) => sayChange(name, was?.[name], is?.[name]).map((line) => line.replace(/\b(1[67]\d{11})\b/g, inWords)));
}

/** Of a list what is new in it and what is gone. */
function sayChange(name: string, was: unknown, is: unknown): readonly string[] {
  const say = (word: string, value: unknown): string => `${word} ${name}: ${JSON.stringify(value) ?? 'nothing'}`;
  if (!Array.isArray(was) || !Array.isArray(is)) return [say('remembers', is)];
  const [before, now] = [was, is].map((list) => list.map((one) => JSON.stringify(one)));
  const fresh = is.filter((_, index) => before?.includes(now?.[index] ?? '') === false);
  return [...fresh.map((one) => say('remembers of', one)), `has ${is.length} of ${name}`];
}

function inWords(at: string): string {
  return formatUtcMinute(Number(at));
}

/** `standing`: what stands there already, and is not said again; a refusal leaves it as it is. */
export function inShort(decision: Decision | ProjectDecision, standing: () => readonly Effect[]): Answered {
  if (decision.outcome === 'ignored') return { outcome: `nothing, ${decision.because}`, lines: [] };
  const before = new Set(decision.outcome === 'refused' ? [] : standing().flatMap(inLines));
  const all = decision.effects.flatMap(inLines);
  const now = new Set(all);
  const gone = [...before].filter((line) => decision.outcome === 'accepted' && line.startsWith('page: ') && !now.has(line));
  const lines = [...all.filter((line) => !before.has(line)), ...gone.map((line) => `no more ${line}`)];
  const { because } = decision.outcome === 'refused' ? decision.refusal : decision;
  const why = because.map((reason) => ('rule' in reason ? reason.rule : reason.fact)).join('; ');
  const outcome = decision.outcome === 'refused' ? `refused ${decision.refusal.code}` : 'accepted';
  return {
    outcome: [outcome, why]
      .filter((part) => part !== '')
      .join(', ')
      .replace(/\s+/g, ' '),
    lines: [...new Set(lines)],
  };
}

/** An answer goes back to where the command came from, and a line of one page is mostly one of the other: both are said once. */
function inLines(effect: Effect): readonly string[] {
  if (effect.kind === 'ShowBoard' || effect.kind === 'ShowStatus') return words('page', effect.body);
  if (effect.key.includes('/answer/') && 'body' in effect) return words('answer', effect.body);
  return linesOfEffect(effect).filter((line) => !line.includes(' place.'));
}

function words(name: string, body: string): readonly string[] {
  return body.split('\n').flatMap((line) => (line === '' ? [] : [`${name}: ${line}`]));
}

/** Whatever came to the same stands together, under one heading. */
export function together(all: readonly { readonly where: string; readonly what: Answered }[]): readonly string[] {
  const groups = Map.groupBy(all, ({ what }) => JSON.stringify(what));
  const said = new Set<string>();
  return [...groups.values()].flatMap((group) => {
    const { outcome, lines } = group[0]?.what ?? { outcome: '', lines: [] };
    const fresh = lines.filter((line) => !said.has(line));
    for (const line of fresh) said.add(line);
    return [`${outcome}: ${group.map(({ where }) => where).join('; ')}`, ...fresh.map((line) => `  ${line}`)];
  });
}
