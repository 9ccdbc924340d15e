/** `fixlead report [--json]`: how long things took and which promises were kept, case by case, month by month and in all (S74). Reads only. */
import { measure, type Measures } from '../core/schedule/measures.ts';
import { byMonth, mediansOf, spans, tallyOf, type Medians, type Span, type Tally } from '../core/schedule/months.ts';
import { formatUtcMinute } from '../core/time/time.ts';
import type { Store } from '../engine/ports/store.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { withStore } from './open-for-looking.ts';

const names: Readonly<Record<Span, string>> = {
  toFirstAnswerMs: 'first answer',
  toAcceptedMs: 'accepted',
  toFixReadyMs: 'fix ready',
  toPublishedMs: 'published',
  exposedMs: 'publicly known to published',
  fixExposedMs: 'fix public to published',
  toLastToldMs: 'published to last channel told',
};

/** Exit code: 0 told; 2 what was asked for is not known. */
export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  const unknown = args.find((arg) => arg !== '--json');
  if (unknown !== undefined) {
    await printLine(streams.stderr, `\`fixlead report\` takes nothing but --json, not ${unknown.slice(0, 40)}.`);
    return 2;
  }
  return withStore(streams, { readOnly: true }, async (store) => {
    const measured = await measureAll(store);
    if (args.includes('--json')) await printLine(streams.stdout, asJson(measured));
    else for (const line of tell(measured)) await printLine(streams.stdout, line);
    return 0;
  });
}

/** Oldest report first. */
async function measureAll(store: Store): Promise<readonly Measures[]> {
  const measured: Measures[] = [];
  for (const { id } of await store.listCases()) {
    const stored = await store.readCase(id);
    if (stored !== undefined) measured.push(measure(stored.case, stored.policy, Date.now()));
  }
  return measured.toSorted((one, other) => one.reportedAt - other.reportedAt);
}

function asJson(measured: readonly Measures[]): string {
  return JSON.stringify({ cases: measured, medians: mediansOf(measured), promises: tallyOf(measured), months: byMonth(measured) });
}

function tell(measured: readonly Measures[]): readonly string[] {
  return [
    ...measured.map((one) => `${one.id}  reported ${formatUtcMinute(one.reportedAt)}  ${tellSpans(one)}${tellBroken(one)}`),
    ...byMonth(measured).map(({ month, cases, medians, promises }) => tellAll(`${month}: ${cases} reported`, medians, promises)),
    tellAll(`median of ${measured.length}`, mediansOf(measured), tallyOf(measured)),
  ];
}

function tellAll(head: string, medians: Medians, promises: Tally): string {
  const kept = Object.entries(promises).map(([name, { kept: well, broken }]) => `${name} kept ${well} of ${well + broken}`);
  return [`${head}: ${tellSpans(medians) || 'nothing to measure yet'}`, ...kept].join(', ');
}

function tellSpans(measured: Readonly<Partial<Record<Span, number | undefined>>>): string {
  return spans.flatMap((span) => (measured[span] === undefined ? [] : [`${names[span]} ${inWords(measured[span])}`])).join(', ');
}

function tellBroken({ promises }: Measures): string {
  const broken = Object.entries(promises).flatMap(([name, promised]) => (promised === 'broken' ? [name] : []));
  return broken.length === 0 ? '' : `; late: ${broken.join(', ')}`;
}

const hourMs = 3_600_000;

function inWords(ms: number): string {
  return ms < 48 * hourMs ? `${(ms / hourMs).toFixed(1)} h` : `${(ms / (24 * hourMs)).toFixed(1)} d`;
}
