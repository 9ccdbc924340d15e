import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation, hour, minute, type Conversation } from '../conversations/a-conversation.ts';
import { aBrowser, formTokenIn, wordsIn } from './a-browser.ts';

describe('signing in', () => {
  let talk: Conversation;
  let id: string;
  beforeAll(async () => {
    talk = await aConversation({ withDashboard: true });
    id = await talk.report('rita');
  });
  afterAll(() => talk.close());

  it('shows nobody anything but the way in', async () => {
    const page = await aBrowser(talk).get('/');
    expect([page.status, wordsIn(page).includes('Sign in with GitHub'), page.text.includes('GHSA')]).toEqual([200, true, false]);
  });

  it('goes over GitHub with a state and a PKCE challenge, and ends where it began', async () => {
    const browser = aBrowser(talk);
    const begun = await browser.get('/sign-in?to=/%3Fa%3Db');
    const asked = new URL(begun.location).searchParams;
    expect(Object.fromEntries(asked)).toEqual({
      client_id: 'Iv23li4711',
      redirect_uri: `${talk.url()}/sign-in/done`,
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    const page = await browser.signIn('max', '/?a=b');
    expect([page.status, wordsIn(page).includes('@max'), page.text.includes(id)]).toEqual([200, true, true]);
  });

  it('shows a maintainer and the reporter the case, and a stranger that there is nothing for them', async () => {
    for (const login of ['ana', 'rita']) expect((await aBrowser(talk).signIn(login)).text).toContain(id);
    const stranger = await aBrowser(talk).signIn('oscar');
    expect(wordsIn(stranger)).toContain('There is nothing here that you may see');
    expect(stranger.text).not.toContain('GHSA');
  });

  it('says so, and shows nothing, when GitHub cannot be asked', async () => {
    const browser = aBrowser(talk);
    await browser.signIn('ben');
    await talk.pass(2 * minute);
    const mend = talk.misbehave({ kind: '502-before-doing', path: /security-advisories/ });
    const page = await browser.get('/');
    mend();
    expect(wordsIn(page)).toContain('GitHub did not say whether you may see the cases of acme/widget');
    expect(page.text).not.toContain(id);
  });

  it.each([
    { name: 'another host', to: 'https://evil.example/' },
    { name: 'another host without a scheme', to: '//evil.example/' },
    { name: 'another host behind a backslash', to: '/\\evil.example/' },
    { name: 'a script', to: 'javascript:alert(1)' },
    { name: 'a header of its own', to: '/\r\nset-cookie: a=b' },
    { name: 'itself', to: '/sign-in?to=/' },
  ])('does not lead to $name', async ({ to }) => {
    const browser = aBrowser(talk);
    const begun = await browser.get(`/sign-in?${new URLSearchParams({ to }).toString()}`);
    const allowed = await fetch(`${begun.location}&login=max`, { redirect: 'manual' });
    const done = await browser.get(allowed.headers.get('location') ?? '');
    expect([done.status, done.location]).toEqual([303, '/']);
  });

  it('takes no answer of GitHub in another browser than the one that began, nor twice, nor with another state', async () => {
    const browser = aBrowser(talk);
    const begun = await browser.get('/sign-in');
    const allowed = (await fetch(`${begun.location}&login=max`, { redirect: 'manual' })).headers.get('location') ?? '';
    expect((await aBrowser(talk).get(allowed)).status).toBe(400);
    expect((await browser.get(allowed.replace(/state=[^&]+/, 'state=other'))).status).toBe(400);
    const cookies = new Map(browser.cookies);
    expect((await browser.get(allowed)).status).toBe(303);
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    expect((await browser.get(allowed)).status).toBe(400);
  });

  it('gives a session of its own, whatever cookie the browser came with', async () => {
    const browser = aBrowser(talk);
    await browser.signIn('max');
    const planted = browser.cookies.get('fixlead-session') ?? '';
    const victim = aBrowser(talk);
    victim.cookies.set('fixlead-session', planted);
    await victim.signIn('rita');
    expect(victim.cookies.get('fixlead-session')).not.toBe(planted);
    expect(wordsIn(await browser.get('/'))).toContain('@max');
  });

  it('sets cookies that no script reads and no other site sends along', async () => {
    const begun = await aBrowser(talk).get('/sign-in');
    expect(begun.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^fixlead-sign-in=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/),
    ]);
  });

  it('believes no cookie that it did not sign', async () => {
    const browser = aBrowser(talk);
    await browser.signIn('max');
    const [secret, signature = ''] = (browser.cookies.get('fixlead-session') ?? '').split('.');
    for (const forged of [`${secret}.${signature.toLowerCase()}`, `${secret}x.${signature}`, secret ?? '', '.', '']) {
      browser.cookies.set('fixlead-session', forged);
      expect(wordsIn(await browser.get('/'))).toContain('Sign in with GitHub');
    }
  });

  it('ends at once when somebody signs out, also for whoever copied the cookie', async () => {
    const browser = aBrowser(talk);
    const page = await browser.signIn('max');
    const copy = browser.cookies.get('fixlead-session') ?? '';
    expect((await browser.post('/sign-out', { form_token: formTokenIn(page) })).location).toBe('/');
    browser.cookies.set('fixlead-session', copy);
    expect(wordsIn(await browser.get('/'))).toContain('Sign in with GitHub');
  });

  it('ends everywhere when somebody asks for that', async () => {
    const [here, there, other] = [aBrowser(talk), aBrowser(talk), aBrowser(talk)];
    const page = await here.signIn('ben');
    await there.signIn('ben');
    await other.signIn('ana');
    await here.post('/sign-out', { form_token: formTokenIn(page), everywhere: 'yes' });
    expect(wordsIn(await there.get('/'))).toContain('Sign in with GitHub');
    expect(wordsIn(await other.get('/'))).toContain('@ana');
  });

  it.each([
    { name: 'of nobody', form: {}, headers: {} },
    { name: 'of another session', form: { form_token: 'x'.repeat(43) }, headers: {} },
    { name: 'of another site', form: undefined, headers: { origin: 'https://evil.example' } },
    { name: 'that the browser knows to be of another site', form: undefined, headers: { 'sec-fetch-site': 'cross-site' } },
  ])('takes no form $name', async ({ form, headers }) => {
    const browser = aBrowser(talk);
    const page = await browser.signIn('max');
    const answer = await browser.post('/sign-out', form ?? { form_token: formTokenIn(page) }, headers);
    expect([answer.status, wordsIn(await browser.get('/')).includes('@max')]).toEqual([403, true]);
  });

  it('lets no other site frame it, load from it or learn what was open, and runs nothing', async () => {
    const { headers } = await aBrowser(talk).get('/');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect([headers.get('x-frame-options'), headers.get('referrer-policy'), headers.get('cache-control')]).toEqual([
      'DENY',
      'same-origin',
      'no-store',
    ]);
  });

  it('logs neither a token nor a code nor a cookie', async () => {
    const browser = aBrowser(talk);
    await browser.signIn('max');
    const log = talk.log();
    expect(log).toContain('signed in');
    for (const secret of ['ghu_', 'ghr_', 'code=', ...browser.cookies.values()]) expect(log).not.toContain(secret);
  });

  // These let time pass, so they come last.
  it('renews the token that GitHub lets expire after eight hours, and keeps the session by use', async () => {
    const browser = aBrowser(talk);
    await browser.signIn('ana');
    for (let passed = 0; passed < 9; passed += 1) {
      await talk.pass(hour);
      expect((await browser.get('/')).text).toContain(id);
    }
    expect(talk.github.world.requestsTo({ path: '/login/oauth/access_token' }).length).toBeGreaterThan(1);
  });

  it('ends after two hours without use, and after twelve in any case', async () => {
    const [idle, busy] = [aBrowser(talk), aBrowser(talk)];
    await idle.signIn('max');
    await busy.signIn('max');
    for (let passed = 0; passed < 12; passed += 1) {
      await talk.pass(hour - minute);
      expect(wordsIn(await busy.get('/'))).toContain('@max');
    }
    await talk.pass(hour);
    expect(wordsIn(await busy.get('/'))).toContain('Sign in with GitHub');
    expect(wordsIn(await idle.get('/'))).toContain('Sign in with GitHub');
  });

  it('ends when GitHub does not take the token any more, and says that one has to sign in again', async () => {
    const browser = aBrowser(talk);
    await browser.signIn('max');
    for (const [token, { actor }] of talk.github.world.tokens) if (actor.kind === 'person') talk.github.world.tokens.delete(token);
    await talk.pass(2 * minute);
    const page = await browser.get('/');
    expect([page.status, wordsIn(page).includes('You are not signed in any more'), wordsIn(page).includes('@max')]).toEqual([
      401,
      true,
      false,
    ]);
    expect(wordsIn(await browser.get('/'))).toContain('Sign in with GitHub');
  });
});
