/** A store in one file, on a disk that can be filled, made read-only and torn. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { readThrown } from '../../src/adapters/store/thrown.ts';
import type { GroundFault, Home, Homes } from './homes.ts';
import { mountSmallDisk } from './small-disk.ts';

/** A page and the head of its frame. Source: https://sqlite.org/walformat.html */
const frameBytes = 4_096 + 24;

export function openSqliteHomes(): Homes {
  const small = mountSmallDisk();
  const folderOn = (disk: 'small' | 'plain'): string =>
    mkdtempSync(join(disk === 'small' && 'folder' in small ? small.folder : tmpdir(), 'fixlead-chaos-'));
  return {
    fresh: async (disk = 'small') => sqliteHome(folderOn(disk), disk === 'small' && 'folder' in small),
    cannot: 'folder' in small ? [] : [`disk-full: ${small.missing}`],
    stop: async () => void ('folder' in small && small.unmount()),
  };
}

function sqliteHome(folder: string, isSmall: boolean): Home {
  let copies = 0;
  let ballast: string | undefined;
  const path = (): string => join(folder, `store-${copies}.sqlite`);
  const parts = (): readonly string[] => ['', '-wal'].map((part) => path() + part).filter((part) => existsSync(part));
  const nothing = async (): Promise<void> => undefined;
  const spoils: { readonly [Fault in GroundFault]?: () => () => void } = {
    ...(isSmall && {
      'disk-full': () => {
        ballast = join(folder, '..', 'ballast');
        fillWith(ballast);
        return () => {
          if (ballast !== undefined) rmSync(ballast, { force: true });
          ballast = undefined;
        };
      },
    }),
    ...(!isSmall && canBeMadeReadOnly(folder) && { 'read-only': () => makeReadOnly(parts()) }),
    lock: () => holdLock(path()),
  };
  return {
    get url() {
      return `sqlite:${path()}`;
    },
    urlOf: () => `sqlite:${path()}`,
    // A life that has ended may still hold its file; so the next one gets a copy of it, with its log, as the disk has them then.
    leave: () => {
      const isFull = ballast;
      if (isFull !== undefined) rmSync(isFull, { force: true });
      const left = parts();
      const before = path().length;
      copies += 1;
      for (const part of left) copyFileSync(part, path() + part.slice(before));
      if (isFull !== undefined) fillWith(isFull);
    },
    tearTail: () => {
      const log = `${path()}-wal`;
      if (!existsSync(log)) return;
      const written = readFileSync(log);
      // One more frame, of which not all got to the disk, and what the disk holds behind it.
      if (written.length <= frameBytes) return;
      try {
        appendFileSync(log, Buffer.concat([written.subarray(-frameBytes, -1_000), Buffer.alloc(1_500, 0xa5)]));
      } catch (error) {
        // A disk that is full has no room for the beginning of a frame either, and a log that may not be changed does not get one.
        if (!['ENOSPC', 'EPERM'].includes(readThrown(error).code ?? '')) throw error;
      }
    },
    cut: nothing,
    restart: nothing,
    spoil: (fault) => spoils[fault]?.(),
    rows: async (statement) => {
      const database = new DatabaseSync(path(), { readOnly: true });
      try {
        return database.prepare(statement).all();
      } finally {
        database.close();
      }
    },
    bytes: async () =>
      parts()
        .map((part) => readFileSync(part, 'latin1'))
        .join('\n'),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Until the disk takes no more. */
function fillWith(path: string): void {
  const piece = Buffer.alloc(1 << 20);
  for (const size of [piece.length, 4_096]) {
    try {
      for (;;) appendFileSync(path, piece.subarray(0, size));
    } catch (error) {
      if (readThrown(error).code !== 'ENOSPC') throw error;
    }
  }
}

/** Files that may not be changed by anybody, open or not, as on a file system that was mounted anew after an error. Source: chattr(1), `i`. */
function makeReadOnly(paths: readonly string[]): () => void {
  for (const path of paths) execFileSync('chattr', ['+i', path]);
  return () => {
    for (const path of paths) execFileSync('chattr', ['-i', path]);
  };
}

function canBeMadeReadOnly(folder: string): boolean {
  const probe = join(folder, 'probe');
  writeFileSync(probe, '');
  try {
    makeReadOnly([probe])();
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Somebody else writes for a while, as a backup or a person with a shell would. Real time, in a thread: who waits for it waits in ours. */
function holdLock(path: string): () => void {
  const worker = new Worker(
    `const { DatabaseSync } = require('node:sqlite');
     const database = new DatabaseSync(${JSON.stringify(path)}, { timeout: 2000 });
     database.exec('begin immediate');
     setTimeout(() => { database.exec('rollback'); database.close(); }, ${heldMs});`,
    { eval: true },
  );
  worker.on('error', () => undefined);
  return () => undefined;
}

/** Unit: real ms. */
const heldMs = 400;
