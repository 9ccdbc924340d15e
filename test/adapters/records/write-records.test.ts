import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { writeRecords } from '../../../src/adapters/records/write-records.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import type { PerformContext } from '../../../src/engine/ports/github.ts';
import { aCaseId, aRepository } from '../../fixtures/a-case.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'records-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const isPublished = () => Promise.resolve(true);
const context: PerformContext = { about: aCaseId, repository: aRepository, installationId: 41 };
const records = (text: string): EffectOf<'WriteRecords'> => ({
  ...{ key: `${aCaseId}/records`, kind: 'WriteRecords', audience: 'public' },
  records: [
    { path: 'osv/GHSA-2222-3333-4444.osv.json', text },
    { path: 'csaf/ghsa-2222-3333-4444.json', text },
  ],
});

it('writes each format into a folder of its own, and leaves nothing half written beside it', async () => {
  await writeRecords({ folder, isPublished }).perform(context, records('{}\n'));
  expect(await readdir(folder)).toEqual(['csaf', 'osv']);
  expect(await readdir(join(folder, 'osv'))).toEqual(['GHSA-2222-3333-4444.osv.json']);
  expect(await readFile(join(folder, 'csaf/ghsa-2222-3333-4444.json'), 'utf8')).toBe('{}\n');
});

it('finds on a later try what stands there, and replaces what reads differently', async () => {
  const writer = writeRecords({ folder, isPublished });
  expect(await writer.look(context, records('{}\n'))).toBeUndefined();
  await writer.perform(context, records('{}\n'));
  expect(await writer.look(context, records('{}\n'))).toBeDefined();
  expect(await writer.look(context, records('{"edited":true}\n'))).toBeUndefined();
  await writer.perform(context, records('{"edited":true}\n'));
  expect(await readFile(join(folder, 'csaf/ghsa-2222-3333-4444.json'), 'utf8')).toBe('{"edited":true}\n');
});

it('writes nothing where nobody wants it', async () => {
  expect(await writeRecords({ folder: undefined, isPublished }).perform(context, records('{}\n'))).toEqual({
    result: 'no folder for records',
  });
});

it('writes nothing of an advisory that GitHub does not show to everybody', async () => {
  const refused = writeRecords({ folder, isPublished: () => Promise.resolve(false) }).perform(context, records('{}\n'));
  await expect(refused).rejects.toMatchObject({ permanent: true, message: 'refused to write: the advisory is not public' });
  expect(await readdir(folder)).toEqual([]);
});

it('takes a folder that cannot be written to for the trouble of an hour, as a full disk is', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const failure = await writeRecords({ folder: file, isPublished })
    .perform(context, records('{}\n'))
    .catch((cause: unknown) => cause);
  expect(failure).toMatchObject({
    name: 'ChannelFailure',
    permanent: false,
    message: 'the folder for records cannot be written to (ENOTDIR)',
  });
});
