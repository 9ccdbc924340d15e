/** Who may bring evidence of tests from outside GitHub, and how it is shown who they are; `.env.example` explains each variable. */
import type { EvidenceKeys } from '../adapters/evidence/signature.ts';
import { secret, type Secret } from '../adapters/secret.ts';
import { repositoryName, type RepositoryName } from '../core/ids.ts';

export type EvidenceSettings = {
  /** Whose tokens are taken, without the slash at the end. */
  readonly issuer: string;
  readonly keys: EvidenceKeys;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Refuse = (problem: string) => undefined;

/** Source: GitHub Docs, "OpenID Connect reference". */
export const actionsIssuer = 'https://token.actions.githubusercontent.com';
/** Unit: characters. */
const shortestKey = 32;

/** Tokens must be for this name, which no other app of anybody's has: one that was given to another is worth nothing here. */
export function audienceOf(appId: number): string {
  return `fixlead-${appId}`;
}

export const noKeys: EvidenceSettings = { issuer: actionsIssuer, keys: new Map() };

export function readEvidenceSettings(env: Environment, refuse: Refuse): EvidenceSettings {
  return { issuer: readIssuer(env, refuse), keys: readKeys(env, refuse) };
}

/** Its keys decide what is believed, so only over TLS, or from this machine. */
function readIssuer({ FIXLEAD_EVIDENCE_ISSUER: text = actionsIssuer }: Environment, refuse: Refuse): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
  if (!isSafe)
    refuse(
      `FIXLEAD_EVIDENCE_ISSUER is "${text.slice(0, 100)}"; it must begin with https://, such as https://token.actions.octocorp.ghe.com.`,
    );
  return text.replace(/\/$/, '');
}

/** Errors name the repository, never the key. */
function readKeys({ FIXLEAD_EVIDENCE_KEYS: text = '' }: Environment, refuse: Refuse): EvidenceKeys {
  const keys = new Map<RepositoryName, Secret>();
  const known = new Set<string>();
  for (const [index, entry] of text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .entries()) {
    const [, repository, key = ''] = /^([\w-]{1,39}\/[\w.-]{1,100})=(.*)$/.exec(entry) ?? [];
    if (repository === undefined) refuse(`FIXLEAD_EVIDENCE_KEYS, entry ${index + 1}: write OWNER/NAME=KEY, with spaces between entries.`);
    else if (keys.has(repositoryName(repository))) refuse(`FIXLEAD_EVIDENCE_KEYS names ${repository} twice.`);
    else if (key.length < shortestKey)
      refuse(
        `FIXLEAD_EVIDENCE_KEYS: the key of ${repository} needs at least ${shortestKey} characters. Make one with: openssl rand -hex 32`,
      );
    else if (known.has(key)) refuse(`FIXLEAD_EVIDENCE_KEYS: the key of ${repository} is another repository's as well; each needs its own.`);
    else keys.set(repositoryName(repository), secret(key));
    known.add(key);
  }
  return keys;
}
