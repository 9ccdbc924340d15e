import { spawnSync } from 'node:child_process';
import fs, { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { logDestination } from '../../src/adapters/log-destination.ts';

const source = join(import.meta.dirname, '../../src/adapters/log-destination.ts');
const alwaysFull = '/dev/full';
const { write } = fs;
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fixlead-log-'))));
afterEach(() => {
  fs.write = write;
  rmSync(folder, { recursive: true, force: true });
});

(existsSync(alwaysFull) ? it : it.skip)('neither ends the process nor keeps it from ending when the disk is full (needs /dev/full)', () => {
  const program = `
    import { logDestination } from ${JSON.stringify(source)};
    const to = logDestination(1);
    to.write('a line\\n');
    setTimeout(() => { to.write('another\\n'); setTimeout(() => process.exit(7), 100); }, 100);`;
  const full = openSync(alwaysFull, 'w');
  const { status, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', full, 'inherit'],
    timeout: 60_000,
  });
  closeSync(full);
  expect({ status, signal }).toEqual({ status: 7, signal: null });
});

it('keeps what was said while the disk was full, as far as there is room, and says how much was lost', async () => {
  const file = join(folder, 'log');
  const fd = openSync(file, 'a');
  const to = logDestination(fd);
  const refused = (_fd: number, _data: unknown, done: (error: Error) => void) =>
    setImmediate(() => done(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })));
  fs.write = refused as unknown as typeof write;
  const line = (count: number) => `${count} ${'x'.repeat(64 * 1024)}\n`;
  for (let count = 0; count < 100; count += 1) {
    to.write(line(count));
    await turn();
  }
  fs.write = write;
  to.write(line(100));
  while (!readFileSync(file, 'utf8').includes('lost')) await turn();
  const kept = readFileSync(file, 'utf8').trimEnd().split('\n');
  const numbered = kept.filter((one) => one.includes('x')).map((one) => Number(one.split(' ', 1)[0]));
  expect(numbered).toEqual(Array.from({ length: 63 }, (_, count) => count));
  expect(kept.slice(63)).toEqual([expect.stringMatching(/^\{"level":40,"time":"[^"]+","lines":38,"msg":"lines of the log were lost"\}$/)]);
  closeSync(fd);
});
