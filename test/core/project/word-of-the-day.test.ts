// One word a day to each person, of all cases together.
import { describe, expect, it } from '@jest/globals';
import { repositoryName } from '../../../src/core/ids.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import { newProject, type Project } from '../../../src/core/project/project.ts';
import { dueSoonIn, startOfDay } from '../../../src/core/project/word-of-the-day.ts';
import { formatInstant, parseInstant } from '../../../src/core/time/time.ts';
import { aPolicy, anotherCaseId, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, ana, ben, dayMs } from '../../fixtures/happenings.ts';

const daily = aPolicy({ reminders: { at: [], hours: undefined, daily: true } });
const project: Project = {
  ...newProject(repositoryName('acme/widget'), 1),
  issue: { repository: repositoryName('acme/widget-security'), number: 3 },
};
const at = (text: string): number => {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
};
const friday = at('2026-03-06T09:00:00Z');
/** The fix is due on Monday the 9th. */
const led = aReadyCase({ pullRequests: [], release: undefined, fixLead: { login: ana.login, by: ana.login, at: reportedAt } });

describe('the day begins', () => {
  it.each([
    { now: '2026-03-06T09:00:01Z', start: '2026-03-06T09:00:00.000Z' },
    { now: '2026-03-06T08:59:00Z', start: '2026-03-05T09:00:00.000Z' },
    { now: '2026-03-07T12:00:00Z', start: 'none' },
    { now: '2026-03-08T12:00:00Z', start: 'none' },
  ])('at $now it was $start', ({ now, start }) => {
    const found = startOfDay(daily, at(now));
    expect(found === undefined ? 'none' : formatInstant(found)).toBe(start);
  });

  it('in no project that asks for no word of the day, or has nowhere to say it', () => {
    expect(startOfDay(aPolicy(), friday + 1)).toBeUndefined();
    expect(startOfDay({ ...daily, fixRepository: undefined }, friday + 1)).toBeUndefined();
  });
});

describe('what is due soon', () => {
  it.each([
    { start: '2026-03-04T09:00:00Z', due: [] },
    { start: '2026-03-05T09:00:00Z', due: ['the reviewed fix for every line'] },
    { start: '2026-03-20T09:00:00Z', due: ['the reviewed fix for every line'] },
  ])('on $start is $due', ({ start, due }) => {
    expect(dueSoonIn(led, daily, at(start)).map(({ what }) => what)).toEqual(due);
  });
});

describe('the word of the day', () => {
  const overdue = { ...dueSoonIn(led, daily, friday)[0], caseId: anotherCaseId, dueAt: friday - dayMs, owedBy: undefined } as const;
  const due = [...dueSoonIn(led, daily, friday), overdue as ReturnType<typeof dueSoonIn>[number]];
  const said = (given: Project) => {
    const decision = decideProject(given, { kind: 'DayBegan', start: friday, due, at: friday }, daily, friday);
    if (decision.outcome !== 'accepted') throw new Error(decision.outcome);
    return decision.effects.map((effect) => ('body' in effect ? effect.body : ''));
  };

  it('is one comment for each person and one for the team, and names the advisory alone', () => {
    expect(said(project)).toEqual([
      '@ana, today:\n- [GHSA-2222-3333-4444](https://github.com/acme/widget/security/advisories/GHSA-2222-3333-4444): due 2026-03-09 23:59 UTC (Monday): the reviewed fix for every line',
      `@acme/security, today:\n- [${anotherCaseId}](https://github.com/acme/widget/security/advisories/GHSA-2222-3333-4444): **overdue** since 2026-03-05 09:00 UTC (Thursday): the reviewed fix for every line`,
    ]);
  });

  it('gives the team what somebody owes who is away', () => {
    const away = [
      { login: ana.login, until: '2026-03-20' as never, untilAt: friday + 14 * dayMs, said: { by: ben.login, at: reportedAt } },
    ];
    expect(said({ ...project, away }).map((body) => body.split('\n').length)).toEqual([3]);
  });
});
