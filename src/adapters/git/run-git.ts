/** Runs git, and nothing else: no shell, no settings but ours, bounded in time and output, and the token in the environment only. */
import { spawn, type ChildProcess } from 'node:child_process';
import { GitHubFailure } from '../../engine/ports/failures.ts';

/** Where the token goes, and nowhere else. `url` is the repository's address without credentials. */
export type Remote = { readonly url: string; readonly token: string };

export type GitCall = {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly input?: string | Buffer;
  readonly remote?: Remote;
  readonly env?: Readonly<Record<string, string>>;
  /** Unit: ms. */
  readonly timeoutMs: number;
  /** Exit codes that are answers and not failures; 0 is always one. */
  readonly accept?: readonly number[];
};

/** `stderr` holds what the other side said, so it goes to `whatGitSaid` and nowhere else. */
export type GitRun = { readonly code: number; readonly stdout: Buffer; readonly stderr: string };

/** A diff larger than this is read by nobody. Unit: bytes. */
const maxStdoutBytes = 64 * 1024 * 1024;
const maxStderrBytes = 64 * 1024;

/** Errors: GitHubFailure when git cannot be run, takes too long or says too much; never the words of git itself. */
export async function runGit(call: GitCall): Promise<GitRun> {
  const { cwd, args, remote, env, input } = call;
  // A group of its own, so that those whom git started end with it when it takes too long.
  const child = spawn('git', args, { cwd, env: { ...environment(remote), ...env }, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  // Git may end before it has read everything; its exit code tells the story.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const what = args.find((arg) => !arg.startsWith('-')) ?? 'git';
  return ended(child, what, call.timeoutMs);
}

function ended(child: ChildProcess, what: string, timeoutMs: number): Promise<GitRun> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    let size = 0;
    let stderr = '';
    let killedFor: string | undefined;
    const kill = (why: string): void => {
      killedFor ??= why;
      if (child.pid !== undefined) killGroup(child.pid);
    };
    const timer = setTimeout(() => kill(`took longer than ${Math.round(timeoutMs / 1000)} s`), timeoutMs);
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxStdoutBytes) kill(`gave more than ${maxStdoutBytes / 1024 / 1024} MiB`);
      else stdout.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (stderr.length < maxStderrBytes) stderr += chunk.toString('utf8');
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      const why = error.code === 'ENOENT' ? 'git is not installed, or the data folder is gone' : `git could not be started (${error.code})`;
      reject(new GitHubFailure(why, {}));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (killedFor !== undefined) reject(new GitHubFailure(`git ${what} ${killedFor}`, {}));
      else resolve({ code: code ?? 1, stdout: Buffer.concat(stdout), stderr });
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** What a proxy or a company's own certificates need; git's own settings and credentials of this machine stay outside. */
const passedOn = ['PATH', 'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];

function environment(remote: Remote | undefined): Record<string, string> {
  const kept = passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const settings = [...alwaysSet, ...(remote === undefined ? [] : remoteSettings(remote))];
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    // The copy itself, and never a repository around the data folder.
    ...{ GIT_DIR: '.', HOME: '/nonexistent', LC_ALL: 'C', TZ: 'UTC', GIT_TERMINAL_PROMPT: '0' },
    ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_ATTR_NOSYSTEM: '1', GIT_CONFIG_COUNT: String(settings.length) },
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

/** No hooks, no helpers, no other road than HTTP, no following to another address with our token, no process left behind. */
const alwaysSet: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['protocol.allow', 'never'],
  ['protocol.https.allow', 'always'],
  ['http.followRedirects', 'false'],
  ['submodule.recurse', 'false'],
  ['gc.autoDetach', 'false'],
  // Within a fetch it would count against the fetch's time, and where it takes longer no fetch would ever end: `workshop.ts` does it between.
  ['maintenance.auto', 'false'],
];

/** Plain HTTP goes to this machine only: `settings.ts` refuses every other address without TLS. */
function remoteSettings({ url, token }: Remote): readonly (readonly [string, string])[] {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const header = [`http.${url}.extraHeader`, `Authorization: Basic ${basic}`] as const;
  return url.startsWith('http:') ? [['protocol.http.allow', 'always'], header] : [header];
}
