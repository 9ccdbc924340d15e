// Who gets what from which address of the set-up: made from its table of routes, so that a new route without a row fails.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { setupApp, type SetupApp } from '../../../src/dashboard/setup/app.ts';
import { linkMs } from '../../../src/dashboard/setup/desk.ts';
import { routes } from '../../../src/dashboard/setup/routes.ts';
import type { MadeApp, Setup } from '../../../src/dashboard/setup/setup.ts';
import { ill, well } from '../../../src/engine/doctor/finding.ts';

const origin = 'http://127.0.0.1:3001';
const made: MadeApp = {
  slug: 'fixlead',
  installUrl: 'https://github.com/apps/fixlead/installations/new',
  appUrl: 'https://fixlead.example.org',
};

let now: number;
let calls: string[];
let app: SetupApp;

function begin(madeBefore?: MadeApp): void {
  const setup: Setup = {
    ...{ origin, webUrl: 'https://github.com', suggested: { appUrl: '', organisation: '<b>acme' }, madeBefore, now: () => now },
    makeApp: async (code, appUrl) => {
      calls.push(`make ${code}`);
      return { ...made, appUrl };
    },
    examine: async (repository) => [well('app', `looked at ${repository ?? 'the App'}`), ill('team', '<i>is not there</i>', 'name it')],
    sendTests: async (repository) => {
      calls.push(`test ${repository}`);
      return [well('slack:announce', 'a test message was sent')];
    },
  };
  app = setupApp(setup);
}

beforeEach(() => {
  now = Date.parse('2026-03-02T09:00:00Z');
  calls = [];
  begin();
});

type How = { readonly cookie?: string; readonly host?: string; readonly form?: Readonly<Record<string, string>>; readonly origin?: string };

async function ask(method: string, path: string, { cookie, host = '127.0.0.1:3001', form, origin: from }: How = {}): Promise<Response> {
  const headers = { host, ...(cookie && { cookie }), ...(from !== undefined && { origin: from }) };
  return app.fetch(new Request(origin + path, { method, headers, ...(method === 'POST' && { body: new URLSearchParams(form ?? {}) }) }));
}

async function letIn(): Promise<string> {
  const opened = await ask('GET', app.link.slice(origin.length));
  expect(opened.status).toBe(303);
  return (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function formToken(cookie: string, page = '/setup'): Promise<string> {
  return /name="form_token" value="([^"]+)"/.exec(await (await ask('GET', page, { cookie })).text())?.[1] ?? '';
}

const choices = { name: 'Fixlead for acme', app_url: 'https://fixlead.example.org', organisation: 'acme' };

/** 303 leads on, 400 something is missing, 403 not for you. Before the App is made, and after. */
type Row = { readonly nobody: number; readonly before: number; readonly after: number };
const everybody = (status: number): Row => ({ nobody: status, before: status, after: status });
const matrix: Readonly<Record<string, Row>> = {
  'GET /': everybody(303),
  'GET /assets/style.css': everybody(200),
  'GET /assets/icon.svg': everybody(200),
  // Without its token it opens nothing.
  'GET /setup/open': everybody(403),
  'GET /setup': { nobody: 403, before: 200, after: 303 },
  // Nothing is filled in.
  'POST /setup': { nobody: 403, before: 400, after: 303 },
  // Nothing was begun.
  'GET /setup/made': { nobody: 403, before: 400, after: 303 },
  'GET /setup/checklist': { nobody: 403, before: 303, after: 200 },
  'POST /setup/tests': { nobody: 403, before: 303, after: 200 },
};
const named = routes.map((route) => ({ route, name: `${route.method} ${route.path}` }));

describe('the matrix of who may open what', () => {
  it('has a row for each route, and no other', () => expect(Object.keys(matrix).sort()).toEqual(named.map(({ name }) => name).sort()));

  it.each(named)('$name', async ({ route: { method, path }, name }) => {
    const found = { nobody: (await ask(method, path)).status, before: 0, after: 0 };
    const cookie = await letIn();
    const form = { form_token: await formToken(cookie) };
    found.before = (await ask(method, path, { cookie, form })).status;
    begin(made);
    const later = await letIn();
    const formLater = { form_token: await formToken(later, '/setup/checklist?repository=acme/widget') };
    found.after = (await ask(method, path, { cookie: later, form: formLater })).status;
    expect(found).toEqual(matrix[name]);
  });

  it.each(named)(
    '$name is not answered under another name, as when that name is made to point here',
    async ({ route: { method, path } }) => {
      const cookie = await letIn();
      for (const host of ['evil.example', 'evil.example:3001', '127.0.0.1', 'localhost:3001']) {
        const answer = await ask(method, path, { cookie, host, form: { form_token: await formToken(cookie) } });
        expect([host, answer.status]).toEqual([host, 403]);
      }
      expect(calls).toEqual([]);
    },
  );

  it.each(named)('$name can be framed by nobody, runs nothing and loads nothing from elsewhere', async ({ route: { method, path } }) => {
    const { headers } = await ask(method, path);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' https://github.com; frame-ancestors 'none'; base-uri 'none'",
    );
    expect([headers.get('x-frame-options'), headers.get('cache-control')]).toEqual(['DENY', 'no-store']);
    // GitHub is told where the form comes from, and never what stands in an address.
    expect(headers.get('referrer-policy')).toBe('strict-origin');
  });
});

describe('the printed address', () => {
  it('opens once, and leaves no token in the address', async () => {
    const opened = await ask('GET', app.link.slice(origin.length));
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/setup']);
    expect(opened.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect((await ask('GET', app.link.slice(origin.length))).status).toBe(403);
  });

  it('does not open with a token that is wrong, and a wrong one does not use the right one up', async () => {
    for (const token of ['', 'x', `${app.link.split('token=')[1]}x`])
      expect((await ask('GET', `/setup/open?token=${token}`)).status).toBe(403);
    await letIn();
  });

  it('does not open after an hour', async () => {
    now += linkMs + 1;
    expect((await ask('GET', app.link.slice(origin.length))).status).toBe(403);
  });

  it('lets nobody in who brings another cookie', async () => {
    const cookie = await letIn();
    for (const other of [`${cookie}x`, 'fixlead-setup=', `${cookie}; fixlead-setup=planted`])
      expect((await ask('GET', '/setup', { cookie: other })).status).toBe(403);
  });
});

describe('a form of the set-up', () => {
  it.each([
    { how: 'without its token', how2: { form: choices } },
    { how: 'of another browser', how2: { form: { ...choices, form_token: 'guessed' } } },
  ])('is not taken $how', async ({ how2 }) => {
    const cookie = await letIn();
    const answer = await ask('POST', '/setup', { cookie, ...how2 });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('This form was not drawn for you')]);
  });

  it('is not taken from another site', async () => {
    const cookie = await letIn();
    const form = { ...choices, form_token: await formToken(cookie) };
    expect((await ask('POST', '/setup', { cookie, form, origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask('POST', '/setup', { cookie, form, origin })).status).toBe(200);
  });

  it('that begins anew makes what was begun before worthless', async () => {
    const cookie = await letIn();
    const form = { ...choices, form_token: await formToken(cookie) };
    const stateIn = async (answer: Response) => /state=([\w-]+)"/.exec(await answer.text())?.[1] ?? '';
    const first = await stateIn(await ask('POST', '/setup', { cookie, form }));
    const second = await stateIn(await ask('POST', '/setup', { cookie, form }));
    expect((await ask('GET', `/setup/made?code=c1&state=${first}`, { cookie })).status).toBe(400);
    expect((await ask('GET', `/setup/made?code=c2&state=${second}`, { cookie })).status).toBe(303);
    expect((await ask('GET', `/setup/made?code=c3&state=${second}`, { cookie })).status).toBe(303);
    expect(calls).toEqual(['make c2']);
  });

  it.each([
    { name: '', says: 'The name needs 1 to 34 characters' },
    { name: 'x'.repeat(35), says: 'The name needs 1 to 34 characters' },
    { app_url: 'http://fixlead.example.org', says: 'must begin with https://' },
    { app_url: 'https://fixlead.example.org/app', says: 'must begin with https://' },
    { app_url: 'javascript:alert(1)', says: 'must begin with https://' },
    { organisation: '../settings', says: 'The organisation is named as in its address' },
    { organisation: 'acme/x', says: 'The organisation is named as in its address' },
  ])('says what is wrong with $name $app_url $organisation, keeps what was typed, and begins nothing', async ({ says, ...wrong }) => {
    const cookie = await letIn();
    const form = { ...choices, ...wrong, form_token: await formToken(cookie) };
    const answer = await ask('POST', '/setup', { cookie, form });
    const text = await answer.text();
    expect([answer.status, text]).toEqual([400, expect.stringContaining(says)]);
    expect(text).not.toContain('settings/apps/new');
  });
});

describe('the pages of the set-up', () => {
  it('show what was given to them as text', async () => {
    const cookie = await letIn();
    expect(await (await ask('GET', '/setup', { cookie })).text()).toContain('value="&lt;b&gt;acme"');
    begin(made);
    const later = await letIn();
    const page = await (await ask('GET', '/setup/checklist?repository=acme/widget', { cookie: later })).text();
    expect(page).toContain('&lt;i&gt;is not there&lt;/i&gt;');
  });

  it('send test messages when they are asked to, and only then', async () => {
    begin(made);
    const cookie = await letIn();
    const page = '/setup/checklist?repository=acme/widget';
    const form = { form_token: await formToken(cookie, page), repository: 'acme/widget' };
    expect(calls).toEqual([]);
    const answer = await ask('POST', '/setup/tests', { cookie, form });
    expect(await answer.text()).toContain('a test message was sent');
    expect(calls).toEqual(['test acme/widget']);
  });

  it.each(['', 'acme', '../x', 'acme/wid get', 'a/b/c'])('look at no repository called "%s"', async (repository) => {
    begin(made);
    const cookie = await letIn();
    const page = await ask('GET', `/setup/checklist?${new URLSearchParams({ repository }).toString()}`, { cookie });
    expect(await page.text()).toContain('looked at the App');
  });
});
