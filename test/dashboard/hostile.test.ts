// What somebody tries who wants to be shown more, or wants a maintainer's browser to do something, and what pages and logs must not tell.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { login } from '../../src/core/ids.ts';
import { newToken } from '../../src/dashboard/api/token.ts';
import { routes } from '../../src/dashboard/routes.ts';
import { apiReadings } from '../../src/engine/ports/surface.ts';
import { aCase, aCaseId, aStep, reportedAt } from '../fixtures/a-case.ts';
import { aProject, withMemberNamed } from '../core/distributors/a-register.ts';
import { toldEarly } from '../fixtures/early.ts';
import { aDashboard, now, type ADashboard } from './a-dashboard.ts';

const secret = 'the parser can be made to run what it reads';
const hostile = `${secret}</title></svg><script>alert(1)</script>"'><img src=x onerror=alert(2)>\r\nSet-Cookie: planted=1`;
const act = { by: login('max'), at: reportedAt };

let board: ADashboard;
let cookie: string;
beforeEach(async () => {
  board = await aDashboard();
  const told = toldEarly(['a-linux']);
  const next = aCase({
    report: { ...aCase().report, title: hostile, text: hostile },
    ...{ phase: 'accepted', accepted: act, holds: [{ ...act, reason: hostile }] },
    upstream: { ...act, project: hostile, contact: hostile },
    mitigation: { ...act, words: hostile },
    communicationPlan: { ...act, words: hostile },
    dateObjections: [{ ...act, party: 'reporter', releaseAt: now, concern: hostile, ended: undefined }],
    proposedRelease: { ...act, releaseAt: now },
    stuck: [{ key: 'k', what: hostile, error: hostile, at: reportedAt }],
    recent: [{ at: reportedAt, words: hostile }],
  });
  await board.save(
    aStep({ next: { ...next, early: { ...told, answers: [{ ...act, member: 'a-linux', what: 'feedback', words: hostile }] } } }),
  );
  await board.saveProject(withMemberNamed(aProject, 'a-linux'));
  ({ cookie } = await board.signIn('max'));
  cookie += `; ${(await board.openPage('a-linux')).cookie}`;
});
afterEach(() => board.store.close());

const filled = (path: string): string =>
  path.replaceAll(
    /:(\w+)/g,
    (_, name: string) =>
      ({ case: aCaseId, act: path.startsWith('/distributors/') ? 'remove' : 'hold', owner: 'acme', name: 'widget' })[name] ??
      'x'.repeat(43),
  );
const gets = routes.filter(({ method }) => method === 'GET').map(({ path }) => ({ path: filled(path), name: path }));

async function open(path: string): Promise<{ readonly headers: Headers; readonly text: string }> {
  const made = newToken({ login: login('max'), githubId: 1 }, { grant: { name: 'x', scope: 'acme', reads: apiReadings }, days: 1 }, now);
  await board.store.addAccessKey(made.key);
  const answer = await board.ask(path, { headers: { cookie, authorization: `Bearer ${made.token}` } });
  return { headers: answer.headers, text: await answer.text() };
}

describe.each(gets)('GET $name', ({ path }) => {
  it('runs nothing, is framed by nobody, tells other sites nothing and is kept by nobody on the way', async () => {
    const { headers } = await open(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect([headers.get('x-frame-options'), headers.get('x-content-type-options')]).toEqual(['DENY', 'nosniff']);
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toMatch(/no-store|private, no-cache/);
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+$/);
  });

  it('shows hostile text as text, and neither in its title nor in a header', async () => {
    const { headers, text } = await open(path);
    expect(text).not.toMatch(/<script|<img|\son\w+="/i);
    expect(/<title>(.*?)<\/title>/s.exec(text)?.[1] ?? '').not.toContain(secret);
    expect(JSON.stringify([...headers])).not.toMatch(new RegExp(`planted|${secret}`));
  });
});

describe('a page that cannot be drawn', () => {
  it('tells neither the reader nor the log what it was about', async () => {
    board.store.readCases = () => Promise.reject(new Error(secret));
    const { text } = await open('/');
    expect(text).toContain('Something went wrong here');
    expect(text).not.toContain(secret);
    expect(board.logged.join('\n')).toContain('a page could not be drawn');
    expect(board.logged.join('\n')).not.toMatch(new RegExp(`${secret}|${aCaseId}`));
  });
});

describe('an address that somebody made up', () => {
  it.each([
    { name: 'a header of its own', path: '/cases/x%0d%0aset-cookie:planted=1' },
    { name: 'a script', path: '/cases/%3Cscript%3Ealert(1)%3C%2Fscript%3E' },
    { name: 'a file outside', path: '/assets/..%2f..%2f..%2fpackage.json' },
    { name: 'a dot file', path: '/assets/.env' },
    { name: 'a key of every object', path: '/cases/__proto__' },
    { name: 'an act that is a key of every object', path: `/cases/${aCaseId}/act/constructor` },
    { name: 'a link with a wild card', path: '/status/%25' },
    { name: 'a link to a distributor’s page with a wild card', path: '/member/link/%25' },
    { name: 'an answer that is a key of every object', path: `/member/cases/${aCaseId}/answers/__proto__` },
    { name: 'a feed of a token', path: '/feeds/fixlead_.ics' },
    { name: 'a page of the history that is none', path: `/cases/${aCaseId}/history?page=%3Cscript%3E` },
  ])('gets nothing for $name', async ({ path }) => {
    const { headers, text } = await open(path);
    expect([...headers].filter(([, value]) => value.includes('planted'))).toEqual([]);
    expect(text).not.toMatch(/<script|"dependencies"|GITHUB_CLIENT_SECRET/);
  });
});

describe('the log of somebody’s visit', () => {
  it('holds no title, no token and no link', async () => {
    for (const { path } of gets) await open(path);
    expect(board.logged.join('\n')).not.toMatch(new RegExp(`${secret}|fixlead_|x{43}`));
  });
});
