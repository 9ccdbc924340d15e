/** `fixlead case export`: a case as a record for machines. Reads only. */
import { writeFileSync } from 'node:fs';
import { findCaseId } from '../core/ids.ts';
import { exportRecord, recordFormats, type ExportOptions, type RecordFormat } from '../core/records/export.ts';
import { validateCase } from './case-validate.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { withStore } from './open-for-looking.ts';
import { readArguments } from './read-arguments.ts';

const usage = `Usage: fixlead case export GHSA-ID --format ${recordFormats.join('|')} [options]

Prints the published case as a record: CSAF 2.0, OSV 1.7, OpenVEX 0.2 or CVE 5.1.

  --out FILE           writes it there instead
  --validate           prints instead whether it is valid: by the official schema, and for CSAF by its
                       mandatory and optional tests; of every format where none is given; ends with 1 if not
  --json               and says so in JSON, a line for each format
  --draft              also of a case that is not public, marked TLP:RED
  --folder-url URL     under which the record will be found, ending in a slash (CSAF)
  --cna-org UUID       who assigned the CVE id, when it was not GitHub (CVE)
  --cna-name NAME      and its short name`;

/** Errors: an exit code of 1 when there is no such record, 2 when the arguments are wrong; a line on stderr says why. */
export async function exportCase(args: readonly string[], streams: CliStreams): Promise<number> {
  const read = readOptions(args);
  if (read === 'help') return printLine(streams.stdout, usage).then(() => 0);
  if (typeof read === 'string') return complain(streams, `${read}\n\n${usage}`, 2);
  const { id, formats, out, options, validate, json } = read;
  return withStore(streams, { readOnly: true }, async (store) => {
    const known = findCaseId(id);
    const stored = known === undefined ? undefined : await store.readCase(known);
    if (stored === undefined) return complain(streams, `there is no case "${id.slice(0, 40)}"; "fixlead case list" names them`, 1);
    if (validate) return validateCase(stored.case, formats, streams, { options, json, now: Date.now() });
    const exported = exportRecord(stored.case, formats[0], options, Date.now());
    if (!exported.ok) return complain(streams, exported.message, 1);
    const text = JSON.stringify(exported.record, undefined, 2);
    if (out === undefined) return printLine(streams.stdout, text).then(() => 0);
    return writeOut(streams, out, text);
  });
}

function writeOut(streams: CliStreams, out: string, text: string): number {
  try {
    // A draft is for few eyes, and a file that is there is not replaced by mistake.
    writeFileSync(out, `${text}\n`, { mode: 0o600, flag: 'wx' });
    return 0;
  } catch (cause) {
    const { code = 'unknown reason' } = cause as { readonly code?: string };
    return complain(streams, code === 'EEXIST' ? `${out} is there already` : `${out} cannot be written (${code})`, 1);
  }
}

type Read = {
  readonly id: string;
  readonly formats: readonly [RecordFormat, ...RecordFormat[]];
  readonly out: string | undefined;
  readonly options: ExportOptions;
  readonly validate: boolean;
  readonly json: boolean;
};

function readOptions(args: readonly string[]): Read | string {
  const read = readArguments({ args: [...args], options: optionTypes, allowPositionals: true });
  if (!read.ok) return read.message;
  const {
    help,
    out,
    draft = false,
    validate = false,
    json = false,
    'folder-url': folderUrl,
    'cna-org': orgId,
    'cna-name': shortName = '',
  } = read.values;
  if (help === true) return 'help';
  const [id, ...more] = read.positionals;
  const format = recordFormats.find((one) => one === read.values.format);
  if (id === undefined || more.length > 0) return 'Wanted is one GHSA id.';
  if (validate && out !== undefined) return '--validate writes no record: leave --out away.';
  if (format === undefined && (!validate || read.values.format !== undefined)) return `Wanted is a format: ${recordFormats.join(', ')}.`;
  if (folderUrl !== undefined && !/^https:\/\/[^\s]+\/$/.test(folderUrl)) return '--folder-url begins with https:// and ends in a slash.';
  if (orgId !== undefined && !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(orgId)) return '--cna-org is a UUID.';
  const cna = orgId === undefined ? undefined : { orgId, shortName };
  if (cna !== undefined && !/^.{2,32}$/.test(shortName)) return '--cna-org needs --cna-name, of 2 to 32 characters.';
  const formats: Read['formats'] = format === undefined ? recordFormats : [format];
  return { id, formats, out, validate, json, options: { draft, folderUrl, cna } };
}

const optionTypes = {
  format: { type: 'string' },
  out: { type: 'string' },
  draft: { type: 'boolean' },
  validate: { type: 'boolean' },
  'folder-url': { type: 'string' },
  'cna-org': { type: 'string' },
  'cna-name': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function complain({ stderr }: CliStreams, message: string, exitCode: number): number {
  stderr.write(`fixlead: ${message}\n`);
  return exitCode;
}
