import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { login } from '../../src/core/ids.ts';
import { newToken, readWish } from '../../src/dashboard/api/token.ts';
import { pageOf } from '../../src/dashboard/api/paging.ts';
import { digestOf } from '../../src/dashboard/sealing.ts';
import { GitHubFailure } from '../../src/engine/ports/failures.ts';
import { apiReadings } from '../../src/engine/ports/surface.ts';
import { aCase, aCaseId, aDecidedEvent, anotherCaseId, aStep, reportedAt } from '../fixtures/a-case.ts';
import { aDashboard, now, type ADashboard } from './a-dashboard.ts';

const hour = 3_600_000;
const secrets = ['Widgets can be read by anybody', 'Ask for /widgets/1'];
let board: ADashboard;
let token: string;
let maintainers: string[];
beforeEach(async () => {
  maintainers = ['max'];
  board = await aDashboard({ maintainers });
  await board.save(
    aStep({ next: aCase() }),
    aStep({ next: aCase({ id: anotherCaseId, phase: 'rejected', report: { ...aCase().report, reportedAt: reportedAt + hour } }) }),
  );
  const made = newToken({ login: login('max'), githubId: 1 }, { grant: { name: 'x', scope: 'acme', reads: apiReadings }, days: 90 }, now);
  token = made.token;
  await board.store.addAccessKey(made.key);
});
afterEach(() => board.store.close());

const ask = (path: string, headers: Record<string, string> = {}) =>
  board.ask(`/api/v1/${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
type Answer = {
  cases?: { id: string }[];
  obligations?: { name: string; case: string }[];
  history?: { line: number }[];
  next: string | null;
};
const json = async (path: string) => (await ask(path)).json() as Promise<Answer>;
const codeIn = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const idsIn = async (path: string) => (await json(path)).cases?.map(({ id }) => id);

describe('the JSON API', () => {
  it('tells cases by their state, in the order of their reports', async () => {
    expect(await idsIn('cases')).toEqual([aCaseId]);
    expect(await idsIn('cases?state=closed')).toEqual([anotherCaseId]);
    expect(await idsIn('cases?state=all')).toEqual([aCaseId, anotherCaseId]);
    expect(await idsIn('cases?state=all&repository=acme/other')).toEqual([]);
  });

  it('repeats neither a title nor a word of a report', async () => {
    for (const path of ['cases?state=all', `cases/${aCaseId}`, `cases/${aCaseId}/history`, `cases/${aCaseId}/obligations`, 'obligations']) {
      const text = await (await ask(path)).text();
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
  });

  it('says of each obligation when it is due, how that was counted, and by which sentence', async () => {
    const { obligations } = await json(`cases/${aCaseId}/obligations`);
    expect(obligations?.[0]).toMatchObject({
      ...{ case: aCaseId, name: 'first-answer', standing: 'open', dueAt: '2026-03-05T23:59:59.999Z', metAt: null },
      counted: '3 business days after Mon 2 Mar 2026 (calendar none, UTC)',
      because: [{ rule: 'S9', words: 'Emails will be addressed within 3 business days' }, { rule: 'S24' }],
    });
  });

  it('tells the obligations of all open cases, what is due first before the rest, and those of one standing', async () => {
    const named = async (path: string) => (await json(path)).obligations?.map((one) => `${one.case} ${one.name}`);
    expect(await named('obligations')).toEqual([`${aCaseId} first-answer`, `${aCaseId} fix`]);
    expect(await named('obligations?standing=overdue')).toEqual([]);
  });

  it('tells the history in parts that each name the next', async () => {
    await board.save(aStep({ history: Array.from({ length: 4 }, () => aDecidedEvent()) }));
    const lines: number[] = [];
    let path: string | null = `cases/${aCaseId}/history?limit=2`;
    for (let asked = 0; path !== null && asked < 9; asked += 1) {
      const { history = [], next }: Answer = await json(path);
      lines.push(...history.map(({ line }) => line));
      path = next === null ? null : next.replace('/api/v1/', '');
    }
    expect(lines).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    { path: 'cases?limit=0', says: 'limit' },
    { path: 'cases?limit=101', says: 'limit' },
    { path: 'cases?limit=ten', says: 'limit' },
    { path: 'cases?state=secret', says: 'open, closed or all' },
    { path: 'cases?after=GHSA-none', says: 'after' },
    { path: 'obligations?standing=late', says: 'overdue' },
  ])('refuses $path, and says what is allowed', async ({ path, says }) => {
    const answer = await ask(path);
    expect([answer.status, await answer.json()]).toEqual([400, { error: { code: 'bad-request', message: expect.stringContaining(says) } }]);
  });

  it('answers with JSON whatever goes wrong, and never with a page', async () => {
    const refused = await board.ask('/api/v1/cases');
    expect([refused.status, refused.headers.get('www-authenticate'), await codeIn(refused)]).toEqual([401, 'Bearer', 'no-token']);
    expect(await (await ask('nothing')).json()).toMatchObject({ error: { code: 'not-found' } });
    const written = await board.ask('/api/v1/cases', { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    expect([written.status, await codeIn(written)]).toEqual([404, 'not-found']);
  });

  it('shows nothing when GitHub cannot be asked who is a maintainer', async () => {
    board.failFacts(new GitHubFailure('GitHub is down', {}));
    const answer = await ask('cases');
    expect([answer.status, await answer.json()]).toEqual([503, { error: { code: 'not-found-out', message: expect.any(String) } }]);
  });

  it('shows nothing any more once its maker has left the team', async () => {
    maintainers.length = 0;
    expect(await idsIn('cases')).toEqual([]);
  });

  it('answers without a body what did not change', async () => {
    const first = await ask('cases');
    const tag = first.headers.get('etag') ?? '';
    const again = await ask('cases', { 'if-none-match': tag });
    expect([tag, again.status, await again.text()]).toEqual([expect.stringMatching(/^"[0-9a-f]{32}"$/), 304, '']);
    await board.save(aStep({ next: aCase({ fixLead: { login: login('ana'), by: login('ana'), at: now } }) }));
    expect((await ask('cases', { 'if-none-match': tag })).status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
  });
});

describe('a list in parts', () => {
  const nameOf = String;
  it.each([
    { name: 'the whole', limit: 5, after: undefined, shown: [1, 2, 3, 4, 5], next: undefined },
    { name: 'the first part', limit: 2, after: undefined, shown: [1, 2], next: '2' },
    { name: 'the last part', limit: 2, after: '4', shown: [5], next: undefined },
    { name: 'nothing after the end', limit: 2, after: '5', shown: [], next: undefined },
  ])('shows $name', ({ limit, after, shown, next }) => {
    expect(pageOf([1, 2, 3, 4, 5], { limit, after }, nameOf)).toEqual({ shown, next });
  });
  it('goes on after nothing that is not in it', () => expect(pageOf([1], { limit: 1, after: '7' }, nameOf)).toBeUndefined());
});

describe('what a token shall be', () => {
  const wish = { name: 'wall screen', scope: 'Acme/Widget', reads: ['cases'], days: '90' };
  it('is read with its scope in lower case', () =>
    expect(readWish(wish)).toEqual({ grant: { name: 'wall screen', scope: 'acme/widget', reads: ['cases'] }, days: 90 }));
  it.each([
    { name: 'no name', changed: { name: ' ' }, says: 'The name' },
    { name: 'a name that is too long', changed: { name: 'x'.repeat(61) }, says: 'The name' },
    { name: 'every repository there is', changed: { scope: '*' }, says: 'The scope' },
    { name: 'a path', changed: { scope: 'acme/widget/x' }, says: 'The scope' },
    { name: 'no reading', changed: { reads: [] }, says: 'cases, obligations' },
    { name: 'a reading that is none', changed: { reads: ['cases', 'reports'] }, says: 'cases, obligations' },
    { name: 'no day', changed: { days: '0' }, says: '1 to 366' },
    { name: 'for ever', changed: { days: '9999' }, says: '1 to 366' },
  ])('is refused with $name', ({ changed, says }) => {
    expect(readWish({ ...wish, ...changed })).toEqual({ problems: [expect.stringContaining(says)] });
  });
});

describe('the page of tokens', () => {
  const send = async (who: string, form: Record<string, string>) => {
    const { cookie, formToken } = await board.signIn(who);
    const body = new URLSearchParams({ form_token: formToken, ...form });
    const answer = await board.ask('/tokens', { method: 'POST', headers: { cookie }, body });
    return { status: answer.status, text: await answer.text() };
  };
  const wish = { name: '<b>screen</b>', scope: 'acme/widget', days: '7', reads: 'cases' };

  it('shows a new one this once, keeps only its digest, and lets its maker end it', async () => {
    const { text } = await send('max', wish);
    const made = /fixlead_[\w-]{43}/.exec(text)?.[0] ?? '';
    expect([text.includes('&lt;b&gt;screen'), text.includes('<b>screen')]).toEqual([true, false]);
    const shown = async () => (await board.ask('/api/v1/cases', { headers: { authorization: `Bearer ${made}` } })).status;
    expect(await shown()).toBe(200);
    expect(JSON.stringify(await board.store.listAccessKeys({}))).not.toContain(made.replace('fixlead_', ''));
    const { cookie } = await board.signIn('max');
    const page = await (await board.ask('/tokens', { headers: { cookie } })).text();
    expect(page).not.toContain(made);
    const id = digestOf(made.replace('fixlead_', '')).slice(0, 12);
    expect(page).toContain(`value="${id}"`);
    expect((await send('max', { end: id })).status).toBe(303);
    expect(await shown()).toBe(401);
    expect((await send('max', { end: id })).status).toBe(404);
  });

  it('asks for what is missing', async () => {
    const { status, text } = await send('max', { ...wish, scope: 'everything/at/once' });
    expect([status, text.includes('The scope must be')]).toEqual([400, true]);
  });
});
