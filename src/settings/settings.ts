/** What the environment says, read once at start: everything wrong with it in one go, a clear line each. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createPrivateKey } from 'node:crypto';
import { readChannelSettings, type ChannelSettings } from './channel-settings.ts';
import { readEvidenceSettings, type EvidenceSettings } from './evidence-settings.ts';
import { readPublicSourceSettings } from './public-source-settings.ts';
import type { PublicSourceSettings } from '../adapters/public-sources/public-sources.ts';
import type { LogLevel } from '../adapters/log.ts';
import { secret, type Secret } from '../adapters/secret.ts';
import { readSurfaceSettings, type SurfaceSettings } from './surface-settings.ts';

export type Settings = {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: Secret;
  readonly webhookSecret: Secret;
  /** Its address, which may hold a password. */
  readonly store: Secret;
  /** A folder for what can be fetched again, such as git's copies of repositories. */
  readonly dataFolder: string;
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly logLevel: LogLevel;
  /** GitHub's own REST API unless told otherwise. */
  readonly githubApiUrl: string | undefined;
  /** Who may bring evidence of tests from outside GitHub; undefined: runs of GitHub Actions, and nobody by a key. */
  readonly evidence?: EvidenceSettings;
  /** Where notices go besides GitHub; undefined: nowhere. */
  readonly channels?: ChannelSettings;
  /** Where the records of published cases are written; undefined: nowhere. */
  readonly recordsFolder?: string;
  /** Where it is looked whether others speak of a case; undefined: nowhere. */
  readonly publicSources?: PublicSourceSettings;
  /** Where repositories are cloned from, without the slash at the end. */
  readonly gitUrl: string;
} & SurfaceSettings;

/** Every variable the app reads. `.env.example` explains each. */
export const variables = [
  'APP_ID',
  'PRIVATE_KEY',
  'PRIVATE_KEY_PATH',
  'WEBHOOK_SECRET',
  'FIXLEAD_STORE',
  'FIXLEAD_DATA',
  'PORT',
  'HOST',
  'LOG_LEVEL',
  'FIXLEAD_GITHUB_API_URL',
  'FIXLEAD_EVIDENCE_KEYS',
  'FIXLEAD_EVIDENCE_ISSUER',
  'FIXLEAD_SLACK_BOT_TOKEN',
  'FIXLEAD_SLACK_API_URL',
  'FIXLEAD_SMTP_URL',
  'FIXLEAD_MAIL_FROM',
  'FIXLEAD_RECORDS',
  'FIXLEAD_PUBLIC_LISTS',
  'FIXLEAD_PUBLIC_QUESTIONS',
  'FIXLEAD_ALLOW_PRIVATE_ADDRESSES',
  'FIXLEAD_METRICS_TOKEN',
  'FIXLEAD_URL',
  'GITHUB_CLIENT_ID',
  'GITHUB_CLIENT_SECRET',
  'FIXLEAD_SESSION_KEY',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Shorter secrets can be guessed by trying. Unit: characters. */
const shortestSecret = 32;
/** Secrets that stand in examples, and Probot's silent default. */
const weakSecrets = ['development', 'secret', 'changeme', 'password', 'webhook-secret'];
const logLevels: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

export type ReadSettings =
  { readonly ok: true; readonly settings: Settings } | { readonly ok: false; readonly problems: readonly string[] };

/** A variable that is there and empty, as in a form that was not filled in, counts as not set. */
export function readSettings(given: Environment): ReadSettings {
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const problems: string[] = [];
  const refuse = (problem: string): undefined => {
    problems.push(problem);
    return undefined;
  };
  const appId = readAppId(env, refuse);
  const privateKey = readPrivateKey(env, refuse);
  const webhookSecret = readSecret(env, refuse);
  const port = readPort(env, refuse);
  const logLevel = readLogLevel(env, refuse);
  const githubApiUrl = readApiUrl(env, refuse);
  const channels = readChannelSettings(env, refuse);
  const publicSources = readPublicSourceSettings(env, refuse);
  const surfaces = readSurfaceSettings(env, refuse);
  const evidence = readEvidenceSettings(env, refuse);
  if (appId === undefined || privateKey === undefined || webhookSecret === undefined || port === undefined || logLevel === undefined)
    return { ok: false, problems };
  if (problems.length > 0) return { ok: false, problems };
  const store = storeOf(env);
  const reach = { host: env.HOST ?? '127.0.0.1', port, githubApiUrl, gitUrl: gitUrlOf(githubApiUrl) };
  return {
    ok: true,
    settings: {
      appId,
      privateKey: secret(privateKey),
      webhookSecret: secret(webhookSecret),
      store: secret(store),
      dataFolder: dataFolderOf(env, store),
      logLevel,
      ...reach,
      evidence,
      ...(channels && { channels }),
      ...(publicSources && { publicSources }),
      ...(env.FIXLEAD_RECORDS !== undefined && { recordsFolder: resolve(env.FIXLEAD_RECORDS) }),
      ...surfaces,
    },
  };
}

/** Where the cases are, for those who only look at them and need no other setting. */
export function storeOf({ FIXLEAD_STORE = '' }: Environment): string {
  return FIXLEAD_STORE === '' ? 'sqlite:./fixlead.sqlite' : FIXLEAD_STORE;
}

/** Beside a store that is a file, else where the app was started. */
function dataFolderOf({ FIXLEAD_DATA: given }: Environment, store: string): string {
  if (given !== undefined) return resolve(given);
  const isFile = store.startsWith('sqlite:') && !store.startsWith('sqlite::memory:');
  return resolve(isFile ? dirname(store.slice('sqlite:'.length)) : '.', 'fixlead-data');
}

/** GitHub serves its API under `api.` of the host that it serves git from. */
export function gitUrlOf(apiUrl: string | undefined): string {
  if (apiUrl === undefined) return 'https://github.com';
  const url = new URL(apiUrl);
  return `${url.protocol}//${url.host.replace(/^api\./, '')}`;
}

type Refuse = (problem: string) => undefined;

function readAppId(env: Environment, refuse: Refuse): number | undefined {
  const text = env.APP_ID ?? '';
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text);
  return refuse(
    `APP_ID is ${text === '' ? 'missing' : 'not a number'}: set it to the App's number, which its settings page on GitHub shows.`,
  );
}

function readPrivateKey(env: Environment, refuse: Refuse): string | undefined {
  const { PRIVATE_KEY: given, PRIVATE_KEY_PATH: path } = env;
  if (given !== undefined) return pemIn(given, 'PRIVATE_KEY', refuse);
  if (path === undefined)
    return refuse(
      'PRIVATE_KEY and PRIVATE_KEY_PATH are missing: set one of them, to the key itself or to the file GitHub let you download.',
    );
  try {
    return pemIn(readFileSync(path, 'utf8'), `The file of PRIVATE_KEY_PATH, ${path},`, refuse);
  } catch (cause) {
    const { code = 'unknown reason' } = cause as { readonly code?: string };
    return refuse(`PRIVATE_KEY_PATH names a file that cannot be read (${code}): ${path}`);
  }
}

/** The key as Node reads it; GitHub wants RSA. */
function pemIn(text: string, name: string, refuse: Refuse): string | undefined {
  // Some hosts cannot hold line breaks in a variable and keep them as two characters.
  const pem = text.replaceAll('\\n', '\n').trim();
  return isRsaKey(pem)
    ? pem
    : refuse(`${name} is not an RSA private key in PEM form; it begins with "-----BEGIN RSA PRIVATE KEY-----" and has no passphrase.`);
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

function readSecret(env: Environment, refuse: Refuse): string | undefined {
  const text = env.WEBHOOK_SECRET ?? '';
  if (text === '')
    return refuse('WEBHOOK_SECRET is missing: without it anybody could send the app false events. Make one with: openssl rand -hex 32');
  const isWeak = text.length < shortestSecret || weakSecrets.some((weak) => text.toLowerCase().includes(weak)) || new Set(text).size < 8;
  return isWeak
    ? refuse(
        `WEBHOOK_SECRET is too weak: it needs at least ${shortestSecret} characters that nobody can guess. Make one with: openssl rand -hex 32`,
      )
    : text;
}

function readPort(env: Environment, refuse: Refuse): number | undefined {
  const text = env.PORT ?? '3000';
  return /^\d{1,5}$/.test(text) && Number(text) < 65_536
    ? Number(text)
    : refuse(`PORT is "${text.slice(0, 20)}"; it must be a number from 0 to 65535.`);
}

function readLogLevel(env: Environment, refuse: Refuse): LogLevel | undefined {
  const text = env.LOG_LEVEL ?? 'info';
  const level = logLevels.find((one) => one === text);
  return level ?? refuse(`LOG_LEVEL is "${text.slice(0, 20)}"; it must be one of ${logLevels.join(', ')}.`);
}

/** Our tokens go there, so only over TLS, or to this machine. */
export function readApiUrl({ FIXLEAD_GITHUB_API_URL: text }: Environment, refuse: Refuse): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
  return isSafe
    ? text
    : refuse(`FIXLEAD_GITHUB_API_URL is "${text.slice(0, 100)}"; it must begin with https://, such as https://api.octocorp.ghe.com.`);
}
