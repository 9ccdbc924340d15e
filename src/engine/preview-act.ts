/** What an act on the dashboard would do, found out and decided as it will be, and not saved: looking never acts. */
import type { Effect } from '../core/effects.ts';
import { policyOfCase } from '../core/fix-repository/own-repository.ts';
import { standingEffects } from '../core/standing-effects.ts';
import type { Instant } from '../core/time/time.ts';
import type { Engine } from './engine.ts';
import { findCase } from './find-case.ts';
import { gatherEvents } from './gather-events.ts';
import { gatherProjectEvents } from './gather-project-events.ts';
import { policyForNewCase } from './policy-for-case.ts';
import type { Step, StoredCase } from './ports/store.ts';
import type { Sighting } from './sighting.ts';
import { decideAll, decideAllForProject } from './step.ts';

export type ActSighting = Extract<Sighting, { kind: 'ActSighted' | 'MemberActSighted' | 'ProjectActSighted' }>;

export type Preview =
  | { readonly outcome: 'accepted'; /** Those that change something. */ readonly effects: readonly Effect[] }
  | { readonly outcome: 'refused'; readonly message: string };

/** The words are read as those of a comment are, where tags and links are no part of a command. */
const notACommand = 'That cannot be read as a command. Please use plain words, without HTML, links or Markdown.';

/** Errors: throws when GitHub cannot be asked. */
export async function previewAct(engine: Engine, act: ActSighting): Promise<Preview> {
  if (act.kind === 'ProjectActSighted') return previewOfProject(engine, act);
  const found = await findCase(engine, act);
  if (!('stored' in found) || found.stored === undefined) return { outcome: 'refused', message: 'There is no such case.' };
  const { stored } = found;
  // As on the last try: who cannot be found out about is told so now, and need not wait.
  const events = await gatherEvents(engine, engine.bounds.mostTriesInOutage, act, found);
  if (events.length === 0) return { outcome: 'refused', message: notACommand };
  const now = engine.clock.now();
  return previewOf(decideAll(stored, events, { freshPolicy: undefined, now, key: 'preview' }), (wanted) =>
    changedEnds(stored, wanted, now),
  );
}

async function previewOfProject(engine: Engine, act: Extract<ActSighting, { kind: 'ProjectActSighted' }>): Promise<Preview> {
  const { repository, installationId } = act;
  const { policy } = await policyForNewCase(engine, installationId, repository);
  const ground = { repository, installationId, policy };
  const events = await gatherProjectEvents(engine, engine.bounds.mostTriesInOutage, act, ground);
  if (events.length === 0) return { outcome: 'refused', message: notACommand };
  const current = await engine.store.readProject(repository);
  return previewOf(decideAllForProject(current, events, { ...ground, now: engine.clock.now(), key: 'preview' }), (wanted) => wanted);
}

type Decided = Pick<Step, 'history' | 'effects'> | { readonly ignored: string };

function previewOf(decided: Decided, changed: (effects: readonly Effect[]) => readonly Effect[]): Preview {
  if ('ignored' in decided) return { outcome: 'refused', message: 'That would change nothing.' };
  const refused = decided.history.find(({ outcome }) => outcome === 'refused');
  if (refused === undefined) return { outcome: 'accepted', effects: changed(decided.effects) };
  const message = refused.because.flatMap((reason) => ('fact' in reason ? [reason.fact] : [])).at(-1);
  return { outcome: 'refused', message: message ?? `Refused: ${refused.refusalCode ?? 'for no reason that is known'}.` };
}

/** What stands in the world already is wanted by every step, and is not done again. */
function changedEnds({ case: thisCase, policy }: StoredCase, effects: readonly Effect[], now: Instant): readonly Effect[] {
  const standing = new Map(standingEffects(thisCase, policyOfCase(policy, thisCase), now).map((one) => [one.key, JSON.stringify(one)]));
  return effects.filter((effect) => standing.get(effect.key) !== JSON.stringify(effect));
}
