// Cases with an advisory to write records of: believable ones after real vulnerabilities.
import type { Case } from '../../../src/core/case.ts';
import type { AdvisoryFacts } from '../../../src/core/records/advisory-facts.ts';
import { caseId, login, repositoryName } from '../../../src/core/ids.ts';
import { aCase, aReporter, reportedAt } from '../../fixtures/a-case.ts';
import { dayMs, max } from '../../fixtures/happenings.ts';

export const publishedAt = reportedAt + 20 * dayMs;

/** All that follows a publication has been done. */
const done = { readBack: { at: publishedAt, differs: [] }, retrospectiveAt: publishedAt + dayMs } as const;

export function aPublishedCase(advisory: Partial<AdvisoryFacts> = {}, overrides: Partial<Case> = {}): Case {
  return aCase({ phase: 'published', published: { at: publishedAt, by: 'fixlead' }, advisory: someFacts(advisory), ...done, ...overrides });
}

export function someFacts(overrides: Partial<AdvisoryFacts> = {}): AdvisoryFacts {
  return {
    title: 'Widgets can be read by anybody',
    text: '## Impact\n\nAnybody can read every widget.',
    cveId: 'CVE-2026-12345',
    vulnerabilities: [{ ecosystem: 'npm', name: '@acme/widget', range: '>= 1.0.0, < 1.4.2', patchedVersions: '1.4.2' }],
    cwes: [{ id: 'CWE-862', name: 'Missing Authorization' }],
    vectors: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N'],
    credits: [{ login: login('wanda'), type: 'remediation_developer', accepted: true }],
    ...overrides,
  };
}

/** Three lines of a Go module whose versions are not those of its tags: v19.0.4 is 0.19.4. After GHSA-649x-hxfx-57j2. */
export const vitess = aPublishedCase(
  {
    title: 'Infinite memory consumption and vtgate crash',
    cveId: 'CVE-2024-32886',
    vulnerabilities: [
      { ecosystem: 'go', name: 'vitess.io/vitess', range: '>= 0.19.0, < 0.19.4', patchedVersions: '0.19.4' },
      { ecosystem: 'go', name: 'vitess.io/vitess', range: '>= 0.18.0, < 0.18.5', patchedVersions: '0.18.5' },
      { ecosystem: 'go', name: 'vitess.io/vitess', range: '< 0.17.7', patchedVersions: '0.17.7' },
    ],
    vectors: ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:N/I:N/A:L'],
    cwes: [{ id: 'CWE-835', name: "Loop with Unreachable Exit Condition ('Infinite Loop')" }],
  },
  { id: caseId('GHSA-649x-hxfx-57j2'), repository: repositoryName('vitessio/vitess') },
);

/** Summary with a blank in front, no CWE, no CVE yet, a range without a patch. After GHSA-xx9w-464f-7h6f. */
export const harbor = aPublishedCase(
  {
    title: ' Harbor fails to validate the user permissions ',
    vulnerabilities: [
      { ecosystem: 'go', name: 'github.com/goharbor/harbor', range: '>= 1.0.0, <= 1.10.12' },
      { ecosystem: 'other', name: 'harbor', range: 'everything before last spring', patchedVersions: '2.5.2 and later' },
    ],
    vectors: ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:N/I:L/A:L', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:L/VA:L/SC:N/SI:N/SA:N'],
    cwes: [],
  },
  {
    mitigation: { by: max.login, at: reportedAt, words: 'Take the role away.' },
    advisoryRevisions: [{ at: publishedAt + dayMs, words: 'The affected versions changed.' }],
    credit: { by: aReporter, at: reportedAt, wanted: true, name: 'Rita R., Example Ltd' },
  },
);

const { cveId: _none, ...withoutCve } = someFacts();
export const pending = aPublishedCase({}, { advisory: { ...withoutCve, vulnerabilities: [] } });
