/** Repositories as JSON. */
import { accountOf, fullName } from './look-up.ts';
import { htmlRoot, isoTime, nodeId, showAccount } from './show-account.ts';
import type { Repository, World } from './world.ts';

/** The addresses every form of a repository carries, after its own address. */
const links = [
  'archive_url=/{archive_format}{/ref} assignees_url=/assignees{/user} blobs_url=/git/blobs{/sha}',
  'branches_url=/branches{/branch} collaborators_url=/collaborators{/collaborator} comments_url=/comments{/number}',
  'commits_url=/commits{/sha} compare_url=/compare/{base}...{head} contents_url=/contents/{+path}',
  'contributors_url=/contributors deployments_url=/deployments downloads_url=/downloads events_url=/events',
  'forks_url=/forks git_commits_url=/git/commits{/sha} git_refs_url=/git/refs{/sha} git_tags_url=/git/tags{/sha}',
  'hooks_url=/hooks issue_comment_url=/issues/comments{/number} issue_events_url=/issues/events{/number}',
  'issues_url=/issues{/number} keys_url=/keys{/key_id} labels_url=/labels{/name} languages_url=/languages',
  'merges_url=/merges milestones_url=/milestones{/number} notifications_url=/notifications{?since,all,participating}',
  'pulls_url=/pulls{/number} releases_url=/releases{/id} stargazers_url=/stargazers statuses_url=/statuses/{sha}',
  'subscribers_url=/subscribers subscription_url=/subscription tags_url=/tags teams_url=/teams trees_url=/git/trees{/sha}',
].flatMap((line) => line.split(' ').map((link) => link.split('=') as [name: string, path: string]));

export const repositoryUrl = (world: World, repository: Repository) => `${world.apiUrl}/repos/${fullName(repository)}`;
export const repositoryHtmlUrl = (repository: Repository) => `${htmlRoot}/${fullName(repository)}`;

export function showSimpleRepository(world: World, repository: Repository) {
  const url = repositoryUrl(world, repository);
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: showAccount(world, accountOf(world, repository.owner)),
    private: repository.private,
    html_url: repositoryHtmlUrl(repository),
    description: repository.description ?? null,
    fork: repository.forkOf !== undefined,
    url,
    ...Object.fromEntries(links.map(([name, path]) => [name, url + path])),
  };
}

export function showRepository(world: World, repository: Repository) {
  const name = fullName(repository);
  const openIssues = repository.issues.filter((issue) => issue.state === 'open').length;
  const forks = world.repositories.filter((other) => other.forkOf === repository.id && other.temporaryForkOf === undefined).length;
  return {
    ...showSimpleRepository(world, repository),
    clone_url: `${world.apiUrl}/${name}.git`,
    git_url: `git://github.com/${name}.git`,
    ssh_url: `git@github.com:${name}.git`,
    svn_url: repositoryHtmlUrl(repository),
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    size: 1,
    default_branch: repository.defaultBranch,
    visibility: repository.private ? 'private' : 'public',
    archived: repository.archived,
    disabled: false,
    is_template: false,
    topics: [],
    custom_properties: {},
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: repository.discussionCategories.length > 0,
    allow_forking: true,
    web_commit_signoff_required: false,
    ...{ stargazers_count: 0, watchers_count: 0, watchers: 0 },
    ...{ forks_count: forks, forks, open_issues_count: openIssues, open_issues: openIssues },
    created_at: isoTime(repository.createdAt),
    updated_at: isoTime(repository.updatedAt),
    pushed_at: isoTime(repository.pushedAt),
  };
}

/** What one asks for by name gets a little more than a repository in a list. */
export function showFullRepository(world: World, repository: Repository) {
  const owner = accountOf(world, repository.owner);
  return {
    ...showRepository(world, repository),
    subscribers_count: 0,
    network_count: 0,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    ...(owner.type === 'Organization' && { organization: showAccount(world, owner) }),
  };
}

export function showRepositoryInInstallation(repository: Repository) {
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
  };
}
