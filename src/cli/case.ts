/** `fixlead case list|show|why|history|retrospective|export`: what the store knows of the cases. Reads only; a running app is not disturbed. */
import { verifyHistory } from '../adapters/store/history-chain.ts';
import { findCaseId } from '../core/ids.ts';
import { boardPage } from '../core/pages.ts';
import { whyPage } from '../core/schedule/why-page.ts';
import { refusedInWords } from '../core/schedule/why-refused.ts';
import { lastRefusals } from '../engine/last-refusals.ts';
import { retrospective } from '../core/records/retrospective.ts';
import { formatUtcMinute } from '../core/time/time.ts';
import type { HistoryLine, Store, StoredCase } from '../engine/ports/store.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { exportCase } from './case-export.ts';
import { withStore } from './open-for-looking.ts';

const usage =
  'say fixlead case list | show GHSA-ID | why GHSA-ID [TOPIC] | history GHSA-ID | retrospective GHSA-ID | export GHSA-ID --format csaf   [--json]';

export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  if (args[0] === 'export') return exportCase(args.slice(1), streams);
  const json = args.includes('--json');
  const [verb, id, topic] = args.filter((arg) => arg !== '--json');
  if (verb === 'list') return withStore(streams, { readOnly: true }, (store) => list(store, streams, json));
  if (id === undefined || (verb !== 'show' && verb !== 'why' && verb !== 'history' && verb !== 'retrospective'))
    return complain(streams, usage, 2);
  return withStore(streams, { readOnly: true }, (store) => about(store, streams, { verb, id, topic, json }));
}

async function list(store: Store, { stdout }: CliStreams, json: boolean): Promise<number> {
  for (const one of await store.listCases()) {
    const fields = [one.id, one.phase, one.repository, one.release === undefined ? '-' : formatUtcMinute(one.release.releaseAt)];
    await printLine(
      stdout,
      json
        ? JSON.stringify({ id: one.id, phase: one.phase, repository: one.repository, releaseAt: one.release?.releaseAt })
        : fields.join('  '),
    );
  }
  return 0;
}

type About = {
  readonly verb: 'show' | 'why' | 'history' | 'retrospective';
  readonly id: string;
  readonly topic: string | undefined;
  readonly json: boolean;
};

async function about(store: Store, streams: CliStreams, { verb, id, topic, json }: About): Promise<number> {
  const known = findCaseId(id);
  const stored = known === undefined ? undefined : await store.readCase(known);
  if (stored === undefined) return complain(streams, `there is no case "${id.slice(0, 40)}"; "fixlead case list" names them`, 1);
  if (verb === 'why' && topic === 'refused') return refused(store, stored, streams, json);
  if (verb === 'history') return history(stored, await store.readHistory(stored.case.id), streams, json);
  await printLine(streams.stdout, json ? JSON.stringify(stored) : pageOf(verb, stored, topic));
  return 0;
}

function pageOf(verb: Exclude<About['verb'], 'history'>, { case: thisCase, policy }: StoredCase, topic: string | undefined): string {
  const now = Date.now();
  switch (verb) {
    case 'show':
      return boardPage(thisCase, policy, now);
    case 'why':
      return whyPage(thisCase, policy, now, { topic, withSettings: true });
    case 'retrospective':
      return retrospective(thisCase, policy, now);
  }
}

/** Also those in private: whoever reads the store reads everything. */
async function refused(store: Store, stored: StoredCase, { stdout }: CliStreams, json: boolean): Promise<number> {
  const refusals = await lastRefusals(store, stored.case.id);
  const text = refusals.length === 0 ? 'Nothing was refused here so far.' : refusals.map(refusedInWords).join('\n\n');
  await printLine(stdout, json ? JSON.stringify(refusals) : text);
  return 0;
}

async function history(stored: StoredCase, lines: readonly HistoryLine[], streams: CliStreams, json: boolean): Promise<number> {
  for (const line of lines) {
    const words = [
      line.version,
      formatUtcMinute(line.decidedAt),
      line.event.kind,
      line.refusalCode ?? line.outcome,
      line.hash.slice(0, 12),
    ];
    await printLine(streams.stdout, json ? JSON.stringify(line) : words.join('  '));
  }
  const verified = verifyHistory(stored, lines);
  if (verified.whole) return 0;
  return complain(streams, `the history is not whole: line ${verified.brokenAt} was changed after it was written`, 1);
}

function complain({ stderr }: CliStreams, message: string, exitCode: number): number {
  stderr.write(`fixlead: ${message}\n`);
  return exitCode;
}
