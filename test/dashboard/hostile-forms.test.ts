// Every form of the dashboard, sent as no browser of ours would: answered soon and in words, with nothing done that was not agreed to.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { login } from '../../src/core/ids.ts';
import { acts } from '../../src/dashboard/acts.ts';
import { newToken } from '../../src/dashboard/api/token.ts';
import { answers } from '../../src/dashboard/member/answers.ts';
import { routes } from '../../src/dashboard/routes.ts';
import { apiReadings } from '../../src/engine/ports/surface.ts';
import { aCase, aCaseId, aStep, reportedAt } from '../fixtures/a-case.ts';
import { toldEarly } from '../fixtures/early.ts';
import { aProject, withMemberNamed } from '../core/distributors/a-register.ts';
import { aDashboard, now, url, type ADashboard } from './a-dashboard.ts';
import { processorTime } from '../processor-time.ts';

/** Unit: ms. A quiet machine needs less than 20. */
const longestMs = 2_000;
const canary = 'the-report-itself';

let board: ADashboard;
beforeAll(async () => {
  board = await aDashboard();
  const early = { ...toldEarly(['a-linux']), answers: [] };
  await board.save(aStep({ next: { ...aCase(), phase: 'accepted', accepted: { by: login('max'), at: reportedAt }, early } }));
  await board.saveProject(withMemberNamed(aProject, 'a-linux'));
});
afterAll(() => board.store.close());

type Pairs = readonly (readonly [string, string])[];
type Form = { readonly path: string; readonly cookie: string; readonly pairs: Pairs };

const ofCase = `/cases/${aCaseId}/act`;
const ofProject = '/distributors/acme/widget/act';
const fieldsOf: Readonly<Record<string, string>> = {
  ...{ date: '2026-12-01 16:00 UTC', reason: canary, name: 'a-linux', line: 'main', login: '@max', key: 'k', words: canary },
  ...{ vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', release_at: String(now + 1), address: 'security@a-linux.example.org' },
};
const without = (names: readonly string[]): Pairs => names.map((name) => [name, fieldsOf[name] ?? canary]);

/** Each form as a browser of ours would send it, its path with the names in it. */
const forms: readonly { readonly path: string; readonly pairs: Pairs; readonly by: 'max' | 'a-linux' | 'nobody' }[] = [
  { path: '/sign-out', pairs: [['everywhere', 'no']], by: 'max' },
  { path: '/feeds', pairs: [['what', 'make']], by: 'max' },
  {
    path: '/tokens',
    pairs: [['name', 'screen'], ['scope', 'acme'], ['days', '3'], ...apiReadings.map((one) => ['reads', one] as const)],
    by: 'max',
  },
  ...acts.map(({ name, fields }) => ({
    path: `${ofCase}/${name}`,
    pairs: fields.map(({ name: field, choices }) => [field, choices?.[0] ?? fieldsOf[field] ?? canary] as const),
    by: 'max' as const,
  })),
  { path: `${ofProject}/remove`, pairs: without(['name', 'reason']), by: 'max' },
  { path: `/member/link/${'x'.repeat(43)}`, pairs: [], by: 'nobody' },
  { path: '/member/new-link', pairs: without(['address']), by: 'nobody' },
  { path: '/member/leave', pairs: [['everywhere', 'no']], by: 'a-linux' },
  ...answers.map(({ name }) => ({
    path: `/member/cases/${aCaseId}/answer/${name}`,
    pairs: without(['words', 'release_at']),
    by: 'a-linux' as const,
  })),
];

async function signedIn({ path, pairs, by }: (typeof forms)[number]): Promise<Form> {
  if (by === 'nobody') return { path, pairs, cookie: '' };
  const { cookie, formToken } = by === 'max' ? await board.signIn('max') : await board.openPage('a-linux');
  return { path, cookie, pairs: [['form_token', formToken], ...pairs] };
}

type Body = { readonly text: string | Uint8Array<ArrayBuffer>; readonly type?: string };
const urlEncoded = 'application/x-www-form-urlencoded';

async function send(
  { path, cookie }: Form,
  { text, type = urlEncoded }: Body,
): Promise<{ readonly status: number; readonly page: string }> {
  const took = processorTime();
  const answer = await board.ask(path, { method: 'POST', body: text, headers: { cookie, 'content-type': type, origin: url } });
  const page = await answer.text();
  expect(took()).toBeLessThan(longestMs);
  expect([path, answer.status, answer.status < 500]).toEqual([path, answer.status, true]);
  expect(page).not.toMatch(/<script|<img/i);
  expect(JSON.stringify([...answer.headers])).not.toMatch(new RegExp(`planted|${canary}`));
  return { status: answer.status, page };
}

const encode = (pairs: Pairs): string => pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\u202Eevil\u202C',
    '\u2028/publish',
    '\n/publish',
    '\r\nSet-Cookie: planted=1',
    '__proto__',
    '\uFEFF',
  ),
  fc.constantFrom('NaN', 'Infinity', '-1', '1e308', '8640000000000001', '9'.repeat(400), '0x10', '[object Object]', 'true', '１２'),
  fc.constantFrom(
    '<script>alert(1)</script>',
    `"'><img src=x onerror=alert(1)>`,
    '{{7*7}}',
    '../../etc/passwd',
    '%00',
    canary,
    '@everyone',
  ),
  fc.constantFrom('x'.repeat(2_001), 'é'.repeat(5_000), 'a@'.repeat(3_000), '-'.repeat(9_000), `${' '.repeat(9_000)}x`),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const hostileName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', '', 'reads[]', 'words', 'release_at', 'end'),
  hostileText,
);

/** One thing that was done to a form: `at` says to which field. */
const change = fc.oneof(
  fc.record({ what: fc.constant('replaced' as const), at: fc.nat(), text: hostileText }),
  fc.record({ what: fc.constant('doubled' as const), at: fc.nat(), text: hostileText }),
  fc.record({ what: fc.constant('left out' as const), at: fc.nat() }),
  fc.record({ what: fc.constant('added' as const), name: hostileName, text: hostileText }),
);
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

function changed(pairs: Pairs, one: Change): Pairs {
  if (one.what === 'added') return [...pairs, [one.name, one.text]];
  const at = one.at % Math.max(pairs.length, 1);
  if (one.what === 'left out') return pairs.filter((_, index) => index !== at);
  const text = one.text;
  const [name] = pairs[at] ?? ['words'];
  return one.what === 'doubled' ? [[name, text], ...pairs] : pairs.map((pair, index) => (index === at ? [name, text] : pair));
}

describe('the table of forms', () => {
  it('has every address that takes one', () => {
    const reached = routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
    const asPattern = (path: string): RegExp => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);
    const missed = reached.filter((path) => !forms.some((form) => asPattern(path).test(form.path)));
    // What was agreed to is signed: those three are below.
    expect(missed).toEqual(['/distributors/:owner/:name/act/:act/do', '/cases/:case/act/:act/do', '/member/cases/:case/answered']);
  });
});

describe('a form in which anything stands where something else should', () => {
  it('is answered in words, and puts nothing into the inbox but what it is for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...forms), fc.array(change, { minLength: 1, maxLength: 3 }), async (which, changes) => {
        const form = await signedIn(which);
        const before = board.received.length;
        await send(form, { text: encode(changes.reduce(changed, form.pairs)) });
        const asksForLink = which.path === '/member/new-link';
        if (!asksForLink) expect(board.received.length).toBe(before);
        for (const { body } of board.received.slice(before)) expect(body.length).toBeLessThan(2_000);
      }),
      { numRuns: 200 },
    );
    expect(board.logged.join('\n')).not.toContain(canary);
  });

  it('is answered in words when it is no form at all', async () => {
    const bodies = fc.oneof(
      fc.constantFrom('%', '%zz=%', '=', '&&&===&', '%c3%28=%ff', 'form_token', '{"a":1}', '&'.repeat(60_000), '%'.repeat(60_000)),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
    );
    const contentTypes = fc.constantFrom(
      ...[urlEncoded, `${urlEncoded}; charset=utf-16`, `${urlEncoded};charset="`, 'multipart/form-data', 'multipart/form-data; boundary='],
      ...['multipart/form-data; boundary=x', 'application/json', 'text/plain', '', 'x/', `${urlEncoded.toUpperCase()}`],
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...forms), bodies, contentTypes, async (which, text, type) => {
        const form = await signedIn(which);
        const { status } = await send(form, { text, type });
        // Without the token of its form nothing was done.
        if (which.by !== 'nobody') expect([which.path, status]).toEqual([which.path, 403]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(forms.map(({ path }, index) => ({ path, index })))('is too large above 64 KB: $path', async ({ index }) => {
    const form = await signedIn(forms[index] ?? { path: '/', pairs: [], by: 'nobody' });
    expect(await send(form, { text: `${encode(form.pairs)}&x=${'x'.repeat(65_536)}` })).toMatchObject({ status: 413 });
    const fields = await send(form, { text: `${encode(form.pairs)}&${'a=&'.repeat(21_000)}` });
    expect(fields.status).toBeLessThan(500);
  });
});

describe('what was agreed to', () => {
  const agreed = [
    {
      confirm: `${ofCase}/hold`,
      then: `${ofCase}/hold/do`,
      form: { path: `${ofCase}/hold`, pairs: without(['reason']), by: 'max' as const },
    },
    {
      ...{ confirm: `${ofProject}/remove`, then: `${ofProject}/remove/do` },
      form: { path: `${ofProject}/remove`, pairs: without(['name', 'reason']), by: 'max' as const },
    },
    {
      ...{ confirm: `/member/cases/${aCaseId}/answer/object`, then: `/member/cases/${aCaseId}/answered` },
      form: { path: `/member/cases/${aCaseId}/answer/object`, pairs: without(['words', 'release_at']), by: 'a-linux' as const },
    },
  ];

  async function shown({ form: which, then }: (typeof agreed)[number]): Promise<Form> {
    const form = await signedIn(which);
    const { page } = await send(form, { text: encode(form.pairs) });
    const [sent = ''] = page.match(new RegExp(`<form[^>]*action="${then}"[^]*?</form>`)) ?? [];
    const hidden = [...sent.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
    return { ...form, path: then, pairs: hidden.map(([, name = '', value = '']) => [name, unescaped(value)]) };
  }

  it.each(agreed)('is done as it was shown: $then', async (one) => {
    const form = await shown(one);
    const before = board.received.length;
    expect(await send(form, { text: encode(form.pairs) })).toMatchObject({ status: 303 });
    expect(board.received.length).toBe(before + 1);
  });

  it('is not done when a letter of it is another one', async () => {
    const drawn = await Promise.all(agreed.map(shown));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...drawn), fc.nat(), hostileText, async (form, at, text) => {
        const before = board.received.length;
        const index = at % form.pairs.length;
        const [name, value] = form.pairs[index] ?? ['', ''];
        fc.pre(text !== value);
        const { status } = await send(form, { text: encode(form.pairs.map((pair, here) => (here === index ? [name, text] : pair))) });
        expect([name, status]).toEqual([name, 403]);
        expect(board.received.length).toBe(before);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an address with anything behind its question mark', () => {
  // The pages of what became of an act wait three seconds for the answer, which is not there for an act that nobody did.
  const gets = routes.filter(({ method, path }) => method === 'GET' && !/\/(acts|answers)\/:act$/.test(path));
  const names = fc.constantFrom('page', 'limit', 'after', 'state', 'repository', 'standing', 'to', 'name', 'token', '__proto__', '');

  it('is answered in words', async () => {
    const { cookie } = await board.signIn('max');
    const page = await board.openPage('a-linux');
    const grant = { grant: { name: 'x', scope: 'acme', reads: apiReadings }, days: 1 };
    const made = newToken({ login: login('max'), githubId: 1 }, grant, now);
    await board.store.addAccessKey(made.key);
    const headers = { cookie: `${cookie}; ${page.cookie}`, authorization: `Bearer ${made.token}` };
    const segments = fc.oneof(
      fc.constantFrom(aCaseId, 'acme', 'widget', 'hold', 'remove', '%', '%00', '%E2%80%AE', '..%2f..'),
      hostileText,
    );
    const query = fc.oneof(fc.array(fc.tuple(names, hostileText), { maxLength: 4 }).map(encode), fc.constantFrom('%', '%zz=%', '&&=', '?'));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...gets),
        fc.array(segments, { minLength: 4, maxLength: 4 }),
        query,
        async (route, parts, search) => {
          let part = 0;
          const path = route.path.replaceAll(/:\w+/g, () => pathPart(parts[(part += 1) - 1] ?? 'x'));
          const took = processorTime();
          const answer = await board.ask(`${path}?${search}`, { headers });
          const text = await answer.text();
          expect(took()).toBeLessThan(longestMs);
          expect([path, search, answer.status, answer.status < 500]).toEqual([path, search, answer.status, true]);
          expect(text).not.toMatch(/<script|<img/i);
          expect([...answer.headers].filter(([name, value]) => name !== 'location' && value.includes('planted'))).toEqual([]);
          expect(answer.headers.get('location') ?? '/').toMatch(/^(\/(?![/\\])|https:\/\/github\.com\/)/);
        },
      ),
      { numRuns: 200 },
    );
    expect(board.logged.join('\n')).not.toContain(canary);
  });
});

const pathPart = (text: string): string => (/^%|\.\.%/.test(text) ? text : encodeURIComponent(text.slice(0, 3_000)) || 'x');

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
