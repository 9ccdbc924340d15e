// Our git against a simulated GitHub, over real HTTP, with a person's own git beside it.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitAdapter } from '../../../src/adapters/git/git.ts';
import type { GitOptions } from '../../../src/adapters/git/workshop.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import type { Git, GitPlace } from '../../../src/engine/ports/git.ts';
import { GitHubFailure } from '../../../src/engine/ports/failures.ts';
import { aGitHub, type AGitHub } from '../../drill/simulated-github/a-github.ts';

const run = promisify(execFile);

export type AWorkplace = {
  readonly github: AGitHub;
  readonly git: Git;
  /** The public one and the private one. */
  readonly widget: GitPlace;
  readonly fixes: GitPlace;
  readonly tokens: string[];
  /** Where our git keeps what it fetched. */
  readonly folder: string;
  another(options: Partial<GitOptions>): Git;
  /** A clone that a person works in. */
  clone(repository: string, name: string): Promise<Clone>;
  close(): Promise<void>;
};

export type Clone = {
  git(...args: readonly string[]): Promise<string>;
  write(file: string, text: string): Promise<void>;
  /** Commits everything; answers the SHA. */
  commit(message: string, author?: string): Promise<string>;
  push(branch: string, force?: boolean): Promise<void>;
};

export async function aWorkplace(): Promise<AWorkplace> {
  const github = await aGitHub();
  const { world } = github.sim;
  await world.addRepository('acme/widget-fixes', { private: true, teams: { maintainers: 'admin' }, files: { 'a.txt': lines(1, 20) } });
  world.changeInstallation('acme', { added: ['acme/widget-fixes'] });
  const folder = await mkdtemp(join(tmpdir(), 'workplace-'));
  const installationId = world.installation('acme').id;
  const tokens: string[] = [];
  const options: GitOptions = {
    folder: join(folder, 'data'),
    baseUrl: github.sim.apiUrl,
    tokenFor: async ({ repository }, { access }) => {
      const permissions = access === 'read' ? { permissions: { contents: 'read' } } : {};
      const token = await github.newToken({ repositories: [repository.split('/')[1]], ...permissions });
      tokens.push(token);
      return token;
    },
  };
  return {
    ...{ github, tokens, folder: options.folder, git: gitAdapter(options) },
    widget: { installationId, repository: repositoryName('acme/widget') },
    fixes: { installationId, repository: repositoryName('acme/widget-fixes') },
    another: (other) => gitAdapter({ ...options, ...other }),
    clone: async (repository, name) => {
      const cwd = join(folder, name);
      const asBob = `http.extraHeader=Authorization: Basic ${Buffer.from(`bob:${github.sim.actAs('bob').token}`).toString('base64')}`;
      await run('git', ['-c', asBob, 'clone', '--quiet', github.sim.gitUrl(repository), cwd], { env: bare });
      const git: Clone['git'] = async (...args) => (await run('git', ['-c', asBob, ...bob, ...args], { cwd, env: bare })).stdout.trim();
      return {
        git,
        write: (file, text) => writeFile(join(cwd, file), text),
        commit: async (message, author) => {
          await git('add', '--all');
          await git('commit', '--quiet', '--allow-empty', '-m', message, ...(author === undefined ? [] : [`--author=${author}`]));
          return git('rev-parse', 'HEAD');
        },
        push: async (branch, force = false) =>
          void (await git('push', '--quiet', ...(force ? ['--force'] : []), 'origin', `HEAD:refs/heads/${branch}`)),
      };
    },
    close: async () => {
      await github.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const bob = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.org'];
const bare = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** Numbered lines, one of them told differently. */
export function lines(first: number, last: number, changes: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: last - first + 1 }, (_, index) => `${changes[first + index] ?? `line ${first + index}`}\n`).join('');
}

export async function failureOf(work: Promise<unknown>): Promise<GitHubFailure> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof GitHubFailure)) throw new Error(`expected a GitHubFailure, got ${String(failure)}`);
  return failure;
}
