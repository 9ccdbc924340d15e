// What was refused, and why, long after it was answered.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import type { Refused } from '../../../src/core/command-events.ts';
import { mostRefusals } from '../../../src/core/schedule/why-refused.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { inCaseIssue, max, onAdvisory, rita, typed, wordsOf } from '../../fixtures/happenings.ts';

const onAdvisoryBy = (at: number): Refused => ({
  at,
  by: rita.login,
  place: 'advisory',
  code: 'not-permitted',
  message: 'Only members of `acme/security` may do this; @\u200Brita is not one.',
  because: [{ rule: 'S8' }, { fact: 'what was answered' }],
});
const inPrivate: Refused = {
  ...onAdvisoryBy(reportedAt),
  by: max.login,
  place: 'case-issue',
  code: 'wrong-phase',
  message: undefined,
  because: [],
};

function refused(refusals: readonly Refused[], from: typeof onAdvisory = inCaseIssue): string {
  const event = typed({ kind: 'WhyAsked', topic: 'refused', refusals }, { from });
  return wordsOf(decide(aCase({ advisoryComments: 'available' }), event, aPolicy(), reportedAt)).join();
}

describe('/why refused', () => {
  it('names who, what was answered, and the sentence, the newest first', () => {
    expect(refused([onAdvisoryBy(reportedAt), inPrivate])).toBe(
      [
        '**2026-03-02 09:00 UTC, @max**: wrong phase',
        '',
        '**2026-03-02 09:00 UTC, @rita**: Only members of `acme/security` may do this; @\u200Brita is not one.',
        '- S8 (G:20): “fielded by the maintainers who have committer and release permissions”',
      ].join('\n'),
    );
  });

  it('tells the advisory nothing that was refused in private', () => {
    expect(refused([inPrivate], onAdvisory)).toBe('Nothing was refused here so far.');
    expect(refused([onAdvisoryBy(reportedAt), inPrivate], onAdvisory)).not.toContain('@max');
  });

  it(`shows the last ${mostRefusals}`, () => {
    const many = Array.from({ length: mostRefusals + 2 }, (_, index) => onAdvisoryBy(reportedAt + index * 60_000));
    const shown = refused(many).match(/\*\*2026-03-02 09:0\d UTC/g);
    expect(shown).toHaveLength(mostRefusals);
    expect(shown?.[0]).toBe('**2026-03-02 09:06 UTC');
  });

  it('says so where there was none', () => {
    expect(refused([])).toBe('Nothing was refused here so far.');
  });
});
