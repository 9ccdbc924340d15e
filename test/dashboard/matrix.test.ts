// Who gets what from which address: made from the table of routes, so that a new route without a row fails.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '../../src/dashboard/routes.ts';
import { aCase, aCaseId, aDecidedEvent, anotherCaseId, aStep } from '../fixtures/a-case.ts';
import { login, repositoryName } from '../../src/core/ids.ts';
import { newToken } from '../../src/dashboard/api/token.ts';
import { digestOf, unguessable } from '../../src/dashboard/sealing.ts';
import { apiReadings, type ApiReading } from '../../src/engine/ports/surface.ts';
import { idleMs } from '../../src/dashboard/visitor.ts';
import { aProject, withMemberNamed } from '../core/distributors/a-register.ts';
import { toldEarly } from '../fixtures/early.ts';
import { aDashboard, now, type ADashboard } from './a-dashboard.ts';

/** 303 to GitHub's sign-in or back to it; 401 sign in again; 403 not yours to do; 404 as if it were not there. */
type Row = {
  readonly nobody: number;
  readonly stranger: number;
  /** Sees another case. */
  readonly collaboratorElsewhere: number;
  readonly collaborator: number;
  readonly maintainer: number;
  /** GitHub shows an administrator every advisory, and the policy names them no maintainer. */
  readonly admin: number;
  /** A distributor that was told of the case, with its page open and no sign-in; the same as nobody unless said otherwise. */
  readonly distributor?: number;
};

const everybody = (status: number): Row => ({
  ...{ nobody: status, stranger: status, collaboratorElsewhere: status },
  ...{ collaborator: status, maintainer: status, admin: status },
});
const signedIn = (status: number, nobody: number): Row => ({ ...everybody(status), nobody });
const whoSeesTheCase = (status: number, nobody: number): Row => ({
  ...signedIn(status, nobody),
  stranger: 404,
  collaboratorElsewhere: 404,
});
const maintainers = (status: number, nobody: number): Row => ({ ...whoSeesTheCase(403, nobody), maintainer: status });

/** Of a project: to everybody else it is as if there were none. */
const itsMaintainers = (status: number, nobody: number): Row => ({ ...signedIn(404, nobody), maintainer: status });
const distributors = (status: number): Row => ({ ...everybody(401), distributor: status });

/** What a request is answered with that carries everything it should. */
const matrix: Readonly<Record<string, Row>> = {
  'GET /': everybody(200),
  'GET /assets/style.css': everybody(200),
  'GET /assets/icon.svg': everybody(200),
  'GET /sign-in': everybody(303),
  // Nobody has begun to sign in here.
  'GET /sign-in/done': everybody(400),
  'POST /sign-out': signedIn(303, 401),
  'GET /calendar': signedIn(200, 303),
  'GET /feeds': signedIn(200, 303),
  'POST /feeds': signedIn(303, 401),
  // An address that nobody was given.
  'GET /feeds/:feed': everybody(404),
  // A link that nobody was given.
  'GET /status/:link': everybody(404),
  'GET /tokens': signedIn(200, 303),
  // Nothing of a token was typed.
  'POST /tokens': signedIn(400, 401),
  'GET /measures': signedIn(200, 303),
  'GET /distributors': signedIn(200, 303),
  'GET /distributors/:owner/:name/act/:act': itsMaintainers(200, 303),
  // Its words are missing, or what is agreed to was not shown before.
  'POST /distributors/:owner/:name/act/:act': itsMaintainers(400, 401),
  'POST /distributors/:owner/:name/act/:act/do': itsMaintainers(403, 401),
  'GET /distributors/:owner/:name/acts/:act': itsMaintainers(200, 303),
  'GET /given-up': signedIn(200, 303),
  'GET /cases/:case/people': maintainers(200, 303),
  'GET /cases/:case/policy': maintainers(200, 303),
  'GET /cases/:case': whoSeesTheCase(200, 303),
  'GET /cases/:case/history': maintainers(200, 303),
  'GET /cases/:case/act/:act': maintainers(200, 303),
  // Its words are missing, or what is agreed to was not shown before.
  'POST /cases/:case/act/:act': maintainers(400, 401),
  'POST /cases/:case/act/:act/do': maintainers(403, 401),
  'GET /cases/:case/acts/:act': maintainers(200, 303),
  // A link that nobody was given.
  'GET /member/link/:link': everybody(404),
  'POST /member/link/:link': everybody(404),
  'GET /member/new-link': everybody(200),
  'POST /member/new-link': everybody(200),
  // No sign-in opens these, only the link of a distributor.
  'GET /member': distributors(200),
  'POST /member/leave': distributors(303),
  'GET /member/cases/:case': distributors(200),
  'POST /member/cases/:case/answer/:answer': distributors(200),
  // What is agreed to was not shown before.
  'POST /member/cases/:case/answered': distributors(403),
  'GET /member/cases/:case/answers/:act': distributors(200),
  // No sign-in opens these, only a token.
  'GET /api/v1/cases': everybody(401),
  'GET /api/v1/cases/:case': everybody(401),
  'GET /api/v1/cases/:case/history': everybody(401),
  'GET /api/v1/cases/:case/obligations': everybody(401),
  'GET /api/v1/obligations': everybody(401),
};

const people: Readonly<Record<Exclude<keyof Row, 'distributor'>, string | undefined>> = {
  ...{ nobody: undefined, stranger: 'oscar', collaboratorElsewhere: 'carla', collaborator: 'rita', maintainer: 'max', admin: 'adam' },
};
const params: Readonly<Record<string, string>> = { case: aCaseId, act: 'hold', answer: 'feedback' };

/** What the pages of outcomes tell of: acts by the numbers that stand for `:act`. */
const acted = { by: { login: login('max'), role: 'maintainer' }, line: 1, at: now } as const;
const onDashboard = { kind: 'dashboard', commentId: 'hold', drawn: 0 } as const;
const listed = {
  ...acted,
  kind: 'RegisterAsked',
  from: { ...onDashboard, commentId: 'remove', drawn: '' },
  ask: { what: 'list' },
} as const;
const done = [
  { ...acted, kind: 'HoldPlaced', from: onDashboard, reason: 'Wait.' },
  { kind: 'MemberSpoke', member: 'a-linux', act: 'hold', isMember: true, says: { what: 'agrees', releaseAt: now }, at: now },
] as const;

let board: ADashboard;
beforeAll(async () => {
  const sees = (who: string, id: string): boolean => who === 'adam' || (id === aCaseId ? who === 'rita' : who === 'carla');
  board = await aDashboard({ sees });
  const accepted = { phase: 'accepted', accepted: { by: login('max'), at: now } } as const;
  await board.save(
    aStep({ next: aCase({ ...accepted, early: toldEarly(['a-linux']) }), history: done.map((event) => aDecidedEvent({ event })) }),
    aStep({ next: aCase({ ...accepted, id: anotherCaseId, early: toldEarly(['b-linux']) }) }),
  );
  const { event: _event, ...decided } = aDecidedEvent();
  await board.saveProject(withMemberNamed(withMemberNamed(aProject, 'a-linux'), 'b-linux'), [{ ...decided, event: listed }]);
});
afterAll(() => board.store.close());

const nameOf = ({ method, path }: (typeof routes)[number]): string => `${method} ${path}`;
const ofProject: Readonly<Record<string, string>> = { owner: 'acme', name: 'widget', act: 'remove' };
const filled = (path: string): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => (path.startsWith('/distributors/') ? ofProject : params)[name] ?? 'x');

type Wrong = { readonly cookie?: string | undefined; readonly formToken?: string; readonly origin?: string };

async function ask(route: (typeof routes)[number], who: string | undefined, wrong: Wrong = {}): Promise<Response> {
  const session = who === undefined ? { cookie: '', formToken: '' } : await board.signIn(who);
  const { cookie, formToken } = { ...session, ...wrong };
  const headers = { ...(cookie !== undefined && cookie !== '' && { cookie }), ...(wrong.origin !== undefined && { origin: wrong.origin }) };
  return sendTo(route, headers, formToken);
}

/** With words, where a form has a field for them. */
function sendTo(route: (typeof routes)[number], headers: Record<string, string>, formToken = ''): Promise<Response> {
  const body = route.method === 'POST' ? { body: new URLSearchParams({ form_token: formToken, words: 'It builds.' }) } : {};
  return board.ask(filled(route.path), { method: route.method, headers, ...body });
}

describe('the matrix of who may open what', () => {
  it('has a row for each route, and no other', () => expect(Object.keys(matrix).sort()).toEqual(routes.map(nameOf).sort()));

  it.each(routes.map((route) => ({ route, name: nameOf(route) })))('$name', async ({ route, name }) => {
    const found: Record<string, number> = {};
    for (const [person, login] of Object.entries(people)) found[person] = (await ask(route, login)).status;
    const { distributor = matrix[name]?.nobody, ...others } = matrix[name] ?? everybody(0);
    expect(found).toEqual(others);
    const page = await board.openPage('a-linux');
    expect((await sendTo(route, { cookie: page.cookie }, page.formToken)).status).toBe(distributor);
  });
});

const isForMembers = (route: (typeof routes)[number]): boolean => route.who === 'member' || route.who === 'told';
describe.each(routes.filter(isForMembers).map((route) => ({ route, name: nameOf(route) })))('$name', ({ route, name }) => {
  const send = async (page: { readonly cookie: string; readonly formToken: string }, headers = {}): Promise<number> =>
    (await sendTo(route, { cookie: page.cookie, ...headers }, page.formToken)).status;

  it('is open for its own case, and of another’s as if that were not there', async () => {
    expect(await send(await board.openPage('a-linux'))).toBe(matrix[name]?.distributor);
    if (route.who === 'told') expect(await send(await board.openPage('b-linux'))).toBe(404);
  });

  it.each<{ how: string; page: () => Promise<{ readonly cookie: string; readonly formToken: string }> }>([
    { how: 'a cookie that was made up', page: async () => ({ cookie: '__Host-fixlead-member=' + 'x'.repeat(43), formToken: '' }) },
    {
      how: 'a cookie planted beside its own',
      page: async () => {
        const own = await board.openPage('a-linux');
        return { ...own, cookie: `${own.cookie}; ${own.cookie}` };
      },
    },
    {
      how: 'the link for a cookie: it opens a page, and is none',
      page: async () => ({ cookie: `__Host-fixlead-member=${(await board.giveLink('a-linux')).secret}`, formToken: '' }),
    },
    {
      how: 'the cookie of somebody who signed in',
      page: async () => {
        const { cookie, formToken } = await board.signIn('max');
        return { cookie: cookie.replace('session=', 'member='), formToken };
      },
    },
    { how: 'a session that was not used for long', page: () => board.openPage('a-linux', { usedAt: now - idleMs - 1 }) },
    { how: 'a session whose time is over', page: () => board.openPage('a-linux', { expiresAt: now }) },
    { how: 'a session from before it had another address', page: () => board.openPage('a-linux', { address: 'cert@a-linux.example.org' }) },
    { how: 'a session from before it left and came back', page: () => board.openPage('a-linux', { since: now - 1 }) },
    { how: 'one that was never on the list', page: () => board.openPage('c-linux') },
    {
      how: 'one that was told of nothing in this project',
      page: () => board.openPage('a-linux', { repository: repositoryName('acme/other') }),
    },
  ])('is not open with $how', async ({ page }) => {
    expect(await send(await page())).toBe(401);
  });

  if (route.method !== 'POST') return;
  it('takes no form without its token, with that of another page, or sent by another site', async () => {
    const page = await board.openPage('a-linux');
    const other = await board.openPage('a-linux');
    expect(await send({ ...page, formToken: '' })).toBe(403);
    expect(await send({ ...page, formToken: other.formToken })).toBe(403);
    expect(await send(page, { origin: 'https://evil.example' })).toBe(403);
    expect(await send(page, { 'sec-fetch-site': 'cross-site' })).toBe(403);
  });
});

describe('a link that opens a page once', () => {
  const use = (secret: string, headers = {}): Promise<Response> => board.ask(`/member/link/${secret}`, { method: 'POST', headers });

  it('opens for the first of many, and is used up by nothing but the form', async () => {
    const { secret } = await board.giveLink('a-linux');
    for (const _look of [1, 2]) expect((await board.ask(`/member/link/${secret}`)).status).toBe(200);
    expect((await use(secret, { origin: 'https://evil.example' })).status).toBe(403);
    const answers = await Promise.all([use(secret), use(secret), use(secret)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 404, 404]);
    expect((await board.ask(`/member/link/${secret}`)).status).toBe(404);
  });

  it.each([
    { how: 'when its days are over', changed: { expiresAt: now } },
    { how: 'when its member has another address now', changed: { address: 'cert@a-linux.example.org' } },
    { how: 'when its member left and came back', changed: { since: now - 1 } },
    { how: 'when its member is none any more', changed: { member: 'c-linux' } },
  ])('opens nothing $how', async ({ changed }) => {
    const { secret } = await board.giveLink('a-linux', changed);
    const answer = await use(secret);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([404, null]);
  });
});

describe.each(
  routes
    .filter((route) => route.who !== 'anyone' && route.who !== 'token' && !isForMembers(route))
    .map((route) => ({ route, name: nameOf(route) })),
)('$name', ({ route, name }) => {
  const asNobody = matrix[name]?.nobody;

  it('takes a session that has ended for none', async () => {
    const { cookie } = await board.signIn('max');
    await board.store.endSessionsOf(1);
    expect((await ask(route, 'max', { cookie })).status).toBe(asNobody);
  });

  it('takes a cookie that was forged, or planted beside the real one, for none', async () => {
    const { cookie } = await board.signIn('max');
    const [pair = '', signature = ''] = cookie.split('.');
    for (const forged of [`${pair}.${signature.slice(1)}A`, `${pair}x.${signature}`, pair, `${cookie}; ${pair}.x`])
      expect((await ask(route, 'max', { cookie: forged })).status).toBe(asNobody);
  });

  if (route.method !== 'POST') return;
  it.each([
    { how: 'without a token', wrong: { formToken: '' } },
    { how: 'with the token of another session', wrong: { formToken: 'other' } },
    { how: 'sent by another site', wrong: { origin: 'https://evil.example' } },
  ])('takes no form $how', async ({ wrong }) => {
    const formToken = wrong.formToken === 'other' ? (await board.signIn('rita')).formToken : wrong.formToken;
    const answer = await ask(route, 'max', { ...wrong, ...(formToken !== undefined && { formToken }) });
    expect([answer.status, (await answer.text()).includes('This form was not drawn for you')]).toEqual([403, true]);
    expect(board.received).toEqual([]);
  });
});

describe.each(routes.flatMap((route) => (route.who === 'token' ? [{ route, name: nameOf(route) }] : [])))('$name', ({ route }) => {
  type Given = { readonly as?: string; readonly scope?: string; readonly reads?: readonly ApiReading[]; readonly days?: number };
  const give = async ({ as = 'max', scope = 'acme/widget', reads = apiReadings, days = 1 }: Given = {}): Promise<string> => {
    const made = newToken({ login: login(as), githubId: 1 }, { grant: { name: 'x', scope, reads }, days }, now);
    await board.store.addAccessKey(made.key);
    return made.token;
  };
  const show = (authorization: string): Promise<Response> =>
    board.ask(filled(route.path), { method: route.method, headers: { authorization } });
  const status = async (token: string): Promise<number> => (await show(`Bearer ${token}`)).status;
  const isAboutOne = route.path.includes(':case');

  it('is open to a token of its maintainer, for as long as that holds', async () => {
    expect([await status(await give()), await status(await give({ scope: 'acme' }))]).toEqual([200, 200]);
    expect([await status(await give({ days: 0 })), await status(await give({ days: -1 }))]).toEqual([401, 401]);
  });

  it('is not open to a token that was ended, is none of ours, opens something else, or is shown in another way', async () => {
    const token = await give();
    await board.store.endAccessKey(digestOf(token.replace('fixlead_', '')), 1);
    const calendar = unguessable();
    await board.store.addAccessKey({
      kind: 'calendar',
      id: digestOf(calendar),
      login: login('max'),
      githubId: 1,
      caseId: undefined,
      madeAt: now,
    });
    expect(await Promise.all([token, `fixlead_${unguessable()}`, `fixlead_${calendar}`, ''].map(status))).toEqual([401, 401, 401, 401]);
    const fine = await give();
    expect((await show(`Basic ${fine}`)).status).toBe(401);
    expect((await board.ask(`${filled(route.path)}?access_token=${fine}`)).status).toBe(401);
  });

  it('is not open to a token that may read something else only', async () => {
    const reads = apiReadings.filter((one) => one !== route.reads);
    expect(await status(await give({ reads }))).toBe(403);
  });

  it.each([
    { whose: 'of another scope', given: { scope: 'acme/widget-2' } },
    { whose: 'of an owner whose name only begins the same', given: { scope: 'acm' } },
    { whose: 'of whoever is no maintainer', given: { as: 'oscar' } },
    { whose: 'of the reporter', given: { as: 'rita' } },
  ])('shows a token $whose nothing', async ({ given }) => {
    const answer = await show(`Bearer ${await give(given)}`);
    expect([answer.status, (await answer.text()).includes('GHSA')]).toEqual([isAboutOne ? 404 : 200, false]);
  });
});
