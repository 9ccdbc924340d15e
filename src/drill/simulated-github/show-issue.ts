/** Issues, their comments and labels as JSON. */
import { fullName } from './look-up.ts';
import { authorAssociation, isoTime, isoTimeOrNull, nodeId, showUser, showUserOrNull } from './show-account.ts';
import { repositoryHtmlUrl, repositoryUrl } from './show-repository.ts';
import type { Comment, Issue, Place, Repository } from './world.ts';

export function showIssue(place: Place, issue: Issue) {
  const { world, repository } = place;
  const url = `${repositoryUrl(world, repository)}/issues/${issue.number}`;
  const assignees = issue.assignees.map((login) => showUser(world, login));
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    number: issue.number,
    url,
    repository_url: repositoryUrl(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: issueHtmlUrl(repository, issue),
    title: issue.title,
    body: issue.body ?? null,
    user: showUser(world, issue.author),
    labels: issue.labels.map((name) => showLabel(place, name)),
    state: issue.state,
    state_reason: issue.stateReason ?? null,
    locked: false,
    active_lock_reason: null,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: issue.comments.length,
    created_at: isoTime(issue.createdAt),
    updated_at: isoTime(issue.updatedAt),
    closed_at: isoTimeOrNull(issue.closedAt),
    closed_by: showUserOrNull(world, issue.closedBy),
    author_association: authorAssociation(world, repository, issue.author),
    performed_via_github_app: null,
    reactions: noReactions(url),
    ...(issue.pull && { draft: issue.pull.draft, pull_request: pullRequestLinks(place, issue) }),
  };
}

function pullRequestLinks({ world, repository }: Place, issue: Issue) {
  const html = issueHtmlUrl(repository, issue);
  return {
    url: `${repositoryUrl(world, repository)}/pulls/${issue.number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: isoTimeOrNull(issue.pull?.mergedAt),
  };
}

export function showIssueComment({ world, repository }: Place, issue: Issue, comment: Comment) {
  const url = `${repositoryUrl(world, repository)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url,
    html_url: `${issueHtmlUrl(repository, issue)}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(world, repository)}/issues/${issue.number}`,
    user: showUser(world, comment.author),
    author_association: authorAssociation(world, repository, comment.author),
    body: comment.body,
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
    performed_via_github_app: null,
    reactions: noReactions(url),
  };
}

export function showLabel({ world, repository }: Place, name: string) {
  const key = `${fullName(repository)}#${name}`;
  return {
    id: [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2147483647, 7),
    node_id: nodeId('Label', key),
    url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(name)}`,
    name,
    color: 'ededed',
    default: false,
    description: null,
  };
}

export const issueHtmlUrl = (repository: Repository, issue: Issue) =>
  `${repositoryHtmlUrl(repository)}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`;

const noReactions = (url: string) => ({
  url: `${url}/reactions`,
  total_count: 0,
  ...{ '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 },
});
