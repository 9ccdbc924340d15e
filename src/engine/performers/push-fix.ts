/** Pushes an approved head to its public line: unmodified, forward only, and only while the case still wants it. */
import type { CaseId, RepositoryName } from '../../core/ids.ts';
import type { EffectOf } from '../../core/effects.ts';
import { isPushWanted } from '../../core/release-day/carry-on.ts';
import type { Instant } from '../../core/time/time.ts';
import { GitHubFailure } from '../ports/failures.ts';
import type { Found, PerformContext, Performer } from '../ports/github.ts';
import type { Git, Push, PushResult } from '../ports/git.ts';
import type { Store } from '../ports/store.ts';

type Around = { readonly git: Git; readonly store: Pick<Store, 'readCase'>; readonly now: () => Instant };

/** Every try looks before it acts: a push that had come through before a crash is found, and told as one. */
export function pushFix(around: Around): Performer<'PushFix'> {
  const { git, now } = around;
  return {
    look: async (context, effect) => {
      const result = await git.pushForward(pushOf(context, effect.from, effect), { onlyLook: true });
      return result.kind === 'already-there' ? becamePublic(effect, now()) : undefined;
    },
    perform: async (context, effect) => {
      const beforeSending = () => refuseUnlessWanted(around, context, effect);
      await beforeSending();
      for (const other of effect.others) {
        const result = await git.pushForward(pushOf(context, effect.from, other), { onlyLook: true });
        const refused = whyRefused(other, result, now());
        if (refused !== undefined) return refused;
      }
      const result = await git.pushForward(pushOf(context, effect.from, effect), { beforeSending });
      return whyRefused(effect, result, now()) ?? becamePublic(effect, now());
    },
  };
}

type Head = { readonly line: string; readonly sha: string };

/** A line that is not there is not made: whoever supports it knows where it begins. */
function pushOf({ installationId, repository }: PerformContext, from: RepositoryName, { line, sha }: Head): Push {
  return { from: { installationId, repository: from }, sha, to: { installationId, repository }, branch: line, ifMissing: 'refuse' };
}

/** Between the decision and this moment somebody may have held it, or pushed: what cannot be undone is asked about once more. */
async function refuseUnlessWanted({ store, now }: Around, { about }: PerformContext, effect: EffectOf<'PushFix'>): Promise<void> {
  const stored = await store.readCase(about as CaseId);
  const isWanted = effect.audience === 'public' && stored !== undefined && isPushWanted(stored.case, stored.policy, effect, now());
  if (!isWanted) throw new GitHubFailure(`refused to push: ${about} does not want this any more, or not yet`, { permanent: true });
}

function whyRefused({ line, sha }: Head, result: PushResult, at: Instant): Found | undefined {
  if (result.kind === 'pushed' || result.kind === 'already-there' || result.kind === 'could-be-pushed') return undefined;
  const tip = result.kind === 'diverged' ? result.tip : undefined;
  return { result: `refused: ${result.kind}`, event: { kind: 'PushRefused', line, sha, tip, at } };
}

function becamePublic({ line, sha }: Head, at: Instant): Found {
  return { result: `public ${sha}`, event: { kind: 'FixBecamePublic', line, sha, at } };
}
