/** What we read of GitHub's answers. Strict where a decision depends on a field, lenient where reality has nulls, silent about the rest. */
import { z } from 'zod';
import type { TestOutcome } from '../../core/fix/test-evidence.ts';
import type { PolledComment } from '../../engine/ports/github.ts';
import { account, accountOrGhost, advisoryId, advisoryState, id, instant, maybe, repositoryFullName, text } from './fields.ts';

export const appAnswer = z.object({ slug: z.string().min(1) });

const vector = maybe(z.object({ vector_string: maybe(z.string()) }));

/** `asGiven` is what GitHub takes back: without what it adds of its own. */
const vulnerabilityAnswer = z
  .object({
    package: maybe(z.object({ ecosystem: maybe(z.string()), name: maybe(z.string()) })),
    vulnerable_version_range: maybe(z.string()),
    patched_versions: maybe(z.string()),
    vulnerable_functions: maybe(z.array(z.string())),
  })
  .transform((one) => ({
    ecosystem: one.package?.ecosystem,
    name: one.package?.name,
    range: one.vulnerable_version_range ?? '',
    patchedVersions: one.patched_versions === '' ? undefined : one.patched_versions,
    asGiven: {
      package: { ecosystem: one.package?.ecosystem ?? 'other', name: one.package?.name ?? null },
      vulnerable_version_range: one.vulnerable_version_range ?? null,
      vulnerable_functions: one.vulnerable_functions ?? [],
    },
  }));

export type Advisory = z.output<typeof advisoryAnswer>;

export const advisoryAnswer = z
  .object({
    ghsa_id: advisoryId,
    summary: text,
    description: text,
    state: advisoryState,
    author: maybe(account),
    submission: maybe(z.unknown()),
    credits: maybe(z.array(z.object({ login: z.string(), type: z.string() }))),
    credits_detailed: maybe(z.array(z.object({ user: maybe(account), state: maybe(z.string()) }))),
    cve_id: maybe(z.string()),
    cwes: maybe(z.array(z.object({ cwe_id: z.string(), name: text }))),
    vulnerabilities: maybe(z.array(vulnerabilityAnswer)),
    severity: maybe(z.string()),
    cvss: vector,
    cvss_severities: maybe(z.object({ cvss_v3: vector, cvss_v4: vector })),
    created_at: maybe(instant),
    updated_at: maybe(instant),
    published_at: maybe(instant),
    closed_at: maybe(instant),
    withdrawn_at: maybe(instant),
    private_fork: maybe(z.object({ full_name: repositoryFullName })),
  })
  .transform((advisory) => ({
    caseId: advisory.ghsa_id,
    title: advisory.summary,
    text: advisory.description,
    state: advisory.state,
    author: advisory.author?.login,
    /** Somebody reported it privately; without that the author is a maintainer who began a draft. */
    isReport: advisory.submission !== undefined || advisory.state === 'triage',
    credits: advisory.credits ?? [],
    /** Who agreed to be credited, which GitHub asks them. */
    accepted: (advisory.credits_detailed ?? []).flatMap(({ user, state }) =>
      user !== undefined && state === 'accepted' ? [user.login] : [],
    ),
    cveId: advisory.cve_id,
    cwes: (advisory.cwes ?? []).map(({ cwe_id: id, name }) => ({ id, name })),
    vulnerabilities: advisory.vulnerabilities ?? [],
    vectors: [
      ...new Set([
        advisory.cvss_severities?.cvss_v3?.vector_string,
        advisory.cvss_severities?.cvss_v4?.vector_string,
        advisory.cvss?.vector_string,
      ]),
    ].filter((given) => given !== undefined),
    severity: advisory.severity,
    createdAt: advisory.created_at,
    updatedAt: advisory.updated_at,
    publishedAt: advisory.published_at,
    closedAt: advisory.closed_at,
    withdrawnAt: advisory.withdrawn_at,
    temporaryFork: advisory.private_fork?.full_name,
  }));

/** An issue or a pull request, of which only the number matters. */
export const numberedAnswer = z.object({ number: z.int() });

/** The page size of every list, GitHub's largest. */
export const perPage = 100;

/** A comment on an advisory or an issue: both have the same form. */
export const commentAnswer = z
  .object({ id, body: text, user: accountOrGhost, created_at: instant, updated_at: instant })
  .transform((comment): PolledComment => ({
    commentId: comment.id,
    author: comment.user.login,
    authorIsBot: comment.user.isBot,
    text: comment.body,
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
  }));

export const issueAnswer = z
  .object({ number: z.int(), title: text, body: text, user: accountOrGhost, pull_request: maybe(z.unknown()) })
  .transform((issue) => ({
    number: issue.number,
    title: issue.title,
    body: issue.body,
    author: issue.user.login,
    isPullRequest: issue.pull_request !== undefined,
  }));

/** `visibility` is `internal` where a whole enterprise can read a repository whose `private` is true. */
export const repositoryAnswer = z
  .object({ full_name: repositoryFullName, private: z.boolean(), visibility: maybe(z.string()), fork: maybe(z.boolean()) })
  .transform((repository) => ({
    name: repository.full_name,
    isFork: repository.fork === true,
    visibility: repository.private ? (repository.visibility ?? 'private') : 'public',
  }));

export type CheckRun = z.output<typeof checkRunAnswer>;

export const checkRunAnswer = z
  .object({
    id,
    name: z.string(),
    external_id: maybe(z.string()),
    conclusion: maybe(z.string()),
    app: maybe(z.object({ id: z.int() })),
    output: z.object({ title: maybe(z.string()), summary: maybe(z.string()), annotations_count: maybe(z.int()) }),
  })
  .transform((run) => ({
    id: run.id,
    name: run.name,
    externalId: run.external_id,
    conclusion: run.conclusion,
    appId: run.app?.id,
    title: run.output.title ?? '',
    summary: run.output.summary ?? '',
    annotations: run.output.annotations_count ?? 0,
  }));

export const checkRunsAnswer = z.object({ check_runs: z.array(checkRunAnswer) });

/**
 * How a check went. `neutral` and `skipped` are as good as passed to GitHub, and are not to us: nothing was tested.
 * Edge: a conclusion that we do not know counts as failed. `stale` is GitHub's word for what it gave up waiting for.
 * Source: GitHub's REST documentation, "Checks", the conclusions of a check run.
 */
export function outcomeOf(status: string, conclusion: string | undefined): TestOutcome {
  if (status !== 'completed') return 'running';
  return conclusion !== undefined && Object.hasOwn(outcomes, conclusion) ? (outcomes[conclusion] ?? 'failed') : 'failed';
}

const outcomes: Readonly<Record<string, TestOutcome>> = {
  success: 'passed',
  cancelled: 'cancelled',
  stale: 'cancelled',
  skipped: 'skipped',
  neutral: 'neutral',
};

export type CheckOutcome = z.output<typeof checkOutcomeAnswer>;

export const checkOutcomeAnswer = z
  .object({
    id,
    name: z.string(),
    head_sha: z.string(),
    status: z.string(),
    conclusion: maybe(z.string()),
    html_url: maybe(z.string()),
    started_at: maybe(instant),
    completed_at: maybe(instant),
    check_suite: maybe(z.object({ id })),
  })
  .transform((run) => ({
    name: run.name,
    sha: run.head_sha,
    outcome: outcomeOf(run.status, run.conclusion),
    suite: run.check_suite?.id ?? run.id,
    url: run.html_url,
    at: run.completed_at ?? run.started_at,
  }));

export const checksAnswer = z.object({ check_runs: z.array(checkOutcomeAnswer) });

export const fileAnswer = z.object({ type: z.literal('file'), size: z.int(), encoding: z.string(), content: z.string(), sha: z.string() });

/** Its names now and before, where it was renamed. */
export const changedFileAnswer = z
  .object({ filename: z.string(), previous_filename: maybe(z.string()) })
  .transform(({ filename, previous_filename: before }) => [filename, ...(before === undefined ? [] : [before])]);

export const membershipAnswer = z.object({ state: z.string() });

export const permissionAnswer = z
  .object({
    permission: z.string(),
    role_name: maybe(z.string()),
    user: maybe(z.object({ permissions: maybe(z.object({ admin: maybe(z.boolean()), maintain: maybe(z.boolean()) })) })),
  })
  .transform(({ permission, role_name, user }) => ({
    permission,
    roleName: role_name,
    /** What a custom role amounts to; undefined where GitHub does not say. */
    maintains: user?.permissions === undefined ? undefined : user.permissions.admin === true || user.permissions.maintain === true,
  }));

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

export const installationAnswer = z
  .object({ id: z.int(), suspended_at: maybe(instant) })
  .transform(({ id, suspended_at }) => ({ installationId: id, suspended: suspended_at !== undefined }));

export const installationRepositoriesAnswer = z.object({ repositories: z.array(z.object({ full_name: repositoryFullName })) });

export const hookDeliveryAnswer = z
  .object({ id, guid: z.string(), delivered_at: instant, status: z.string() })
  .transform(({ id, guid, delivered_at, status }) => ({ id, guid, deliveredAt: delivered_at, succeeded: status === 'OK', status }));

/** For requests whose answer we do not read. */
export const anyAnswer = z.unknown();
