import { spawn } from 'node:child_process';

export type GitOptions = {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are answers and not failures; 0 is always one. */
  readonly accept?: readonly number[];
};
export type GitResult = { readonly code: number; readonly stdout: Buffer };

/** Runs git in `folder` and answers what it printed, without the last line's end. Throws with what git said when it fails. */
export async function git(folder: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  return (await runGit(folder, args, options)).stdout.toString('utf8').replace(/\n$/, '');
}

/** Answers about objects that are named by their whole SHA, which never change; the folder and the question are the key. */
const known = new Map<string, GitResult>();
const mostKnown = 2_000;
const sha = /^[0-9a-f]{40}(?:$|\^\{commit\}$|:)/;

export async function runGit(folder: string, args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  const isAboutObjects = ['ls-tree', 'cat-file', 'rev-parse'].includes(args[0] ?? '') && args.some((arg) => sha.test(arg));
  if (!isAboutObjects) return startGit(folder, args, options);
  const question = [folder, ...args].join('\0');
  const answer = known.get(question) ?? (await startGit(folder, args, options));
  if (known.size >= mostKnown) known.clear();
  if (answer.code === 0) known.set(question, answer);
  return answer;
}

async function startGit(folder: string, args: readonly string[], options: GitOptions): Promise<GitResult> {
  const child = spawn('git', args, { cwd: folder, env: { ...scrubbedEnvironment(), ...options.env }, stdio: ['pipe', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // Git may end before it has read its input, such as when a push is refused; its exit code tells the story.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input);
  const code = await new Promise<number>((resolve, reject) => child.on('error', reject).on('close', (exit) => resolve(exit ?? 1)));
  if (code !== 0 && !options.accept?.includes(code)) {
    throw new Error(`git ${args.join(' ')} ended with ${code}: ${Buffer.concat(stderr).toString('utf8').trim()}`);
  }
  return { code, stdout: Buffer.concat(stdout) };
}

/** Nothing of the machine's own git settings, credentials or identity may reach the simulated world. */
export function scrubbedEnvironment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
}

/** The environment that makes a commit by `person` at `at` (epoch ms). */
export function identity(
  person: { readonly login: string; readonly name?: string | undefined; readonly email?: string | undefined },
  at: number,
) {
  const name = person.name ?? person.login;
  const email = person.email ?? `${person.login}@users.noreply.github.com`;
  const date = `${Math.floor(at / 1000)} +0000`;
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  };
}

/** Git settings for one call that send `token` to `url` and to nobody else, and leave no trace on disk or in the arguments. */
export function withToken(url: string, token: string): Record<string, string> {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${url}.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  };
}
