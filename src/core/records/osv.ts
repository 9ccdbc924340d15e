/** The record in the format of the Open Source Vulnerability database. Source: the OSV schema, version 1.7. */
import type { CvssScore } from '../score/cvss.ts';
import { formatInstant } from '../time/time.ts';
import type { AffectedPackage, PublicRecord } from './record.ts';
import { printRange, type VersionRange } from './version-ranges.ts';

/** Times end in Z, as the schema asks. */
export function osvRecord(record: PublicRecord): object {
  const [first] = record.revisions;
  const last = record.revisions.at(-1);
  return {
    schema_version: '1.7.5',
    id: record.id,
    modified: formatInstant(last?.at ?? 0),
    ...(!record.isDraft && { published: formatInstant(first?.at ?? 0) }),
    ...(record.cveId !== undefined && { aliases: [record.cveId] }),
    summary: record.title.replace(/\s+/g, ' '),
    details: record.mitigation === undefined ? record.text : `${record.text}\n\n## Mitigation\n\n${record.mitigation}`,
    severity: record.scores.map(severityOf),
    affected: record.affected.flatMap(affectedOf),
    references: [
      { type: 'ADVISORY', url: record.url },
      { type: 'PACKAGE', url: record.repositoryUrl },
    ],
    ...(record.credits.length > 0 && {
      credits: record.credits.map(({ name, type }) => ({ name, type: type.toUpperCase() })),
    }),
    database_specific: {
      cwe_ids: record.cwes.map(({ id }) => id),
      ...(record.isDraft && { draft: 'TLP:RED' }),
    },
  };
}

function severityOf({ version, vector }: CvssScore): object {
  return { type: version === '4.0' ? 'CVSS_V4' : 'CVSS_V3', score: vector };
}

/** A package outside of every ecosystem has no place here; the text speaks of it. */
function affectedOf({ ecosystem, name, purl, ranges, written }: AffectedPackage): readonly object[] {
  if (ecosystem === undefined) return [];
  return [
    {
      package: { ecosystem: ecosystem.osv, name, ...(purl !== undefined && { purl }) },
      ...(ranges !== undefined && { ranges: ranges.map((range) => ({ type: 'ECOSYSTEM', events: eventsOf(range) })) }),
      database_specific: { affected_range: ranges?.map(printRange).join(' || ') ?? written },
    },
  ];
}

/** There is no event for "after this version": it then counts as affected too, which is the safe side. */
function eventsOf({ from, to }: VersionRange): readonly object[] {
  const introduced = { introduced: from?.version ?? '0' };
  if (to === undefined) return [introduced];
  return [introduced, to.inclusive ? { last_affected: to.version } : { fixed: to.version }];
}
