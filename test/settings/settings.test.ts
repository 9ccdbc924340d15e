import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { publicLists, publicQuestions } from '../../src/settings/public-source-settings.ts';
import { createLog } from '../../src/adapters/log.ts';
import { readSettings, storeOf, variables, type Settings } from '../../src/settings/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pem = (type: 'pkcs1' | 'pkcs8') => rsa.export({ type, format: 'pem' }).toString();
const pkcs1 = pem('pkcs1');
const curve = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const secret = 'f0e4c2f76c58916ec258f246851bea091d14d4247a2fc3e18694461b1816e13b';
const good = { APP_ID: '4711', PRIVATE_KEY: pkcs1, WEBHOOK_SECRET: secret };

function settingsOf(env: Readonly<Record<string, string | undefined>>): Settings {
  const read = readSettings(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.settings;
}

/** What stands in the secrets, for comparing. */
function revealed(env: Readonly<Record<string, string | undefined>>) {
  const { privateKey, webhookSecret, store, ...others } = settingsOf(env);
  return { ...others, privateKey: privateKey.reveal(), webhookSecret: webhookSecret.reveal(), store: store.reveal() };
}

function problemsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const read = readSettings(env);
  return read.ok ? [] : read.problems;
}

describe('where it is looked whether others speak of a case', () => {
  it('is nowhere at all when both are none', () => {
    expect(settingsOf({ ...good, FIXLEAD_PUBLIC_LISTS: 'none', FIXLEAD_PUBLIC_QUESTIONS: 'none' }).publicSources).toBeUndefined();
  });

  it.each([
    { FIXLEAD_PUBLIC_LISTS: 'http://lists.example.org/new' },
    { FIXLEAD_PUBLIC_LISTS: 'no' },
    { FIXLEAD_PUBLIC_QUESTIONS: 'https://api.example.org/without-a-place-for-the-id' },
  ])('is refused as $FIXLEAD_PUBLIC_LISTS$FIXLEAD_PUBLIC_QUESTIONS', (env) => {
    expect(problemsOf({ ...good, ...env })).toEqual([expect.stringMatching(/^FIXLEAD_PUBLIC_\w+ must /)]);
  });
});

describe('what must be set', () => {
  it('is enough: everything else has a default', () => {
    expect(revealed(good)).toEqual({
      appId: 4711,
      privateKey: pkcs1.trim(),
      webhookSecret: secret,
      store: 'sqlite:./fixlead.sqlite',
      dataFolder: join(process.cwd(), 'fixlead-data'),
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      evidence: { issuer: 'https://token.actions.githubusercontent.com', keys: new Map() },
      githubApiUrl: undefined,
      gitUrl: 'https://github.com',
      publicSources: { lists: publicLists, questions: publicQuestions, allowPrivate: false },
    });
  });

  it('is asked for in one go, each in a line', () => {
    const problems = problemsOf({});
    expect(problems).toHaveLength(3);
    expect(problems.every((problem) => !problem.includes('\n'))).toBe(true);
    expect(problems.join('\n')).toMatch(/^APP_ID is missing.*\nPRIVATE_KEY and PRIVATE_KEY_PATH are missing.*\nWEBHOOK_SECRET is missing/);
  });

  it('counts as not set when it is empty, as in an example that was not filled in', () => {
    expect(problemsOf({ APP_ID: '', PRIVATE_KEY_PATH: '', WEBHOOK_SECRET: '' })).toEqual(problemsOf({}));
  });

  it('may be empty where it has a default', () => {
    expect(revealed({ ...good, PORT: '', HOST: '', LOG_LEVEL: '', FIXLEAD_STORE: '', FIXLEAD_GITHUB_API_URL: '' })).toEqual(revealed(good));
  });
});

describe('APP_ID', () => {
  it.each(['0', '-1', '4711a', 'Iv23liabcdefghij', '1e3', '4711 '])('is not "%s"', (APP_ID) => {
    expect(problemsOf({ ...good, APP_ID })).toEqual([expect.stringContaining('APP_ID is not a number')]);
  });
});

describe('the private key', () => {
  it.each([
    ['as GitHub hands it out', pkcs1],
    ['as PKCS #8', pem('pkcs8')],
    ['with its line breaks as two characters', pkcs1.replaceAll('\n', '\\n')],
    ['with white space around it', `\n  ${pkcs1}\n\n`],
  ])('is taken %s', (_how, PRIVATE_KEY) => {
    expect(settingsOf({ ...good, PRIVATE_KEY }).privateKey.reveal()).toMatch(/^-----BEGIN (RSA )?PRIVATE KEY-----\n[\s\S]+-----$/);
  });

  it('is read from a file', () => {
    expect(settingsOf({ ...good, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: file('key.pem', pkcs1) }).privateKey.reveal()).toBe(
      pkcs1.trim(),
    );
  });

  it('is the one in PRIVATE_KEY when both are set', () => {
    expect(settingsOf({ ...good, PRIVATE_KEY_PATH: join(folder, 'nowhere.pem') }).privateKey.reveal()).toBe(pkcs1.trim());
  });

  it('in a file that is not there is named with the path', () => {
    const path = join(folder, 'nowhere.pem');
    expect(problemsOf({ ...good, PRIVATE_KEY: '', PRIVATE_KEY_PATH: path })).toEqual([
      `PRIVATE_KEY_PATH names a file that cannot be read (ENOENT): ${path}`,
    ]);
  });

  it.each([
    ['some text', 'hello'],
    ['a key that was cut short', pkcs1.slice(0, 400)],
    ['a key of another kind', curve.privateKey],
    ['a public key', curve.publicKey],
  ])('is not %s, and none of it is repeated', (_what, text) => {
    const [byValue, ...more] = problemsOf({ ...good, PRIVATE_KEY: text });
    expect([byValue, more]).toEqual([expect.stringMatching(/^PRIVATE_KEY is not an RSA private key in PEM form/), []]);
    const [byFile] = problemsOf({ ...good, PRIVATE_KEY: '', PRIVATE_KEY_PATH: file('bad.pem', text) });
    expect(byFile).toMatch(/^The file of PRIVATE_KEY_PATH, .*bad\.pem, is not an RSA private key/);
    expect(`${byValue} ${byFile}`).not.toContain(text.slice(-40, -10) || text);
  });
});

describe('WEBHOOK_SECRET', () => {
  it.each([
    ['is too short', 'Zx8'.repeat(10)],
    ['is the default of Probot', 'development'],
    ['stands in examples', `changeme-${secret}`],
    ['is the word itself', `my-secret-${secret}`],
    ['repeats itself', 'abcabcabcabcabcabcabcabcabcabcabcabc'],
  ])('is refused when it %s, and is not repeated', (_why, WEBHOOK_SECRET) => {
    const [problem, ...more] = problemsOf({ ...good, WEBHOOK_SECRET });
    expect(problem).toContain('WEBHOOK_SECRET is too weak: it needs at least 32 characters that nobody can guess.');
    expect(problem).not.toContain(WEBHOOK_SECRET);
    expect(more).toEqual([]);
  });

  it('may have 32 characters', () => {
    expect(settingsOf({ ...good, WEBHOOK_SECRET: secret.slice(0, 32) }).webhookSecret.reveal()).toHaveLength(32);
    expect(problemsOf({ ...good, WEBHOOK_SECRET: secret.slice(0, 31) })).toHaveLength(1);
  });
});

describe('PORT', () => {
  it.each(['0', '80', '65535'])('may be %s', (PORT) => expect(settingsOf({ ...good, PORT }).port).toBe(Number(PORT)));
  it.each(['65536', '-1', '3000.5', '0x10', 'http', '99999999'])('is not "%s"', (PORT) => {
    expect(problemsOf({ ...good, PORT })).toEqual([`PORT is "${PORT}"; it must be a number from 0 to 65535.`]);
  });
});

describe('LOG_LEVEL', () => {
  it.each(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])('may be %s', (LOG_LEVEL) =>
    expect(settingsOf({ ...good, LOG_LEVEL }).logLevel).toBe(LOG_LEVEL),
  );
  it.each(['verbose', 'INFO', 'trace'])('is not "%s", and the levels are named', (LOG_LEVEL) => {
    expect(problemsOf({ ...good, LOG_LEVEL })).toEqual([
      `LOG_LEVEL is "${LOG_LEVEL}"; it must be one of fatal, error, warn, info, debug, silent.`,
    ]);
  });
});

describe('FIXLEAD_GITHUB_API_URL', () => {
  it.each(['https://api.octocorp.ghe.com', 'https://github.example.org/api/v3', 'http://127.0.0.1:8080', 'http://localhost:8080'])(
    'may be %s',
    (url) => expect(settingsOf({ ...good, FIXLEAD_GITHUB_API_URL: url }).githubApiUrl).toBe(url),
  );
  it.each([
    { api: undefined, git: 'https://github.com' },
    { api: 'https://api.github.com', git: 'https://github.com' },
    { api: 'https://api.octocorp.ghe.com/', git: 'https://octocorp.ghe.com' },
    { api: 'http://127.0.0.1:8080', git: 'http://127.0.0.1:8080' },
  ])('of $api has git at $git', ({ api, git }) => expect(settingsOf({ ...good, FIXLEAD_GITHUB_API_URL: api }).gitUrl).toBe(git));
  it.each(['api.octocorp.ghe.com', 'http://github.example.org/api/v3', 'ftp://example.org', 'file:///etc/passwd'])(
    'is not %s: tokens go there',
    (url) => expect(problemsOf({ ...good, FIXLEAD_GITHUB_API_URL: url })).toEqual([expect.stringContaining('it must begin with https://')]),
  );
});

describe('FIXLEAD_METRICS_TOKEN', () => {
  it('needs 32 characters, and does not show when the settings are printed', () => {
    expect(problemsOf({ ...good, FIXLEAD_METRICS_TOKEN: 'x'.repeat(31) })).toEqual([expect.stringContaining('at least 32 characters')]);
    const settings = settingsOf({ ...good, FIXLEAD_METRICS_TOKEN: 'x'.repeat(32) });
    expect(settings.metricsToken?.reveal()).toBe('x'.repeat(32));
    expect(JSON.stringify(settings)).not.toContain('xxx');
  });
});

describe('FIXLEAD_EVIDENCE_KEYS', () => {
  const keysIn = (FIXLEAD_EVIDENCE_KEYS: string) =>
    [...(settingsOf({ ...good, FIXLEAD_EVIDENCE_KEYS }).evidence?.keys ?? [])].map(([name, key]) => [name, key.reveal()]);
  const other = secret.replace('f', '0');

  it('holds one key for each repository, which may have the sign itself in it', () => {
    expect(keysIn(` Acme/widget=${secret}==\n acme/ci=${other},`)).toEqual([
      ['acme/widget', `${secret}==`],
      ['acme/ci', other],
    ]);
  });

  it.each([
    { name: 'no repository', text: secret, problem: 'entry 1: write OWNER/NAME=KEY' },
    { name: 'a short key', text: `acme/widget=${secret.slice(0, 31)}`, problem: 'the key of acme/widget needs at least 32' },
    { name: 'a repository twice', text: `acme/widget=${secret} ACME/widget=${other}`, problem: 'names ACME/widget twice' },
    { name: 'a key twice', text: `acme/widget=${secret} acme/ci=${secret}`, problem: "is another repository's as well" },
  ])('is refused with $name, and no key is repeated', ({ text, problem }) => {
    const problems = problemsOf({ ...good, FIXLEAD_EVIDENCE_KEYS: text });
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems.join()).not.toContain(secret.slice(0, 20));
  });
});

it.each(['token.actions.example.org', 'http://token.actions.example.org'])(
  'FIXLEAD_EVIDENCE_ISSUER is not %s: its keys are believed',
  (url) => {
    expect(problemsOf({ ...good, FIXLEAD_EVIDENCE_ISSUER: url })).toEqual([expect.stringContaining('FIXLEAD_EVIDENCE_ISSUER is')]);
  },
);

describe('the dashboard', () => {
  const whole = {
    ...{ FIXLEAD_URL: 'https://fixlead.example.org', GITHUB_CLIENT_ID: 'Iv23li', GITHUB_CLIENT_SECRET: 'shh' },
    FIXLEAD_SESSION_KEY: 'k'.repeat(32),
  };

  it('is not there when nothing of it is set', () => expect(settingsOf(good).dashboard).toBeUndefined());

  it('is there when all of it is set, and does not show its secrets when the settings are printed', () => {
    const settings = settingsOf({ ...good, ...whole, FIXLEAD_URL: 'https://fixlead.example.org/' });
    expect([settings.dashboard?.url, settings.dashboard?.clientSecret.reveal()]).toEqual(['https://fixlead.example.org', 'shh']);
    expect(JSON.stringify(settings)).not.toMatch(/shh|kkk/);
  });

  it.each(Object.keys(whole))('is not half there, without %s', (name) => {
    expect(problemsOf({ ...good, ...whole, [name]: undefined })).toEqual([expect.stringContaining(`missing: ${name}.`)]);
  });

  it.each([
    'http://fixlead.example.org',
    'https://fixlead.example.org/path',
    'fixlead.example.org',
    'ftp://x',
    'http://localhost.evil.example',
  ])('is not reached at %s', (FIXLEAD_URL) =>
    expect(problemsOf({ ...good, ...whole, FIXLEAD_URL })).toEqual([expect.stringContaining('FIXLEAD_URL is')]),
  );

  it('may be on this machine without TLS', () => {
    expect(settingsOf({ ...good, ...whole, FIXLEAD_URL: 'http://localhost:3000' }).dashboard?.url).toBe('http://localhost:3000');
  });

  it('needs a key that nobody can guess', () => {
    expect(problemsOf({ ...good, ...whole, FIXLEAD_SESSION_KEY: 'short' })).toEqual([expect.stringContaining('at least 32 characters')]);
  });
});

describe('every setting that is a secret', () => {
  const hidden = 'nobodyshouldreadthis0123456789abcdef';
  /** What opens something to whoever has it, each with the mark in it. */
  const secrets = {
    WEBHOOK_SECRET: `${hidden}1`,
    FIXLEAD_STORE: `postgres://fixlead:${hidden}@db/fixlead`,
    FIXLEAD_EVIDENCE_KEYS: `acme/widget-security=${hidden}2`,
    FIXLEAD_SLACK_ANNOUNCE: `https://hooks.slack.com/services/${hidden}`,
    FIXLEAD_SLACK_BOT_TOKEN: `xoxb-${hidden}`,
    FIXLEAD_WEB_HOOK_RELAY_URL: `https://relay.example.org/${hidden}`,
    FIXLEAD_WEB_HOOK_RELAY_SECRET: `${hidden}3`,
    FIXLEAD_SMTP_URL: `smtps://fixlead:${hidden}@mail.example.org`,
    FIXLEAD_METRICS_TOKEN: `${hidden}4`,
    GITHUB_CLIENT_SECRET: `${hidden}5`,
    FIXLEAD_SESSION_KEY: `${hidden}6`,
  };
  const dashboard = { FIXLEAD_URL: 'https://fixlead.example.org', GITHUB_CLIENT_ID: 'Iv23', FIXLEAD_MAIL_FROM: 'security@acme.example' };
  const settings = () => settingsOf({ ...good, ...dashboard, ...secrets });

  it('is among those tried here', () => {
    const isSecret = (name: string) => /SECRET|TOKEN|KEY|SMTP_URL|STORE/.test(name) && !/^PRIVATE_KEY/.test(name);
    expect(variables.filter(isSecret).filter((name) => !Object.hasOwn(secrets, name))).toEqual([]);
  });

  it('does not show when the settings are printed, logged or written as JSON', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'debug', to: { write: (line) => void lines.push(line) } });
    log.info({ settings: settings() }, 'settings');
    const printed = [inspect(settings(), { depth: Infinity, showHidden: true }), JSON.stringify(settings()), ...lines];
    expect(printed.filter((text) => text.includes(hidden) || text.includes(pkcs1.split('\n')[2] ?? ''))).toEqual([]);
    expect(settings().webhookSecret.reveal()).toBe(`${hidden}1`);
  });
});

describe('FIXLEAD_DATA', () => {
  it.each([
    { store: 'sqlite:/data/fixlead.sqlite', data: undefined, folder: '/data/fixlead-data' },
    { store: 'sqlite::memory:', data: undefined, folder: join(process.cwd(), 'fixlead-data') },
    { store: 'postgres://fixlead@db/fixlead', data: undefined, folder: join(process.cwd(), 'fixlead-data') },
    { store: 'sqlite:/data/fixlead.sqlite', data: '/elsewhere', folder: '/elsewhere' },
  ])('beside $store, given $data, is $folder', ({ store, data, folder }) =>
    expect(settingsOf({ ...good, FIXLEAD_STORE: store, FIXLEAD_DATA: data }).dataFolder).toBe(folder),
  );
});

it('finds the store without any other setting, for those who only look', () => {
  expect([storeOf({}), storeOf({ FIXLEAD_STORE: '' }), storeOf({ FIXLEAD_STORE: 'sqlite:/data/x' })]).toEqual([
    'sqlite:./fixlead.sqlite',
    'sqlite:./fixlead.sqlite',
    'sqlite:/data/x',
  ]);
});
