// What a git that was killed, or a machine that lost its power, leaves in the copies of the repositories.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aWorkplace, failureOf, type AWorkplace, type Clone } from './a-workplace.ts';

let place: AWorkplace;
let people: Clone;
let fix: string;
let copy: string;
let runs = 0;
beforeAll(async () => {
  place = await aWorkplace();
  people = await place.clone('acme/widget-fixes', 'people');
  copy = join(place.folder, 'git', hashOf(place.fixes.repository));
});
afterAll(() => place.close());
beforeEach(async () => {
  await rm(copy, { recursive: true, force: true });
  await people.write('fix.txt', `fix ${(runs += 1)}\n`);
  fix = await people.commit('A fix');
  await people.push('fix');
});

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

const patch = () => place.git.patch(place.fixes, { number: 1, line: 'main', headSha: fix });

describe('a copy', () => {
  it('that was half made is made anew', async () => {
    await mkdir(copy, { recursive: true });
    await writeFile(join(copy, 'HEAD'), 'ref: refs/heads/master\n');
    await failureOf(patch());
    expect(await patch()).toHaveProperty('patchId');
  });

  it('that is half made within another repository never reaches that one', async () => {
    await promisify(execFile)('git', ['init', '--quiet', place.folder]);
    await mkdir(copy, { recursive: true });
    await writeFile(join(copy, 'HEAD'), 'ref: refs/heads/master\n');
    await failureOf(patch());
    await patch();
    expect(await readdir(join(place.folder, '.git', 'refs'))).not.toContain('fixlead');
    await rm(join(place.folder, '.git'), { recursive: true });
  });

  it.each(['objects', 'config', 'HEAD'])('of which %s was emptied by a loss of power is fetched anew', async (what) => {
    const before = await patch();
    if (what === 'objects') {
      for (const name of await readdir(join(copy, what), { recursive: true }))
        if (/^..\/.{38}$|\.pack$|\.idx$/.test(name)) await truncate(join(copy, what, name));
    } else await truncate(join(copy, what));
    await patch().catch(() => undefined);
    expect(await patch()).toEqual(before);
  });

  it('leaves nothing half made beside it', async () => {
    await patch();
    expect(await readdir(join(place.folder, 'git'))).toEqual([hashOf(place.fixes.repository)]);
  });
});

it('a data folder that cannot be written to is the trouble of an hour, as a full disk is', async () => {
  await mkdir(place.folder, { recursive: true });
  const file = join(place.folder, 'file');
  await writeFile(file, '');
  const failure = await failureOf(place.another({ folder: file }).tipOf(place.fixes, 'heads/main'));
  expect(failure).toMatchObject({ permanent: false, message: 'the data folder cannot be written to (ENOTDIR)' });
});

describe('tidying', () => {
  const configure = async (lines: string): Promise<void> => {
    await place.git.tipOf(place.fixes, 'heads/main');
    await appendFile(join(copy, 'config'), lines);
  };

  it('is no part of a fetch, which it could make too slow for ever', async () => {
    await configure('[maintenance "commit-graph"]\n\tenabled = true\n\tauto = -1\n');
    await patch();
    expect(await readdir(join(copy, 'objects', 'info'))).not.toContain('commit-graphs');
  });

  it('is done after the first work of a day', async () => {
    const git = place.another({});
    await configure('[fetch]\n\tunpackLimit = 1\n[gc]\n\tautoPackLimit = 1\n');
    await place.git.tipOf(place.fixes, 'heads/main');
    await patch();
    for (const text of ['one', 'two']) {
      await people.write('more.txt', `${text} ${runs}\n`);
      fix = await people.commit('More');
      await people.push('fix');
      await patch();
    }
    const packs = async () => (await readdir(join(copy, 'objects', 'pack'))).filter((name) => name.endsWith('.pack')).length;
    expect(await packs()).toBeGreaterThan(1);
    await git.tipOf(place.fixes, 'heads/main');
    await git.tipOf(place.fixes, 'heads/main');
    expect(await packs()).toBe(1);
  });
});

describe('a lock', () => {
  const lockOf = (what: string): string => join(copy, 'refs', 'fixlead', `${hashOf(what)}.lock`);
  const locked = async (ageMs: number): Promise<string> => {
    await place.git.tipOf(place.fixes, 'heads/main');
    const lock = lockOf(`${place.fixes.repository} heads/main`);
    await mkdir(join(copy, 'refs', 'fixlead'), { recursive: true });
    await writeFile(lock, '');
    const at = new Date(Date.now() - ageMs);
    await utimes(lock, at, at);
    return lock;
  };

  it.each([{ ageMs: 120_000 }, { ageMs: -3_600_000 }])(
    'that a killed git left $ageMs ms ago is gone at the next try',
    async ({ ageMs }) => {
      await locked(ageMs);
      expect(await failureOf(patch())).toMatchObject({
        permanent: false,
        message: expect.stringContaining('another git is at work there'),
      });
      expect(await patch()).toHaveProperty('patchId');
    },
  );

  it('that may be of a git that is at work stays', async () => {
    const lock = await locked(0);
    await failureOf(patch());
    await failureOf(patch());
    await rm(lock);
    expect(await patch()).toHaveProperty('patchId');
  });
});
