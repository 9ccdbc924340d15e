// What one event comes to in one situation: the outcome with its reasons, and in lines what is said or shown that was not there already.
import { decide } from '../../../src/core/decide.ts';
import type { Decision, ProjectDecision } from '../../../src/core/decision.ts';
import type { Effect } from '../../../src/core/effects.ts';
import type { CaseEvent } from '../../../src/core/events.ts';
import { standingEffects } from '../../../src/core/standing-effects.ts';
import type { Instant } from '../../../src/core/time/time.ts';
import { linesOfEffect } from '../words-read.ts';
import type { Situation } from './situations.ts';

export type Answered = { readonly outcome: string; readonly lines: readonly string[] };

export function answered({ given, policy }: Situation, event: CaseEvent, now: Instant): Answered {
  return inShort(decide(given, event, policy, now), () => standingEffects(given, policy, now));
}

/** `standing`: what stands there already, and is not said again; a refusal leaves it as it is. */
export function inShort(decision: Decision | ProjectDecision, standing: () => readonly Effect[]): Answered {
  if (decision.outcome === 'ignored') return { outcome: `nothing, ${decision.because}`, lines: [] };
  const before = new Set(decision.outcome === 'refused' ? [] : standing().flatMap(inLines));
  const lines = decision.effects.flatMap(inLines).filter((line) => !before.has(line));
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
