import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aWorkplace, failureOf, lines, type AWorkplace, type Clone } from './a-workplace.ts';

let place: AWorkplace;
let bob: Clone;
let root: string;
beforeAll(async () => {
  place = await aWorkplace();
  bob = await place.clone('acme/widget-fixes', 'bob');
  root = await bob.git('rev-parse', 'HEAD');
});
afterAll(() => place.close());

let branches = 0;
/** A branch from the first commit with these commits, each a set of files; answers what our git says of its head. */
async function patchOf(...commits: readonly Readonly<Record<string, string>>[]) {
  branches += 1;
  await bob.git('checkout', '--quiet', '--force', '--detach', root);
  for (const files of commits) {
    for (const [file, text] of Object.entries(files)) await bob.write(file, text);
    await bob.commit('Fix');
  }
  return factsOfHead(`try-${branches}`);
}

async function factsOfHead(branch: string) {
  await bob.push(branch);
  const headSha = await bob.git('rev-parse', 'HEAD');
  return { headSha, ...(await place.git.patch(place.fixes, { number: branches, line: 'main', headSha })) };
}

describe('the patch of a pull request', () => {
  it('stays the same when its commits are squashed, and so does the tree', async () => {
    const two = await patchOf({ 'a.txt': lines(1, 20, { 3: 'safe' }) }, { 'b.txt': 'new\n' });
    const one = await patchOf({ 'a.txt': lines(1, 20, { 3: 'safe' }), 'b.txt': 'new\n' });
    expect(one.headSha).not.toBe(two.headSha);
    expect(one).toMatchObject({ patchId: two.patchId, tree: two.tree, baseSha: root });
    expect(one.patchId).toMatch(/^[0-9a-f]{40}$/);
  });

  it('stays the same when it is rebased onto a line that moved elsewhere, though the tree is another', async () => {
    const before = await patchOf({ 'a.txt': lines(1, 20, { 3: 'safe' }) });
    await bob.git('checkout', '--quiet', '--detach', root);
    await bob.write('other.txt', 'moved\n');
    const moved = await bob.commit('Move the line');
    await bob.push('main');
    await bob.git('cherry-pick', before.headSha);
    const after = await factsOfHead('rebased');
    expect(after.patchId).toBe(before.patchId);
    expect(after.tree).not.toBe(before.tree);
    expect(after.baseSha).toBe(moved);
  });

  it.each([
    { what: 'another line', files: { 'a.txt': lines(1, 20, { 3: 'unsafe' }) } },
    // What white space means is for the language to say: in Python and in Makefiles it is the program.
    { what: 'white space only', files: { 'a.txt': lines(1, 20, { 3: '  safe' }) } },
    { what: 'a file more', files: { 'a.txt': lines(1, 20, { 3: 'safe' }), 'c.txt': '' } },
  ])('is another one with $what', async ({ files }) => {
    const before = await patchOf({ 'a.txt': lines(1, 20, { 3: 'safe' }) });
    expect((await patchOf(files)).patchId).not.toBe(before.patchId);
  });

  it('is another one when only what an attribute hides has changed', async () => {
    const hidden = { '.gitattributes': '*.txt binary\n' };
    const one = await patchOf({ ...hidden, 'a.txt': lines(1, 20, { 3: 'safe' }) });
    const other = await patchOf({ ...hidden, 'a.txt': lines(1, 20, { 3: 'unsafe' }) });
    expect(other.patchId).not.toBe(one.patchId);
  });

  it('is another one when a file becomes executable, or its bytes are others', async () => {
    const plain = await patchOf({ 'd.bin': 'a\u0000one' });
    const changed = await patchOf({ 'd.bin': 'a\u0000two' });
    await bob.git('checkout', '--quiet', '--detach', plain.headSha);
    await bob.git('update-index', '--chmod=+x', 'd.bin');
    await bob.git('commit', '--quiet', '--amend', '-m', 'Fix');
    const executable = await factsOfHead('executable');
    expect(new Set([plain.patchId, changed.patchId, executable.patchId]).size).toBe(3);
  });

  it('that changes nothing has no id', async () => {
    expect((await patchOf({})).patchId).toBeUndefined();
  });
});

describe('what cannot be found out is a failure that says so', () => {
  it.each([
    {
      what: 'a line that is not there',
      change: { line: 'no-such-line' },
      says: 'acme/widget-fixes: the line or the commit is not there any more',
    },
    {
      what: 'a commit that is not there',
      change: { headSha: 'ab'.repeat(20) },
      says: 'acme/widget-fixes: the line or the commit is not there any more',
    },
    { what: 'a line that is an option', change: { line: '--upload-pack=touch /tmp/x' }, says: 'that is no name of a branch or tag' },
    { what: 'a commit that is an option', change: { headSha: '--output=/tmp/x' }, says: 'that is no full commit SHA' },
  ])('$what', async ({ change, says }) => {
    const asked = place.git.patch(place.fixes, { number: 1, line: 'main', headSha: root, ...change });
    expect((await failureOf(asked)).message).toContain(says);
  });

  it('a repository that we may not see', async () => {
    const asked = place.git.tipOf({ ...place.fixes, repository: 'acme/nowhere' as typeof place.fixes.repository }, 'heads/main');
    await expect(asked).rejects.toThrow();
  });
});
