// Whole records in every format, held word for word: what is said, in which order, and what is left out (S31, S110).
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { exportRecord, recordFormats, type ExportOptions } from '../../../src/core/records/export.ts';
import { parseCvss } from '../../../src/core/score/cvss.ts';
import { expectAsHeld } from '../../as-held.ts';
import { aReporter, reportedAt } from '../../fixtures/a-case.ts';
import { dayMs, max } from '../../fixtures/happenings.ts';
import { aPublishedCase, harbor, pending, publishedAt, vitess } from './a-record.ts';

const scored = parseCvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H');
if (!scored.ok) throw new Error('the vector is a good one');

const everyRange = [
  { ecosystem: 'maven', name: 'org.acme:widget', range: '> 1.0, <= 1.4', patchedVersions: '1.5, 2.0.1' },
  { ecosystem: 'npm', name: '@acme/widget', range: '= v1.2.3' },
  { ecosystem: 'npm', name: '@acme/widget', range: '>= 3', patchedVersions: '>= 3.1' },
  { ecosystem: 'pip', name: 'Widget', range: '< 1 || >= 2, < 2.2', patchedVersions: '2.2' },
  { ecosystem: 'go', name: 'Example.org/Acme/Widget/v2', range: '*' },
  { ecosystem: 'invented', name: 'widget', range: '' },
  { range: 'whatever came before Easter' },
  { range: 'whatever came before Easter' },
];

const embargoed: Case = { ...vitess, phase: 'accepted', published: undefined };
const rows: readonly { readonly name: string; readonly given: Case; readonly options?: Partial<ExportOptions> }[] = [
  { name: 'one-package', given: aPublishedCase() },
  { name: 'three-lines-of-a-go-module', given: vitess, options: { folderUrl: 'https://acme.example/csaf/' } },
  { name: 'prose-for-a-range-and-a-revision', given: harbor },
  { name: 'no-cve-id-and-no-package', given: pending },
  { name: 'a-draft-under-embargo', given: embargoed, options: { draft: true, folderUrl: 'https://acme.example/csaf/' } },
  {
    name: 'every-kind-of-range',
    given: aPublishedCase({ title: 'Widgets\n  leak', text: '\u0007 ', vulnerabilities: everyRange }, { mitigation: undefined }),
  },
  {
    // The score is only known to the case; "None." is no mitigation; a weakness may have no name; the change before the publication is no revision.
    name: 'what-only-the-case-knows',
    given: aPublishedCase(
      {
        vectors: ['CVSS:9/x'],
        cwes: [
          { id: 'CWE-1', name: '' },
          { id: 'CWE-2', name: 'CWE-2' },
          { id: 'CWE-3', name: 'Third' },
        ],
      },
      {
        score: { by: max.login, at: reportedAt, cvss: scored.value, final: undefined },
        mitigation: { by: max.login, at: reportedAt, words: 'None.' },
        credit: { by: aReporter, at: reportedAt, wanted: true, name: ' ' },
        advisoryRevisions: [
          { at: publishedAt, words: 'Changed: the title.' },
          { at: publishedAt + 1, words: 'Changed: the score.' },
        ],
      },
    ),
  },
  {
    name: 'two-scores-of-one-version-and-another-authority',
    given: aPublishedCase({
      vectors: [
        'CVSS:3.0/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
        'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
        'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:L',
        'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:L/VA:L/SC:N/SI:N/SA:N',
      ],
      credits: [
        { login: max.login, type: 'remediation_developer', accepted: true },
        { login: max.login, type: 'remediation_developer', accepted: true },
        { login: aReporter, type: 'finder', accepted: true },
      ],
    }),
    options: { cna: { orgId: '11111111-2222-4333-8444-555555555555', shortName: 'acme' } },
  },
];

describe('the records of a case with', () => {
  it.each(rows)('$name', ({ name, given, options }) => {
    const records = recordFormats.map((format) => {
      const exported = exportRecord(given, format, { draft: false, ...options }, publishedAt + dayMs);
      return exported.ok
        ? `${exported.fileName}\n${JSON.stringify(exported.record, undefined, 2)}`
        : `${format}: ${exported.code}, ${exported.message}`;
    });
    expectAsHeld(join(import.meta.dirname, 'written', `${name}.txt`), `${records.join('\n\n')}\n`);
  });
});
