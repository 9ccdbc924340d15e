import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { durableLog } from '../../../src/adapters/store/durable-log.ts';
import { StoreFailure } from '../../../src/engine/ports/failures.ts';

describe('the log on the disk', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fixlead-durable-log-'));
    path = join(folder, 'store.sqlite-wal');
    writeFileSync(path, 'what was committed');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is flushed as often as it is asked for', async () => {
    const log = durableLog(path);
    await log.flush();
    await log.flush();
    expect(() => log.refuseIfLost()).not.toThrow();
    log.close();
  });

  it('is lost for good when a flush fails, though the system says of the next that it went well', async () => {
    let tries = 0;
    const log = durableLog(path, {
      sync: () => ((tries += 1) === 1 ? Promise.reject(new Error('EIO: i/o error, fdatasync')) : Promise.resolve()),
    });
    await expect(log.flush()).rejects.toThrow(StoreFailure);
    await expect(log.flush()).rejects.toThrow('start Fixlead again');
    expect(() => log.refuseIfLost()).toThrow(StoreFailure);
    log.close();
  });

  it.each([
    { name: 'is deleted', what: 'log', happens: (file: string) => rmSync(file) },
    { name: 'is moved away', what: 'tables', happens: (file: string) => renameSync(file, `${file}.old`) },
    {
      name: 'is replaced by a copy',
      what: 'tables',
      happens: (file: string) => (copyFileSync(file, `${file}.new`), renameSync(`${file}.new`, file)),
    },
  ] as const)('is lost for good when the file of the $what $name, also when it is put back', async ({ what, happens }) => {
    const tables = join(folder, 'store.sqlite');
    writeFileSync(tables, 'what was copied');
    const log = durableLog(path, { tables });
    await log.flush();
    const file = what === 'log' ? path : tables;
    happens(file);
    await expect(log.flush()).rejects.toThrow(`${file} was taken away or replaced while Fixlead works with it; put it back`);
    writeFileSync(file, 'put back');
    expect(() => log.refuseIfLost()).toThrow(StoreFailure);
    log.close();
  });
});
