/** The record as a VEX statement. Source: OpenVEX specification, v0.2.0. */
import { formatInstant } from '../time/time.ts';
import type { AffectedPackage, PublicRecord } from './record.ts';
import { printRange } from './version-ranges.ts';

export function openVexRecord(record: PublicRecord): object {
  const [first] = record.revisions;
  const last = record.revisions.at(-1);
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `${record.url}#openvex`,
    author: record.isDraft ? `${record.vendor} (TLP:RED draft)` : record.vendor,
    role: 'Project maintainers',
    timestamp: formatInstant(first?.at ?? 0),
    ...(record.revisions.length > 1 && { last_updated: formatInstant(last?.at ?? 0) }),
    version: record.revisions.length,
    tooling: 'Fixlead',
    statements:
      record.affected.length === 0 ? [wholeProject(record)] : distinct(record.affected.flatMap((one) => statementsOf(record, one))),
  };
}

function statementsOf(record: PublicRecord, affected: AffectedPackage): readonly object[] {
  const { patched, written, ranges } = affected;
  const vulnerability = vulnerabilityOf(record);
  const affectedStatement = {
    vulnerability,
    products: [productOf(affected.purl)],
    status: 'affected',
    status_notes: `Affected versions: ${ranges?.map(printRange).join(' || ') ?? written}`,
    action_statement: actionOf(record, affected),
  };
  const fixed = patched.map(({ purl }) => productOf(purl));
  return fixed.length === 0 ? [affectedStatement] : [affectedStatement, { vulnerability, products: fixed, status: 'fixed' }];
}

/** Of two packages that share a name, such as none, the same may be said twice. */
function distinct(statements: readonly object[]): readonly object[] {
  return [...new Map(statements.map((one) => [JSON.stringify(one), one])).values()];
}

function wholeProject(record: PublicRecord): object {
  const action = record.mitigation ?? 'See the advisory.';
  return {
    vulnerability: vulnerabilityOf(record),
    products: [productOf(record.repositoryPurl)],
    status: 'affected',
    action_statement: action,
  };
}

function productOf(purl: string): object {
  return { '@id': purl, identifiers: { purl } };
}

function vulnerabilityOf({ id, cveId, url, title }: PublicRecord): object {
  return { '@id': url, name: cveId ?? id, description: title, ...(cveId !== undefined && { aliases: [id] }) };
}

/** What the specification wants with every `affected`: what to do. */
function actionOf({ mitigation }: PublicRecord, { patched }: AffectedPackage): string {
  const upgrade =
    patched.length === 0 ? 'There is no patched version yet.' : `Upgrade to ${patched.map(({ version }) => version).join(' or ')}.`;
  return mitigation === undefined ? upgrade : `${upgrade} Until then: ${mitigation}`;
}
