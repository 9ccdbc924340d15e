/** The end of GitHub's manifest flow: a code that the browser brought back is exchanged for the App's credentials, once. */
import { z } from 'zod';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import { secret, type Secret } from '../secret.ts';

export type NewApp = {
  readonly id: number;
  readonly slug: string;
  /** Its page on GitHub, from which it is installed. */
  readonly pageUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Undefined where GitHub made none. */
  readonly webhookSecret: Secret | undefined;
  /** PEM. */
  readonly privateKey: Secret;
};

const timeoutMs = 20_000;
const word = z.string().regex(/^[\w.-]{1,200}$/);

const answer = z
  .object({
    id: z.number().int().positive(),
    slug: word,
    html_url: z.url(),
    client_id: word,
    client_secret: z.string().regex(/^[\w.\- ]{1,200}$/),
    webhook_secret: word.nullable(),
    pem: z.string().startsWith('-----BEGIN '),
  })
  .transform(({ id, slug, html_url, client_id, client_secret, webhook_secret, pem }): NewApp => ({
    ...{ id, slug, pageUrl: html_url, clientId: client_id, clientSecret: secret(client_secret), privateKey: secret(pem) },
    webhookSecret: webhook_secret === null ? undefined : secret(webhook_secret),
  }));

/**
 * Errors: GitHubFailure; permanent when GitHub does not know the code, as after an hour or a first exchange. No error holds what was answered.
 * Source: GitHub Docs, "Registering a GitHub App from a manifest", step 3; REST, "Create a GitHub App from a manifest".
 */
export async function convertManifest(apiUrl: string | undefined, code: string): Promise<NewApp> {
  const root = (apiUrl ?? 'https://api.github.com').replace(/\/$/, '');
  const response = await fetch(`${root}/app-manifests/${encodeURIComponent(code)}/conversions`, {
    ...{ method: 'POST', redirect: 'error', signal: AbortSignal.timeout(timeoutMs) },
    headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28', 'user-agent': 'fixlead' },
  }).catch((cause: unknown) => {
    throw new GitHubFailure('GitHub did not answer', { cause });
  });
  if (response.status === 404 || response.status === 422)
    throw new GitHubFailure('GitHub does not know this code: it was used before, or is older than an hour', { permanent: true });
  if (response.status !== 201) throw new GitHubFailure(`GitHub answered ${response.status}`, {});
  const read = answer.safeParse(await response.json().catch(() => undefined));
  if (!read.success) throw new GitHubFailure("GitHub's answer about the new App cannot be read", { permanent: true });
  return read.data;
}
