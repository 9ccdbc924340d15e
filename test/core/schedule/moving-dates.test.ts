// Any suggested date may be moved with a reason (S83, S84); what was promised still shows.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Obligation } from '../../../src/core/schedule/obligation.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, dayMs, effectsOfKind, hourMs, max, nextOf, releaseAt, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy({ fixLeadBusinessDays: 2, answerNeedsPlan: true });
const now = reportedAt + hourMs;
const later = reportedAt + 30 * dayMs;
const accepted = aReadyCase({ acknowledged: undefined, contacted: undefined, pullRequests: [], release: undefined });

function move(name: string, dueAt = later, reason = 'All of us are at the summit.') {
  return typed({ kind: 'DueMoved', name, dueAt, reason });
}

function due(given: Case, name: string): Obligation | undefined {
  return obligations(given, policy).find((one) => one.name === name);
}

describe('a suggested date', () => {
  it.each([
    { name: 'first-contact', rules: ['S24', 'S83', 'S84'] },
    { name: 'first-answer', rules: ['S9', 'S10', 'S11', 'S83', 'S84'] },
    { name: 'fix-lead', rules: ['S79', 'S83', 'S84'] },
    { name: 'fix', rules: ['S95', 'S100', 'S83', 'S84'] },
  ])('$name is moved, and says by whom and that it may be', ({ name, rules }) => {
    const next = nextOf(decide(accepted, move(name), policy, now));
    expect(due(next, name)).toMatchObject({ dueAt: later, counted: 'moved by @max', rules });
    expect(wakeUps(next, policy)).not.toContainEqual({ name: `${name}-due`, dueAt: due(accepted, name)?.dueAt });
  });

  it('leaves the other dates where they were', () => {
    const next = nextOf(decide(accepted, move('fix-lead'), policy, now));
    expect(due(next, 'fix')).toEqual(due(accepted, 'fix'));
  });

  it('is moved again by a later word, with its reason on the board alone', () => {
    const once = nextOf(decide(accepted, move('fix'), policy, now));
    const twice = decide(once, move('fix', later + dayMs, 'The tests take long.'), policy, now);
    expect(due(nextOf(twice), 'fix')?.dueAt).toBe(later + dayMs);
    expect(effectsOfKind(twice, 'ShowBoard')[0]?.body).toContain('- **Date of `fix` moved** by @max: The tests take long.');
    expect(effectsOfKind(twice, 'ShowStatus')[0]?.body).toContain('@max moved the date of the reviewed fix for every line to');
    expect(effectsOfKind(twice, 'ShowStatus')[0]?.body).not.toContain('The tests take long.');
  });

  it.each([
    {
      name: 'nothing is called so',
      event: move('fox'),
      code: 'not-found',
      says: 'Nothing called "fox" is due here; you may move: `/due first-contact …`, `/due first-answer …`, `/due fix-lead …`, `/due fix …`.',
    },
    {
      name: 'it is the Release Date, which is agreed on',
      event: move('release'),
      code: 'not-found',
      says: 'The Release Date is moved with `/date YYYY-MM-DD HH:MM UTC`.',
    },
    {
      name: 'it would be in the past',
      event: move('fix', now),
      code: 'date-passed',
      says: '2026-03-02 10:00 UTC (Monday) has passed; it is 2026-03-02 10:00 UTC (Monday). Please give a later one.',
    },
    {
      name: 'the thing has been done',
      event: move('first-answer'),
      given: { ...accepted, acknowledged: { by: max.login, at: reportedAt } },
      code: 'already-done',
      says: 'The first answer to the reporter, with a plan and a workaround: that was done 2026-03-02 09:00 UTC (Monday).',
    },
  ])('is not moved when $name', ({ event, given = accepted, code, says }) => {
    const decision = decide(given, event, policy, now);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code, because: [{ rule: 'S84' }] } });
    expect(wordsOf(decision)).toEqual([says]);
  });

  it('that was moved is due at once all the same when the vulnerability is publicly known (S85)', () => {
    const next = nextOf(decide(accepted, move('fix'), policy, now));
    const known = nextOf(decide(next, typed({ kind: 'PublicKnowledgeReported', where: 'a forum' }), policy, now));
    expect(due(known, 'fix')?.dueAt).toBe(now);
  });

  it('of the first answer, moved, is not reminded of by the old count', () => {
    const fresh = aCase();
    const names = (given: Case) => wakeUps(given, aPolicy()).map((one) => one.name);
    expect(names(fresh)).toContain('first-answer-soon');
    expect(names(nextOf(decide(fresh, move('first-answer', releaseAt), aPolicy(), now)))).not.toContain('first-answer-soon');
  });
});
