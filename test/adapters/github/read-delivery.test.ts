import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readDelivery } from '../../../src/adapters/github/read-delivery.ts';
import { checkDelivery } from '../../openapi/check-delivery.ts';

type Fixture = { readonly [field: string]: unknown };
/** Dotted paths into a payload and what stands there instead. */
type Changes = Readonly<Record<string, unknown>>;

const fixtures = join(import.meta.dirname, '../../fixtures/webhooks');
const fixture = (name: string) => JSON.parse(readFileSync(join(fixtures, `${name}.json`), 'utf8')) as Fixture;
const eventOf = (name: string) => name.split('.')[0] ?? '';
const receivedAt = Date.parse('2026-03-02T09:30:00Z');
const head = '844f87b3cf78077227484c7130c29ee04cbf0ad7';

function changed(name: string, changes: Changes): Fixture {
  const payload = fixture(name);
  for (const [path, value] of Object.entries(changes)) {
    const last = path.split('.').at(-1) ?? '';
    Object.assign(valueAt(payload, path.split('.').slice(0, -1).join('.')) as object, { [last]: value });
  }
  return payload;
}

/** What stands in a payload at a dotted path; the payload itself at an empty one. */
function valueAt(payload: Fixture, path: string): unknown {
  return path
    .split('.')
    .filter((key) => key !== '')
    .reduce((value: unknown, key) => (value as Fixture)[key], payload);
}

const valueIn = (name: string, path: string) => valueAt(fixture(name), path);

/** The fixture of that name after the changes, read. */
function read(name: string, changes: Changes = {}, at = receivedAt) {
  return readDelivery(eventOf(name), JSON.stringify(changed(name, changes)), at);
}

const all = [
  'repository_advisory.reported',
  'issue_comment.created',
  'pull_request.opened',
  'pull_request_review.submitted',
  'pull_request_review.dismissed',
  'installation.created',
  'repository.publicized',
];

describe('the fixtures', () => {
  it.each(all)('are as GitHub documents them: %s', (name) => {
    expect(checkDelivery(eventOf(name), name.split('.')[1], fixture(name))).toEqual([]);
  });
});

describe('an advisory', () => {
  const nullFields = ['author', 'publisher', 'created_at', 'submission', 'private_fork', 'cvss', 'credits', 'vulnerabilities'];
  const withNulls = Object.fromEntries(nullFields.map((field) => [`repository_advisory.${field}`, null]));

  it('that was reported is sighted with its text, its reporter and when it was made', () => {
    const [sighting] = [read('repository_advisory.reported', { 'repository_advisory.created_at': '2026-03-02T09:10:00Z' })].flat();
    expect(sighting).toEqual({
      kind: 'AdvisorySighted',
      installationId: valueIn('repository_advisory.reported', 'installation.id'),
      at: receivedAt,
      caseId: 'GHSA-2222-3333-4444',
      repository: 'acme/widget',
      state: 'triage',
      reporter: 'rita',
      title: 'Widgets explode',
      text: 'Shake one.',
      reportedAt: Date.parse('2026-03-02T09:10:00Z'),
      temporaryFork: undefined,
    });
  });

  it('with the nulls of real payloads has the sender as its reporter and is dated by its arrival', () => {
    expect(read('repository_advisory.reported', withNulls)).toMatchObject([{ reporter: 'rita', reportedAt: receivedAt, at: receivedAt }]);
  });

  it('is never dated later than it came', () => {
    const early = Date.parse('2026-03-01T00:00:00Z');
    expect(read('repository_advisory.reported', {}, early)).toMatchObject([{ reportedAt: early, at: early }]);
  });

  it('that was published is dated by its publication, and its publisher is not taken for the reporter', () => {
    const sighted = read('repository_advisory.reported', {
      ...withNulls,
      action: 'published',
      'repository_advisory.state': 'published',
      'repository_advisory.published_at': '2026-03-02T09:15:00Z',
      'sender.login': 'Ada',
    });
    expect(sighted).toMatchObject([{ state: 'published', at: Date.parse('2026-03-02T09:15:00Z'), reporter: undefined }]);
  });

  it('with a temporary private fork names it', () => {
    const fork = 'acme/widget-ghsa-2222-3333-4444';
    const sighted = read('repository_advisory.reported', { 'repository_advisory.private_fork': { full_name: fork } });
    expect(sighted).toMatchObject([{ temporaryFork: fork }]);
  });
});

describe('a comment', () => {
  it('on an issue is sighted where it stands', () => {
    expect(read('issue_comment.created')).toEqual([
      {
        kind: 'IssueCommentSighted',
        installationId: valueIn('issue_comment.created', 'installation.id'),
        at: Date.parse(String(valueIn('issue_comment.created', 'comment.created_at'))),
        place: { repository: 'acme/widget-fixes', number: 1 },
        onPullRequest: false,
        commentId: String(valueIn('issue_comment.created', 'comment.id')),
        author: 'bert',
        text: '/lgtm',
      },
    ]);
  });

  const rows: { name: string; changes: Changes; sighted: object[] }[] = [
    {
      name: 'on a pull request says so',
      changes: { 'issue.pull_request': { url: 'x' } },
      sighted: [{ onPullRequest: true }],
    },
    {
      name: 'on an issue that an App opened with our mark says so',
      changes: { 'issue.user': { login: 'fixlead[bot]', type: 'Bot' }, 'issue.body': 'The board\n\n<!-- fixlead:0123456789abcdef -->' },
      sighted: [{ isMarked: true }],
    },
    {
      name: 'on an issue that a person opened with our mark does not',
      changes: { 'issue.user': { login: 'bert', type: 'User' }, 'issue.body': 'Mine\n\n<!-- fixlead:0123456789abcdef -->' },
      sighted: [expect.not.objectContaining({ isMarked: true })],
    },
    {
      name: 'on an issue that another App opened does not',
      changes: { 'issue.user': { login: 'dependabot[bot]', type: 'Bot' }, 'issue.body': null },
      sighted: [expect.not.objectContaining({ isMarked: true })],
    },
    { name: 'without a text is empty', changes: { 'comment.body': null }, sighted: [{ text: '' }] },
    { name: 'of a deleted account is by ghost', changes: { 'comment.user': null }, sighted: [{ author: 'ghost' }] },
    { name: 'that was edited gives nothing', changes: { action: 'edited' }, sighted: [] },
    { name: 'that was deleted gives nothing', changes: { action: 'deleted' }, sighted: [] },
    { name: 'by a bot gives nothing', changes: { 'sender.type': 'Bot' }, sighted: [] },
    { name: 'of ours gives nothing', changes: { 'comment.user.login': 'fixlead[bot]' }, sighted: [] },
    { name: 'written for a bot by a person gives nothing', changes: { 'comment.user.type': 'Bot' }, sighted: [] },
  ];
  it.each(rows)('$name', ({ changes, sighted }) => {
    expect(read('issue_comment.created', changes)).toMatchObject(sighted);
    expect(read('issue_comment.created', changes)).toHaveLength(sighted.length);
  });
});

describe('a pull request', () => {
  it('is sighted with its head, its line and all that may name the case', () => {
    expect(read('pull_request.opened')).toMatchObject([
      {
        kind: 'PullRequestSighted',
        at: Date.parse(String(valueIn('pull_request.opened', 'pull_request.updated_at'))),
        place: { repository: 'acme/widget-fixes', number: 2 },
        line: 'main',
        headSha: head,
        state: 'open',
        author: 'bert',
        names: 'fix-ghsa\nFix GHSA-2222-3333-4444\nThe fix',
      },
      { kind: 'ChangeProposed', place: { repository: 'acme/widget-fixes', number: 2 }, headSha: head },
    ]);
  });

  const rows: { name: string; changes: Changes; sighted: object[] }[] = [
    ...['opened', 'reopened', 'synchronize'].map((action) => ({
      name: `is sighted, and as a change of the default branch, when ${action}`,
      changes: { action },
      sighted: [{ state: 'open' }, { kind: 'ChangeProposed' }],
    })),
    { name: 'is sighted when edited', changes: { action: 'edited' }, sighted: [{ state: 'open' }] },
    // The policy file holds on the default branch alone.
    {
      name: 'into a release branch is no change of the default branch',
      changes: { 'pull_request.base.ref': 'release-1.0' },
      sighted: [{ line: 'release-1.0' }],
    },
    ...['labeled', 'assigned', 'review_requested'].map((action) => ({
      name: `gives nothing when ${action}`,
      changes: { action },
      sighted: [],
    })),
    {
      name: 'that was merged is merged, not closed',
      changes: { action: 'closed', 'pull_request.state': 'closed', 'pull_request.merged': true },
      sighted: [{ state: 'merged' }],
    },
    {
      name: 'that was closed is closed',
      changes: { action: 'closed', 'pull_request.state': 'closed' },
      sighted: [{ state: 'closed' }],
    },
    { name: 'without a body is read', changes: { action: 'edited', 'pull_request.body': null }, sighted: [{ state: 'open' }] },
    { name: 'of a deleted account is by ghost', changes: { action: 'edited', 'pull_request.user': null }, sighted: [{ author: 'ghost' }] },
  ];
  it.each(rows)('$name', ({ changes, sighted }) => {
    expect(read('pull_request.opened', changes)).toMatchObject(sighted);
    expect(read('pull_request.opened', changes)).toHaveLength(sighted.length);
  });
});

describe('a review', () => {
  const rows: { name: string; changes: Changes; sighted: object[] }[] = [
    {
      name: 'that approves is an approval of its commit',
      changes: {},
      sighted: [{ verdict: 'approved', sha: head, reviewer: 'ada' }],
    },
    {
      name: 'that asks for changes is another verdict',
      changes: { 'review.state': 'changes_requested' },
      sighted: [{ verdict: 'changes-requested' }],
    },
    // Its words changed, not its verdict; the approval may have been withdrawn by a command since.
    { name: 'that was edited gives nothing', changes: { action: 'edited' }, sighted: [] },
    { name: 'by a bot gives nothing', changes: { 'review.user.type': 'Bot' }, sighted: [] },
    { name: 'of no commit gives nothing', changes: { 'review.commit_id': null }, sighted: [] },
  ];
  it.each(rows)('$name', ({ changes, sighted }) => {
    expect(read('pull_request_review.submitted', changes)).toMatchObject(sighted);
    expect(read('pull_request_review.submitted', changes)).toHaveLength(sighted.length);
  });

  it('that was dismissed is dated by the dismissal and not by the review', () => {
    expect(read('pull_request_review.dismissed')).toMatchObject([{ verdict: 'dismissed', sha: head, at: receivedAt }]);
  });
});

describe('the surroundings', () => {
  it.each([['installation.created', 'installation created']])('change with %s', (name, what) => {
    expect(read(name)).toEqual([{ kind: 'SurroundingsChanged', what, at: receivedAt, installationId: valueIn(name, 'installation.id') }]);
  });

  it('tell that a repository became public', () => {
    expect(read('repository.publicized')).toMatchObject([
      { kind: 'RepositoryOpened', repository: 'acme/widget-fixes', login: undefined, at: receivedAt },
    ]);
  });

  it('tell who was let into a repository, and nothing of who was not', () => {
    const member = (action: string) =>
      readDelivery(
        'member',
        JSON.stringify({
          action,
          member: { login: 'Eve', type: 'User' },
          repository: { full_name: 'acme/widget-fixes' },
          installation: { id: 7 },
        }),
        receivedAt,
      );
    expect(member('added')).toMatchObject([{ kind: 'RepositoryOpened', repository: 'acme/widget-fixes', login: 'eve' }]);
    expect(member('removed')).toMatchObject([{ kind: 'SurroundingsChanged' }]);
  });

  it.each(all.filter((name) => name !== 'installation.created'))('are all that a temporary private fork tells of: %s', (name) => {
    const sighted = read(name, { 'repository.full_name': 'acme/widget-ghsa-2222-3333-4444' });
    expect(sighted).toMatchObject([{ kind: 'SurroundingsChanged' }]);
  });
});

describe('a test', () => {
  const repository = { full_name: 'Acme/Widget-Security' };
  const about = { installation: { id: 41 }, repository };
  const read = (name: string, more: object) => readDelivery(name, JSON.stringify({ action: 'completed', ...about, ...more }), receivedAt);
  const checkRun = { id: 7, name: 'unit', head_sha: 'a'.repeat(40), status: 'completed', conclusion: 'success', check_suite: { id: 5 } };
  const workflowRun = { workflow_id: 9, name: 'CI', head_sha: 'a'.repeat(40), status: 'completed', conclusion: 'success' };

  it.each([
    { status: 'completed', conclusion: 'success', outcome: 'passed' },
    { status: 'completed', conclusion: 'failure', outcome: 'failed' },
    // To GitHub as good as passed; but nothing was tested.
    { status: 'completed', conclusion: 'skipped', outcome: 'skipped' },
    { status: 'completed', conclusion: 'neutral', outcome: 'neutral' },
    { status: 'completed', conclusion: 'cancelled', outcome: 'cancelled' },
    // GitHub gave up waiting.
    { status: 'completed', conclusion: 'stale', outcome: 'cancelled' },
    { status: 'completed', conclusion: 'timed_out', outcome: 'failed' },
    { status: 'completed', conclusion: 'a-new-word', outcome: 'failed' },
    { status: 'completed', conclusion: 'constructor', outcome: 'failed' },
    { status: 'completed', conclusion: null, outcome: 'failed' },
    { status: 'in_progress', conclusion: null, outcome: 'running' },
  ])('that is $status with $conclusion has $outcome, as a check run and as a workflow run', ({ status, conclusion, outcome }) => {
    expect(read('check_run', { check_run: { ...checkRun, status, conclusion } })).toMatchObject([
      {
        kind: 'EvidenceSighted',
        repository: 'acme/widget-security',
        evidence: { name: 'unit', outcome, source: 'check-run', series: '5' },
      },
    ]);
    expect(read('workflow_run', { workflow_run: { ...workflowRun, status, conclusion } })).toMatchObject([
      { kind: 'EvidenceSighted', evidence: { name: 'CI', outcome, source: 'workflow-run', series: '9', sha: 'a'.repeat(40) } },
    ]);
  });
});

describe('what we have no use for', () => {
  it.each(['ping', 'push', 'create', 'release', 'star', 'toString', '__proto__'])('gives nothing: %s', (name) => {
    expect(readDelivery(name, '{"zen":"Keep it logically awesome."}', receivedAt)).toEqual([]);
  });
});

describe('what GitHub does not document', () => {
  const rows: { name: string; event: string; body: string; unreadable: string }[] = [
    { name: 'no JSON', event: 'issue_comment', body: 'SECRET', unreadable: 'issue_comment: the body is not JSON' },
    {
      name: 'no object',
      event: 'issue_comment',
      body: '"SECRET"',
      unreadable: 'issue_comment: the whole: Invalid input: expected object, received string',
    },
    {
      name: "a repository's own webhook, which has no installation",
      event: 'repository_advisory',
      body: JSON.stringify({ ...fixture('repository_advisory.reported'), installation: undefined }),
      unreadable: 'repository_advisory: installation: Invalid input: expected object, received undefined',
    },
    {
      name: 'a GHSA id that is none',
      event: 'repository_advisory',
      body: JSON.stringify(fixture('repository_advisory.reported')).replaceAll('"ghsa_id":"GHSA-2222-3333-4444"', '"ghsa_id":"GHSA-1"'),
      unreadable: 'repository_advisory: repository_advisory.ghsa_id: is not a GHSA id such as GHSA-xxxx-xxxx-xxxx',
    },
    {
      name: 'a date that is none',
      event: 'issue_comment',
      body: JSON.stringify(fixture('issue_comment.created')).replaceAll('2026-03-02T', 'yesterday '),
      unreadable: 'issue_comment: created_at: Invalid ISO datetime',
    },
  ];
  it.each(rows)('is unreadable, without a word of its text: $name', ({ event, body, unreadable }) => {
    expect(readDelivery(event, body, receivedAt)).toEqual({ unreadable });
  });
});

const realPayloads = join(import.meta.dirname, '../../../../shared/data/webhooks');

(existsSync(realPayloads) ? describe : describe.skip)('real payloads of the two advisory webhooks (../shared/data/webhooks)', () => {
  const real = (name: string) => {
    const payload = JSON.parse(readFileSync(join(realPayloads, `${name}.json`), 'utf8')) as object;
    return readDelivery('repository_advisory', JSON.stringify({ ...payload, installation: { id: 7 } }), receivedAt);
  };

  it('reported: the reporter is the sender, and the clocks start when it came', () => {
    const body = {
      caseId: 'GHSA-hv58-4hqr-7vxj',
      state: 'triage',
      reporter: 'promofaux2',
      reportedAt: receivedAt,
      repository: 'pi-hole/land_of_confusion',
    };
    expect(real('repository_advisory.reported')).toMatchObject([{ kind: 'AdvisorySighted', ...body }]);
  });

  it('published: dated by its publication, with no reporter', () => {
    const body = { caseId: 'GHSA-343j-49q4-v8gw', state: 'published', reporter: undefined, at: Date.parse('2025-04-15T17:12:43Z') };
    expect(real('repository_advisory.published')).toMatchObject([{ kind: 'AdvisorySighted', ...body }]);
  });
});

describe('a new issue', () => {
  const issue = (changes: Changes = {}) =>
    readDelivery(
      'issues',
      JSON.stringify(changed('issue_comment.created', { action: 'opened', 'repository.private': false, ...changes })),
      receivedAt,
    );

  it('of a public repository is seen with its place and its words', () => {
    expect(issue()).toMatchObject([
      {
        kind: 'PublicIssueSighted',
        place: { number: valueIn('issue_comment.created', 'issue.number') },
        title: valueIn('issue_comment.created', 'issue.title'),
      },
    ]);
  });

  it.each<{ name: string; changes: Changes }>([
    { name: 'of a private repository', changes: { 'repository.private': true } },
    { name: 'of a repository of which it is not said', changes: { 'repository.private': null } },
    { name: 'that was edited', changes: { action: 'edited' } },
    { name: 'of a bot', changes: { 'issue.user.type': 'Bot' } },
    { name: 'that is a pull request', changes: { 'issue.pull_request': {} } },
  ])('$name is nothing to us', ({ changes }) => {
    expect(issue(changes)).toEqual([]);
  });
});
