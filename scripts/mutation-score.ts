/** The share of mutants that a test noticed, and how sure that is when only some were drawn. */

export type Mutant = { readonly id: string; readonly status: string };
export type Score = {
  readonly counted: number;
  readonly noticed: number;
  readonly score: number;
  readonly from: number;
  readonly to: number;
};

/**
 * As Stryker counts: one that never ended was noticed, one that no test reaches was not. What could not be run, and what is changed only while
 * modules are loaded, is not counted. The interval is Wilson's, of 95 %.
 */
export function scoreOf(mutants: readonly Mutant[]): Score {
  const are = (...statuses: readonly string[]): number => mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = are('Killed', 'Timeout');
  const counted = noticed + are('Survived', 'NoCoverage');
  if (counted === 0) return { counted, noticed, score: 1, from: 0, to: 1 };
  const [share, z] = [noticed / counted, 1.96];
  const middle = (share + z ** 2 / (2 * counted)) / (1 + z ** 2 / counted);
  const half = (z * Math.sqrt((share * (1 - share)) / counted + z ** 2 / (4 * counted ** 2))) / (1 + z ** 2 / counted);
  return { counted, noticed, score: share, from: middle - half, to: middle + half };
}

export function sayScore({ counted, score, from, to }: Score): string {
  const percent = (part: number): string => (part * 100).toFixed(0);
  return counted === 0 ? 'none' : `${(score * 100).toFixed(1)} % (${percent(from)}–${percent(to)})`;
}
