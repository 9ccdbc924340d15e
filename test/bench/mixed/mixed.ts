/** What is acknowledged is in the store and what is refused is not, under a load of many kinds and with the process killed in the middle. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, nextMessage, startChild, type Child } from '../a-child.ts';
import type { Figure } from '../figure.ts';
import { startQuietGitHub } from '../quiet-github.ts';
import type { Size } from '../size.ts';
import { sendMixed, type Told } from './mixed-load.ts';

const senders = 40;
/** Forty bodies of 200 KB at once, on top of what a server under load holds; a leak of bodies would pass it within seconds. Unit: MB. */
const mostMegabytes = 512;
/** How often the memory is looked at. Unit: ms. */
const lookMs = 250;

/** The first life ends by `kill -9` under full load, the second in good order; both write into one store. */
export async function measureMixed({ seconds }: Size): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-bench-'));
  const file = join(folder, 'fixlead.sqlite');
  const github = await startQuietGitHub({ folder });
  try {
    const env = { ...github.env, FIXLEAD_STORE: `sqlite:${file}` };
    const killed = await live(env, { secret: github.secret, run: 1, seconds, isKilled: true });
    const stopped = await live(env, { secret: github.secret, run: 2, seconds: 2 * seconds, isKilled: false });
    return figures([killed, stopped], storedIn(file));
  } finally {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Life = { readonly secret: string; readonly run: number; readonly seconds: number; readonly isKilled: boolean };
/** `memory`: what the process held in the second half of its time. Unit: bytes. */
type Lived = { readonly told: Told; readonly memory: readonly number[] };

async function live(env: Readonly<Record<string, string>>, { secret, run, seconds, isKilled }: Life): Promise<Lived> {
  const child = startChild('intake/fixlead.ts', env);
  try {
    const { url } = await nextMessage<{ readonly url: string }>(child);
    const load = sendMixed({ url, secret, run, senders });
    await pause(seconds * 500);
    const memory = await watchMemory(child, seconds * 500);
    if (isKilled) child.process.kill('SIGKILL');
    return { told: await load.end(), memory };
  } finally {
    await child.stop();
  }
}

async function watchMemory(child: Child, forMs: number): Promise<readonly number[]> {
  const memory: number[] = [];
  for (const until = performance.now() + forMs; performance.now() < until; await pause(lookMs))
    memory.push((await ask<{ readonly memoryBytes: number }>(child, {})).memoryBytes);
  return memory;
}

function storedIn(file: string): ReadonlySet<string> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return new Set(
      database
        .prepare("select key from arrivals where source = 'webhook'")
        .all()
        .map(({ key }) => String(key)),
    );
  } finally {
    database.close();
  }
}

function figures(lives: readonly Lived[], stored: ReadonlySet<string>): readonly Figure[] {
  const all = (what: keyof Told): readonly string[] => lives.flatMap(({ told }) => told[what]);
  const isStored = (guid: string): boolean => stored.has(`delivery:${guid}`);
  const acknowledged = all('acknowledged');
  const lost = acknowledged.filter((guid) => !isStored(guid));
  const wrong = [...all('refused').filter(isStored), ...all('surprises')];
  const largest = Math.max(...(lives.at(-1)?.memory ?? []));
  return [
    {
      ...{
        name: 'mixed-lost',
        says: 'deliveries of many kinds that were acknowledged, and are not in the store after a kill -9 and a stop',
      },
      // Where nothing was acknowledged nothing was tried.
      ...{ measured: acknowledged.length === 0 ? Number.NaN : lost.length, unit: '', wanted: { atMost: 0 } },
      from: { acknowledged: acknowledged.length, refused: all('refused').length, 'without an answer': all('unknown').length },
    },
    {
      ...{
        name: 'mixed-wrong',
        says: 'deliveries that were refused or broken off, and are in the store, or were answered otherwise than they should',
      },
      ...{ measured: wrong.length, unit: '', wanted: { atMost: 0 }, from: { 'first of them': wrong[0] ?? 'none' } },
    },
    {
      ...{ name: 'mixed-memory', says: 'the most that the process held in the second half of such a load' },
      ...{ measured: largest / 1_048_576, unit: 'MB', wanted: { atMost: mostMegabytes }, from: { senders } },
    },
  ];
}
