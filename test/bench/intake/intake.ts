/** Durable webhook intake beside a bare Probot app, which stores nothing, and beside the raw limit of the machine. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, nextMessage, startChild } from '../a-child.ts';
import type { Figure } from '../figure.ts';
import { inTurns, median, ratioOf } from '../pairs.ts';
import { startQuietGitHub } from '../quiet-github.ts';
import type { Size } from '../size.ts';
import type { LoadDone, LoadWanted } from './load.ts';

const connections = 50;
const bytes = 8 * 1024;
const contestants = ['fixlead', 'bare-probot', 'raw-limit'] as const;
/** As long as it takes the engine to compile what is hot. */
const warmUpSeconds = 1;

export async function measureIntake({ rounds, seconds }: Size): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-bench-'));
  const github = await startQuietGitHub({ folder });
  try {
    const shootAt = (name: (typeof contestants)[number], rate?: number): Promise<LoadDone> => {
      const env = { ...github.env, FIXLEAD_STORE: `sqlite:${join(folder, `${name}-${randomUUID()}.sqlite`)}` };
      const load = { secret: github.secret, connections, seconds, bytes, ...(rate !== undefined && { rate }) };
      return underLoad(`intake/${name}.ts`, env, load);
    };
    const runs = contestants.map((name) => ({ name, run: async () => rateOf(name, await shootAt(name)) }));
    const rates = await inTurns(runs, rounds);
    return figures(rates, await shootAt('fixlead', Math.round(median(rates.fixlead) / 2)));
  } finally {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figures(rates: Readonly<Record<string, readonly number[]>>, timed: LoadDone): readonly Figure[] {
  const { fixlead, 'bare-probot': probot, 'raw-limit': raw } = rates;
  const from = { 'Fixlead /s': median(fixlead), 'bare Probot /s': median(probot), 'raw limit /s': median(raw) };
  return [
    {
      ...{ name: 'intake-beside-probot', says: 'webhooks taken in durably, beside a bare Probot app that stores nothing' },
      ...{ measured: ratioOf(fixlead, probot), unit: '×', wanted: { atLeast: 2 }, from },
    },
    {
      ...{ name: 'intake-beside-limit', says: 'webhooks taken in durably, beside signature check and insert alone' },
      ...{ measured: ratioOf(fixlead, raw), unit: '×', wanted: { atLeast: 0.8 }, from },
    },
    {
      ...{ name: 'intake-p99', says: '99 of 100 webhooks are answered within this, at half that load' },
      ...{ measured: timed.p99, unit: 'ms', wanted: { atMost: 50 } },
      from: { 'load /s': timed.rate, 'median ms': timed.p50, failed: timed.failed },
    },
  ];
}

/** In a process of its own for each run, so that none inherits another's warmth or waste. */
async function underLoad(server: string, env: Readonly<Record<string, string>>, wanted: Omit<LoadWanted, 'url'>): Promise<LoadDone> {
  const target = startChild(server, env);
  const load = startChild('intake/load.ts');
  try {
    const { url } = await nextMessage<{ readonly url: string }>(target);
    await ask<LoadDone>(load, { ...wanted, url, seconds: warmUpSeconds });
    return await ask<LoadDone>(load, { ...wanted, url });
  } finally {
    await Promise.all([target.stop(), load.stop()]);
  }
}

function rateOf(name: string, { rate, failed }: LoadDone): number {
  if (failed > 0) throw new Error(`${name} failed ${failed} deliveries`);
  return rate;
}
