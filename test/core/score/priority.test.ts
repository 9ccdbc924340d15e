// Confidentiality, integrity and privileges first (S69); availability is serious as well (S70).
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { parseCvss } from '../../../src/core/score/cvss.ts';
import { boardPage } from '../../../src/core/pages.ts';
import { harmsOf } from '../../../src/core/score/priority.ts';
import { someFacts } from '../records/a-record.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import { aReadyCase, max } from '../../fixtures/happenings.ts';

const v3 = (harm: string) => `AV:N/AC:L/PR:N/UI:N/S:U/${harm}`;
const v4 = (harm: string) => `CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/${harm}`;

describe('the priority', () => {
  it.each([
    { vector: `CVSS:3.0/${v3('C:N/I:N/A:N')}`, expect: [] },
    { vector: `CVSS:3.1/${v3('C:N/I:N/A:N')}`, expect: [] },
    { vector: v4('VC:N/VI:N/VA:N/SC:N/SI:N/SA:N'), expect: [] },
    { vector: `CVSS:3.0/${v3('C:N/I:N/A:H')}`, expect: ['availability'] },
    { vector: `CVSS:3.1/${v3('C:N/I:N/A:L')}`, expect: ['availability'] },
    { vector: v4('VC:N/VI:N/VA:H/SC:N/SI:N/SA:N'), expect: ['availability'] },
    // Only what comes after it fails.
    { vector: v4('VC:N/VI:N/VA:N/SC:N/SI:N/SA:L'), expect: ['availability'] },
    { vector: `CVSS:3.0/${v3('C:L/I:N/A:N')}`, expect: ['confidentiality'] },
    { vector: `CVSS:3.1/${v3('C:N/I:L/A:H')}`, expect: ['integrity', 'availability'] },
    { vector: v4('VC:L/VI:N/VA:N/SC:N/SI:N/SA:N'), expect: ['confidentiality'] },
    { vector: v4('VC:N/VI:N/VA:H/SC:N/SI:L/SA:N'), expect: ['integrity', 'availability'] },
    { vector: v4('VC:N/VI:N/VA:H/SC:H/SI:N/SA:H'), expect: ['confidentiality', 'availability'] },
  ])('$vector harms $expect', ({ vector, expect: expected }) => {
    expect(harmsOf({ score: scored(vector) })).toEqual(expected);
  });

  it.each([
    {
      name: 'a weakness of privileges alone',
      cwes: ['CWE-269'],
      vector: undefined,
      says: 'highest, because of elevation of privilege (S69)',
    },
    { name: 'another weakness alone', cwes: ['CWE-79'], vector: undefined, says: undefined },
    {
      name: 'a weakness of privileges that takes the service down',
      cwes: ['CWE-79', 'CWE-250'],
      vector: `CVSS:3.1/${v3('C:N/I:N/A:H')}`,
      says: 'highest, because of elevation of privilege (S69)',
    },
    {
      name: 'everything at once',
      cwes: ['CWE-648'],
      vector: `CVSS:3.1/${v3('C:H/I:H/A:H')}`,
      says: 'highest, because of confidentiality, integrity and elevation of privilege (S69)',
    },
    { name: 'secrets', cwes: [], vector: `CVSS:3.1/${v3('C:H/I:N/A:N')}`, says: 'highest, because of confidentiality (S69)' },
    { name: 'the service', cwes: [], vector: `CVSS:3.1/${v3('C:N/I:N/A:H')}`, says: 'serious, because of availability (S70)' },
    { name: 'nothing', cwes: [], vector: undefined, says: undefined },
  ])('of $name is $says, and stands on the board', ({ cwes, vector, says }) => {
    const advisory = someFacts({ cwes: cwes.map((id) => ({ id, name: '' })) });
    const given = aReadyCase({ advisory, score: vector === undefined ? undefined : scored(vector) });
    const [, words] = /^- \*\*Priority\*\*: (.*)$/m.exec(boardPage(given, aPolicy(), 0)) ?? [];
    expect(words).toBe(says);
  });
});

function scored(vector: string): NonNullable<Case['score']> {
  const parsed = parseCvss(vector);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return { by: max.login, at: 0, cvss: parsed.value, final: undefined };
}
