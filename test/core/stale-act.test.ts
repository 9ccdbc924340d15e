import { describe, expect, it } from '@jest/globals';
import { isStale, refuseStale } from '../../src/core/stale-act.ts';
import { aCase, anEvent } from '../fixtures/a-case.ts';
import type { CaseEvent } from '../../src/core/events.ts';

const clicked = (drawn: number): CaseEvent => ({ ...anEvent(), from: { kind: 'dashboard', commentId: 'act-1', drawn } }) as CaseEvent;

describe('what is done on the dashboard', () => {
  it('holds for the very state that was shown, neither an older nor a newer one', () => {
    expect([6, 7, 8].map((version) => isStale(clicked(7), version))).toEqual([true, false, true]);
  });

  it('is the only thing that may be stale: what is typed holds whenever it is read', () => expect(isStale(anEvent(), 99)).toBe(false));

  it('is refused with what to do next, and answered where it was done', () => {
    const event = clicked(7);
    if (!isStale(event, 8)) throw new Error('it is stale');
    const decision = refuseStale(aCase(), event);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code: 'state-changed' } });
    expect(decision).toMatchObject({ effects: [{ kind: 'AnswerOnDashboard', audience: 'maintainers', act: 'act-1' }] });
  });
});
