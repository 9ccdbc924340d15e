// A git made by hand for the engine: it shows what it is told to show, and refuses what nobody told it of.
import type { BackportResult } from '../../src/core/work-events.ts';
import { GitHubFailure } from '../../src/engine/ports/failures.ts';
import type { Git, Patch, PatchKit, PatchSeen, PushResult } from '../../src/engine/ports/git.ts';

export type AGit = Git & {
  /** Heads whose patch facts it knows. */
  readonly patches: Map<string, Patch>;
  /** The same for patches that are sent; what is sent says of which head it is. */
  readonly kits: Map<string, PatchKit>;
  readonly pushes: string[];
  /** What the next pushes come to, in order; `pushed` when there is none. */
  readonly pushResults: PushResult[];
  readonly backportResults: Map<string, BackportResult>;
  readonly tips: Map<string, string>;
  /** What the public repository shows, and of which patch that is. */
  readonly shown: PatchSeen[];
  /** Lines that have the change of their fix by a squash or rebase. */
  readonly carried: Set<string>;
};

export function aGit(): AGit {
  const patches: AGit['patches'] = new Map();
  const pushes: string[] = [];
  const pushResults: PushResult[] = [];
  const backportResults: AGit['backportResults'] = new Map();
  const kits: AGit['kits'] = new Map();
  const tips: AGit['tips'] = new Map();
  const shown: AGit['shown'] = [];
  const carried: AGit['carried'] = new Set();
  return {
    ...{ kits, patches, pushes, pushResults, backportResults, tips, shown, carried },
    branches: async ({ repository }, names) =>
      new Map(
        names.flatMap((name) => (tips.has(`${repository} heads/${name}`) ? [[name, tips.get(`${repository} heads/${name}`) ?? '']] : [])),
      ),
    tipOf: async ({ repository }, ref) => tips.get(`${repository} ${ref}`),
    patchIdOf: async (_at, sha) => patches.get(sha)?.patchId,
    contains: async ({ repository }, ref, sha) => tips.get(`${repository} ${ref}`) === sha,
    patch: async (_at, { headSha }) => {
      const facts = patches.get(headSha);
      if (facts === undefined) throw new GitHubFailure(`no patch of ${headSha} is known`, { permanent: true });
      return facts;
    },
    carries: async (_at, line) => carried.has(line),
    lookForPatches: async (_at, { patchIds, known }) => ({
      patches: shown.flatMap((one) => (patchIds.includes(one.patchId) && known[one.ref] !== one.sha ? [one] : [])),
      tips: Object.fromEntries(shown.map(({ ref, sha }) => [ref, sha])),
      refs: shown.map(({ ref }) => ref),
    }),
    backport: async (_at, { onto }) => backportResults.get(onto) ?? { kind: 'pushed', sha: 'b'.repeat(40) },
    patchKit: async (_at, { headSha }) => {
      const kit = kits.get(headSha);
      if (kit === undefined) throw new GitHubFailure(`no patch of ${headSha} is known`, { permanent: true });
      return kit;
    },
    makePatch: async (_at, { sha }) => Buffer.from(`patch of ${sha}`),
    pushForward: async ({ sha, to, branch }) => {
      pushes.push(`${sha} → ${to.repository} ${branch}`);
      return pushResults.shift() ?? { kind: 'pushed' };
    },
  };
}
