/** `fixlead report [--json]`: how long things took, case by case and in the middle of all (S74). Reads only. */
import { measure, type Measures } from '../core/schedule/measures.ts';
import { formatUtcMinute } from '../core/time/time.ts';
import type { Store } from '../engine/ports.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { withStore } from './open-for-looking.ts';

const spans = ['toFirstAnswerMs', 'toAcceptedMs', 'toFixReadyMs', 'toPublishedMs', 'exposedMs'] as const;
type Span = (typeof spans)[number];

const names: Readonly<Record<Span, string>> = {
  toFirstAnswerMs: 'first answer',
  toAcceptedMs: 'accepted',
  toFixReadyMs: 'fix ready',
  toPublishedMs: 'published',
  exposedMs: 'publicly known to published',
};

export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  return withStore(streams, { readOnly: true }, async (store) => {
    const measured = await measureAll(store);
    const medians = Object.fromEntries(spans.map((span) => [span, median(measured, span)]));
    if (args.includes('--json')) await printLine(streams.stdout, JSON.stringify({ cases: measured, medians }));
    else for (const line of tell(measured)) await printLine(streams.stdout, line);
    return 0;
  });
}

async function measureAll(store: Store): Promise<readonly Measures[]> {
  const measured: Measures[] = [];
  for (const { id } of await store.listCases()) {
    const stored = await store.readCase(id);
    if (stored !== undefined) measured.push(measure(stored.case, stored.policy));
  }
  return measured;
}

/** The middle one of those that have it; undefined when none has. Unit: ms. */
function median(measured: readonly Measures[], span: Span): number | undefined {
  const known = measured
    .map((one) => one[span])
    .filter((ms) => ms !== undefined)
    .toSorted((a, b) => a - b);
  return known[Math.floor((known.length - 1) / 2)];
}

function tell(measured: readonly Measures[]): readonly string[] {
  const rows = measured.map(
    (one) => `${one.id}  reported ${formatUtcMinute(one.reportedAt)}  ${spans.flatMap((span) => tellSpan(span, one[span])).join(', ')}`,
  );
  return [
    ...rows,
    `median of ${measured.length}: ${spans.flatMap((span) => tellSpan(span, median(measured, span))).join(', ') || 'nothing to measure yet'}`,
  ];
}

function tellSpan(span: Span, ms: number | undefined): readonly string[] {
  return ms === undefined ? [] : [`${names[span]} ${inWords(ms)}`];
}

const hourMs = 3_600_000;

function inWords(ms: number): string {
  return ms < 48 * hourMs ? `${(ms / hourMs).toFixed(1)} h` : `${(ms / (24 * hourMs)).toFixed(1)} d`;
}
