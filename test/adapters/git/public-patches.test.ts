// The patch of a private fix, looked for in the public repository under whatever commits it turns up there.
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Patch, WantedPatches } from '../../../src/engine/ports/git.ts';
import { aWorkplace, type AWorkplace, type Clone } from './a-workplace.ts';

type Files = Readonly<Record<string, string>>;
let place: AWorkplace;
let inPublic: Clone;
let fix: Patch;
beforeEach(async () => {
  place = await aWorkplace();
  inPublic = await place.clone('acme/widget', 'public');
  const bob = await place.clone('acme/widget-fixes', 'bob');
  await commit(bob, { 'one.go': 'package one\n' }, 'Fix one');
  const headSha = await commit(bob, { 'two.go': 'package two\n' }, 'Fix two');
  await bob.push('the-fix');
  fix = await place.git.patch(place.fixes, { number: 1, line: 'main', headSha });
});
afterEach(() => place.close());

async function commit(clone: Clone, files: Files, message: string): Promise<string> {
  for (const [file, text] of Object.entries(files)) await clone.write(file, text);
  return clone.commit(message);
}

const look = (wanted: Partial<WantedPatches> = {}) =>
  place.git.lookForPatches(place.widget, {
    patchIds: [fix.patchId ?? '', ...(fix.commitPatchIds ?? [])],
    pulls: [],
    since: 0,
    known: {},
    ...wanted,
  });

describe('the patch of a fix in public', () => {
  it.each([
    { name: 'one of its commits, under another message', commits: [{ 'one.go': 'package one\n' }], found: 1 },
    { name: 'all of it in one commit', commits: [{ 'one.go': 'package one\n', 'two.go': 'package two\n' }], found: 1 },
    { name: 'below a commit that is something else', commits: [{ 'two.go': 'package two\n' }, { 'x.go': 'package x\n' }], found: 1 },
    { name: 'another change of the same file', commits: [{ 'one.go': 'package One\n' }], found: 0 },
  ])('is found on a branch as $name: $found', async ({ commits, found }) => {
    for (const files of commits) await commit(inPublic, files, 'Tidy up');
    await inPublic.push('tidy');
    const { patches, refs } = await look();
    expect(patches.map(({ ref }) => ref)).toEqual(Array.from({ length: found }, () => 'heads/tidy'));
    expect(refs).toContain('heads/tidy');
  });

  it('is found in a pull request of somebody’s fork, which GitHub keeps under its number', async () => {
    const sha = await commit(inPublic, { 'one.go': 'package one\n' }, 'Tidy up');
    await inPublic.push('tidy');
    const { folder } = place.github.sim.world.repository('acme/widget');
    execFileSync('git', ['-C', folder, 'update-ref', 'refs/pull/7/head', sha]);
    execFileSync('git', ['-C', folder, 'update-ref', '-d', 'refs/heads/tidy']);
    expect((await look()).patches).toEqual([]);
    expect((await look({ pulls: [7, 8] })).patches).toEqual([{ patchId: fix.commitPatchIds?.[1], sha, ref: 'pull/7/head' }]);
  });

  it('is not looked for again in what was looked at, and found in what comes after it', async () => {
    await commit(inPublic, { 'one.go': 'package one\n' }, 'Tidy up');
    await inPublic.push('tidy');
    const { tips } = await look();
    expect((await look({ known: tips })).patches).toEqual([]);
    const sha = await commit(inPublic, { 'two.go': 'package two\n' }, 'Tidy more');
    await inPublic.push('tidy');
    expect((await look({ known: tips })).patches).toMatchObject([{ sha, ref: 'heads/tidy' }]);
  });

  it('is none that was public before the report', async () => {
    await commit(inPublic, { 'one.go': 'package one\n' }, 'Tidy up');
    await inPublic.push('tidy');
    expect((await look({ since: Date.now() + 60_000 })).patches).toEqual([]);
  });
});
