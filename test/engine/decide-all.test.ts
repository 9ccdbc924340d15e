import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../src/core/case.ts';
import type { CaseEvent } from '../../src/core/events.ts';
import { decideAll } from '../../src/engine/step.ts';
import type { Step, StoredCase } from '../../src/engine/ports/store.ts';
import { aCase, aPolicy, reportedAt } from '../fixtures/a-case.ts';
import { hourMs, max, onAdvisory, seen, theCaseIssue, theReport, typed } from '../fixtures/happenings.ts';

const now = reportedAt + 2 * hourMs;
const stored = (overrides: Partial<Case> = {}): StoredCase => ({
  case: aCase({ caseIssue: theCaseIssue, advisoryComments: 'available', ...overrides }),
  version: 3,
  policy: aPolicy(),
  policyDigest: 'x',
});

function stepOf(current: StoredCase | undefined, events: readonly CaseEvent[], fresh = aPolicy()): Step {
  const decided = decideAll(current, events, { freshPolicy: fresh, now, key: 'arrival' });
  if ('ignored' in decided) throw new Error(`ignored: ${decided.ignored}`);
  return decided;
}

describe('several events of one arrival', () => {
  it('are decided one after the other, each on what the one before left', () => {
    const step = stepOf(stored(), [
      typed({ kind: 'ReportAccepted' }),
      typed({ kind: 'FixLeadNamed', login: max.login, role: 'maintainer' }, { line: 2 }),
    ]);
    expect(step.next).toMatchObject({ phase: 'accepted', fixLead: { login: max.login } });
    expect(step.history.map(({ event, outcome }) => [event.kind, outcome])).toEqual([
      ['ReportAccepted', 'accepted'],
      ['FixLeadNamed', 'accepted'],
    ]);
  });

  it('want each end once, in the last words and at the last place', () => {
    const step = stepOf(stored(), [typed({ kind: 'ReportAcknowledged' }), typed({ kind: 'ReportAccepted' }, { line: 2 })]);
    const boards = step.effects.filter((effect) => effect.kind === 'ShowBoard');
    expect(boards).toMatchObject([{ body: expect.stringContaining('accepted, being fixed') as unknown }]);
    const answers = step.effects.map(({ key }) => key.includes('/answer/'));
    expect(answers.lastIndexOf(true)).toBeLessThan(step.effects.findIndex((effect) => effect.kind === 'ShowBoard'));
  });

  it('withdraw what one of them wanted and a later one has no use for any more', () => {
    const step = stepOf(stored(), [
      typed({ kind: 'ReportRejected', name: 'not-a-vulnerability', reason: 'works as designed' }),
      seen({ kind: 'AdvisoryPublished', publishedAt: now }, now),
    ]);
    expect(step.next.phase).toBe('published');
    expect(step.effects.filter((effect) => effect.kind === 'SetAdvisoryState')).toEqual([]);
    expect(step.withdraws).toEqual([`${step.next.id}/advisory-state`]);
  });

  it('go on after a refusal, which is written down with its code and answered', () => {
    const step = stepOf(stored(), [typed({ kind: 'HoldLifted' }), typed({ kind: 'ReportAcknowledged' }, { line: 2 })]);
    expect(step.history.map(({ outcome, refusalCode }) => [outcome, refusalCode])).toEqual([
      ['refused', 'nothing-to-undo'],
      ['accepted', undefined],
    ]);
    expect(step.effects.filter((effect) => effect.kind === 'SayInFixRepository')).toHaveLength(2);
    expect(step.next.acknowledged).toMatchObject({ by: max.login });
  });

  it('leave out of the history what changes nothing', () => {
    const step = stepOf(stored(), [seen({ kind: 'CaseIssueOpened', place: theCaseIssue }), typed({ kind: 'ReportAcknowledged' })]);
    expect(step.history.map(({ event }) => event.kind)).toEqual(['ReportAcknowledged']);
  });

  it('save nothing when none of them changes anything, and say why for each', () => {
    const events = [seen({ kind: 'CaseIssueOpened', place: theCaseIssue }), seen({ kind: 'AdvisoryCommentsFound', are: 'available' })];
    expect(decideAll(stored(), events, { freshPolicy: aPolicy(), now, key: 'arrival' })).toEqual({
      ignored: 'CaseIssueOpened: the case issue is known; AdvisoryCommentsFound: that is known',
    });
  });

  it('that are none save nothing', () => {
    expect(decideAll(stored(), [], { freshPolicy: aPolicy(), now, key: 'arrival' })).toEqual({ ignored: 'nothing happened' });
  });
});

describe('a case', () => {
  it('is opened under the fresh policy and asks to be woken by it', () => {
    const step = stepOf(undefined, [theReport()], aPolicy({ acknowledgeBusinessDays: 5 }));
    expect(step.policy.acknowledgeBusinessDays).toBe(5);
    expect(step.wakeUps.map(({ name }) => name)).toContain('first-answer-due');
  });

  it('keeps the policy it was opened under', () => {
    const fresh = aPolicy({ acknowledgeBusinessDays: 99 });
    expect(stepOf(stored(), [typed({ kind: 'ReportAcknowledged' })], fresh).policy).toEqual(aPolicy());
  });

  it('that is not there is not made up by a command', () => {
    expect(decideAll(undefined, [typed({ kind: 'ReportAcknowledged' })], { freshPolicy: aPolicy(), now, key: 'arrival' })).toEqual({
      ignored: 'ReportAcknowledged: there is no such case',
    });
    expect(decideAll(undefined, [typed({ kind: 'ReportAcknowledged' })], { freshPolicy: undefined, now, key: 'arrival' })).toEqual({
      ignored: 'there is no such case',
    });
  });

  it('that is refused everything stays as it was, and the refusal is saved', () => {
    const step = stepOf(stored(), [typed({ kind: 'PublicationAsked' }, { from: onAdvisory })]);
    expect(step.next).toEqual(stored().case);
    expect(step.history).toMatchObject([{ outcome: 'refused', refusalCode: 'wrong-place', decidedAt: now }]);
  });
});
