import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aWorkplace, failureOf, lines, type AWorkplace, type Clone } from './a-workplace.ts';

let place: AWorkplace;
let bob: Clone;
let root: string;
beforeAll(async () => {
  place = await aWorkplace();
  bob = await place.clone('acme/widget-fixes', 'bob');
  root = await bob.git('rev-parse', 'HEAD');
  await bob.git('tag', 'v1.0.0');
  await bob.write('a.txt', lines(1, 20, { 15: 'newer' }));
  await bob.commit('Move on');
  await bob.git('tag', '-a', 'v1.1.0', '-m', 'Release');
  await bob.push('main');
  await bob.git('checkout', '--quiet', '-b', 'elsewhere', root);
  await bob.write('a.txt', lines(1, 20, { 3: 'quite other' }));
  await bob.commit('Another line');
  await bob.git('tag', 'v2.0.0');
  await bob.git('push', '--quiet', 'origin', 'v1.0.0', 'v1.1.0', 'v2.0.0');
});
afterAll(() => place.close());

async function kitOf(
  files: Readonly<Record<string, string>>,
  { from = 'main', tags = ['v2.0.0', 'v1.1.0', 'v1.0.0'], line = 'main', releases = 5 } = {},
) {
  await bob.git('checkout', '--quiet', '--force', '--detach', from);
  for (const [file, text] of Object.entries(files)) await bob.write(file, text);
  const headSha = await bob.commit('Fix');
  await bob.push('fix', true);
  return { headSha, ...(await place.git.patchKit(place.fixes, { number: 1, line, headSha, releasedIn: place.fixes, tags, releases })) };
}

describe('the patch of a fix', () => {
  it('makes of the release exactly what was approved, whoever applies it', async () => {
    const text = lines(1, 20, { 3: 'safe', 15: 'newer' });
    const kit = await kitOf({ 'a.txt': text, 'b.bin': 'a\0b', 'Ü ber.txt': 'no newline' });
    // Of the releases those of which the line has grown, newest first; line 15 came between them and is far from line 3.
    expect(kit.releases).toEqual([
      { tag: 'v1.1.0', applies: true },
      { tag: 'v1.0.0', applies: true },
    ]);
    const patch = await place.git.makePatch(place.fixes, { base: kit.base, sha: kit.headSha });
    expect(createHash('sha256').update(patch).digest('hex')).toBe(kit.digest);
    expect(patch.length).toBe(kit.size);
    await bob.git('checkout', '--quiet', '--force', '--detach', 'v1.1.0');
    const file = join(place.folder, '..', 'fix.patch');
    await writeFile(file, patch);
    await bob.git('apply', '--index', file);
    expect(await bob.git('write-tree')).toBe(await bob.git('rev-parse', `${kit.headSha}^{tree}`));
  });

  it('is whole whatever its files are called: what git quotes, a shell would run, or nobody sees', async () => {
    const names = [
      ...['-rf', '--upload-pack=x', 'new\nline', 'tab\there', '"quoted"', "it's", 'back\\slash', '$(touch planted)', '`id`', ';id', '%00'],
      ...[
        ':(exclude)*',
        '*',
        '\u202Etxt.exe',
        'zero\u200Bwidth',
        '\u0001',
        'a -> b',
        '/dev/null'.slice(1).replace('/', ' '),
        'GIT binary patch',
      ],
      ...['diff --git a b', '@@ -1 +1 @@', '.gitattributes', 'é', 'e\u0301', 'x'.repeat(200)],
    ];
    const kit = await kitOf(
      Object.fromEntries(names.map((name, index) => [name, name === '.gitattributes' ? '* -diff binary\n' : `${index}\n`])),
    );
    expect(kit.releases[0]).toEqual({ tag: 'v1.1.0', applies: true });
    const patch = await place.git.makePatch(place.fixes, { base: kit.base, sha: kit.headSha });
    expect(createHash('sha256').update(patch).digest('hex')).toBe(kit.digest);
    const file = join(place.folder, '..', 'names.patch');
    await writeFile(file, patch);
    await bob.git('checkout', '--quiet', '--force', '--detach', 'v1.1.0');
    await bob.git('apply', '--index', file);
    expect(await bob.git('write-tree')).toBe(await bob.git('rev-parse', `${kit.headSha}^{tree}`));
    const { patchId, tree } = await place.git.patch(place.fixes, { number: 1, line: 'main', headSha: kit.headSha });
    expect([patchId?.length, tree]).toEqual([40, await bob.git('rev-parse', `${kit.headSha}^{tree}`)]);
  });

  it('says when the newest release is another than what it was made for', async () => {
    await bob.git('checkout', '--quiet', '--force', '--detach', 'main');
    await bob.write('a.txt', lines(1, 20, { 2: 'unreleased', 3: 'unreleased', 4: 'unreleased', 15: 'newer' }));
    await bob.commit('Work on');
    await bob.push('main');
    const kit = await kitOf({ 'a.txt': lines(1, 20, { 2: 'unreleased', 3: 'safe', 4: 'unreleased', 15: 'newer' }) }, { from: 'HEAD' });
    expect(kit.releases).toEqual([
      { tag: 'v1.1.0', applies: false },
      { tag: 'v1.0.0', applies: false },
    ]);
  });

  it('says of each release of the line whether it fits, of as many as are wanted', async () => {
    const text = lines(1, 20, { 15: 'newer and safe' });
    const each = [
      { tag: 'v1.1.0', applies: true },
      { tag: 'v1.0.0', applies: false },
    ];
    expect((await kitOf({ 'a.txt': text }, { from: 'v1.1.0' })).releases).toEqual(each);
    expect((await kitOf({ 'a.txt': text }, { from: 'v1.1.0', releases: 1 })).releases).toEqual(each.slice(0, 1));
  });

  it.each([
    { name: 'there is none', tags: [] },
    { name: 'it is not there', tags: ['v9.0.0'] },
    { name: 'it is of another line', tags: ['v2.0.0'] },
  ])('knows no release when $name', async ({ tags }) => {
    expect((await kitOf({ 'c.txt': 'c\n' }, { tags })).releases).toEqual([]);
  });

  it('is made again where nothing has been fetched yet', async () => {
    const { base, headSha, digest } = await kitOf({ 'd.txt': 'd\n' });
    const elsewhere = place.another({ folder: join(place.folder, '..', 'elsewhere') });
    const patch = await elsewhere.makePatch(place.fixes, { base, sha: headSha });
    expect(createHash('sha256').update(patch).digest('hex')).toBe(digest);
  });

  it('fails for good when a commit is nowhere', async () => {
    const failure = await failureOf(place.git.makePatch(place.fixes, { base: root, sha: 'f'.repeat(40) }));
    expect(failure.permanent).toBe(true);
  });
});
