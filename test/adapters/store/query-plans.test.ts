// What is asked in every round must be found by an index, however much waits: a scan would be noticed only by whoever has a million timers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { aCaseId, anArrival, aSaying, aStep, reportedAt } from '../../fixtures/a-case.ts';

const now = reportedAt;
const folder = mkdtempSync(join(tmpdir(), 'fixlead-plans-'));
const path = join(folder, 'fixlead.sqlite');
let store: Store;
/** Every statement prepared since `asked` was last emptied. */
let asked: string[] = [];
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is only called on a database
const { prepare } = DatabaseSync.prototype;

beforeAll(async () => {
  DatabaseSync.prototype.prepare = function (sql: string) {
    asked.push(sql);
    return prepare.call(this, sql);
  };
  store = await openStore(`sqlite:${path}`);
  await store.receive([anArrival({ key: 'step' }), anArrival({ key: 'other', about: undefined })]);
});

afterAll(async () => {
  DatabaseSync.prototype.prepare = prepare;
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What SQLite will do for the statements that look something up, a line each. */
function plans(): readonly string[] {
  const lookingUp = asked.filter((sql) => /^(?:select|update|delete)/.test(sql));
  expect(lookingUp).not.toEqual([]);
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return lookingUp.flatMap((sql) => {
      const rows = prepare.call(database, `explain query plan ${sql}`).all(...Array.from({ length: sql.split('?').length - 1 }, () => 0));
      return rows.map(({ detail }) => String(detail));
    });
  } finally {
    database.close();
  }
}

const rounds: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['rings no wake-up that is not due', () => store.ringWakeUps(now, 16)],
  ['finds out until when to sleep', () => store.nextDueAt(now)],
  ['claims what came in', () => store.claimArrivals({ now, leaseMs: 1, limit: 16 })],
  ['keeps what is in hand', () => store.keepArrival('other', now)],
  ['finishes what came in', () => store.finishArrival('other', { note: '', arrivals: [], now })],
  [
    'saves a step',
    () => store.saveStep('step', aCaseId, now, () => aStep({ effects: [aSaying()], wakeUps: [{ name: 'x', dueAt: now + 1 }] })),
  ],
  ['rings the wake-ups that are due', () => store.ringWakeUps(now + 1, 16)],
  ['claims what is to be performed', () => store.claimEffects({ now, leaseMs: 1, paceMs: 0, limit: 16 })],
  ['keeps what is being performed', () => store.keepEffect(aSaying().key, 1, now)],
  ['finds what is wanted', () => store.pendingEffect(aSaying().key)],
  ['lists what is open', () => store.listOpen()],
  ['finishes what was performed', () => store.finishEffect(aSaying().key, 1, { now, result: '', outcome: undefined })],
];

describe('without a scan or a sorting of what waits or of what is done, the store', () => {
  it.each(rounds)('%s', async (name, round) => {
    asked = [];
    await round();
    // Installations are few: one row each, in which its pace is kept.
    const lines = plans();
    expect(lines.filter((line) => line.startsWith('SCAN') && !/^SCAN installations/.test(line))).toEqual([]);
    // Of ten thousand webhooks that waited after a rush, each claim sorted all, with their bodies, in order to take sixteen.
    if (/^(?:claims|rings)/.test(name)) expect(lines.filter((line) => line.includes('TEMP B-TREE'))).toEqual([]);
  });
});
