/** Pull requests and reviews as JSON. */
import { mergeBase, mergedTree, readChanges, readCommits } from './commits.ts';
import type { PullRequest } from './look-up.ts';
import { authorAssociation, isoTime, isoTimeOrNull, nodeId, showAccount, showUser, showUserOrNull } from './show-account.ts';
import { accountOf } from './look-up.ts';
import { showStats } from './show-commit.ts';
import { issueHtmlUrl, showLabel } from './show-issue.ts';
import { repositoryUrl, showRepository } from './show-repository.ts';
import type { Place, Repository, Review, World } from './world.ts';

export function showSimplePullRequest(place: Place, issue: PullRequest) {
  const { world, repository } = place;
  const { pull } = issue;
  const url = `${repositoryUrl(world, repository)}/pulls/${issue.number}`;
  const issueUrl = `${repositoryUrl(world, repository)}/issues/${issue.number}`;
  const html = issueHtmlUrl(repository, issue);
  const statuses = `${repositoryUrl(world, repository)}/statuses/${pull.headSha}`;
  const assignees = issue.assignees.map((login) => showUser(world, login));
  return {
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    number: issue.number,
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl(world, repository)}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: statuses,
    state: issue.state,
    locked: false,
    active_lock_reason: null,
    title: issue.title,
    body: issue.body ?? null,
    user: showUser(world, issue.author),
    labels: issue.labels.map((name) => showLabel(place, name)),
    milestone: null,
    created_at: isoTime(issue.createdAt),
    updated_at: isoTime(issue.updatedAt),
    closed_at: isoTimeOrNull(issue.closedAt),
    merged_at: isoTimeOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommitSha ?? null,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: [],
    requested_teams: [],
    head: showEnd(place, pull.head, pull.headSha),
    base: showEnd(place, pull.base, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issueUrl },
      comments: { href: `${issueUrl}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${repositoryUrl(world, repository)}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: authorAssociation(world, repository, issue.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

function showEnd({ world, repository }: Place, ref: string, sha: string) {
  const owner = accountOf(world, repository.owner);
  return { label: `${repository.owner}:${ref}`, ref, sha, user: showAccount(world, owner), repo: showPullRepository(world, repository) };
}

const showPullRepository = (world: World, repository: Repository) => ({
  ...showRepository(world, repository),
  ...{ allow_merge_commit: true, allow_squash_merge: true, allow_rebase_merge: true, allow_auto_merge: false, allow_update_branch: false },
  ...{
    delete_branch_on_merge: false,
    use_squash_pr_title_as_default: false,
    merge_commit_message: 'PR_TITLE',
    merge_commit_title: 'MERGE_MESSAGE',
  },
  ...{ squash_merge_commit_message: 'COMMIT_MESSAGES', squash_merge_commit_title: 'COMMIT_OR_PR_TITLE' },
});

/** With what takes git to find out. `mergeable` is null in webhooks, where GitHub has not had the time to try. */
export async function showPullRequest(place: Place, issue: PullRequest, { inWebhook = false } = {}) {
  const { world, repository } = place;
  const { pull } = issue;
  const fork = (await mergeBase(repository.folder, pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const files = await readChanges(repository.folder, fork, pull.headSha);
  const isMergeable =
    inWebhook || issue.state === 'closed' ? null : (await mergedTree(repository.folder, pull.baseSha, pull.headSha)) !== undefined;
  const { additions, deletions } = showStats(files);
  return {
    ...showSimplePullRequest(place, issue),
    merged: pull.mergedAt !== undefined,
    mergeable: isMergeable,
    rebaseable: isMergeable,
    mergeable_state: isMergeable === null ? 'unknown' : isMergeable ? 'clean' : 'dirty',
    merged_by: showUserOrNull(world, pull.mergedBy),
    comments: issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: (await readCommits(repository.folder, [`${fork}..${pull.headSha}`])).length,
    additions,
    deletions,
    changed_files: files.length,
  };
}

export function showReview({ world, repository }: Place, issue: PullRequest, review: Review) {
  const url = `${repositoryUrl(world, repository)}/pulls/${issue.number}`;
  const html = `${issueHtmlUrl(repository, issue)}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: showUser(world, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: authorAssociation(world, repository, review.author),
    _links: { html: { href: html }, pull_request: { href: url } },
    submitted_at: isoTime(review.submittedAt),
    commit_id: review.commitSha,
  };
}
