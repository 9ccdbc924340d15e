/** Pull requests between two branches of one repository: opened, pushed to, reviewed, merged, closed. */
import { z } from 'zod';
import { announce } from './announce.ts';
import { bodyOf, created, numberParam, ok, type Answer, type RepositoryContext } from './api.ts';
import { failingRequiredChecks } from './checks.ts';
import { isAncestor, mergedTree, readChanges, readCommits } from './commits.ts';
import { git, identity } from './git.ts';
import { markState, newIssue } from './issues.ts';
import { accountOf, isPullRequest, pullRequestOf, type PullRequest } from './look-up.ts';
import { paged, sorted } from './pages.ts';
import { GitHubProblem, invalid } from './problems.ts';
import { showCommit, showFile } from './show-commit.ts';
import { showPullRequest, showReview, showSimplePullRequest } from './show-pull-request.ts';
import { tipOf } from './trees.ts';
import type { Repository, Review, ReviewState, World } from './world.ts';

const pullBody = z.object({
  title: z.string().min(1),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
});
export type PullFields = z.infer<typeof pullBody>;
export type BranchMove = { readonly branch: string; readonly before: string; readonly after: string };
export type MergeMethod = 'merge' | 'squash' | 'fast-forward';

export async function openPullRequest(world: World, repository: Repository, by: string, fields: PullFields): Promise<PullRequest> {
  const head = fields.head.replace(`${repository.owner}:`, '');
  const headSha = await tipOf(repository.folder, head);
  const baseSha = await tipOf(repository.folder, fields.base);
  if (headSha === undefined || baseSha === undefined) throw invalid('Validation Failed: the head or base branch does not exist');
  if (openPulls(repository).some(({ pull }) => pull.head === head && pull.base === fields.base))
    throw invalid(`A pull request already exists for ${repository.owner}:${head}.`);
  if (await isAncestor(repository.folder, headSha, baseSha)) throw invalid(`No commits between ${fields.base} and ${head}`);
  const pull = {
    ...{ id: world.nextId(), head, headSha, base: fields.base, baseSha, draft: fields.draft ?? false, reviews: [] },
    ...{ mergedAt: undefined, mergedBy: undefined, mergeCommitSha: undefined },
  };
  const issue = newIssue(world, repository, by, { title: fields.title, body: fields.body ?? undefined, pull }) as PullRequest;
  await tell(world, repository, issue, 'opened', by);
  return issue;
}

export async function setPullState(
  world: World,
  repository: Repository,
  issue: PullRequest,
  by: string,
  state: 'open' | 'closed',
): Promise<void> {
  if (issue.pull.mergedAt !== undefined) throw invalid('A merged pull request cannot be reopened or closed.');
  if (issue.state === state) return;
  markState(world, issue, by, state);
  await tell(world, repository, issue, state === 'open' ? 'reopened' : 'closed', by);
}

/** Called when a branch moved: the open pull requests from it show its new tip, those into it the new base. */
export async function noteNewHead(world: World, repository: Repository, by: string, { branch, before, after }: BranchMove): Promise<void> {
  for (const issue of openPulls(repository)) {
    if (issue.pull.base === branch) issue.pull.baseSha = after;
    if (issue.pull.head !== branch) continue;
    issue.pull.headSha = after;
    issue.updatedAt = world.now();
    await tell(world, repository, issue, 'synchronize', by, { before, after });
  }
}

/** GitHub marks a pull request as merged when its commits reach the base branch by any road. */
export async function noteMergedByPush(world: World, repository: Repository, by: string, { branch, after }: BranchMove): Promise<void> {
  for (const issue of openPulls(repository)) {
    if (issue.pull.base !== branch || !(await isAncestor(repository.folder, issue.pull.headSha, after))) continue;
    markMerged(world, issue, by, after);
    await tell(world, repository, issue, 'closed', by);
  }
}

/** Makes the merge in the bare repository and marks it; the caller tells of the branch that moved. Refused while a required check is not green. */
export async function mergePullRequest(
  world: World,
  repository: Repository,
  issue: PullRequest,
  by: string,
  method: MergeMethod,
): Promise<string> {
  const { pull } = issue;
  if (issue.state === 'closed') throw new GitHubProblem(405, 'Pull Request is not mergeable');
  const missing = failingRequiredChecks(repository, pull);
  if (missing.length > 0) throw new GitHubProblem(405, `Required status check "${missing.join('", "')}" is expected.`);
  const sha = method === 'fast-forward' ? await fastForward(repository, pull) : await commitMerge(world, repository, issue, by, method);
  await git(repository.folder, ['update-ref', `refs/heads/${pull.base}`, sha]);
  markMerged(world, issue, by, sha);
  await tell(world, repository, issue, 'closed', by);
  return sha;
}

async function fastForward(repository: Repository, { baseSha, headSha }: PullRequest['pull']): Promise<string> {
  if (!(await isAncestor(repository.folder, baseSha, headSha))) throw new GitHubProblem(405, 'Pull Request is not mergeable');
  return headSha;
}

async function commitMerge(
  world: World,
  repository: Repository,
  issue: PullRequest,
  by: string,
  method: 'merge' | 'squash',
): Promise<string> {
  const { pull } = issue;
  const tree = await mergedTree(repository.folder, pull.baseSha, pull.headSha);
  if (tree === undefined) throw new GitHubProblem(405, 'Pull Request is not mergeable');
  const [parents, title] =
    method === 'merge'
      ? [['-p', pull.baseSha, '-p', pull.headSha], `Merge pull request #${issue.number} from ${repository.owner}/${pull.head}`]
      : [['-p', pull.baseSha], `${issue.title} (#${issue.number})`];
  return git(repository.folder, ['commit-tree', tree, ...parents, '-m', title], { env: identity(accountOf(world, by), world.now()) });
}

function markMerged(world: World, issue: PullRequest, by: string, sha: string): void {
  markState(world, issue, by, 'closed');
  Object.assign(issue.pull, { mergedAt: world.now(), mergedBy: by, mergeCommitSha: sha });
}

const givenStates = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const;
export type ReviewVerdict = keyof typeof givenStates;

export async function submitReview(
  world: World,
  repository: Repository,
  issue: PullRequest,
  by: string,
  given: { verdict: ReviewVerdict; body?: string },
): Promise<Review> {
  if (given.verdict === 'APPROVE' && issue.author === by) throw invalid('Can not approve your own pull request');
  const state: ReviewState = givenStates[given.verdict];
  const review = { id: world.nextId(), author: by, state, body: given.body ?? '', commitSha: issue.pull.headSha, submittedAt: world.now() };
  issue.pull.reviews.push(review);
  await tellReview(world, repository, issue, review, 'submitted', by);
  return review;
}

export async function dismissReview(world: World, repository: Repository, issue: PullRequest, review: Review, by: string): Promise<void> {
  review.state = 'DISMISSED';
  await tellReview(world, repository, issue, review, 'dismissed', by);
}

async function tellReview(
  world: World,
  repository: Repository,
  issue: PullRequest,
  review: Review,
  action: string,
  by: string,
): Promise<void> {
  const shown = showReview(world, repository, issue, review);
  const payload = {
    review: { ...shown, state: review.state.toLowerCase(), body: review.body || null },
    pull_request: showSimplePullRequest(world, repository, issue),
  };
  announce(world, { event: 'pull_request_review', action, by, repository, payload });
}

async function tell(
  world: World,
  repository: Repository,
  issue: PullRequest,
  action: string,
  by: string,
  more: object = {},
): Promise<void> {
  const payload = { number: issue.number, pull_request: await showPullRequest(world, repository, issue, { inWebhook: true }), ...more };
  announce(world, { event: 'pull_request', action, by, repository, payload });
}

const pulls = (repository: Repository) => repository.issues.filter(isPullRequest);
const openPulls = (repository: Repository) => pulls(repository).filter(({ state }) => state === 'open');

export function listPullRequests(context: RepositoryContext): Answer {
  const { query } = context.request;
  const state = query.get('state') ?? 'open';
  const head = query.get('head')?.replace(/^[^:]*:/, '');
  const matching = pulls(context.repository).filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      (head ?? issue.pull.head) === issue.pull.head &&
      (query.get('base') ?? issue.pull.base) === issue.pull.base,
  );
  const keys = { created: (issue: PullRequest) => issue.createdAt, updated: (issue: PullRequest) => issue.updatedAt };
  return paged(context, sorted(context, matching, keys), (issue) => showSimplePullRequest(context.world, context.repository, issue));
}

export async function postPullRequest(context: RepositoryContext): Promise<Answer> {
  const issue = await openPullRequest(context.world, context.repository, context.by, bodyOf(context, pullBody));
  return created(await showPullRequest(context.world, context.repository, issue));
}

export const getPullRequest = async (context: RepositoryContext): Promise<Answer> =>
  ok(await showPullRequest(context.world, context.repository, asked(context)));

export async function listPullCommits(context: RepositoryContext): Promise<Answer> {
  const { pull } = asked(context);
  const commits = await readCommits(context.repository.folder, [`${pull.baseSha}..${pull.headSha}`]);
  return paged(context, commits, (commit) => showCommit(context.world, context.repository, commit));
}

export async function listPullFiles(context: RepositoryContext): Promise<Answer> {
  const { pull } = asked(context);
  const from = await git(context.repository.folder, ['merge-base', pull.baseSha, pull.headSha]);
  const files = await readChanges(context.repository.folder, from, pull.headSha);
  return paged(context, files, (file) => showFile(context.world, context.repository, pull.headSha, file));
}

export function listReviews(context: RepositoryContext): Answer {
  const issue = asked(context);
  return paged(context, issue.pull.reviews, (review) => showReview(context.world, context.repository, issue, review));
}

const asked = (context: RepositoryContext) => pullRequestOf(context.repository, numberParam(context, 'pull_number'));
