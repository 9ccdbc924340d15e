/** A case as a record for machines, or why there is none. Nothing of an embargoed case leaves by mistake: a draft has to be asked for. */
import type { Case } from '../case.ts';
import type { Instant } from '../time/time.ts';
import { csafFileName, csafRecord } from './csaf.ts';
import { cveRecord, gitHubCna, type Cna } from './cve-record.ts';
import { openVexRecord } from './openvex.ts';
import { osvRecord } from './osv.ts';
import { publicRecord, type PublicRecord } from './record.ts';

export const recordFormats = ['csaf', 'osv', 'openvex', 'cve'] as const;
export type RecordFormat = (typeof recordFormats)[number];

export type ExportOptions = {
  readonly draft: boolean;
  readonly folderUrl?: string | undefined;
  /** Who assigned the CVE id; GitHub when left out. */
  readonly cna?: Cna | undefined;
};

export type Exported =
  | { readonly ok: true; readonly fileName: string; readonly record: object }
  | { readonly ok: false; readonly code: 'embargoed' | 'not-read' | 'no-cve'; readonly message: string };

export function exportRecord(thisCase: Case, format: RecordFormat, options: ExportOptions, now: Instant): Exported {
  if (thisCase.published === undefined && !options.draft)
    return refused('embargoed', `case ${thisCase.id} is not public, and neither may a record of it be; --draft prints one marked TLP:RED`);
  const { advisory } = thisCase;
  if (advisory === undefined)
    return refused('not-read', `the advisory of case ${thisCase.id} was not read from GitHub yet; it is within minutes while the app runs`);
  const record = publicRecord(thisCase, advisory, now);
  if (format !== 'cve') return { ok: true, fileName: fileNameOf(record, format), record: printed(record, format, options) };
  if (record.cveId === undefined)
    return refused('no-cve', `case ${thisCase.id} has no CVE id yet, and a CVE record is nothing without one`);
  return { ok: true, fileName: `${record.cveId}.json`, record: cveRecord(record, record.cveId, options.cna ?? gitHubCna) };
}

function printed(record: PublicRecord, format: Exclude<RecordFormat, 'cve'>, { folderUrl }: ExportOptions): object {
  switch (format) {
    case 'csaf':
      return csafRecord(record, { folderUrl });
    case 'osv':
      return osvRecord(record);
    case 'openvex':
      return openVexRecord(record);
  }
}

function fileNameOf(record: PublicRecord, format: Exclude<RecordFormat, 'cve'>): string {
  return format === 'csaf' ? csafFileName(record) : `${record.id}.${format}.json`;
}

function refused(code: Extract<Exported, { ok: false }>['code'], message: string): Exported {
  return { ok: false, code, message };
}
