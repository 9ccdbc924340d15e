/** Pages of the dashboard that show much, from the request to the last byte, on the server alone. */
import { aLargeDashboard } from '../dashboard/a-large-dashboard.ts';
import type { Figure } from './figure.ts';
import { median } from './pairs.ts';
import type { Size } from './size.ts';

const wantedMs = 100;
const drawingsPerRound = 5;

export async function measurePages({ rounds }: Size): Promise<readonly Figure[]> {
  const { board, pages } = await aLargeDashboard();
  try {
    const figures: Figure[] = [];
    for (const [name, ask] of Object.entries(pages)) {
      const times: number[] = [];
      // The first drawing fills what is remembered of cases that did not change, and is not counted.
      await ask();
      for (let drawn = 0; drawn < rounds * drawingsPerRound; drawn += 1) times.push(await timeOf(ask));
      const isWhole = name === 'their history';
      figures.push({
        ...{ name: `page-${name.replaceAll(/\W+/g, '-')}`, says: `the page that shows ${name}`, unit: 'ms' },
        ...{
          measured: median(times),
          wanted: isWhole ? 'told' : { atMost: wantedMs },
          from: { drawings: times.length, 'slowest ms': Math.max(...times) },
        },
        ...(isWhole && { because: 'the hash of each of its lines is computed anew, whatever part of it is shown' }),
      });
    }
    return figures;
  } finally {
    await board.store.close();
  }
}

async function timeOf(ask: () => Promise<Response>): Promise<number> {
  const startedAt = performance.now();
  const answer = await ask();
  await answer.text();
  if (answer.status !== 200) throw new Error(`A page answered ${answer.status}.`);
  return performance.now() - startedAt;
}
