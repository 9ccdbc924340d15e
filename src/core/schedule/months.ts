/** The measures of many cases, put together by the month in which each was reported. */
import type { Measures, Promised } from './measures.ts';

export const spans = [
  'toFirstAnswerMs',
  'toAcceptedMs',
  'toFixReadyMs',
  'toPublishedMs',
  'exposedMs',
  'fixExposedMs',
  'toLastToldMs',
] as const;
export type Span = (typeof spans)[number];

/** Unit: ms. A span that no case has is left out. */
export type Medians = Readonly<Partial<Record<Span, number>>>;
/** How many promises of each name were kept, broken, or are still open. */
export type Tally = Readonly<Record<string, Readonly<Record<Promised, number>>>>;

/** `month` is `YYYY-MM`, in UTC. */
export type Month = { readonly month: string; readonly cases: number; readonly medians: Medians; readonly promises: Tally };

/** Oldest first; months without a report are left out. */
export function byMonth(measured: readonly Measures[]): readonly Month[] {
  const months = Map.groupBy(measured, ({ reportedAt }) => new Date(reportedAt).toISOString().slice(0, 7));
  return [...months]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([month, cases]) => ({ month, cases: cases.length, medians: mediansOf(cases), promises: tallyOf(cases) }));
}

export function mediansOf(measured: readonly Measures[]): Medians {
  return Object.fromEntries(
    spans.flatMap((span) => {
      const middle = median(measured.flatMap((one) => one[span] ?? []));
      return middle === undefined ? [] : [[span, middle]];
    }),
  );
}

export function tallyOf(measured: readonly Measures[]): Tally {
  const tally: Record<string, Record<Promised, number>> = {};
  for (const [name, promised] of measured.flatMap((one) => Object.entries(one.promises))) {
    const counts = (tally[name] ??= { kept: 0, broken: 0, open: 0 });
    counts[promised] += 1;
  }
  return tally;
}

/** The middle one, of an even number the smaller of the two; undefined of none. */
function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
