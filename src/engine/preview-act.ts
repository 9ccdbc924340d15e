/** What an act on the dashboard would do, found out and decided as it will be, and not saved: looking never acts. */
import type { Effect } from '../core/effects.ts';
import type { Engine } from './engine.ts';
import { findCase } from './find-case.ts';
import { gatherEvents } from './gather-events.ts';
import type { Sighting } from './sighting.ts';
import { decideAll } from './step.ts';

export type ActSighting = Extract<Sighting, { kind: 'ActSighted' }>;

export type Preview =
  { readonly outcome: 'accepted'; readonly effects: readonly Effect[] } | { readonly outcome: 'refused'; readonly message: string };

/** The words are read as those of a comment are, where tags and links are no part of a command. */
const notACommand = 'That cannot be read as a command. Please use plain words, without HTML, links or Markdown.';

/** Errors: throws when GitHub cannot be asked. */
export async function previewAct(engine: Engine, act: ActSighting): Promise<Preview> {
  const found = await findCase(engine, act);
  if (!('stored' in found)) return { outcome: 'refused', message: 'There is no such case.' };
  // As on the last try: who cannot be found out about is told so now, and need not wait.
  const events = await gatherEvents(engine, engine.bounds.mostTriesInOutage, act, found);
  if (events.length === 0) return { outcome: 'refused', message: notACommand };
  const decided = decideAll(found.stored, events, { freshPolicy: undefined, now: engine.clock.now(), key: 'preview' });
  if ('ignored' in decided) return { outcome: 'refused', message: 'That would change nothing.' };
  const refused = decided.history.find(({ outcome }) => outcome === 'refused');
  if (refused === undefined) return { outcome: 'accepted', effects: decided.effects };
  const message = refused.because.flatMap((reason) => ('fact' in reason ? [reason.fact] : [])).at(-1);
  return { outcome: 'refused', message: message ?? `Refused: ${refused.refusalCode ?? 'for no reason that is known'}.` };
}
