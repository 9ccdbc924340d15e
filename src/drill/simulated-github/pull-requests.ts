/** Pull requests between two branches of one repository: opened, pushed to, reviewed, merged, closed. */
import { z } from 'zod';
import { announce } from './announce.ts';
import { bodyOf, created, numberParam, ok, type Answer, type RepositoryContext } from './api.ts';
import { isAncestor, mergedTree, readChanges, readCommits } from './commits.ts';
import { git, identity } from './git.ts';
import { markState, newIssue } from './issues.ts';
import { accountOf, isPullRequest, pullRequestOf, type PullRequest } from './look-up.ts';
import { paged, sorted } from './pages.ts';
import { GitHubProblem, invalid } from './problems.ts';
import { failingRequiredChecks } from './required-checks.ts';
import { showCommit, showFile } from './show-commit.ts';
import { showPullRequest, showReview, showSimplePullRequest } from './show-pull-request.ts';
import { tipOf } from './refs.ts';
import type { Repository, Review, ReviewState, Scene } from './world.ts';

export type PullFields = { title: string; head: string; base: string; body?: string; draft?: boolean };
export type BranchMove = { readonly branch: string; readonly before: string; readonly after: string };
export type MergeMethod = 'merge' | 'squash' | 'fast-forward';

export async function openPullRequest(scene: Scene, fields: PullFields): Promise<PullRequest> {
  const { world, repository } = scene;
  const head = fields.head.replace(`${repository.owner}:`, '');
  const headSha = await tipOf(repository.folder, head);
  const baseSha = await tipOf(repository.folder, fields.base);
  if (headSha === undefined || baseSha === undefined) throw invalid('Validation Failed: the head or base branch does not exist');
  if (openPulls(repository).some(({ pull }) => pull.head === head && pull.base === fields.base)) {
    throw invalid(`A pull request already exists for ${repository.owner}:${head}.`);
  }
  if (await isAncestor(repository.folder, headSha, baseSha)) throw invalid(`No commits between ${fields.base} and ${head}`);
  const pull = { id: world.nextId(), head, headSha, base: fields.base, baseSha, draft: fields.draft ?? false, reviews: [] };
  const issue = newIssue(scene, { title: fields.title, body: fields.body ?? undefined, labels: [], assignees: [], pull }) as PullRequest;
  await tell(scene, issue, 'opened');
  return issue;
}

export async function setPullState(scene: Scene, issue: PullRequest, state: 'open' | 'closed'): Promise<void> {
  if (issue.pull.mergedAt !== undefined) throw invalid('A merged pull request cannot be reopened or closed.');
  if (issue.state === state) return;
  markState(scene, issue, state);
  await tell(scene, issue, state === 'open' ? 'reopened' : 'closed');
}

/** Called when a branch moved: the open pull requests from it show its new tip, those into it the new base. */
export async function noteNewTip(scene: Scene, { branch, before, after }: BranchMove): Promise<void> {
  for (const issue of openPulls(scene.repository)) {
    if (issue.pull.base === branch) await noteNewBase(scene, issue, after);
    if (issue.pull.head !== branch) continue;
    issue.pull.headSha = after;
    issue.updatedAt = scene.world.now();
    await tell(scene, issue, 'synchronize', { before, after });
  }
}

/** GitHub marks a pull request as merged when its commits reach the base branch by any road, and shows it with the base it had before. */
async function noteNewBase(scene: Scene, issue: PullRequest, sha: string): Promise<void> {
  const isMerged = await isAncestor(scene.repository.folder, issue.pull.headSha, sha);
  if (!isMerged) return void (issue.pull.baseSha = sha);
  markMerged(scene, issue, sha);
  await tell(scene, issue, 'closed');
}

/** Makes the merge in the bare repository; the caller tells of the branch that moved. Refused while a required check is not green. */
export async function mergePullRequest(scene: Scene, issue: PullRequest, method: MergeMethod): Promise<string> {
  const { folder } = scene.repository;
  const { headSha, base, baseSha } = issue.pull;
  const missing = failingRequiredChecks(scene.repository, issue.pull);
  if (missing.length > 0) throw new GitHubProblem(405, `Required status check "${missing.join('", "')}" is expected.`);
  const tree = method === 'fast-forward' ? undefined : await mergedTree(folder, baseSha, headSha);
  const isPossible = tree !== undefined || (method === 'fast-forward' && (await isAncestor(folder, baseSha, headSha)));
  if (issue.state === 'closed' || !isPossible) throw new GitHubProblem(405, 'Pull Request is not mergeable');
  const sha = tree === undefined ? headSha : await commitMerge(scene, issue, { tree, isSquash: method === 'squash' });
  await git(folder, ['update-ref', `refs/heads/${base}`, sha]);
  markMerged(scene, issue, sha);
  await tell(scene, issue, 'closed');
  return sha;
}

async function commitMerge(
  { world, repository, by }: Scene,
  issue: PullRequest,
  how: { tree: string; isSquash: boolean },
): Promise<string> {
  const { head, headSha, baseSha } = issue.pull;
  const mergeTitle = `Merge pull request #${issue.number} from ${repository.owner}/${head}`;
  const title = how.isSquash ? `${issue.title} (#${issue.number})` : mergeTitle;
  const parents = [baseSha, ...(how.isSquash ? [] : [headSha])].flatMap((sha) => ['-p', sha]);
  return git(repository.folder, ['commit-tree', how.tree, ...parents, '-m', title], { env: identity(accountOf(world, by), world.now()) });
}

function markMerged(scene: Scene, issue: PullRequest, sha: string): void {
  markState(scene, issue, 'closed');
  Object.assign(issue.pull, { mergedAt: scene.world.now(), mergedBy: scene.by, mergeCommitSha: sha });
}

const givenStates = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const;
export type ReviewVerdict = keyof typeof givenStates;

export function submitReview(scene: Scene, issue: PullRequest, given: { verdict: ReviewVerdict; body: string }): Review {
  const { world, by } = scene;
  if (given.verdict === 'APPROVE' && issue.author === by) throw invalid('Can not approve your own pull request');
  const state: ReviewState = givenStates[given.verdict];
  const review = { id: world.nextId(), author: by, state, body: given.body, commitSha: issue.pull.headSha, submittedAt: world.now() };
  issue.pull.reviews.push(review);
  tellReview(scene, issue, review, 'submitted');
  return review;
}

export function dismissReview(scene: Scene, issue: PullRequest, review: Review): void {
  review.state = 'DISMISSED';
  tellReview(scene, issue, review, 'dismissed');
}

function tellReview(scene: Scene, issue: PullRequest, review: Review, action: string): void {
  const shown = { ...showReview(scene, issue, review), state: review.state.toLowerCase(), body: review.body || null };
  announce(scene, { event: 'pull_request_review', action, payload: { review: shown, pull_request: showSimplePullRequest(scene, issue) } });
}

async function tell(scene: Scene, issue: PullRequest, action: string, more: object = {}): Promise<void> {
  const shown = await showPullRequest(scene, issue, { inWebhook: true });
  announce(scene, { event: 'pull_request', action, payload: { number: issue.number, pull_request: shown, ...more } });
}

const pulls = (repository: Repository) => repository.issues.filter(isPullRequest);
const openPulls = (repository: Repository) => pulls(repository).filter(({ state }) => state === 'open');

export function listPullRequests(context: RepositoryContext): Answer {
  const { query } = context.request;
  const state = query.get('state') ?? 'open';
  const asks = (name: string, value: string) => (query.get(name)?.replace(/^[^:]*:/, '') ?? value) === value;
  const matching = pulls(context.repository).filter(
    (issue) => (state === 'all' || issue.state === state) && asks('head', issue.pull.head) && asks('base', issue.pull.base),
  );
  const keys = { created: (issue: PullRequest) => issue.createdAt, updated: (issue: PullRequest) => issue.updatedAt };
  return paged(context, sorted(context, matching, keys), (issue) => showSimplePullRequest(context, issue));
}

export const getPullRequest = async (context: RepositoryContext): Promise<Answer> => ok(await showPullRequest(context, asked(context)));

export async function listPullCommits(context: RepositoryContext): Promise<Answer> {
  const { pull } = asked(context);
  const commits = await readCommits(context.repository.folder, [`${pull.baseSha}..${pull.headSha}`]);
  return paged(context, commits, (commit) => showCommit(context, commit));
}

export async function listPullFiles(context: RepositoryContext): Promise<Answer> {
  const { pull } = asked(context);
  const from = await git(context.repository.folder, ['merge-base', pull.baseSha, pull.headSha]);
  const files = await readChanges(context.repository.folder, from, pull.headSha);
  return paged(context, files, (file) => showFile(context, pull.headSha, file));
}

export function listReviews(context: RepositoryContext): Answer {
  const issue = asked(context);
  return paged(context, issue.pull.reviews, (review) => showReview(context, issue, review));
}

const pullBody = z.object({
  title: z.string().min(1),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
});

export async function postPullRequest(context: RepositoryContext): Promise<Answer> {
  const { title, head, base, body, draft = false } = bodyOf(context, pullBody);
  const issue = await openPullRequest(context, { title, head, base, draft, body: body ?? '' });
  return created(await showPullRequest(context, issue));
}

const asked = (context: RepositoryContext) => pullRequestOf(context.repository, numberParam(context, 'pull_number'));
