import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Push } from '../../../src/engine/ports/git.ts';
import { aWorkplace, failureOf, type AWorkplace, type Clone } from './a-workplace.ts';

let place: AWorkplace;
let bob: Clone;
let pubClone: Clone;
let start: string;
let line = 0;
/** A new line of the public repository for each test, and a fix on top of it in the private one. */
let branch: string;
let fix: string;

beforeAll(async () => {
  place = await aWorkplace();
  pubClone = await place.clone('acme/widget', 'public');
  bob = await place.clone('acme/widget-fixes', 'private');
  start = await pubClone.git('rev-parse', 'HEAD');
  await bob.git('fetch', '--quiet', place.github.sim.gitUrl('acme/widget'), 'main');
});
afterAll(() => place.close());

beforeEach(async () => {
  branch = `release-${++line}`;
  await pubClone.git('checkout', '--quiet', '--detach', start);
  await pubClone.push(branch);
  await bob.git('checkout', '--quiet', '--detach', start);
  await bob.write('fix.txt', `fix ${line}\n`);
  fix = await bob.commit('Fix');
  await bob.push(branch);
});

const push = (more: Partial<Push> = {}) =>
  place.git.pushForward({ from: place.fixes, to: place.widget, sha: fix, branch, ifMissing: 'refuse', ...more });
const publicTip = () => place.git.tipOf(place.widget, `heads/${branch}`);

describe('a push', () => {
  it('takes the very commit over, once', async () => {
    expect(await push()).toEqual({ kind: 'pushed' });
    expect(await publicTip()).toBe(fix);
    expect(await push()).toEqual({ kind: 'already-there', tip: fix });
  });

  it('is done when the branch is past the commit already', async () => {
    await push();
    await bob.write('more.txt', 'more\n');
    const later = await bob.commit('More');
    await bob.push(branch);
    await push({ sha: later });
    expect(await push()).toEqual({ kind: 'already-there', tip: later });
  });

  it('says that the branch has moved elsewhere, and leaves it as it is', async () => {
    await pubClone.write('other.txt', 'other\n');
    const other = await pubClone.commit('Something else');
    await pubClone.push(branch);
    expect(await push()).toEqual({ kind: 'diverged', tip: other });
    expect(await publicTip()).toBe(other);
  });

  it('never goes back', async () => {
    await push();
    expect(await push({ sha: start })).toEqual({ kind: 'already-there', tip: fix });
    expect(await publicTip()).toBe(fix);
  });

  it('waits for a lock that a git left behind which was killed, in words that say so, and goes on once it is gone', async () => {
    const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
    await place.git.tipOf(place.fixes, 'heads/main');
    const lock = join(place.folder, 'git', hashOf(place.fixes.repository), 'refs', 'fixlead', `${hashOf(`push ${fix}`)}.lock`);
    await mkdir(dirname(lock), { recursive: true });
    await writeFile(lock, '');
    expect(await failureOf(push())).toMatchObject({ permanent: false, message: expect.stringContaining('another git is at work there') });
    await rm(lock);
    expect(await push()).toEqual({ kind: 'pushed' });
  });

  it('makes a branch only where it is told to', async () => {
    expect(await push({ branch: 'brand-new' })).toEqual({ kind: 'no-such-branch' });
    expect(await push({ branch: 'brand-new', ifMissing: 'create' })).toEqual({ kind: 'pushed' });
    expect(await place.git.tipOf(place.widget, 'heads/brand-new')).toBe(fix);
  });

  it.each(['--force', 'a..b', 'refs/heads/x y', 'a:b', 'x.lock', '', '/a', 'a/', '-d', 'a\nb', '@{-1}', 'a~1'])(
    'does not take "%s" for a branch',
    async (name) => {
      const failure = await failureOf(push({ branch: name, ifMissing: 'create' }));
      expect(failure).toMatchObject({ message: 'that is no name of a branch or tag', permanent: true });
    },
  );

  it.each(['fix/ghsa-2222-3333-4444/release-21.0', "ünï;'$(touch)`y`&|+"])('takes "%s" as it is', async (name) => {
    expect(await push({ branch: name, ifMissing: 'create' })).toEqual({ kind: 'pushed' });
    expect(await place.git.tipOf(place.widget, `heads/${name}`)).toBe(fix);
  });

  it('with a token that may only read says which permission is missing', async () => {
    const reading = place.another({
      tokenFor: ({ repository }) => place.github.newToken({ repositories: [repository.split('/')[1]], permissions: { contents: 'read' } }),
    });
    const failure = await failureOf(reading.pushForward({ from: place.fixes, to: place.widget, sha: fix, branch, ifMissing: 'refuse' }));
    expect(failure.permanent).toBe(true);
    expect(failure.message).toBe(`pushing to ${branch} of acme/widget: the App may not do this; it needs the permission contents: write`);
  });
});

describe('a token that was withdrawn', () => {
  it('is asked for anew, once', async () => {
    const asked: boolean[] = [];
    const git = place.another({
      tokenFor: async ({ repository }, { fresh }) => {
        asked.push(fresh);
        return fresh ? place.github.newToken({ repositories: [repository.split('/')[1]] }) : 'ghs_4711_withdrawn';
      },
    });
    expect(await git.tipOf(place.fixes, `heads/${branch}`)).toBe(fix);
    expect(asked).toEqual([false, true]);
  });
});

describe('whether a branch or tag holds a commit', () => {
  it.each([
    { name: 'a branch that does', ref: () => `heads/${branch}` as const, where: () => place.fixes, holds: true },
    { name: 'a branch that does not', ref: () => `heads/${branch}` as const, where: () => place.widget, holds: false },
    { name: 'no branch at all', ref: () => 'heads/nowhere' as const, where: () => place.fixes, holds: false },
    { name: 'a tag of the commit', ref: () => 'tags/plain' as const, where: () => place.fixes, holds: true },
    { name: 'an annotated tag of it', ref: () => 'tags/told' as const, where: () => place.fixes, holds: true },
  ])('$name – $holds', async ({ ref, where, holds }) => {
    await bob.git('tag', '--force', 'plain', fix);
    await bob.git('tag', '--force', '-a', '-m', 'Release', 'told', fix);
    await bob.git('push', '--quiet', '--force', 'origin', 'refs/tags/plain', 'refs/tags/told');
    expect(await place.git.contains(where(), ref(), fix)).toBe(holds);
  });

  it('no commit at all – false', async () => {
    expect(await place.git.contains(place.fixes, `heads/${branch}`, '12'.repeat(20))).toBe(false);
  });
});
