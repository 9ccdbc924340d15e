// Records for machines: valid by the official schemas whatever people wrote (S31, S110).
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validateRecord } from '../../../src/adapters/records/validate-record.ts';
import type { Case } from '../../../src/core/case.ts';
import { exportRecord, type ExportOptions, type RecordFormat } from '../../../src/core/records/export.ts';
import { aPublishedCase, harbor, pending, publishedAt, vitess } from './a-record.ts';
import { hostileCases } from './hostile-records.ts';

const folderUrl = 'https://acme.example/csaf/';
const now = publishedAt + 1;

function record(given: Case, format: RecordFormat, options: Partial<ExportOptions> = {}): object {
  const exported = exportRecord(given, format, { draft: false, folderUrl, ...options }, now);
  if (!exported.ok) throw new Error(exported.message);
  return exported.record;
}

async function problemsOf(given: Case, format: RecordFormat, rest: Partial<ExportOptions> = {}): Promise<readonly string[]> {
  return (await validateRecord(format, record(given, format, rest))).map(({ test, at, message }) => `${test} ${at} ${message}`);
}

const cases = [
  { name: 'one package', given: aPublishedCase() },
  { name: 'three lines of a Go module', given: vitess },
  { name: 'prose for a range, two scores, a mitigation and a revision', given: harbor },
];

describe.each(['osv', 'openvex', 'cve'] as const)('a record in %s', (format) => {
  it.each(cases)('is valid by the official schema: $name', async ({ given }) => {
    expect(await problemsOf(given, format)).toEqual([]);
  });

  it('is valid whatever people wrote', async () => {
    await fc.assert(
      fc.asyncProperty(hostileCases, async (given) => expect(await problemsOf(given, format)).toEqual([])),
      { numRuns: 100 },
    );
  });
});

describe('a record in csaf', () => {
  it.each([...cases, { name: 'no CVE id and no package', given: pending }])(
    'passes the schema, mandatory and optional tests: $name',
    async ({ given }) => {
      expect(await problemsOf(given, 'csaf')).toEqual([]);
    },
    60_000,
  );

  it('that nobody said where to find it lacks the one optional thing, its own address', async () => {
    expect(await problemsOf(aPublishedCase(), 'csaf', { folderUrl: undefined })).toEqual([expect.stringContaining('6_2_11')]);
  });

  it('passes whatever people wrote', async () => {
    await fc.assert(
      fc.asyncProperty(hostileCases, async (given) => {
        // That a case has no score of version 3 is true, and CSAF 2.0 knows no other.
        const isScored = given.advisory?.vectors.some((vector) => vector.startsWith('CVSS:3'));
        const found = await problemsOf(given, 'csaf');
        expect(found.filter((one) => isScored || !one.startsWith('optionalTest_6_2_3 '))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
