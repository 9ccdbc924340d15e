/** Proposes an approved head to its public line as a pull request: the very commits, and only while the case still wants it. */
import type { CaseId } from '../../core/ids.ts';
import type { EffectOf } from '../../core/effects.ts';
import { isProposalWanted } from '../../core/release-day/carry-on.ts';
import type { Instant } from '../../core/time/time.ts';
import { GitHubFailure } from '../ports/failures.ts';
import type { Git } from '../ports/git.ts';
import type { GitHub, PerformContext, Performer } from '../ports/github.ts';
import type { Store } from '../ports/store.ts';

type Around = {
  readonly git: Git;
  readonly github: Pick<GitHub, 'openPullRequest'>;
  readonly store: Pick<Store, 'readCase'>;
  readonly now: () => Instant;
};

/** Both halves look first by themselves: a branch at that commit stays, and an open pull request is found. */
export function proposeFix(around: Around): Performer<'ProposeFix'> {
  const { git, github, now } = around;
  return {
    look: () => Promise.resolve(undefined),
    perform: async (context, effect) => {
      const beforeSending = () => refuseUnlessWanted(around, context, effect);
      await beforeSending();
      const { installationId, repository } = context;
      const { from, line, sha, branch, title, body } = effect;
      const to = { installationId, repository };
      const push = { from: { installationId, repository: from }, sha, to, branch, ifMissing: 'create' } as const;
      const pushed = await git.pushForward(push, { beforeSending });
      if (pushed.kind === 'diverged') throw new GitHubFailure(`the branch ${branch} holds something else`, { permanent: true });
      await beforeSending();
      const number = await github.openPullRequest(installationId, { repository, branch, line, title, body });
      const place = { repository, number };
      return { result: `proposed as ${repository}#${number}`, event: { kind: 'FixProposed', line, sha, place, at: now() } };
    },
  };
}

async function refuseUnlessWanted({ store, now }: Around, { about }: PerformContext, effect: EffectOf<'ProposeFix'>): Promise<void> {
  const stored = await store.readCase(about as CaseId);
  const isWanted = effect.audience === 'public' && stored !== undefined && isProposalWanted(stored.case, stored.policy, effect, now());
  if (!isWanted) throw new GitHubFailure(`refused to propose: ${about} does not want this any more, or not yet`, { permanent: true });
}
