/** What we read of a pull request and of its commits. */
import { z } from 'zod';
import { account, accountOrGhost, instant, maybe, text } from './fields.ts';

export const pullRequestAnswer = z
  .object({
    state: z.enum(['open', 'closed']),
    merged: maybe(z.boolean()),
    merged_at: maybe(instant),
    merge_commit_sha: maybe(z.string()),
    user: accountOrGhost,
    title: text,
    body: text,
    head: z.object({ ref: z.string(), sha: z.string().min(1) }),
    base: z.object({ ref: z.string().min(1) }),
    commits: z.int(),
  })
  .transform((pull) => ({
    state: pull.merged === true || pull.merged_at !== undefined ? ('merged' as const) : pull.state,
    opener: pull.user.login,
    headSha: pull.head.sha,
    line: pull.base.ref,
    branch: pull.head.ref,
    names: [pull.head.ref, pull.title, pull.body].join('\n'),
    commits: pull.commits,
    /** Of an open one GitHub names a merge that it only tried. */
    mergedAs: pull.merged === true || pull.merged_at !== undefined ? pull.merge_commit_sha : undefined,
  }));

// An account that GitHub could not find for a commit is null, or an empty object.
const committer = z.union([account, z.object({}).transform(() => undefined)]);
const signature = maybe(z.object({ name: text, email: text }));

export type Commit = z.output<typeof commitAnswer>;

export const commitAnswer = z
  .object({
    sha: z.string(),
    author: maybe(committer),
    committer: maybe(committer),
    commit: z.object({ message: text, author: signature, committer: signature, tree: maybe(z.object({ sha: z.string() })) }),
  })
  .transform(({ sha, author, committer, commit }) => ({
    sha,
    tree: commit.tree?.sha,
    /** Who wrote it and who committed it: the account that GitHub found for the address, where it found one, and what git says. */
    hands: [
      { login: author?.login, name: commit.author?.name ?? '', email: commit.author?.email ?? '' },
      { login: committer?.login, name: commit.committer?.name ?? '', email: commit.committer?.email ?? '' },
    ],
    message: commit.message,
  }));
