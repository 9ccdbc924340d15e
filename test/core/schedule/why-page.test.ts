// Where the project set what makes something due: for maintainers alone.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import { whyPage } from '../../../src/core/schedule/why-page.ts';
import { quoteRule } from '../../../src/core/rules.ts';
import { readPolicies } from '../../../src/policy/read-policy.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, inCaseIssue, max, onAdvisory, typed, wordsOf } from '../../fixtures/happenings.ts';

const text =
  'extends: vitess\nmaintainers: { team: acme/security }\nfix_repository: acme/widget-security\nacknowledge:\n  business_days: 2\n';
const read = readPolicies({ repository: { text, path: '.github/fixlead.yml' } });
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const { policy } = read;
const now = reportedAt + 1;
const why = (from: typeof onAdvisory, topic: string) =>
  wordsOf(decide(aCase({ advisoryComments: 'available' }), typed({ kind: 'WhyAsked', topic }, { from }), policy, now)).join();

describe('/why in private', () => {
  it('names the setting, its value, and the file and line where it stands', () => {
    expect(why(inCaseIssue, 'first-answer')).toContain(
      '- Set by `acknowledge.business_days: 2` (`.github/fixlead.yml`, line 5); `acknowledge.needs_plan: false` (the policy `vitess`)',
    );
  });

  it('names the policy that the file extends where the file says nothing', () => {
    expect(why(inCaseIssue, 'fix')).toContain('- Set by `fix.calendar_days: 7` (the policy `vitess`)');
  });

  it('names none for a policy that was stored before they were kept', () => {
    expect(whyPage(aCase(), aPolicy(), now, { topic: 'fix', withSettings: true })).not.toContain('Set by');
  });
});

it('/why on the advisory names no setting: the file may be private', () => {
  expect(why(onAdvisory, 'first-answer')).toContain('S9 (G:20)');
  expect(why(onAdvisory, 'first-answer')).not.toContain('Set by');
});

it('/why explains each obligation with its sentences, its counting and its setting', () => {
  const everything = { ...policy, triageBusinessDays: 5, criticalBusinessDays: 14, answerNeedsPlan: true };
  const given = aReadyCase({ mitigation: { by: max.login, at: now, words: 'Set max-depth to 10.' } });
  const known = obligations(given, everything);
  expect(known.length).toBeGreaterThan(6);
  for (const obligation of known) {
    const page = whyPage(given, everything, now, { topic: obligation.name, withSettings: true });
    expect(page).toContain(`**${obligation.name}**`);
    expect(page).toContain(obligation.counted);
    expect(obligation.rules.length).toBeGreaterThan(0);
    for (const rule of obligation.rules) expect(page).toContain(quoteRule(rule));
    expect(page).toMatch(/- Set by `[a-z_.]+: .+`/);
  }
});
