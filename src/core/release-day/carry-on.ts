/** Begins a publication and carries it on, one wish at a time: each replaces the one before, and a hold replaces whichever is the last. */
import type { Case } from '../case.ts';
import type { Effect } from '../effects.ts';
import { areGreen, publicationGates } from '../gates.ts';
import type { Policy } from '../policy.ts';
import { publicationKey, publish, wishState, withoutOldFailure } from '../disclosure/publication.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { nextPhase } from '../transitions.ts';
import { nextStep, type ReleaseStep } from './next-step.ts';
import { releaseDayOf, releaseRules, withReleaseDay } from './release-day.ts';
import { calledOff } from './release-day-words.ts';
import { versionsOf } from './versions.ts';

export type Carried = { readonly case: Case; readonly effects: readonly Effect[]; readonly step: ReleaseStep | undefined };

/** Call only with green gates. */
export function beginPublication(thisCase: Case, policy: Policy, now: Instant): Carried {
  const begun = { ...withoutOldFailure(thisCase), phase: nextPhase(thisCase.phase, 'PublicationBegun') ?? thisCase.phase };
  return carryOn(withReleaseDay(begun, { begunAt: now }), policy, now);
}

/**
 * What a publication that is under way wants next; nothing while it waits for the world, and nothing in any other phase.
 * A gate that has turned red since calls it off: what is not public yet stays private.
 */
export function carryOn(thisCase: Case, policy: Policy, now: Instant): Carried {
  if (thisCase.phase !== 'publishing') return { case: thisCase, effects: [], step: undefined };
  const gates = publicationGates(thisCase, policy, now);
  if (!areGreen(gates)) {
    const next = { ...thisCase, phase: nextPhase(thisCase.phase, 'PublicationCalledOff') ?? thisCase.phase };
    const said = tellMaintainers(next, `called-off/${now}`, calledOff(next, policy, gates));
    return { case: next, effects: [wishState(next, 'draft'), ...said], step: undefined };
  }
  const step = nextStep(thisCase, policy);
  return { case: thisCase, effects: wished(thisCase, policy, step), step };
}

function wished(thisCase: Case, policy: Policy, step: ReleaseStep): readonly Effect[] {
  const { begunAt = 0, releases } = releaseDayOf(thisCase);
  const key = publicationKey(thisCase);
  switch (step.kind) {
    case 'await-fix':
    case 'await-releases':
      return [];
    case 'set-versions':
      return [{ key, kind: 'SetPatchedVersions', audience: 'reporter', versions: versionsOf(releases, releaseRules(policy).versions) }];
    case 'publish':
      return [publish(thisCase, begunAt)];
  }
}
