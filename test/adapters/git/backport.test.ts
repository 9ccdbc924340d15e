import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aWorkplace, lines, type AWorkplace, type Clone } from './a-workplace.ts';

let place: AWorkplace;
let bob: Clone;
let root: string;
beforeAll(async () => {
  place = await aWorkplace();
  bob = await place.clone('acme/widget-fixes', 'bob');
  root = await bob.git('rev-parse', 'HEAD');
});
afterAll(() => place.close());

let tries = 0;
type Files = Readonly<Record<string, string>>;

/** A line that left the first commit with `onLine`, and a fix of main made of `commits`, to be picked onto it. */
async function backport(onLine: Files, ...commits: readonly Files[]) {
  tries += 1;
  const onto = `release-${tries}`;
  await start(onLine);
  await bob.push(onto);
  const fixes: string[] = [];
  await start({});
  for (const files of commits) fixes.push(await addFiles(files, `Fix ${fixes.length + 1}`));
  await bob.push(`fix-${tries}`);
  const asked = { number: tries, line: 'main', headSha: fixes.at(-1) ?? root, onto, branch: `fix/ghsa-2222-3333-4444/${onto}` };
  return {
    onto,
    fixes,
    branch: asked.branch,
    again: () => place.git.backport(place.fixes, asked),
    result: await place.git.backport(place.fixes, asked),
  };
}

async function start(files: Files): Promise<void> {
  await bob.git('checkout', '--quiet', '--force', '--detach', root);
  if (Object.keys(files).length > 0) await addFiles(files, 'Be another line');
}

async function addFiles(files: Files, message: string): Promise<string> {
  for (const [file, text] of Object.entries(files)) await bob.write(file, text);
  return bob.commit(message, 'Ana <ana@example.org>');
}

describe('a backport', () => {
  it('has the same changes by the same people, one commit for each, and says where they are from', async () => {
    const { branch, fixes, result } = await backport(
      { 'a.txt': lines(1, 20, { 18: 'old' }) },
      { 'a.txt': lines(1, 20, { 3: 'safe' }) },
      { 'b.txt': 'b\n' },
    );
    expect(result.kind).toBe('pushed');
    await bob.git('fetch', '--quiet', 'origin', branch);
    expect(await bob.git('show', 'FETCH_HEAD:a.txt')).toBe(lines(1, 20, { 3: 'safe', 18: 'old' }).trim());
    const told = await bob.git('log', '--reverse', '--format=%an %cn %B', '-2', 'FETCH_HEAD');
    expect(told.split('\n').filter((line) => line !== '')).toEqual([
      'Ana Bob Fix 1',
      `(cherry picked from commit ${fixes[0] ?? ''})`,
      'Ana Bob Fix 2',
      `(cherry picked from commit ${fixes[1] ?? ''})`,
    ]);
  });

  it('made again comes out the same, and is found pushed', async () => {
    const { again, result } = await backport({ 'x.txt': 'x\n' }, { 'y.txt': 'y\n' });
    expect(await again()).toEqual(result);
  });

  it.each([
    { name: 'has moved on', more: { 'more.txt': 'more\n' } },
    { name: 'does not take it any more', more: { 'z.txt': 'other\n' } },
  ])('made again after its line $name is found pushed', async ({ more }) => {
    const { again, result, onto } = await backport({ 'x.txt': 'x\n' }, { 'z.txt': 'z\n' });
    expect(result.kind).toBe('pushed');
    await start({ 'x.txt': 'x\n', ...more });
    await bob.git('fetch', '--quiet', 'origin', onto);
    const tree = await bob.git('rev-parse', 'HEAD^{tree}');
    await bob.git('reset', '--quiet', '--hard', await bob.git('commit-tree', tree, '-p', 'FETCH_HEAD', '-m', 'Move on'));
    await bob.push(onto);
    expect(await again()).toEqual(result);
  });

  it('that does not fit names the commit and the files, whatever they are called, and pushes nothing', async () => {
    const odd = "it's; $(touch ran) `x`.txt";
    const { fixes, branch, result } = await backport(
      { 'a.txt': lines(1, 20, { 3: 'other' }), [odd]: 'one\n' },
      { 'c.txt': 'fits\n' },
      { 'a.txt': lines(1, 20, { 3: 'safe' }), [odd]: 'two\n' },
    );
    expect(result).toEqual({ kind: 'conflict', sha: fixes[1], files: ['a.txt', odd] });
    expect(await place.git.tipOf(place.fixes, `heads/${branch}`)).toBeUndefined();
  });

  it('of what the line has already is none', async () => {
    expect((await backport({ 'd.txt': 'd\n' }, { 'd.txt': 'd\n' })).result).toEqual({ kind: 'nothing-left' });
  });

  it('leaves a branch alone that holds something else', async () => {
    const { again, branch } = await backport({ 'e.txt': 'e\n' }, { 'f.txt': 'f\n' });
    await start({ 'g.txt': 'g\n' });
    await bob.push(branch, true);
    expect(await again()).toEqual({ kind: 'branch-taken' });
  });

  it('of a change with merges is left to a person', async () => {
    await start({ 'h.txt': 'h\n' });
    await bob.git('merge', '--quiet', '--no-edit', '--no-ff', 'origin/fix-1');
    await bob.push('merged');
    const headSha = await bob.git('rev-parse', 'HEAD');
    const result = await place.git.backport(place.fixes, { number: 99, line: 'main', headSha, onto: 'release-1', branch: 'fix/merged' });
    expect(result).toEqual({ kind: 'not-a-plain-row' });
  });
});
