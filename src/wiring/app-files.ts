/** What `fixlead setup` writes and `fixlead start` reads: the App's private key, and `.env`. Only their owner may read them. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewApp } from '../adapters/github/convert-manifest.ts';

export const keyFile = 'fixlead.private-key.pem';
export const envFile = '.env';

export type AppFiles = {
  readonly folder: string;
  /** Where people and GitHub reach the app, without the slash at the end. */
  readonly appUrl: string;
  /** GitHub's own by default. */
  readonly apiUrl: string | undefined;
};

/** Those that are there already. */
export function filesInTheWay(folder: string): readonly string[] {
  return [keyFile, envFile].filter((name) => existsSync(join(folder, name)));
}

/** Moves them aside, as `NAME.old`. */
export async function moveAside(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rename(join(folder, name), join(folder, `${name}.old`));
}

/**
 * The key first: `.env` names it. Errors: throws what the system says, also when a file is there already; then nothing of it was changed.
 */
export async function writeAppFiles(app: NewApp, files: AppFiles): Promise<void> {
  await writePrivately(join(files.folder, keyFile), app.privateKey.reveal());
  await writePrivately(join(files.folder, envFile), envText(app, files));
}

/** Made with its rights, so that there is no moment at which others could open it; whatever the umask, they are just these. */
async function writePrivately(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(path, 0o600);
}

function envText(app: NewApp, { appUrl, apiUrl }: AppFiles): string {
  const { port, hostname } = new URL(appUrl);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return `# Written by "fixlead setup" for the App ${app.slug}. It holds secrets: keep it out of version control.
# docs/operating.md says what each variable does, and which others there are.

APP_ID=${app.id}
PRIVATE_KEY_PATH=./${keyFile}
WEBHOOK_SECRET=${app.webhookSecret?.reveal() ?? ''}

FIXLEAD_URL=${appUrl}
GITHUB_CLIENT_ID=${app.clientId}
GITHUB_CLIENT_SECRET="${app.clientSecret.reveal()}"
FIXLEAD_SESSION_KEY=${newKey()}
FIXLEAD_METRICS_TOKEN=${newKey()}
${apiUrl === undefined ? '' : `\nFIXLEAD_GITHUB_API_URL=${apiUrl}\n`}
# Where the app listens; a reverse proxy passes ${appUrl} on to it.
HOST=127.0.0.1
PORT=${isHere && port !== '' ? port : '3000'}
`;
}

/** 256 bits by chance. */
function newKey(): string {
  return randomBytes(32).toString('hex');
}
