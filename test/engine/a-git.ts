// A git made by hand for the engine: it shows what it is told to show, and refuses what nobody told it of.
import type { Git, Patch, PushResult } from '../../src/engine/ports.ts';

export type AGit = Git & {
  /** Heads whose patch facts it knows. */
  readonly patches: Map<string, Patch>;
  readonly pushes: string[];
  /** What the next pushes come to, in order; `pushed` when there is none. */
  readonly pushResults: PushResult[];
  readonly tips: Map<string, string>;
};

export function aGit(): AGit {
  const patches: AGit['patches'] = new Map();
  const pushes: string[] = [];
  const pushResults: PushResult[] = [];
  const tips: AGit['tips'] = new Map();
  return {
    ...{ patches, pushes, pushResults, tips },
    tipOf: async ({ repository }, ref) => tips.get(`${repository} ${ref}`),
    contains: async ({ repository }, ref, sha) => tips.get(`${repository} ${ref}`) === sha,
    patch: async (_at, { headSha }) => {
      const facts = patches.get(headSha);
      if (facts === undefined) throw new Error(`no patch of ${headSha} is known`);
      return facts;
    },
    pushForward: async ({ sha, to, branch }) => {
      pushes.push(`${sha} → ${to.repository} ${branch}`);
      return pushResults.shift() ?? { kind: 'pushed' };
    },
  };
}
