/** Begins a publication and carries it on, one wish at a time: each replaces the one before, and a hold replaces whichever is the last. */
import type { Case } from '../case.ts';
import type { FixPullRequest } from '../fix/fix-pull-request.ts';
import type { ReleaseDay } from './in-public.ts';
import type { Effect, EffectOf } from '../effects.ts';
import { areGreen, publicationGates } from '../gates.ts';
import type { Policy } from '../policy.ts';
import { publicationKey, publish, wishState, withoutOldFailure } from '../disclosure/publication.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { nextPhase } from '../transitions.ts';
import { nextStep, type ReleaseStep } from './next-step.ts';
import { releaseDayOf, releaseRules } from './release-day.ts';
import { proposalTitle, proposalWords } from './proposed-fix-words.ts';
import { calledOff } from './release-day-words.ts';
import { versionsOf } from './versions.ts';

export type Carried = { readonly case: Case; readonly effects: readonly Effect[]; readonly step: ReleaseStep | undefined };

/** Call only with green gates. What was said of an earlier try, `anyway` and by whose act, does not hold for this one unless it is said again. */
export function beginPublication(thisCase: Case, policy: Policy, now: Instant, said: Pick<ReleaseDay, 'anyway' | 'act'> = {}): Carried {
  const begun = { ...withoutOldFailure(thisCase), phase: nextPhase(thisCase.phase, 'PublicationBegun') ?? thisCase.phase };
  const { anyway: _anyway, act: _act, ...before } = releaseDayOf(thisCase);
  return carryOn({ ...begun, releaseDay: { ...before, ...said, begunAt: now } }, policy, now);
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
    case 'push':
      return [push(key, step, begunAt)];
    case 'propose':
      return [propose(key, step.pull, begunAt)];
    case 'await-fix':
    case 'await-releases':
      return [];
    case 'set-versions':
      return [{ key, kind: 'SetPatchedVersions', audience: 'reporter', versions: versionsOf(releases, releaseRules(policy).versions) }];
    case 'publish':
      return [publish(thisCase, begunAt)];
  }
}

function push(key: string, { pull, others }: Extract<ReleaseStep, { kind: 'push' }>, askedAt: Instant): Effect {
  const heads = others.map(({ line, headSha }) => ({ line, sha: headSha }));
  return { key, kind: 'PushFix', audience: 'public', from: pull.repository, line: pull.line, sha: pull.headSha, others: heads, askedAt };
}

/** What stands there says nothing of the vulnerability: the advisory follows. The branch is named after its commit, so that no other is in the way. */
function propose(key: string, { repository, line, headSha }: FixPullRequest, askedAt: Instant): EffectOf<'ProposeFix'> {
  return {
    ...{ key, kind: 'ProposeFix', audience: 'public', from: repository, line, sha: headSha, askedAt },
    ...{ branch: `security-fix/${headSha.slice(0, 10)}`, title: proposalTitle(line), body: proposalWords(headSha) },
  };
}

/** Whether this pull request is still what the case wants, in these very words: asked once more before anything leaves the house. */
export function isProposalWanted(thisCase: Case, policy: Policy, wanted: EffectOf<'ProposeFix'>, now: Instant): boolean {
  if (thisCase.phase !== 'publishing' || !areGreen(publicationGates(thisCase, policy, now))) return false;
  const step = nextStep(thisCase, policy);
  if (step.kind !== 'propose') return false;
  const { line, sha, branch, title, body } = propose(wanted.key, step.pull, wanted.askedAt);
  return line === wanted.line && sha === wanted.sha && branch === wanted.branch && title === wanted.title && body === wanted.body;
}

/** Whether this push is still what the case wants: asked once more before anything leaves the house. */
export function isPushWanted(thisCase: Case, policy: Policy, wanted: { line: string; sha: string }, now: Instant): boolean {
  if (thisCase.phase !== 'publishing' || !areGreen(publicationGates(thisCase, policy, now))) return false;
  const step = nextStep(thisCase, policy);
  return step.kind === 'push' && step.pull.line === wanted.line && step.pull.headSha === wanted.sha;
}
