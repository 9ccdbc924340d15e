/** Measures that stand beside one another, taken in turns: whatever else the machine does hits all of them alike. */

export type Contestant = { readonly name: string; readonly run: () => Promise<number> };

/**
 * Runs each once a round, in an order that turns from round to round, and answers the runs of each by its name.
 * The first round warms up and is not counted.
 */
export async function inTurns(contestants: readonly Contestant[], rounds: number): Promise<Readonly<Record<string, readonly number[]>>> {
  const results: Record<string, number[]> = Object.fromEntries(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? contestants : contestants.toReversed();
    for (const { name, run } of order) {
      const result = await run();
      if (round > 0) results[name]?.push(result);
    }
  }
  return results;
}

/** The middle of the ratios, round by round: one disturbed round does not move it. */
export function ratioOf(left: readonly number[] = [], right: readonly number[] = []): number {
  return median(left.map((value, round) => value / (right[round] ?? Number.NaN)));
}

export function median(values: readonly number[] = []): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
