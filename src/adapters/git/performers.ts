/** What git carries out for a case. GitHub's own rules hold here too: private means checked, before every write. */
import type { Git, GitPlace } from '../../engine/ports/git.ts';
import type { Performer, Performers } from '../../engine/ports/github.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import type { GitEffectKind } from '../../engine/ports/github.ts';
import type { Instant } from '../../core/time/time.ts';

export type GitTools = {
  readonly git: Git;
  readonly now: () => Instant;
  /** Throws GitHubFailure unless GitHub says at this moment that the repository is private. */
  readonly refuseUnlessPrivate: (at: GitPlace) => Promise<void>;
};

export function createGitPerformers(tools: GitTools): Pick<Performers, GitEffectKind> {
  return { MirrorLine: mirrorLine(tools), MakeBackport: backport(tools) };
}

/** The push looks first by itself, so a later try needs no other look. */
function mirrorLine({ git, now, refuseUnlessPrivate }: GitTools): Performer<'MirrorLine'> {
  return {
    look: () => Promise.resolve(undefined),
    perform: async ({ installationId, repository }, { audience, repository: mirror, line, sha }) => {
      if (audience !== 'maintainers') throw new GitHubFailure('refused to write: a mirror is for maintainers', { permanent: true });
      const from = { installationId, repository };
      const to = { installationId, repository: mirror };
      await refuseUnlessPrivate(to);
      const pushed = await git.pushForward({ from, to, sha, branch: line, ifMissing: 'create' });
      if (pushed.kind === 'no-such-branch') throw new GitHubFailure(`${mirror} has no branch of that name`, { permanent: true });
      const mirrorSha = 'tip' in pushed ? pushed.tip : sha;
      const state = pushed.kind === 'diverged' ? 'diverged' : 'done';
      return { result: `${line} ${state}`, event: { kind: 'LineMirrored', line, publicSha: sha, mirrorSha, state, at: now() } };
    },
  };
}

/** What was made before is made again the same, and found pushed. */
function backport({ git, now, refuseUnlessPrivate }: GitTools): Performer<'MakeBackport'> {
  return {
    look: () => Promise.resolve(undefined),
    perform: async ({ installationId }, effect) => {
      if (effect.audience !== 'maintainers')
        throw new GitHubFailure('refused to write: a backport is for maintainers', { permanent: true });
      const { repository, number, line, headSha, onto, branch } = effect;
      const at = { installationId, repository };
      await refuseUnlessPrivate(at);
      const result = await git.backport(at, { number, line, headSha, onto, branch });
      return { result: `${onto} ${result.kind}`, event: { kind: 'BackportMade', line: onto, number, branch, result, at: now() } };
    },
  };
}
