// While things go well and while they fail: what a token must never be found in.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Git } from '../../../src/engine/ports/git.ts';
import { aWorkplace, failureOf, type AWorkplace } from './a-workplace.ts';

let place: AWorkplace;
let root: string;
beforeAll(async () => {
  place = await aWorkplace();
  root = (await place.git.tipOf(place.fixes, 'heads/main')) ?? '';
});
afterAll(() => place.close());

/** The command lines of all processes, read again and again until the work is done. */
async function watched(work: Promise<unknown>): Promise<string> {
  let done = false;
  let seen = '';
  const ended = work.catch(() => undefined).finally(() => (done = true));
  while (!done) {
    seen += commandLines();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await ended;
  return seen;
}

function commandLines(): string {
  const read = (pid: string): string => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(read)
    .filter((line) => line.includes('git'))
    .join('\n');
}

function everyFile(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');
}

function secretsOf(tokens: readonly string[]): readonly string[] {
  return tokens.flatMap((token) => [token, Buffer.from(`x-access-token:${token}`).toString('base64')]);
}

const works: readonly { name: string; work: (git: Git) => Promise<unknown> }[] = [
  { name: 'reads', work: (git) => git.branches(place.fixes, ['main']) },
  { name: 'fetches', work: (git) => git.patch(place.fixes, { number: 1, line: 'main', headSha: root }) },
  {
    name: 'pushes',
    work: (git) => git.pushForward({ from: place.fixes, to: place.fixes, sha: root, branch: `new-${Date.now()}`, ifMissing: 'create' }),
  },
];

describe('a token is in no command line and in no file', () => {
  const canReadCommandLines = process.platform === 'linux';
  it.each(works)('while git $name', async ({ work }) => {
    const seen = await watched(work(place.git));
    if (canReadCommandLines) expect(seen).toContain('git');
    const kept = everyFile(place.folder);
    expect(kept.length).toBeGreaterThan(0);
    for (const secret of secretsOf(place.tokens)) expect(seen.includes(secret) || kept.includes(secret)).toBe(false);
  });
});

describe('a token is in no error', () => {
  const token = 'ghs_4711_eyJhbGciOiJSUzI1NiJ9.thisIsNotAToken0123456789.thisIsNoSignature';
  it.each([
    { name: 'GitHub does not take it', baseUrl: () => place.github.sim.apiUrl, says: 'GitHub did not take the token' },
    { name: 'nobody listens', baseUrl: () => 'http://127.0.0.1:9', says: 'GitHub could not be reached, or the connection broke' },
  ])('when $name', async ({ baseUrl, says }) => {
    const git = place.another({ baseUrl: baseUrl(), tokenFor: async () => token });
    for (const { work } of works) {
      const failure = await failureOf(work(git));
      expect(failure.message).toContain(says);
      for (const secret of secretsOf([token]))
        expect(`${failure.message} ${failure.stack ?? ''} ${JSON.stringify(failure)}`).not.toContain(secret);
    }
  });
});
