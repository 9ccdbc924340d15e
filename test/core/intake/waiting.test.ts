// While the reporter owes an answer the clocks stand still. Every due instant here was counted by hand.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarDaysAfter } from '../../../src/core/time/business-days.ts';
import { weekdaysOnly, type Calendar } from '../../../src/core/time/calendar.ts';
import type { Case } from '../../../src/core/case.ts';
import type { Wait } from '../../../src/core/intake/report.ts';
import { decide } from '../../../src/core/decide.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import { businessDaysAfterWaits, calendarDaysAfterWaits } from '../../../src/core/time/paused-counting.ts';
import { formatInstant, parseInstant, type CivilDate } from '../../../src/core/time/time.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  ana,
  dayMs,
  effectsOf,
  effectsOfKind,
  hourMs,
  inCaseIssue,
  max,
  nextOf,
  onAdvisory,
  onPullRequest,
  seen,
  theCaseIssue,
  typed,
  wordsOf,
} from '../../fixtures/happenings.ts';

function instant(text: string): number {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

/** `2026-03-03T10:00Z/2026-03-05T12:00Z`, or without an end while the answer is still owed. */
function wait(text: string): Wait {
  const [from = '', until] = text.split('/');
  return { from: instant(from), until: until === undefined ? undefined : instant(until), by: max.login };
}

const utc = weekdaysOnly('UTC');
/** Berlin and New York together, where a day is open only when both are: Christmas, New Year, Martin Luther King Day. */
const bothSides: Calendar = {
  ...weekdaysOnly('Europe/Berlin'),
  name: 'DE+US',
  holidays: ['2026-12-25', '2027-01-01', '2027-01-18'] as CivilDate[],
};

describe('business days', () => {
  const rows: readonly { name: string; from: string; count: number; calendar?: Calendar; waits: readonly string[]; due: string }[] = [
    // Monday the 2nd; Tuesday is used up when the wait begins, two days are left after Wednesday the 4th.
    {
      name: 'over one wait',
      from: '2026-03-02T09:00Z',
      count: 3,
      waits: ['2026-03-03T10:00Z/2026-03-04T12:00Z'],
      due: '2026-03-06T23:59:59.999Z',
    },
    {
      name: 'over a wait within one day, as if it had not been',
      from: '2026-03-02T09:00Z',
      count: 3,
      waits: ['2026-03-03T10:00Z/2026-03-03T23:59Z'],
      due: '2026-03-05T23:59:59.999Z',
    },
    {
      name: 'over a wait from the minute of the report',
      from: '2026-03-02T09:00Z',
      count: 3,
      waits: ['2026-03-02T09:00Z/2026-03-09T09:00Z'],
      due: '2026-03-12T23:59:59.999Z',
    },
    // Friday to Monday; the weekend would not have counted anyhow: Tuesday, Wednesday are left of the three after Thursday the 5th.
    {
      name: 'over a wait over the weekend',
      from: '2026-03-05T09:00Z',
      count: 3,
      waits: ['2026-03-06T10:00Z/2026-03-09T10:00Z'],
      due: '2026-03-11T23:59:59.999Z',
    },
    {
      name: 'over a wait on closed days only, as if it had not been',
      from: '2026-03-06T09:00Z',
      count: 3,
      waits: ['2026-03-07T10:00Z/2026-03-08T10:00Z'],
      due: '2026-03-11T23:59:59.999Z',
    },
    // The last day is Thursday the 5th. Answered on a Saturday, it is given back on Monday, and not on that Saturday.
    {
      name: 'over a wait that began on the last day',
      from: '2026-03-02T09:00Z',
      count: 3,
      waits: ['2026-03-05T10:00Z/2026-03-07T10:00Z'],
      due: '2026-03-09T23:59:59.999Z',
    },
    {
      name: 'over a wait on the day itself, where the policy says 0',
      from: '2026-03-02T09:00Z',
      count: 0,
      waits: ['2026-03-02T10:00Z/2026-03-05T10:00Z'],
      due: '2026-03-06T23:59:59.999Z',
    },
    {
      name: 'before a wait that began a moment after the due instant',
      from: '2026-03-02T09:00Z',
      count: 3,
      waits: ['2026-03-06T00:00Z/2026-03-20T00:00Z'],
      due: '2026-03-05T23:59:59.999Z',
    },
    {
      name: 'before a wait that has not ended',
      from: '2026-03-02T09:00Z',
      count: 3,
      waits: ['2026-03-06T00:00Z'],
      due: '2026-03-05T23:59:59.999Z',
    },
    // Tuesday used, answered on Wednesday; Thursday used, answered on Tuesday the 10th; one left: Wednesday.
    {
      name: 'over two waits',
      from: '2026-03-02T09:00Z',
      count: 3,
      waits: ['2026-03-03T10:00Z/2026-03-04T12:00Z', '2026-03-05T10:00Z/2026-03-10T12:00Z'],
      due: '2026-03-11T23:59:59.999Z',
    },
    {
      name: 'over two waits of one day each',
      from: '2026-03-02T09:00Z',
      count: 3,
      waits: ['2026-03-03T10:00Z/2026-03-03T12:00Z', '2026-03-04T10:00Z/2026-03-04T12:00Z'],
      due: '2026-03-05T23:59:59.999Z',
    },
    // Read late: the second question was asked before the first answer had been read.
    {
      name: 'over two waits that overlap',
      from: '2026-03-02T09:00Z',
      count: 3,
      waits: ['2026-03-03T10:00Z/2026-03-05T12:00Z', '2026-03-04T10:00Z/2026-03-06T12:00Z'],
      due: '2026-03-10T23:59:59.999Z',
    },
    // Wednesday the 23rd; Thursday is used, Friday is Christmas. Answered on Saturday the 2nd: Monday, Tuesday.
    {
      name: 'over a wait over Christmas and New Year on both sides of the sea',
      from: '2026-12-23T09:00Z',
      count: 3,
      calendar: bothSides,
      waits: ['2026-12-24T10:00Z/2027-01-02T10:00Z'],
      due: '2027-01-05T22:59:59.999Z',
    },
    // 23:30 UTC on Tuesday is Wednesday in Berlin: two of three days are used.
    {
      name: 'by the days of Berlin',
      from: '2026-03-02T09:00Z',
      count: 3,
      calendar: weekdaysOnly('Europe/Berlin'),
      waits: ['2026-03-03T23:30Z/2026-03-06T10:00Z'],
      due: '2026-03-09T22:59:59.999Z',
    },
    // Friday to Monday, over the night in which the clocks go forward.
    {
      name: 'over a wait over the change to summer time',
      from: '2026-03-26T09:00Z',
      count: 3,
      calendar: weekdaysOnly('Europe/Berlin'),
      waits: ['2026-03-27T09:00Z/2026-03-30T09:00Z'],
      due: '2026-04-01T21:59:59.999Z',
    },
  ];
  it.each(rows)('are counted $name', ({ from, count, calendar = utc, waits, due }) => {
    const counted = businessDaysAfterWaits(instant(from), count, calendar, waits.map(wait));
    expect('dueAt' in counted && formatInstant(counted.dueAt)).toBe(due);
  });

  it('stand still while an answer is owed, since the question', () => {
    const waits = ['2026-03-03T10:00Z/2026-03-04T12:00Z', '2026-03-05T10:00Z'].map(wait);
    expect(businessDaysAfterWaits(reportedAt, 3, utc, waits)).toEqual({ paused: true, since: instant('2026-03-05T10:00Z') });
  });

  it('past the end of the calendar say so, also after a wait', () => {
    const short = { ...utc, knownUntil: '2026-03-05' as CivilDate };
    const counted = businessDaysAfterWaits(reportedAt, 3, short, [wait('2026-03-03T10:00Z/2026-03-04T12:00Z')]);
    expect(counted).toMatchObject({ ok: false, problem: { code: 'past-calendar-data' } });
  });
});

describe('calendar days', () => {
  const rows: readonly { name: string; from: string; count: number; timeZone?: string; waits: readonly string[]; due: string }[] = [
    { name: 'over no wait', from: '2026-03-02T09:00Z', count: 7, waits: [], due: '2026-03-09T23:59:59.999Z' },
    // One day is used on the 3rd; six are left after the 6th.
    {
      name: 'over one wait',
      from: '2026-03-02T09:00Z',
      count: 7,
      waits: ['2026-03-03T10:00Z/2026-03-06T10:00Z'],
      due: '2026-03-12T23:59:59.999Z',
    },
    {
      name: 'over a wait from the last day',
      from: '2026-03-02T09:00Z',
      count: 7,
      waits: ['2026-03-09T10:00Z/2026-03-20T10:00Z'],
      due: '2026-03-21T23:59:59.999Z',
    },
    {
      name: 'over two waits',
      from: '2026-03-02T09:00Z',
      count: 7,
      waits: ['2026-03-03T10:00Z/2026-03-06T10:00Z', '2026-03-08T10:00Z/2026-03-10T10:00Z'],
      due: '2026-03-14T23:59:59.999Z',
    },
    {
      name: 'over New Year',
      from: '2026-12-28T09:00Z',
      count: 7,
      waits: ['2026-12-30T10:00Z/2027-01-04T10:00Z'],
      due: '2027-01-09T23:59:59.999Z',
    },
    // Two days are used by Sunday; the night of October 25th has an hour more, and no day more.
    {
      name: 'over the change to winter time',
      from: '2026-10-23T09:00Z',
      count: 7,
      timeZone: 'Europe/Berlin',
      waits: ['2026-10-25T00:30Z/2026-10-26T09:00Z'],
      due: '2026-10-31T22:59:59.999Z',
    },
  ];
  it.each(rows)('are counted $name', ({ from, count, timeZone = 'UTC', waits, due }) => {
    const counted = calendarDaysAfterWaits(instant(from), count, timeZone, waits.map(wait));
    expect('dueAt' in counted && formatInstant(counted.dueAt)).toBe(due);
  });

  it('without a wait are the plain ones', () => {
    expect(calendarDaysAfterWaits(reportedAt, 7, 'UTC', [])).toEqual(calendarDaysAfter(reportedAt, 7, 'UTC'));
  });
});

const policy = aPolicy();
const withPlans = aPolicy({ answerNeedsPlan: true });
const reported = aCase({ caseIssue: theCaseIssue, advisoryComments: 'available' });
const now = reportedAt + 2 * hourMs;

function asks(rest: Parameters<typeof typed>[1] = {}) {
  return typed({ kind: 'InformationAsked', question: 'Which version?' }, rest);
}

function answers(at: number) {
  return seen({ kind: 'ReporterSpoke' }, at);
}

function dueOf(given: Case, rules = policy) {
  return Object.fromEntries(
    obligations(given, rules).map((one) => [one.name, one.dueAt === undefined ? one.counted : formatInstant(one.dueAt)]),
  );
}

describe('/need-info', () => {
  const asked = nextOf(decide(reported, asks(), policy, now));

  it('stops the clocks, and is a first answer where no plan is asked for', () => {
    expect(asked.waits).toEqual([{ from: reportedAt + hourMs, until: undefined, by: max.login }]);
    expect(asked).toMatchObject({ contacted: { by: max.login }, acknowledged: { by: max.login } });
    expect(dueOf(asked).fix).toBe('the clock stands still since 2026-03-02 10:00 UTC, because the reporter owes an answer');
    expect(wakeUps(asked, policy)).toEqual([]);
  });

  it('is a first contact and no answer where a plan is asked for (S10, S24)', () => {
    const next = nextOf(decide(reported, asks(), withPlans, now));
    expect(next).toMatchObject({ contacted: { by: max.login }, acknowledged: undefined });
    expect(Object.keys(dueOf(next, withPlans))).toEqual(['first-contact', 'first-answer', 'fix']);
    expect(dueOf(next, withPlans)['first-answer']).toMatch(/^the clock stands still/);
    expect(wakeUps(next, withPlans)).toEqual([]);
  });

  it('leaves an earlier contact and answer as they were', () => {
    const before = { by: ana.login, at: reportedAt };
    const next = nextOf(decide({ ...reported, contacted: before, acknowledged: before }, asks(), policy, now));
    expect([next.contacted, next.acknowledged]).toEqual([before, before]);
  });

  it.each([
    { name: 'the case issue', from: inCaseIssue, given: reported },
    { name: 'a fix pull request', from: onPullRequest(), given: aReadyCase() },
  ])('from $name reaches the reporter', ({ from, given }) => {
    const decision = decide(given, asks({ from }), policy, now);
    expect(effectsOfKind(decision, 'SayOnAdvisory').map((effect) => effect.body)).toEqual([
      'The maintainers need to know more before they can go on:\n\n> Which version?\n\nPlease answer here.',
    ]);
    expect(effectsOfKind(decision, 'SayInFixRepository').map((effect) => effect.body)).toEqual([
      'The reporter is asked. The clocks stand still until they answer on the advisory.',
    ]);
  });

  it('on the advisory has been read there, and is not repeated', () => {
    const decision = decide(reported, asks({ from: onAdvisory }), policy, now);
    expect(wordsOf(decision)).toEqual([]);
    expect(effectsOfKind(decision, 'ShowStatus')[0]?.body).toContain(
      '**Waiting for the reporter**: since 2026-03-02 10:00 UTC (Monday); the clocks stand still',
    );
  });

  it('asked twice is put to the reporter twice, and the clocks stand still since the first time', () => {
    const again = decide(asked, asks({ at: reportedAt + dayMs, from: { ...inCaseIssue, commentId: '80' } }), policy, reportedAt + dayMs);
    expect(nextOf(again).waits).toEqual(asked.waits);
    const keys = [decide(reported, asks(), policy, now), again].flatMap((one) =>
      effectsOfKind(one, 'SayOnAdvisory').map((effect) => effect.key),
    );
    expect(new Set(keys).size).toBe(2);
  });

  it('has nobody to ask where maintainers began the advisory', () => {
    const drafted = { ...reported, report: { ...reported.report, reporter: undefined } };
    expect(decide(drafted, asks(), policy, now)).toMatchObject({
      refusal: { code: 'no-reporter', message: 'Maintainers began this advisory, so there is no reporter to ask.' },
    });
  });

  it('where GitHub does not show us the answer is handed over, and stops no clock that nothing would start again', () => {
    const decision = decide({ ...reported, advisoryComments: 'absent' }, asks(), policy, now);
    expect(nextOf(decision).waits).toEqual([]);
    expect(wordsOf(decision)).toEqual([
      expect.stringMatching(/^Please post this on the advisory for the reporter[^]*> Which version\?/),
      'Please ask by hand. I cannot see the answer, so the clocks go on.',
    ]);
    expect(nextOf(decision).recent.at(-1)?.words).toBe('@max asked the reporter for more');
  });

  it('waits no more when GitHub stops showing us comments', () => {
    const at = reportedAt + 3 * hourMs;
    const next = nextOf(decide(asked, seen({ kind: 'AdvisoryCommentsFound', are: 'absent' }, at), policy, at));
    expect(next.waits).toMatchObject([{ from: reportedAt + hourMs, until: at }]);
  });
});

describe('the answer of the reporter', () => {
  const asked = nextOf(decide(reported, asks(), policy, now));
  const answeredAt = reportedAt + 3 * dayMs;
  const answered = nextOf(decide(asked, answers(answeredAt), policy, answeredAt));

  it('starts the clocks again, and the maintainers are told', () => {
    expect(answered.waits).toEqual([{ from: reportedAt + hourMs, until: answeredAt, by: max.login }]);
    // Asked on the day of the report: all seven days are left after Thursday the 5th.
    expect(dueOf(answered).fix).toBe('2026-03-12T23:59:59.999Z');
    expect(wordsOf(decide(asked, answers(answeredAt), policy, answeredAt))).toEqual([
      'The reporter has answered on the advisory; the clocks run again. `/status` shows what is due.',
    ]);
    const fix = obligations(answered, policy).find((one) => one.name === 'fix');
    expect(fix?.counted).toBe('7 calendar days after 2026-03-02 09:00 UTC, UTC, without the time the reporter took to answer');
  });

  it('given twice changes nothing the second time', () => {
    expect(decide(answered, answers(answeredAt + 1), policy, answeredAt + 1)).toEqual({
      outcome: 'ignored',
      because: 'nobody waits for the reporter',
    });
  });

  it('is not what was written before the question and read after it', () => {
    expect(decide(asked, answers(reportedAt + hourMs - 1), policy, now)).toEqual({
      outcome: 'ignored',
      because: 'that was written before the question',
    });
  });

  it('may be followed by another question, and both waits are left out', () => {
    const again = nextOf(decide(answered, asks({ at: answeredAt + dayMs }), policy, answeredAt + dayMs));
    const over = nextOf(decide(again, answers(answeredAt + 3 * dayMs), policy, answeredAt + 3 * dayMs));
    expect(over.waits).toHaveLength(2);
    // The first wait leaves seven days after the 5th; the 6th is used, and six are left after the 8th.
    expect(dueOf(over).fix).toBe('2026-03-14T23:59:59.999Z');
    const fix = obligations(over, policy).find((one) => one.name === 'fix');
    expect(fix?.counted).toContain('without the 2 times the reporter took to answer');
  });

  it('does not make good what was overdue before the question', () => {
    const late = reportedAt + 8 * dayMs;
    const askedLate = nextOf(decide(reported, asks({ at: late }), policy, late));
    expect(dueOf(askedLate).fix).toBe('2026-03-09T23:59:59.999Z');
    expect(dueOf(nextOf(decide(askedLate, answers(late + dayMs), policy, late + dayMs))).fix).toBe('2026-03-09T23:59:59.999Z');
  });

  it('leaves the Release Date where it is', () => {
    const dated = nextOf(decide(aReadyCase(), asks(), policy, now));
    expect(dueOf(dated).release).toBe(dueOf(aReadyCase()).release);
  });
});

describe('the first contact', () => {
  const spoke = seen({ kind: 'MaintainerSpoke', by: ana.login });

  it('is a clock of its own beside the answer with a plan (S24)', () => {
    const contacted = nextOf(decide(reported, spoke, withPlans, now));
    expect(contacted.contacted).toEqual({ by: ana.login, at: reportedAt + hourMs });
    const [contact, answer] = obligations(contacted, withPlans);
    expect(contact).toMatchObject({ name: 'first-contact', rules: ['S24'], metAt: reportedAt + hourMs });
    expect(answer).toMatchObject({ name: 'first-answer', rules: ['S9', 'S10', 'S11'], metAt: undefined });
    expect(dueOf(contacted, withPlans)).toMatchObject({
      'first-contact': '2026-03-05T23:59:59.999Z',
      'first-answer': '2026-03-05T23:59:59.999Z',
    });
  });

  it('is made once', () => {
    const contacted = nextOf(decide(reported, spoke, withPlans, now));
    expect(decide(contacted, spoke, withPlans, now).outcome).toBe('ignored');
  });

  it('and the first answer, both overdue, are one reproach that names both sentences', () => {
    const dueAt = instant('2026-03-05T23:59:59.999Z');
    const rings = wakeUps(reported, withPlans).filter((one) => one.dueAt === dueAt);
    expect(rings.map((one) => one.name)).toEqual(['first-answer-due']);
    const ring = seen({ kind: 'WakeUpRang', name: 'first-answer-due', dueAt }, dueAt);
    const [words = ''] = wordsOf(decide(reported, ring, withPlans, dueAt));
    expect(words.match(/- S\d+/g)).toEqual(['- S9', '- S10', '- S11', '- S24']);
    expect(words.endsWith('Say `/ack plan="What we look into, and until when." workaround="What users can do now, or none."`.')).toBe(true);
    const contacted = { ...reported, contacted: { by: ana.login, at: reportedAt } };
    expect(wordsOf(decide(contacted, ring, withPlans, dueAt))[0]).not.toContain('S24');
  });
});

describe('an answer without a plan', () => {
  const ack = (rest: { plan?: string; workaround?: string }, typing: Parameters<typeof typed>[1] = {}) =>
    typed({ kind: 'ReportAcknowledged', ...rest }, typing);

  it.each([
    { name: 'nothing', rest: {} },
    { name: 'a plan alone', rest: { plan: 'We look.' } },
    { name: 'a workaround alone', rest: { workaround: 'none' } },
  ])('does not count where the policy promises one: $name', ({ rest }) => {
    expect(decide(reported, ack(rest), withPlans, now)).toMatchObject({
      refusal: { code: 'no-plan', because: [{ rule: 'S10' }, { rule: 'S11' }], message: expect.stringContaining('`/ack plan=') },
    });
    expect(nextOf(decide(reported, ack(rest), policy, now)).acknowledged).toMatchObject({ by: max.login });
  });

  it('with "none" for a workaround counts (S11)', () => {
    const next = nextOf(decide(reported, ack({ plan: 'We look.', workaround: 'none' }), withPlans, now));
    expect(next.acknowledged).toEqual({ by: max.login, at: reportedAt + hourMs, plan: 'We look.', workaround: 'none' });
    expect(next.contacted).toEqual({ by: max.login, at: reportedAt + hourMs });
  });

  it('is sent to the reporter from private places only, who has read it on the advisory', () => {
    const plan = { plan: 'We look until Friday.', workaround: 'Switch it off.' };
    const sent = (from: typeof inCaseIssue) =>
      effectsOfKind(decide(reported, ack(plan, { from }), withPlans, now), 'SayOnAdvisory').map((effect) => effect.body);
    expect(sent(inCaseIssue)).toEqual([
      'Thank you for this report. This is how the maintainers will look into it:\n\n> We look until Friday.\n\nUntil then, as a workaround:\n\n> Switch it off.',
    ]);
    expect(sent(onAdvisory)).toEqual([]);
  });

  it.each([
    { name: '/accept', event: typed({ kind: 'ReportAccepted' }) },
    { name: 'the button on GitHub', event: seen({ kind: 'AdvisorySeen', state: 'draft', temporaryFork: undefined }) },
  ])('is not made up for by $name: the plan is still owed, and can still be given', ({ event }) => {
    const accepted = nextOf(decide(reported, event, withPlans, now));
    expect([accepted.phase, accepted.acknowledged]).toEqual(['accepted', undefined]);
    expect(decide(accepted, ack({ plan: 'We look.', workaround: 'none' }), withPlans, now).outcome).toBe('accepted');
    expect(nextOf(decide(reported, event, policy, now)).acknowledged).toBeDefined();
  });

  it('is asked for in the answer to /accept', () => {
    const [words] = wordsOf(decide(reported, typed({ kind: 'ReportAccepted' }), withPlans, now));
    expect(words).toContain('The reporter still waits for a plan: `/ack plan="…" workaround="…"`.');
  });

  it('is no reproach to a rejection, whose reason is the answer', () => {
    const rejected = nextOf(
      decide(reported, typed({ kind: 'ReportRejected', name: 'not-a-vulnerability', reason: 'It is documented.' }), withPlans, now),
    );
    expect(obligations(rejected, withPlans).map((one) => [one.name, one.metAt])).toEqual([
      ['first-contact', reportedAt + hourMs],
      ['first-answer', reportedAt + hourMs],
    ]);
  });

  it('is reminded of with the words that would count', () => {
    const soon = seen(
      { kind: 'WakeUpRang', name: 'first-answer-soon', dueAt: instant('2026-03-04T23:59:59.999Z') },
      reportedAt + 3 * dayMs,
    );
    const decision = decide(reported, soon, withPlans, reportedAt + 3 * dayMs);
    expect(wordsOf(decision)[0]).toMatch(
      /^The reporter has had no plan yet; one is due by 2026-03-05 23:59 UTC \(Thursday\)\. Say `\/ack plan=/,
    );
    expect(
      effectsOf(decision)
        .filter((effect) => effect.key.includes('tell'))
        .map((effect) => effect.audience),
    ).toEqual(['maintainers']);
  });
});

describe('counting with waits', () => {
  const hours = fc.integer({ min: 0, max: 24 * 60 });
  /** Waits one after another, in hours after the earliest report: each two instants are one wait. */
  const waitsOf = (times: readonly number[]): readonly Wait[] => {
    const sorted = times.toSorted((one, other) => one - other).map((hour) => reportedAt + hour * hourMs);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => ({
      from: sorted[2 * index] ?? 0,
      until: sorted[2 * index + 1],
      by: max.login,
    }));
  };
  const calendar = fc.constantFrom(utc, bothSides, weekdaysOnly('America/New_York'));
  const count = fc.integer({ min: 0, max: 15 });
  const times = fc.uniqueArray(hours, { maxLength: 8 });
  const dueOfAll = (from: number, days: number, one: Calendar, waits: readonly Wait[]): readonly number[] =>
    [businessDaysAfterWaits(from, days, one, waits), calendarDaysAfterWaits(from, days, one.timeZone, waits)].map((counted) =>
      'dueAt' in counted ? counted.dueAt : Infinity,
    );

  it('never gives an earlier due date for a later report', () => {
    fc.assert(
      fc.property(fc.tuple(hours, hours), count, calendar, times, ([one, other], days, place, instants) => {
        const later = reportedAt + Math.max(one, other) * hourMs;
        // A question comes after the report, also after the later one.
        const waits = waitsOf(instants).filter((wait) => wait.from >= later);
        const early = dueOfAll(reportedAt + Math.min(one, other) * hourMs, days, place, waits);
        return dueOfAll(later, days, place, waits).every((dueAt, index) => dueAt >= (early[index] ?? Infinity));
      }),
    );
  });

  it('never gives an earlier due date for one wait more', () => {
    fc.assert(
      fc.property(count, calendar, times, fc.nat(), (days, place, instants, which) => {
        const waits = waitsOf(instants);
        const fewer = waits.filter((_, index) => index !== which % Math.max(waits.length, 1));
        const less = dueOfAll(reportedAt, days, place, fewer);
        return dueOfAll(reportedAt, days, place, waits).every((dueAt, index) => dueAt >= (less[index] ?? Infinity));
      }),
    );
  });

  it('never gives an earlier due date for a later answer, nor any while none has come', () => {
    fc.assert(
      fc.property(count, calendar, times, hours, (days, place, instants, longer) => {
        const waits = waitsOf(instants);
        const last = waits.at(-1);
        if (last?.until === undefined) return true;
        const before = waits.slice(0, -1);
        const due = [last.until, last.until + longer * hourMs, undefined].map((until) =>
          dueOfAll(reportedAt, days, place, [...before, { ...last, until }]),
        );
        return due.every((one, index) => index === 0 || one.every((dueAt, at) => dueAt >= (due[index - 1]?.[at] ?? Infinity)));
      }),
    );
  });
});
