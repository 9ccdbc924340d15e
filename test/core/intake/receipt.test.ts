// What the reporter reads before anybody has answered, and what later proves that somebody did.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import { receipt } from '../../../src/core/intake/receipt.ts';
import { statusPage } from '../../../src/core/pages.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, dayMs, effectsOfKind, hourMs, max, nextOf, onAdvisory } from '../../fixtures/happenings.ts';
import { seen, theReport, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const now = reportedAt + hourMs;

describe('the receipt', () => {
  it('thanks the reporter at once, says by when to expect an answer, and links the reporting policy (S77)', () => {
    const opened = decide(undefined, theReport(), policy, reportedAt);
    expect(effectsOfKind(opened, 'ShowStatus')[0]?.body).toContain(
      'Thank you: this report has arrived. Please keep it confidential. You will hear from the maintainers by 2026-03-05 23:59 UTC (Thursday). How reports are handled here: https://github.com/acme/widget/security/policy',
    );
    // It is ours, and no answer of a maintainer: the clock runs on.
    expect(nextOf(opened)).toMatchObject({ acknowledged: undefined, contacted: undefined });
  });

  it('links the page that the project names instead', () => {
    const named = aPolicy({ reportingPolicy: 'https://widget.example.org/security' });
    expect(receipt(aCase(), named, now)).toMatch(/How reports are handled here: https:\/\/widget\.example\.org\/security$/);
  });

  it('says so when the promise was not kept', () => {
    expect(receipt(aCase(), policy, reportedAt + 9 * dayMs)).toContain('An answer was due by 2026-03-05 23:59 UTC (Thursday).');
  });

  it('promises no day while the clock stands still', () => {
    const waiting = aCase({ waits: [{ from: now, until: undefined, by: max.login }] });
    expect(receipt(waiting, policy, now)).toMatch(/confidential\. How reports are handled here/);
  });

  const silent: readonly { name: string; given: Case }[] = [
    { name: 'maintainers began the advisory', given: aCase({ report: { ...aCase().report, reporter: undefined } }) },
    { name: 'somebody has answered', given: aCase({ acknowledged: { by: max.login, at: now } }) },
    { name: 'the report is decided on', given: aReadyCase({ acknowledged: undefined }) },
  ];
  it.each(silent)('is not shown where $name', ({ given }) => {
    expect(statusPage(given, policy, now)).not.toContain('Thank you');
  });
});

describe('the proof of an answer', () => {
  const why = (given: Case, topic: string, under = policy) =>
    wordsOf(decide(given, typed({ kind: 'WhyAsked', topic }), under, now)).join('\n');
  const link = 'https://github.com/acme/widget/security/advisories/GHSA-2222-3333-4444#advisory-comment-71';

  it.each([
    { kind: 'ReportAcknowledged' } as const,
    { kind: 'ReportAccepted' } as const,
    { kind: 'InformationAsked', question: 'Which version?' } as const,
  ])('names who gave it and links their comment: $kind', (what) => {
    const answered = nextOf(decide(aCase(), typed(what, { from: onAdvisory }), policy, now));
    expect(why(answered, 'first-answer')).toContain(`It is met 2026-03-02 10:00 UTC, by @max: ${link}.`);
  });

  it('names who gave it alone where it was recorded in private', () => {
    const answered = nextOf(decide(aCase(), typed({ kind: 'ReportAcknowledged' }), policy, now));
    expect(why(answered, 'first-answer')).toContain('It is met 2026-03-02 10:00 UTC, by @max.');
  });

  it('of the first word is kept as well where that is a clock of its own (S24)', () => {
    const under = aPolicy({ answerNeedsPlan: true });
    const contacted = nextOf(decide(aCase(), seen({ kind: 'MaintainerSpoke', by: max.login, commentId: '71' }), under, now));
    expect(why(contacted, 'first-contact', under)).toContain(`by @max: ${link}.`);
    expect(why(contacted, 'first-answer', under)).toContain('It is open.');
  });
});
