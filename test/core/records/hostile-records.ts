// Cases whose advisory was written by somebody who means no good.
import fc from 'fast-check';
import type { Case } from '../../../src/core/case.ts';
import { login } from '../../../src/core/ids.ts';
import type { AdvisoryVulnerability } from '../../../src/core/records/advisory-facts.ts';
import { aReporter, reportedAt } from '../../fixtures/a-case.ts';
import { max } from '../../fixtures/happenings.ts';
import { aPublishedCase } from './a-record.ts';

const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '<script>alert(1)</script>',
    '\u0000\u001b[31m',
    '\ud800 half',
    '"},{"x":"',
    'a'.repeat(1024),
    '../../etc/passwd',
    '\u202Eevil',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
const someRange = fc.oneof(
  fc.constantFrom('', '*', '< 1', '<= 2.0', '>= 1, < 2 || >= 3', '= 1.0', '> 1.0', '1.0 - 2.0', '>= 1, < 2, >= 3, < 4', 'v1 and v2'),
  hostileText,
);
const vulnerability: fc.Arbitrary<AdvisoryVulnerability> = fc.record(
  {
    ecosystem: fc.constantFrom('npm', 'go', 'pip', 'maven', 'rubygems', 'other', 'swift', 'actions', 'invented'),
    name: fc.oneof(fc.constantFrom('@acme/widget', 'org.acme:widget', 'github.com/acme/widget', 'widget'), hostileText),
    range: someRange,
    patchedVersions: fc.oneof(fc.constantFrom('1.4.2', '1.4.2, 2.0.1', '>= 2'), hostileText),
  },
  { requiredKeys: ['range'] },
);

export const hostileCases: fc.Arbitrary<Case> = fc
  .record({
    title: hostileText,
    text: hostileText,
    vulnerabilities: fc.array(vulnerability, { maxLength: 4 }),
    vectors: fc.subarray(['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/E:P', 'CVSS:3.0/AV:L/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 'CVSS:9/x']),
    credits: fc.array(
      fc.record({ login: fc.constantFrom(login('wanda'), login('tom')), type: fc.constantFrom('finder', 'other'), accepted: fc.boolean() }),
    ),
    mitigation: hostileText,
    name: hostileText,
  })
  .map(({ mitigation, name, ...facts }) =>
    aPublishedCase(facts, {
      mitigation: { by: max.login, at: reportedAt, words: mitigation },
      credit: { by: aReporter, at: reportedAt, wanted: true, name },
    }),
  );
