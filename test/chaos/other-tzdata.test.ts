// A machine gets another tzdata while a case is open: deadlines are counted anew, and each is said once, at the right instant.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { startApp } from '../../src/drill/app-under-drill.ts';
import { play } from '../../src/drill/player.ts';
import type { Scenario } from '../../src/drill/scenario.ts';
import { setStage } from '../../src/drill/stage.ts';
import { formatUtcMinute } from '../../src/core/time/time.ts';
import { otherTzdata } from './other-tzdata.ts';
import { scenarioNamed } from './scenarios.ts';

const dayMs = 24 * 3_600_000;
const reportedAt = Date.UTC(2026, 6, 6, 9);
const changedAt = reportedAt + dayMs;

const folder = mkdtempSync(join(tmpdir(), 'tzdata-'));
afterAll(() => rmSync(folder, { recursive: true }));
const old = otherTzdata(folder);
const none = { env: {} };

/** A report on a Monday, whose first answer is due by the end of Thursday in Cairo, where summer time was brought back in 2023. */
function inCairo(): Scenario {
  const scenario = scenarioNamed('in-a-day');
  const [report] = scenario.steps;
  if (report === undefined) throw new Error('it has no report');
  const policy = scenario.policy.replace('Asia/Almaty', 'Africa/Cairo');
  return { ...scenario, policy, steps: [{ ...report, at: reportedAt, then: [] }], ends: reportedAt + 60_000 };
}

/** What was said in the case issue after the machine had got another tzdata, and when. */
async function saidAfterwards(before: typeof none, after: typeof none): Promise<readonly string[]> {
  let { env: tzdata }: { readonly env: Readonly<Record<string, string>> } = before;
  const stage = await setStage(inCairo(), { startApp: (env, at, onLog) => startApp({ ...env, ...tzdata }, at, onLog) });
  try {
    await play(stage, () => undefined);
    await stage.advance(changedAt);
    await stage.stopApp();
    tzdata = after.env;
    await stage.advance(reportedAt + 4 * dayMs);
    const [issue] = stage.github.world.repository('acme/widget-private').issues;
    return (issue?.comments ?? [])
      .filter(({ createdAt, body }) => createdAt >= changedAt && /first answer|had no answer/.test(body))
      .map(
        ({ createdAt, body }) =>
          `${formatUtcMinute(createdAt)}: ${/one is due by [^(]*|\*\*Overdue\*\*[^(]*/.exec(body)?.[0].trim() ?? body}`,
      );
  } finally {
    await stage.close();
  }
}

const isThere = 'env' in old;

describe('a first answer that is due by the end of a day in Cairo', () => {
  beforeAll(() => {
    // All HTTP here is real.
    if (nock.isActive()) nock.restore();
  });

  if (!isThere) {
    it.skip(`cannot be counted by another tzdata here: ${old.missing}`, () => undefined);
    return;
  }

  it('is counted without summer time by the tzdata of 2017', () => {
    expect(old.version).toMatch(/^201\d[a-z]$/);
  });

  it.each([
    { name: 'reminded of and overdue at the instants of its tzdata', before: none, after: none, said: ['04:11', '20:59'], due: '20:59' },
    {
      name: 'both at those of the other, and once, when that comes and has them later',
      before: none,
      after: old,
      said: ['04:59', '21:59'],
      due: '21:59',
    },
    // What had been set by the old one rings, and says at once what is past by the new one.
    { name: 'both at those of the other where it has them earlier', before: old, after: none, said: ['05:00', '20:59'], due: '20:59' },
  ])(
    'is $name',
    async ({ before, after, said: [reminded = '', overdue = ''], due }) => {
      expect(await saidAfterwards(before, after)).toEqual([
        `2026-07-09 ${reminded} UTC: one is due by 2026-07-09 ${due} UTC`,
        `2026-07-09 ${overdue} UTC: **Overdue**: the first answer to the reporter was due 2026-07-09 ${due} UTC`,
      ]);
    },
    300_000,
  );
});
