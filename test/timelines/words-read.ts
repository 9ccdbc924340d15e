// What is read in a story, line by line: each effect with all that it carries, and the reasons in the history.
import type { Effect } from '../../src/core/effects.ts';
import { formatUtcMinute } from '../../src/core/time/time.ts';
import type { PlayedStory } from './play-story.ts';

/** Each line once, where it is first read. */
export function wordsRead({ inputs }: PlayedStory): readonly string[] {
  const lines = inputs.flatMap(({ played }) => [
    ...played.effects.flatMap(linesOfEffect),
    ...printed('because', '', played.because.map((reason) => ('rule' in reason ? reason.rule : reason.fact)).join('; ')),
  ]);
  return [...new Set(lines)];
}

export function linesOfEffect({ kind, ...rest }: Effect): readonly string[] {
  return Object.entries(rest).flatMap(([name, value]) => printed(`${kind} ${name}`, name, value));
}

/** Instants as people read them, so that a diff can be understood. */
export function printed(path: string, name: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'number' && /^at$|At$/.test(name)) return [`${path}: ${formatUtcMinute(value)}`];
  if (typeof value === 'string') return value.split('\n').flatMap((line) => (line === '' ? [] : [`${path}: ${line}`]));
  if (typeof value !== 'object' || value === null) return [`${path}: ${JSON.stringify(value)}`];
  const entries = Array.isArray(value) ? value.map((one) => ['', one] as const) : Object.entries(value);
  return entries.flatMap(([key, inner]) => printed(key === '' ? path : `${path}.${key}`, key, inner));
}
