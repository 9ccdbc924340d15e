// Confidentiality, integrity and privileges first (S69); availability is serious as well (S70).
import { describe, expect, it } from '@jest/globals';
import { parseCvss } from '../../../src/core/score/cvss.ts';
import { boardPage } from '../../../src/core/messages.ts';
import { priorityOf } from '../../../src/core/score/priority.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import { aReadyCase, max } from '../../fixtures/happenings.ts';

const v3 = (harm: string) => `AV:N/AC:L/PR:N/UI:N/S:U/${harm}`;
const v4 = (harm: string) => `CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/${harm}`;

describe('the priority', () => {
  it.each([
    { vector: `CVSS:3.0/${v3('C:N/I:N/A:N')}`, expect: undefined },
    { vector: `CVSS:3.1/${v3('C:N/I:N/A:N')}`, expect: undefined },
    { vector: v4('VC:N/VI:N/VA:N/SC:N/SI:N/SA:N'), expect: undefined },
    { vector: `CVSS:3.0/${v3('C:N/I:N/A:H')}`, expect: 'serious' },
    { vector: `CVSS:3.1/${v3('C:N/I:N/A:L')}`, expect: 'serious' },
    { vector: v4('VC:N/VI:N/VA:H/SC:N/SI:N/SA:N'), expect: 'serious' },
    // Only what comes after it fails.
    { vector: v4('VC:N/VI:N/VA:N/SC:N/SI:N/SA:L'), expect: 'serious' },
    { vector: `CVSS:3.0/${v3('C:L/I:N/A:N')}`, expect: 'highest' },
    { vector: `CVSS:3.1/${v3('C:N/I:L/A:H')}`, expect: 'highest' },
    { vector: v4('VC:L/VI:N/VA:N/SC:N/SI:N/SA:N'), expect: 'highest' },
    { vector: v4('VC:N/VI:N/VA:H/SC:N/SI:L/SA:N'), expect: 'highest' },
    { vector: v4('VC:N/VI:N/VA:H/SC:H/SI:N/SA:H'), expect: 'highest' },
  ])('of $vector is $expect', ({ vector, expect: expected }) => {
    expect(parseCvss(vector).ok).toBe(true);
    expect(priorityOf({ vector })).toBe(expected);
  });

  it.each([
    { vector: `CVSS:3.1/${v3('C:H/I:N/A:N')}`, says: '- **Priority**: highest, because of confidentiality or integrity (S69)' },
    { vector: `CVSS:3.1/${v3('C:N/I:N/A:H')}`, says: '- **Priority**: serious, because of availability (S70)' },
  ])('stands on the board: $says', ({ vector, says }) => {
    const parsed = parseCvss(vector);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    const score = { by: max.login, at: 0, cvss: parsed.value, final: undefined };
    expect(boardPage(aReadyCase({ score }), aPolicy(), 0)).toContain(says);
    expect(boardPage(aReadyCase(), aPolicy(), 0)).not.toContain('**Priority**');
  });
});
