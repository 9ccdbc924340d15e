/** The record as a security advisory of the Common Security Advisory Framework. Source: CSAF 2.0, OASIS Standard. */
import { severityOf, type CvssScore } from '../score/cvss.ts';
import { formatInstant } from '../time/time.ts';
import type { AffectedPackage, PublicRecord } from './record.ts';
import { printVers } from './version-ranges.ts';

export type CsafOptions = {
  /** Under which folder the document will be found, ending in a slash: with it the document names its own place. */
  readonly folderUrl?: string | undefined;
};

/** §5.1: the id in lower case. */
export function csafFileName({ id }: Pick<PublicRecord, 'id'>): string {
  return `${id.toLowerCase().replace(/[^+\-a-z0-9]+/g, '_')}.json`;
}

export function csafRecord(record: PublicRecord, options: CsafOptions): object {
  const products = productsOf(record);
  // Test 6.2.13 wants the keys in their order.
  return withSortedKeys({
    document: documentOf(record, options),
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: record.vendor,
          branches: [{ category: 'product_name', name: record.product, branches: products.map(branchOf) }],
        },
      ],
    },
    vulnerabilities: [vulnerabilityOf(record, products)],
  }) as object;
}

function documentOf(record: PublicRecord, { folderUrl }: CsafOptions): object {
  const { revisions, isDraft } = record;
  const number = (index: number): string => (isDraft ? '0' : String(index + 1));
  const self = folderUrl === undefined ? [] : [{ category: 'self', summary: 'This document', url: `${folderUrl}${csafFileName(record)}` }];
  return {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    distribution: { tlp: { label: isDraft ? 'RED' : 'WHITE' }, ...(isDraft && { text: 'TLP:RED draft, under embargo' }) },
    lang: 'en',
    notes: [{ category: 'summary', text: record.title }],
    publisher: { category: 'vendor', name: record.vendor, namespace: record.repositoryUrl },
    references: [...self, { category: self.length === 0 ? 'self' : 'external', summary: 'The advisory on GitHub', url: record.url }],
    title: `${record.product}: ${record.title}`,
    tracking: {
      current_release_date: formatInstant(revisions.at(-1)?.at ?? 0),
      generator: { engine: { name: 'Fixlead' } },
      id: record.id,
      initial_release_date: formatInstant(revisions[0]?.at ?? 0),
      revision_history: revisions.map(({ at, words }, index) => ({ date: formatInstant(at), number: number(index), summary: words })),
      status: isDraft ? 'draft' : 'final',
      version: number(revisions.length - 1),
    },
  };
}

type Product = {
  readonly id: string;
  readonly name: string;
  readonly category: 'product_version' | 'product_version_range';
  readonly versionName: string;
  readonly purl: string;
  readonly status: 'affected' | 'fixed';
};

/** One product for each range and each patched version; what is no range is named as it was written. */
function productsOf(record: PublicRecord): readonly Product[] {
  const packages = record.affected.length === 0 ? [whole(record)] : record.affected;
  const products = packages.flatMap((one) => [...affectedProducts(one), ...fixedProducts(one)]);
  const distinct = new Map(products.map((product) => [`${product.status} ${product.name}`, product]));
  return [...distinct.values()].map((product, index) => ({ ...product, id: `CSAFPID-${String(index + 1).padStart(4, '0')}` }));
}

function whole({ product, repositoryPurl }: PublicRecord): AffectedPackage {
  return {
    ecosystem: undefined,
    name: product,
    purl: repositoryPurl,
    written: 'all versions',
    ranges: [{ from: undefined, to: undefined }],
    patched: [],
  };
}

function affectedProducts({ ecosystem, name, purl, ranges, written }: AffectedPackage): readonly Product[] {
  const scheme = ecosystem?.purlType ?? 'generic';
  const versions = ranges?.map((range) => printVers(scheme, range)) ?? [`vers:${scheme}/${encodeURIComponent(written)}`];
  return versions.map((versionName) => ({
    ...{ id: '', name: `${name} ${versionName}`, category: 'product_version_range', versionName, purl, status: 'affected' },
  }));
}

function fixedProducts({ name, patched }: AffectedPackage): readonly Product[] {
  return patched.map(({ version, purl }) => ({
    ...{ id: '', name: `${name} ${version}`, category: 'product_version', versionName: version, purl, status: 'fixed' },
  }));
}

function branchOf({ id, name, category, versionName, purl }: Product): object {
  return { category, name: versionName, product: { name, product_id: id, product_identification_helper: { purl } } };
}

function vulnerabilityOf(record: PublicRecord, products: readonly Product[]): object {
  const idsOf = (status: Product['status']) => products.filter((one) => one.status === status).map(({ id }) => id);
  const affected = idsOf('affected');
  const fixed = idsOf('fixed');
  const [cwe] = record.cwes.filter(({ id, name }) => name !== '' && name !== id);
  const scores = record.scores.filter(({ version }) => version !== '4.0');
  return {
    ...(record.cveId !== undefined && { cve: record.cveId }),
    ...(cwe !== undefined && { cwe: { id: cwe.id, name: cwe.name } }),
    ids: [{ system_name: 'GitHub Security Advisory', text: record.id }],
    title: record.title,
    notes: [{ category: 'description', text: record.text }],
    product_status: { known_affected: affected, ...(fixed.length > 0 && { fixed }) },
    references: [{ category: 'external', summary: 'The advisory on GitHub', url: record.url }],
    remediations: remediationsOf(record, affected, products),
    ...(scores.length > 0 && { scores: scores.map((score) => ({ cvss_v3: cvssOf(score), products: affected })) }),
    ...(record.credits.length > 0 && {
      acknowledgments: record.credits.map(({ name, type }) => ({ names: [name], summary: type.replaceAll('_', ' ') })),
    }),
  };
}

function remediationsOf(record: PublicRecord, affected: readonly string[], products: readonly Product[]): readonly object[] {
  const fixed = products.filter(({ status }) => status === 'fixed').map(({ name }) => name);
  const fix =
    fixed.length === 0
      ? { category: 'none_available', details: 'There is no patched version yet.', product_ids: affected }
      : { category: 'vendor_fix', details: `Upgrade to one of: ${fixed.join(', ')}.`, product_ids: affected, url: record.url };
  const mitigation = record.mitigation === undefined ? [] : [{ category: 'mitigation', details: record.mitigation, product_ids: affected }];
  return [fix, ...mitigation];
}

/** The base score and its severity, which mandatory tests 6.1.8 and 6.1.9 compute again. CSAF 2.0 has no place for CVSS 4.0. */
function cvssOf({ version, vector, baseScore }: CvssScore): object {
  return { version, vectorString: vector, baseScore, baseSeverity: severityOf(baseScore).toUpperCase() };
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, inner]) => [key, withSortedKeys(inner)]));
}
