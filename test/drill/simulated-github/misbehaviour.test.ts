import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMisbehaving, type Misbehaviour } from '../../../src/drill/simulated-github/misbehaviour.ts';
import { aGitHub, each, field, type AGitHub } from './a-github.ts';

let github: AGitHub;
beforeAll(async () => {
  github = await aGitHub();
});
afterAll(async () => {
  await github.close();
});

const path = '/repos/{owner}/{repo}/issues';
const post = (title: string) => github.ask('POST', '/repos/acme/widget/issues', { body: { title } });
const titles = () => github.sim.world.repository('acme/widget').issues.map(({ title }) => title);
const once = (
  kind: 'absent' | '502-before-doing' | '502-after-doing' | 'reset-before-doing' | 'reset-after-doing' | 'rate-limit-exhausted',
) => github.sim.misbehave({ kind, method: 'POST', path, times: 1 });

describe('a request that misbehaves', () => {
  it.each([
    { kind: '502-before-doing' as const, status: 502, isDone: false },
    { kind: '502-after-doing' as const, status: 502, isDone: true },
    { kind: 'absent' as const, status: 404, isDone: false },
    { kind: 'rate-limit-exhausted' as const, status: 403, isDone: false },
  ])('$kind: answers $status; done: $isDone', async ({ kind, status, isDone }) => {
    once(kind);
    expect((await post(kind)).status).toBe(status);
    expect(titles().includes(kind)).toBe(isDone);
    expect(github.sim.world.requests.at(-1)).toMatchObject({ status, actor: 'fixlead[bot]', path: '/repos/acme/widget/issues' });
    expect((await post(`${kind}, the next`)).status).toBe(201);
  });

  it.each([
    { kind: 'reset-before-doing' as const, isDone: false },
    { kind: 'reset-after-doing' as const, isDone: true },
  ])('$kind: cuts the connection; done: $isDone', async ({ kind, isDone }) => {
    once(kind);
    await expect(post(kind)).rejects.toThrow('fetch failed');
    expect(titles().includes(kind)).toBe(isDone);
    expect(github.sim.world.requests.at(-1)).toMatchObject({ status: 0 });
  });

  it.each([
    { kind: 'hangs-before-doing' as const, isDone: false, answers: undefined },
    { kind: 'hangs-after-doing' as const, isDone: true, answers: undefined },
    { kind: 'hangs-in-answer' as const, isDone: true, answers: 200 },
  ])('$kind: says no more until whoever asks gives up; done: $isDone', async ({ kind, isDone, answers }) => {
    github.sim.misbehave({ kind, method: 'POST', path, times: 1 });
    const how = { method: 'POST', body: JSON.stringify({ title: kind }), headers: { authorization: `token ${github.token()}` } };
    const asked = fetch(`${github.sim.apiUrl}/repos/acme/widget/issues`, { ...how, signal: AbortSignal.timeout(250) });
    const answer = await asked.catch(() => undefined);
    expect(answer?.status).toBe(answers);
    await expect(Promise.resolve(answer).then((one) => one?.text() ?? Promise.reject(new Error('no answer')))).rejects.toThrow();
    expect(titles().includes(kind)).toBe(isDone);
    await github.sim.idle();
  });

  it('tells how long to wait', async () => {
    github.sim.misbehave({ kind: '403-retry-after', retryAfterSeconds: 17, method: 'POST', path, times: 1 });
    const answer = await post('Too fast');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([403, '17']);
    expect(field(answer.body, 'message')).toContain('secondary rate limit');
  });

  it('says that the hour is used up', async () => {
    once('rate-limit-exhausted');
    const { headers } = await post('Too much');
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(headers.get('x-ratelimit-reset'))).toBeGreaterThan(github.clock.now / 1000);
  });

  it('is slow, and then right', async () => {
    github.sim.misbehave({ kind: 'slow', delayMs: 60, path, times: 1 });
    const startedAt = performance.now();
    expect((await post('Slow')).status).toBe(201);
    expect(performance.now() - startedAt).toBeGreaterThan(55);
  });

  it('breaks git too', async () => {
    github.sim.misbehave({ kind: '502-before-doing', path: /\.git\/git-receive-pack$/, times: 1 });
    const push = { repo: 'acme/widget', branch: 'x', files: { x: 'y' }, message: 'x' };
    await expect(github.sim.actAs('bob').push(push)).rejects.toThrow('502');
    await expect(github.sim.actAs('bob').push(push)).resolves.toMatch(/^[0-9a-f]{40}$/);
  });

  it('can take away an endpoint that a GitHub does not have', async () => {
    const undo = github.sim.misbehave({ kind: 'absent', path: '/repos/{owner}/{repo}/security-advisories/{ghsa_id}/comments' });
    const ghsa = await github.sim.actAs('rita').reportVulnerability('acme/widget', { summary: 'x', description: 'y' });
    const comments = `/repos/acme/widget/security-advisories/${ghsa}/comments`;
    expect((await github.ask('GET', comments)).status).toBe(404);
    undo();
    expect((await github.ask('GET', comments)).status).toBe(200);
  });
});

describe('rules', () => {
  const strikes = (rule: Misbehaviour, seed = 1) => {
    const misbehaving = createMisbehaving(seed);
    misbehaving.add(rule);
    return (method: string, at: string) => misbehaving.strikesOnRequest(method, at).length;
  };

  it.each([
    { name: 'every request', rule: {}, method: 'GET', at: '/x', hits: 1 },
    { name: 'a method', rule: { method: 'POST' }, method: 'GET', at: '/x', hits: 0 },
    { name: 'a path with names', rule: { path: '/repos/{owner}/{repo}' }, method: 'GET', at: '/repos/a/b', hits: 1 },
    { name: 'no longer path', rule: { path: '/repos/{owner}/{repo}' }, method: 'GET', at: '/repos/a/b/issues', hits: 0 },
    { name: 'a pattern', rule: { path: /issues$/ }, method: 'GET', at: '/repos/a/b/issues', hits: 1 },
  ])('strike $name', ({ rule, method, at, hits }) => {
    expect(strikes({ kind: 'absent', ...rule })(method, at)).toBe(hits);
  });

  it('strike as often as they say', () => {
    const strike = strikes({ kind: 'absent', times: 2 });
    expect([strike('GET', '/'), strike('GET', '/'), strike('GET', '/')]).toEqual([1, 1, 0]);
  });

  it('strike by chance, the same for the same seed', () => {
    const run = (seed: number) =>
      Array.from({ length: 40 }, () => 0).map(
        (
          (strike) => () =>
            strike('GET', '/')
        )(strikes({ kind: 'absent', probability: 0.3 }, seed)),
      );
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
    const hits = run(5).filter(Boolean).length;
    expect(hits).toBeGreaterThan(4);
    expect(hits).toBeLessThan(24);
  });
});

describe('limits', () => {
  it('count each request in its hour, but not one that is answered with 304', async () => {
    const remaining = (headers: Headers) => Number(headers.get('x-ratelimit-remaining'));
    const first = await github.ask('GET', '/repos/acme/widget/issues');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    const again = await github.ask('GET', '/repos/acme/widget/issues', { headers: { 'if-none-match': etag } });
    expect([again.status, again.body]).toEqual([304, '']);
    expect(remaining(again.headers)).toBe(remaining(first.headers));
    await post('Changes the list');
    const changed = await github.ask('GET', '/repos/acme/widget/issues', { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(remaining(changed.headers)).toBe(remaining(first.headers) - 2);
    expect(field((await github.ask('GET', '/rate_limit')).body, 'rate', 'remaining')).toBe(remaining(changed.headers));
  });

  it('end the hour when it is used up, by the clock of the drill', async () => {
    const { limits } = github.sim.world;
    limits.requestsPerHour = 1;
    expect((await github.ask('GET', '/repos/acme/widget/issues')).status).toBe(403);
    limits.requestsPerHour = 5000;
    const answer = await github.ask('GET', '/repos/acme/widget/issues');
    expect(Number(answer.headers.get('x-ratelimit-reset')) * 1000 - github.clock.now).toBeLessThanOrEqual(3_600_000);
  });

  it('slow down who creates much, when switched on', async () => {
    const { limits } = github.sim.world;
    limits.contentCreation = true;
    const statuses = [];
    for (let count = 0; count < 81; count += 1) statuses.push((await post(`Flood ${count}`)).status);
    expect(statuses.slice(-2)).toEqual([201, 403]);
    github.clock.now += 60_000;
    expect((await post('A minute later')).status).toBe(201);
    limits.contentCreation = false;
  });
});

it('remembers who asked for what', async () => {
  const { world } = github.sim;
  world.requests.length = 0;
  await post('Counted');
  await github.ask('GET', '/repos/acme/widget/issues?state=all', { as: github.sim.actAs('bob').token });
  await github.ask('GET', '/repos/acme/widget/issues', { as: undefined });
  expect(each(world.requests, 'actor')).toEqual(['fixlead[bot]', 'bob', 'anonymous']);
  expect(world.requestsTo({ method: 'POST', path: /issues$/, status: 201 })).toMatchObject([
    { body: { title: 'Counted' }, at: github.clock.now },
  ]);
  expect(world.requestsTo({ actor: 'bob' })).toMatchObject([{ query: { state: 'all' } }]);
});

it('says nothing that GitHub does not document', () => {
  expect(github.problems).toEqual([]);
});
