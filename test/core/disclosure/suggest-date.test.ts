// Three dates that would do, and why not the days between (S37, S38, S40, S87).
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { suggestDates } from '../../../src/core/disclosure/suggest-date.ts';
import { login } from '../../../src/core/ids.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { formatUtcMinute, type CivilDate } from '../../../src/core/time/time.ts';
import { resolveCalendar } from '../../../src/policy/calendars.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, dayMs, hourMs, max } from '../../fixtures/happenings.ts';

const ready = aReadyCase({ release: undefined });
const now = reportedAt + 4 * hourMs;

function calendar(name: string, holidays: readonly string[] = [], timeZone = 'UTC') {
  const found = resolveCalendar({ name, timeZone, holidays: holidays as readonly CivilDate[] });
  if (!found.ok) throw new Error(found.problem.message);
  return found.value;
}

function suggested(given: Case, rules: Partial<Policy> = {}, at = now): readonly string[] {
  const found = suggestDates(given, aPolicy(rules), at);
  return found.ok ? found.dates.map(({ releaseAt }) => formatUtcMinute(releaseAt)) : [found.message];
}

describe('a Fix Lead who is away', () => {
  const act = { by: max.login, at: reportedAt };
  const away = [{ login: max.login, until: '2026-03-09' as CivilDate, untilAt: Date.UTC(2026, 2, 9, 23, 59), said: act }];
  const led = { ...ready, fixLead: { ...act, login: max.login }, away };

  it('is waited for, and it is said why', () => {
    expect(suggested(led)).toEqual(['2026-03-10', '2026-03-11', '2026-03-12'].map((on) => `${on} 16:00 UTC`));
    const found = suggestDates(led, aPolicy(), now);
    expect(found.ok && found.passedOver.join()).toContain('the Fix Lead @max is away');
  });

  it('keeps nobody else from a date', () => {
    expect(suggested({ ...led, fixLead: { ...act, login: login('ana') } })[0]).toBe('2026-03-03 16:00 UTC');
  });
});

describe('the dates that are suggested', () => {
  it.each([
    { name: 'leave a day to get ready', rules: {}, dates: ['2026-03-03', '2026-03-04', '2026-03-05'] },
    {
      name: 'are no eve of a holiday, and no holiday',
      rules: { calendar: calendar('none', ['2026-03-05']) },
      dates: ['2026-03-03', '2026-03-09', '2026-03-10'],
    },
    {
      name: 'are a business day in every country that is named',
      rules: { calendar: calendar('DE+US+JP') },
      dates: ['2026-03-03', '2026-03-04', '2026-03-05'],
    },
  ])('$name', ({ rules, dates }) => {
    expect(suggested(ready, rules)).toEqual(dates.map((on) => `${on} 16:00 UTC`));
  });

  it('pass over the weekend, the Friday before it, and say so', () => {
    const found = suggestDates(ready, aPolicy(), Date.UTC(2026, 2, 4, 17));
    expect(found).toMatchObject({
      dates: [{ releaseAt: Date.UTC(2026, 2, 9, 16) }, { releaseAt: Date.UTC(2026, 2, 10, 16) }, { releaseAt: Date.UTC(2026, 2, 11, 16) }],
      passedOver: [
        'Friday 2026-03-06: a Friday, with the weekend for whoever attacks',
        'Saturday 2026-03-07: no business day',
        'Sunday 2026-03-08: no business day',
      ],
    });
  });

  it('are at the time of day that the policy names', () => {
    expect(suggested(ready, { dateTime: '09:30' })[0]).toBe('2026-03-04 09:30 UTC');
  });

  it('come after the upstream project has published (S87)', () => {
    const waiting = { ...ready, upstream: { by: max.login, at: now, project: 'grpc-go', releaseAt: Date.UTC(2026, 2, 10, 18) } };
    expect(suggested(waiting)[0]).toBe('2026-03-11 16:00 UTC');
    expect(suggestDates(waiting, aPolicy(), now)).not.toMatchObject({ after: expect.stringContaining('grpc-go') });
  });

  it('wait for a fix that is not there yet', () => {
    expect(suggested({ ...ready, pullRequests: [] })[0]).toBe('2026-03-10 16:00 UTC');
  });

  it('are at once what is publicly known, but still a day on which people work', () => {
    const known = { ...ready, knownPublicly: { by: max.login, at: now, where: 'a forum' } };
    expect(suggested(known)[0]).toBe('2026-03-02 16:00 UTC');
  });

  it('say which of them are later than the policy likes (S40)', () => {
    const found = suggestDates(ready, aPolicy({ longestDays: 2 }), now);
    expect(found.ok ? found.dates.map(({ inTime }) => inTime) : []).toEqual([true, true, false]);
  });

  it('are none where the holidays are not known so far ahead', () => {
    const far = Date.UTC(2035, 11, 31, 9);
    expect(suggested(ready, { calendar: calendar('DE') }, far)[0]).toMatch(
      /^The holidays of "DE" are known until 2035-12-31, so I cannot suggest/,
    );
    expect(suggested(ready, { calendar: calendar('DE') }, far - 30 * dayMs)).toHaveLength(3);
  });
});
