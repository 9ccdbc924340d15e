// Objects with every field GitHub's description requires, as small as they can be.
export type Json = Readonly<Record<string, unknown>>;

const api = 'https://api.github.com';

export function userSample(login: string): Json {
  const url = `${api}/users/${login}`;
  const links = 'followers following gists starred subscriptions orgs repos events received_events'.split(' ');
  const named = Object.fromEntries(links.map((link) => [link === 'orgs' ? 'organizations_url' : `${link}_url`, `${url}/${link}`]));
  const avatar_url = 'https://avatars.githubusercontent.com/u/583231?v=4';
  return {
    login,
    id: 583231,
    node_id: 'MDQ6VXNlcjU4MzIzMQ==',
    avatar_url,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${login}`,
    ...named,
    type: 'User',
    site_admin: false,
  };
}

/** Long enough for the description's full repository and for the one in a webhook. */
export function repositorySample(fullName: string): Json {
  const [owner = '', name = ''] = fullName.split('/');
  const url = `${api}/repos/${fullName}`;
  const html_url = `https://github.com/${fullName}`;
  const links =
    `archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks
    git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases
    stargazers statuses subscribers subscription tags teams trees`.split(/\s+/);
  const counts =
    'forks forks_count network_count open_issues open_issues_count size stargazers_count subscribers_count watchers watchers_count'.split(
      ' ',
    );
  const switches = 'archived disabled fork has_discussions has_downloads has_issues has_pages has_projects has_wiki private'.split(' ');
  return {
    ...Object.fromEntries(links.map((link) => [`${link}_url`, `${url}/${link}`])),
    ...Object.fromEntries(counts.map((count) => [count, 0])),
    ...Object.fromEntries(switches.map((each) => [each, false])),
    id: 1296269,
    node_id: 'MDEwOlJlcG9zaXRvcnkxMjk2MjY5',
    name,
    full_name: fullName,
    owner: userSample(owner),
    url,
    html_url,
    clone_url: `${html_url}.git`,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    svn_url: html_url,
    description: null,
    homepage: null,
    language: null,
    license: null,
    mirror_url: null,
    default_branch: 'main',
    created_at: '2011-01-26T19:01:12Z',
    updated_at: '2026-01-26T19:14:43Z',
    pushed_at: '2026-01-26T19:06:43Z',
  };
}

export function advisorySample(ghsaId: string): Json {
  return {
    ghsa_id: ghsaId,
    cve_id: null,
    url: `${api}/repos/octo-org/octo-repo/security-advisories/${ghsaId}`,
    html_url: `https://github.com/octo-org/octo-repo/security/advisories/${ghsaId}`,
    summary: 'Path traversal in the upload handler',
    description: 'A file name may climb out of the upload folder.',
    severity: 'high',
    author: userSample('ana'),
    publisher: null,
    identifiers: [{ type: 'GHSA', value: ghsaId }],
    state: 'triage',
    created_at: '2026-03-02T09:00:00Z',
    updated_at: '2026-03-02T09:00:00Z',
    published_at: null,
    closed_at: null,
    withdrawn_at: null,
    submission: { accepted: false },
    vulnerabilities: [
      {
        package: { ecosystem: 'npm', name: 'octo' },
        vulnerable_version_range: '< 1.2.3',
        patched_versions: null,
        vulnerable_functions: null,
      },
    ],
    cvss: { vector_string: null, score: null },
    cvss_severities: { cvss_v3: { vector_string: null, score: null }, cvss_v4: { vector_string: null, score: null } },
    cwes: [],
    cwe_ids: [],
    credits: [],
    credits_detailed: [],
    collaborating_users: [],
    collaborating_teams: [],
    private_fork: null,
  };
}

export function advisoryCommentSample(id: number): Json {
  const at = '2026-03-02T10:00:00Z';
  return { id, body: '/accept', user: userSample('ana'), created_at: at, updated_at: at };
}
