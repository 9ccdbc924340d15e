/** The records of a published case as files: each format in a folder of its own. */
import type { Case } from '../case.ts';
import { effectKey, type Effect } from '../effects.ts';
import { exportRecord, recordFormats } from './export.ts';

/** Wanted as long as the case is public; a revision of the advisory is another wish. A CVE record is there once there is an id. */
export function writtenRecords(thisCase: Case): readonly Effect[] {
  if (thisCase.phase !== 'published' || thisCase.published === undefined) return [];
  const { at } = thisCase.published;
  const records = recordFormats.flatMap((format) => {
    const exported = exportRecord(thisCase, format, { draft: false }, at);
    return exported.ok ? [{ path: `${format}/${exported.fileName}`, text: `${JSON.stringify(exported.record, undefined, 2)}\n` }] : [];
  });
  if (records.length === 0) return [];
  return [{ key: effectKey(thisCase.id, 'records'), kind: 'WriteRecords', audience: 'public', records }];
}
