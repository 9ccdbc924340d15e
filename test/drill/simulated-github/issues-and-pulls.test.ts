import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aGitHub, appId, each, field, type AGitHub } from './a-github.ts';

let github: AGitHub;
beforeAll(async () => {
  github = await aGitHub();
  const ruleset = { name: 'LGTM', enforcement: 'active' as const, branches: ['guarded'] };
  const rules = [
    {
      type: 'required_status_checks',
      parameters: {
        strict_required_status_checks_policy: false,
        required_status_checks: [{ context: 'fixlead/lgtm', integration_id: appId }],
      },
    },
  ];
  await github.sim.world.addRepository('acme/fix', {
    private: true,
    teams: { maintainers: 'admin' },
    files: { 'a.txt': 'one\n' },
    branches: { guarded: { 'guard.txt': 'x\n' } },
    rulesets: [{ ...ruleset, rules }],
  });
  github.sim.world.changeInstallation('acme', { added: ['acme/fix'] });
});
afterAll(async () => {
  await github.close();
});
beforeEach(async () => {
  await github.sim.idle();
  github.received.length = 0;
});

const repo = 'acme/fix';
const path = '/repos/acme/fix';
const events = () => github.received.map(({ headers, payload }) => `${headers['x-github-event']}.${String(field(payload, 'action'))}`);
const payloadOf = (event: string) => github.received.find(({ headers }) => headers['x-github-event'] === event)?.payload;
const as = (login: string) => github.sim.actAs(login);

describe('issues', () => {
  it('are opened, labelled, closed and reopened, and each time told', async () => {
    const { status, body } = await github.ask('POST', `${path}/issues`, {
      body: { title: 'Case', body: 'Details', labels: ['case'], assignees: ['bob'] },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      user: { login: 'fixlead[bot]', type: 'Bot' },
      labels: [{ name: 'case' }],
      assignee: { login: 'bob' },
      state: 'open',
    });
    const number = Number(field(body, 'number'));
    await github.ask('POST', `${path}/issues/${number}/labels`, { body: { labels: ['urgent'] } });
    const closed = await github.ask('PATCH', `${path}/issues/${number}`, {
      body: { state: 'closed', state_reason: 'not_planned', title: 'Case 1' },
    });
    expect(closed.body).toMatchObject({
      state_reason: 'not_planned',
      title: 'Case 1',
      closed_by: { login: 'fixlead[bot]' },
      labels: [{ name: 'case' }, { name: 'urgent' }],
    });
    await as('bob').editIssue(repo, number, { state: 'open' });
    await github.sim.idle();
    expect(events()).toEqual(['issues.opened', 'issues.closed', 'issues.reopened']);
  });

  it('are listed by state, label and time of change', async () => {
    const number = await as('ana').openIssue(repo, { title: 'One', labels: ['x', 'y'] });
    await as('ana').openIssue(repo, { title: 'Two', labels: ['x'] });
    github.clock.now += 60_000;
    await as('ana').editIssue(repo, number, { state: 'closed' });
    const titles = async (query: string) => each((await github.ask('GET', `${path}/issues?${query}`)).body, 'title');
    expect(await titles('labels=x')).toEqual(['Two']);
    expect(await titles('labels=x,y&state=all')).toEqual(['One']);
    expect(await titles('labels=x&state=all&sort=updated&direction=desc')).toEqual(['One', 'Two']);
    expect(await titles(`state=all&since=${new Date(github.clock.now).toISOString()}`)).toEqual(['One']);
  });

  it('come in pages that lead on', async () => {
    for (let count = 0; count < 5; count += 1) await as('ana').openIssue(repo, { title: `Page ${count}`, labels: ['pages'] });
    const first = await github.ask('GET', `${path}/issues?labels=pages&per_page=2&page=1&direction=asc`);
    expect(each(first.body, 'title')).toEqual(['Page 0', 'Page 1']);
    expect(first.headers.get('link')).toMatch(/page=2>; rel="next", <.*page=3>; rel="last"/);
    const last = await github.ask('GET', `${path}/issues?labels=pages&per_page=2&page=3&direction=asc`);
    expect(each(last.body, 'title')).toEqual(['Page 4']);
    expect(last.headers.get('link')).not.toContain('next');
  });

  it('carry comments, told with the issue; an edit is told with what stood there before', async () => {
    const number = await as('ana').openIssue(repo, { title: 'Talk' });
    const id = await as('rita').commentOnIssue(repo, number, '/help');
    const posted = await github.ask('POST', `${path}/issues/${number}/comments`, { body: { body: 'Here you are' } });
    await github.ask('PATCH', `${path}/issues/comments/${String(field(posted.body, 'id'))}`, { body: { body: 'Here' } });
    expect(each((await github.ask('GET', `${path}/issues/${number}/comments`)).body, 'body')).toEqual(['/help', 'Here']);
    await github.sim.idle();
    expect(events()).toEqual(['issues.opened', 'issue_comment.created', 'issue_comment.created', 'issue_comment.edited']);
    expect(github.received[1]!.payload).toMatchObject({
      comment: { id, body: '/help', author_association: 'NONE' },
      issue: { number },
      sender: { login: 'rita' },
    });
    expect(github.received[3]!.payload).toMatchObject({ changes: { body: { from: 'Here you are' } }, sender: { login: 'fixlead[bot]' } });
  });
});

describe('pull requests', () => {
  it('go from opening over a review and a new head to a real merge', async () => {
    const bob = as('bob');
    const sha = await bob.push({ repo, branch: 'fix-1', files: { 'a.txt': 'two\n' }, message: 'Fix' });
    const number = await bob.openPullRequest({ repo, title: 'Fix it', head: 'fix-1', base: 'main', body: 'Please' });
    const { body } = await github.ask('GET', `${path}/pulls/${number}`);
    expect(body).toMatchObject({
      head: { sha, ref: 'fix-1' },
      base: { ref: 'main' },
      mergeable: true,
      commits: 1,
      additions: 1,
      deletions: 1,
      changed_files: 1,
      merged: false,
    });

    const reviewId = await as('ana').review({ repo, number, verdict: 'APPROVE', body: 'LGTM' });
    expect((await github.ask('GET', `${path}/pulls/${number}/reviews`)).body).toMatchObject([
      { id: reviewId, state: 'APPROVED', commit_id: sha, user: { login: 'ana' } },
    ]);
    const after = await bob.push({ repo, branch: 'fix-1', files: { 'b.txt': 'more\n' }, message: 'More' });
    expect(each((await github.ask('GET', `${path}/pulls/${number}/commits`)).body, 'sha')).toEqual([sha, after]);
    await as('ana').dismissReview({ repo, number, reviewId });
    const merged = await as('ana').mergePullRequest({ repo, number });
    expect((await github.ask('GET', `${path}/pulls/${number}`)).body).toMatchObject({
      merged: true,
      state: 'closed',
      merge_commit_sha: merged,
      merged_by: { login: 'ana' },
    });
    expect((await github.ask('GET', `${path}/commits/main`)).body).toMatchObject({ sha: merged, parents: [{}, { sha: after }] });

    await github.sim.idle();
    expect(events().filter((event) => event.startsWith('pull_request'))).toEqual([
      ...[
        'pull_request.opened',
        'pull_request_review.submitted',
        'pull_request.synchronize',
        'pull_request_review.dismissed',
        'pull_request.closed',
      ],
    ]);
    expect(github.received.find(({ payload }) => field(payload, 'action') === 'synchronize')!.payload).toMatchObject({
      before: sha,
      after,
    });
    expect(payloadOf('pull_request_review')).toMatchObject({ review: { state: 'approved', commit_id: sha }, pull_request: { number } });
  });

  it('cannot be merged when they conflict', async () => {
    await as('bob').push({ repo, branch: 'left', files: { 'a.txt': 'left\n' }, message: 'Left' });
    await as('bob').push({ repo, branch: 'right', files: { 'a.txt': 'right\n' }, message: 'Right' });
    const left = await as('bob').openPullRequest({ repo, title: 'Left', head: 'left', base: 'main' });
    const right = await as('bob').openPullRequest({ repo, title: 'Right', head: 'right', base: 'main' });
    await as('ana').mergePullRequest({ repo, number: left, method: 'squash' });
    expect(field((await github.ask('GET', `${path}/pulls/${right}`)).body, 'mergeable')).toBe(false);
    await expect(as('ana').mergePullRequest({ repo, number: right })).rejects.toThrow('not mergeable');
    await as('bob').closePullRequest({ repo, number: right });
    await as('bob').reopenPullRequest({ repo, number: right });
    await github.sim.idle();
    expect(events().slice(-2)).toEqual(['pull_request.closed', 'pull_request.reopened']);
  });

  it('are marked as merged when their commits are pushed to the base branch', async () => {
    const sha = await as('bob').push({ repo, branch: 'direct', files: { 'd.txt': 'd\n' }, message: 'Direct' });
    const number = await as('bob').openPullRequest({ repo, title: 'Direct', head: 'direct', base: 'main' });
    expect(await as('ana').mergePullRequest({ repo, number, method: 'fast-forward' })).toBe(sha);
    expect(github.sim.world.pullRequest(repo, number).state).toBe('closed');
  });

  it.each([
    { name: 'a branch that is not there', head: 'nowhere', base: 'main' },
    { name: 'nothing new', head: 'main', base: 'main' },
  ])('are refused for $name', async ({ head, base }) => {
    await expect(as('bob').openPullRequest({ repo, title: 'x', head, base })).rejects.toThrow();
  });

  it('cannot be approved by their author', async () => {
    await as('bob').push({ repo, branch: 'own', files: { 'o.txt': 'o\n' }, message: 'Own' });
    const number = await as('bob').openPullRequest({ repo, title: 'Own', head: 'own', base: 'main' });
    await expect(as('bob').review({ repo, number, verdict: 'APPROVE' })).rejects.toThrow('own pull request');
  });
});

describe('check runs', () => {
  const create = (body: object, who: { as?: string } = {}) => github.ask('POST', `${path}/check-runs`, { body, ...who });
  const tip = async () => String(field((await github.ask('GET', `${path}/git/ref/heads/main`)).body, 'object', 'sha'));

  it('are made and changed by the app, and found by name and app', async () => {
    const sha = await tip();
    const first = await create({ name: 'fixlead/lgtm', head_sha: sha, status: 'in_progress' });
    await create({ name: 'fixlead/lgtm', head_sha: sha, conclusion: 'failure', output: { title: 'No', summary: 'Two LGTMs are missing' } });
    await github.sim.actAs('bob').completeCheckRun({ repo, sha, name: 'tests', conclusion: 'success', app: github.sim.world.addApp('ci') });
    const list = async (query: string) => (await github.ask('GET', `${path}/commits/main/check-runs?${query}`)).body;
    expect(each(field(await list(`app_id=${appId}`), 'check_runs'), 'conclusion')).toEqual(['failure']);
    expect(field(await list('check_name=tests'), 'total_count')).toBe(1);
    expect(field(await list('filter=all'), 'total_count')).toBe(3);
    const changed = await github.ask('PATCH', `${path}/check-runs/${String(field(first.body, 'id'))}`, {
      body: { status: 'completed', conclusion: 'success' },
    });
    expect(changed.body).toMatchObject({ status: 'completed', conclusion: 'success', app: { slug: 'fixlead' } });
    await github.sim.idle();
    expect(events().filter((event) => event === 'check_run.completed')).toHaveLength(3);
    expect(github.received.map(({ payload }) => field(payload, 'check_run', 'app', 'slug'))).toContain('ci');
  });

  it('belong to apps, and each to one', async () => {
    const sha = await tip();
    expect((await create({ name: 'x', head_sha: sha }, { as: as('ana').token })).status).toBe(403);
    const foreign = github.sim.world.checkRuns(repo, sha).find(({ app }) => app.slug === 'ci')!;
    expect(
      (await github.ask('PATCH', `${path}/check-runs/${foreign.id}`, { body: { conclusion: 'failure', status: 'completed' } })).status,
    ).toBe(403);
    expect((await create({ name: 'x', head_sha: '0'.repeat(40), status: 'queued' })).status).toBe(422);
  });

  it('hold a merge back where a ruleset demands them from this app', async () => {
    const sha = await as('bob').push({ repo, branch: 'held', from: 'guarded', files: { 'h.txt': 'h\n' }, message: 'Held' });
    const number = await as('bob').openPullRequest({ repo, title: 'Held', head: 'held', base: 'guarded' });
    const merge = () => as('ana').mergePullRequest({ repo, number });
    await expect(merge()).rejects.toThrow('"fixlead/lgtm" is expected');
    await as('eve').completeCheckRun({ repo, sha, name: 'fixlead/lgtm', conclusion: 'success', app: { id: 1, slug: 'ci' } });
    await expect(merge()).rejects.toThrow('"fixlead/lgtm" is expected');
    // A status has no App behind it when a person sets it, and any other App's is as good as none.
    const status = { state: 'success', context: 'fixlead/lgtm' };
    expect((await github.ask('POST', `${path}/statuses/${sha}`, { as: as('bob').token, body: status })).status).toBe(201);
    expect((await github.ask('GET', `${path}/commits/${sha}/statuses`, { as: as('bob').token })).body).toMatchObject([status]);
    await expect(merge()).rejects.toThrow('"fixlead/lgtm" is expected');
    await create({ name: 'fixlead/lgtm', head_sha: sha, status: 'completed', conclusion: 'success' });
    await expect(merge()).resolves.toMatch(/^[0-9a-f]{40}$/);
  });

  it('hold a merge back that a ruleset demands of whomever until a check or a status of that name is green, and no other is red', async () => {
    const repository = github.sim.world.repository(repo);
    const parameters = { required_status_checks: [{ context: 'unit' }] };
    const rules = [{ type: 'required_status_checks', parameters }];
    repository.rulesets.push({ id: 1, name: 'Unit', enforcement: 'active', branches: ['guarded'], rules });
    const sha = await as('bob').push({ repo, branch: 'loose', from: 'guarded', files: { 'l.txt': 'l\n' }, message: 'Loose' });
    const number = await as('bob').openPullRequest({ repo, title: 'Loose', head: 'loose', base: 'guarded' });
    await create({ name: 'fixlead/lgtm', head_sha: sha, status: 'completed', conclusion: 'success' });
    const merge = () => as('ana').mergePullRequest({ repo, number });
    await as('bob').setStatus({ repo, sha, state: 'pending', context: 'unit' });
    await expect(merge()).rejects.toThrow('"unit" is expected');
    await as('bob').setStatus({ repo, sha, state: 'success', context: 'Unit' });
    await as('eve').completeCheckRun({ repo, sha, name: 'unit', conclusion: 'failure', app: { id: 1, slug: 'ci' } });
    await expect(merge()).rejects.toThrow('"unit" is expected');
    await as('eve').completeCheckRun({ repo, sha, name: 'unit', conclusion: 'neutral', app: { id: 1, slug: 'ci' } });
    await expect(merge()).resolves.toMatch(/^[0-9a-f]{40}$/);
    repository.rulesets.pop();
  });

  it('are demanded as the rules of a branch say', async () => {
    const rules = (await github.ask('GET', `${path}/rules/branches/guarded`)).body;
    expect(rules).toMatchObject([{ type: 'required_status_checks', ruleset_source: repo }]);
    expect((await github.ask('GET', `${path}/rules/branches/main`)).body).toEqual([]);
    expect((await github.ask('GET', `${path}/rulesets`)).body).toMatchObject([{ name: 'LGTM', enforcement: 'active' }]);
  });
});

it('says nothing that GitHub does not document', () => {
  expect(github.problems).toEqual([]);
});
