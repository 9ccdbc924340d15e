import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
    const log = durableLog(path, () => ((tries += 1) === 1 ? Promise.reject(new Error('EIO: i/o error, fdatasync')) : Promise.resolve()));
    await expect(log.flush()).rejects.toThrow(StoreFailure);
    await expect(log.flush()).rejects.toThrow('start Fixlead again');
    expect(() => log.refuseIfLost()).toThrow(StoreFailure);
    log.close();
  });
});
