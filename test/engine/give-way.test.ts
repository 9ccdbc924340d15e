import { describe, expect, it } from '@jest/globals';
import { givingWay } from '../../src/engine/give-way.ts';

describe('a round of work', () => {
  /** Each answer is how many webhooks came in since the start; the last stays. */
  const door = (...counts: readonly number[]) => {
    let asked = 0;
    const webhooksSoFar = (): number => counts[Math.min((asked += 1), counts.length) - 1] ?? 0;
    return { webhooksSoFar, asked: () => asked };
  };

  it('gives way to nobody where there is no door', async () => {
    expect(await givingWay({}, async () => 'worked')).toBe('worked');
  });

  it('goes on at once when few webhooks came in meanwhile', async () => {
    const quiet = door(0, 8);
    expect(await givingWay(quiet, async () => 'worked')).toBe('worked');
    expect(quiet.asked()).toBe(2);
  });

  it('is followed by a rest until a rush is over', async () => {
    const rush = door(0, 50, 50, 90, 90, 95);
    await givingWay(rush, async () => 'worked');
    expect(rush.asked()).toBe(6);
  });

  it('is not kept from the next one for longer than a quarter of a second, however long the rush lasts', async () => {
    let count = 0;
    let asked = 0;
    const endless = { webhooksSoFar: () => ((asked += 1), (count += 100)) };
    await givingWay(endless, async () => 'worked');
    // Before the round, and before and after each of 25 breaths of 10 ms.
    expect(asked).toBe(1 + 2 * 25);
  });
});
