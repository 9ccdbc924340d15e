// How the community will be told is thought of before it is told (S25, S82, S102).
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { boardPage, statusPage } from '../../../src/core/pages.ts';
import { standing } from '../../../src/core/schedule/obligation.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, ana, dayMs, hourMs, max, nextOf, releaseAt, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy({ communicationPlan: 'required' });
const now = reportedAt + 6 * hourMs;
const given = aReadyCase({ release: undefined });
const plan = (words: string, by = max) => typed({ kind: 'CommunicationPlanGiven', words }, { by });
const planned = nextOf(decide(given, plan('The list first, then the chat.'), policy, now));

function owed(one = given, rules = policy) {
  return obligations(one, rules).find(({ name }) => name === 'communication-plan');
}

describe('the communication plan', () => {
  it('is owed before the disclosure, where the policy asks for one', () => {
    expect(owed()).toMatchObject({
      rules: ['S82', 'S102', 'S25'],
      owner: 'the Fix Lead (nobody yet)',
      dueAt: undefined,
      counted: 'before the disclosure, whose date is not set yet',
    });
    expect(owed(aReadyCase())).toMatchObject({ dueAt: releaseAt });
    expect(owed(given, aPolicy())).toBeUndefined();
    expect(owed(given, aPolicy({ communicationPlan: 'not-asked' }))).toBeUndefined();
  });

  it('is met when it is said, and only then: a publication without one keeps it open', () => {
    const [before, after] = [owed(aReadyCase()), owed(planned)];
    if (before === undefined || after === undefined) throw new Error('a plan is owed');
    expect(standing(before, releaseAt + dayMs)).toBe('overdue');
    expect(standing(after, releaseAt + dayMs)).toBe('met');
  });

  it('stands where only maintainers read', () => {
    expect(boardPage(planned, policy, now)).toContain('- **Communication plan** by @max: The list first, then the chat.');
    expect(statusPage(planned, policy, now)).not.toContain('The list first');
  });

  it('said again takes the place of the one before, and says whose', () => {
    const decision = decide(planned, plan('The blog alone.', ana), policy, now);
    expect(nextOf(decision).communicationPlan).toMatchObject({ by: ana.login, words: 'The blog alone.' });
    expect(wordsOf(decision)).toEqual(['Recorded; it takes the place of the plan by @max.']);
  });

  it('blocks the publication only where the policy names it a gate', () => {
    const gated = aPolicy({ communicationPlan: 'required', gates: ['communication-plan'] });
    const publish = (rules: typeof policy) =>
      decide(aReadyCase(), typed({ kind: 'PublicationAsked' }, { at: releaseAt }), rules, releaseAt);
    expect(publish(policy).outcome).toBe('accepted');
    expect(publish(gated)).toMatchObject({ outcome: 'refused', refusal: { message: expect.stringContaining('communication-plan') } });
  });
});
