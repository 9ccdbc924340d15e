/** `fixlead case export --validate`: whether the records of a case are what their formats say. Reads only. */
import { validateRecord, type RecordProblem } from '../adapters/records/validate-record.ts';
import type { Case } from '../core/case.ts';
import { exportRecord, type ExportOptions, type RecordFormat } from '../core/records/export.ts';
import type { Instant } from '../core/time/time.ts';
import { printLine, type CliStreams } from './line-by-line.ts';

type Verdict = { readonly format: RecordFormat; readonly state: 'valid' | 'invalid' | 'none'; readonly problems: readonly RecordProblem[] };

/** The exit code: 0 when each is valid, else 1. A record that cannot be made says why; a case without a CVE id has no CVE record, which is no fault. */
export async function validateCase(
  thisCase: Case,
  formats: readonly RecordFormat[],
  { stdout }: CliStreams,
  { options, json, now }: { readonly options: ExportOptions; readonly json: boolean; readonly now: Instant },
): Promise<number> {
  let exitCode = 0;
  for (const format of formats) {
    const exported = exportRecord(thisCase, format, options, now);
    const isMissing = !exported.ok && !(exported.code === 'no-cve' && formats.length > 1);
    const problems = exported.ok ? await validateRecord(format, exported.record) : [];
    const isInvalid = problems.some(({ level }) => level === 'error');
    if (isMissing || isInvalid) exitCode = 1;
    const verdict: Verdict = { format, state: exported.ok ? (isInvalid ? 'invalid' : 'valid') : 'none', problems };
    const why = exported.ok ? undefined : exported.message;
    await printLine(stdout, json ? JSON.stringify({ ...verdict, ...(why !== undefined && { why }) }) : inWords(verdict, why));
  }
  return exitCode;
}

function inWords({ format, state, problems }: Verdict, why: string | undefined): string {
  const heading = why === undefined ? `${format}: ${state}` : `${format}: no record, because ${why}`;
  return [heading, ...problems.map(({ level, test, at, message }) => `  ${level} ${test} ${at === '' ? '/' : at}: ${message}`)].join('\n');
}
