// Reminders at parts of the time, in working hours; repeated while nobody leads; escalation step by step, until it is done.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import { login } from '../../../src/core/ids.ts';
import type { EscalationStep, Policy } from '../../../src/core/policy.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { parseCvss } from '../../../src/core/score/cvss.ts';
import { formatInstant } from '../../../src/core/time/time.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, ana, dayMs, effectsOfKind, hourMs, max, nextOf, seen, theCaseIssue, wordsOf } from '../../fixtures/happenings.ts';

const hours = { from: { hour: 9, minute: 0 }, until: { hour: 17, minute: 0 } };
const parts = [0.8, 0.5];
/** Accepted on Monday the 2nd at ten, with nothing fixed: the fix is due on Monday the 9th. */
const open = aReadyCase({ pullRequests: [], release: undefined });

function planned(given: Case, policy: Policy, about = 'fix-'): readonly string[] {
  return wakeUps(given, policy)
    .filter(({ name }) => name.startsWith(about))
    .map(({ name, dueAt }) => `${name} ${formatInstant(dueAt).slice(0, 16)}`);
}

function critical(): NonNullable<Case['score']> {
  const parsed = parseCvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H');
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return { by: max.login, at: reportedAt, cvss: parsed.value, final: undefined };
}

describe('a reminder', () => {
  const known = { by: max.login, at: reportedAt + dayMs, where: 'a forum' };
  it.each([
    {
      name: 'comes when that part of the time is over, at any hour where the policy names none',
      given: open,
      policy: aPolicy({ reminders: { at: parts, hours: undefined } }),
      expect: ['fix-due 2026-03-09T23:59', 'fix-reminder-50 2026-03-06T04:30', 'fix-reminder-80 2026-03-08T11:23'],
    },
    {
      // Friday before dawn becomes Friday at nine, Sunday the last morning before Monday night; what is overdue waits for Tuesday.
      name: 'comes in working hours where the policy names them',
      given: open,
      policy: aPolicy({ reminders: { at: parts, hours } }),
      expect: ['fix-due 2026-03-10T09:00', 'fix-reminder-50 2026-03-06T09:00', 'fix-reminder-80 2026-03-09T09:00'],
    },
    {
      // Nine in Tokyo is midnight here: Friday before dawn lies in her working day, what is overdue on Monday night waits for her Tuesday.
      name: 'comes in the working hours of whoever owes it',
      given: { ...open, fixLead: { login: ana.login, by: ana.login, at: reportedAt } },
      policy: aPolicy({ reminders: { at: parts, hours }, people: { ana: { timeZone: 'Asia/Tokyo' } } }),
      expect: ['fix-due 2026-03-10T00:00', 'fix-reminder-50 2026-03-06T04:30', 'fix-reminder-80 2026-03-09T00:00'],
    },
    {
      name: 'comes at hours of their own',
      given: { ...open, fixLead: { login: ana.login, by: ana.login, at: reportedAt } },
      policy: aPolicy({
        reminders: { at: parts, hours: undefined },
        people: { ana: { timeZone: 'UTC', hours: { from: { hour: 18, minute: 0 }, until: { hour: 20, minute: 0 } } } },
      }),
      expect: ['fix-due 2026-03-10T18:00', 'fix-reminder-50 2026-03-06T18:00', 'fix-reminder-80 2026-03-09T18:00'],
    },
    {
      name: 'comes at the hours of everybody while nobody owes it by name',
      given: open,
      policy: aPolicy({ reminders: { at: parts, hours }, people: { ana: { timeZone: 'Asia/Tokyo' } } }),
      expect: ['fix-due 2026-03-10T09:00', 'fix-reminder-50 2026-03-06T09:00', 'fix-reminder-80 2026-03-09T09:00'],
    },
    {
      name: 'comes at any hour when it is critical',
      given: { ...open, score: critical() },
      policy: aPolicy({ reminders: { at: parts, hours } }),
      expect: ['fix-due 2026-03-09T23:59', 'fix-reminder-50 2026-03-06T04:30', 'fix-reminder-80 2026-03-08T11:23'],
    },
    {
      name: 'does not come on the way to what is due at once',
      given: { ...open, knownPublicly: known },
      policy: aPolicy({ reminders: { at: parts, hours } }),
      expect: ['fix-due 2026-03-03T09:00'],
    },
    {
      // The clock began anew with the answer, on Thursday at nine.
      name: 'is counted from the answer for which the reporter was waited',
      given: { ...open, waits: [{ from: reportedAt, until: reportedAt + 3 * dayMs, by: max.login }] },
      policy: aPolicy({ reminders: { at: [0.5], hours: undefined } }),
      expect: ['fix-due 2026-03-12T23:59', 'fix-reminder-50 2026-03-09T04:30'],
    },
    {
      name: 'does not come while the clock stands still',
      given: { ...open, waits: [{ from: reportedAt, until: undefined, by: max.login }] },
      policy: aPolicy({ reminders: { at: parts, hours } }),
      expect: [],
    },
    {
      name: 'comes once where two parts fall into one morning',
      given: { ...open, movedDues: { fix: { by: max.login, at: reportedAt + 4.4 * dayMs, dueAt: reportedAt + 7.5 * dayMs, reason: 'x' } } },
      policy: aPolicy({ reminders: { at: [0.3, 0.5], hours } }),
      expect: ['fix-due 2026-03-10T09:00', 'fix-reminder-50 2026-03-09T09:00'],
    },
    {
      // Friday night, to Sunday: the last morning of work was before it was moved.
      name: 'does not come where no work lies on the way',
      given: { ...open, movedDues: { fix: { by: max.login, at: reportedAt + 4.5 * dayMs, dueAt: reportedAt + 6 * dayMs, reason: 'x' } } },
      policy: aPolicy({ reminders: { at: parts, hours } }),
      expect: ['fix-due 2026-03-09T09:00'],
    },
  ])('$name', ({ given, policy, expect: expected }) => {
    expect(planned(given, policy)).toEqual(expected);
  });

  it('of the first answer takes the place of the one that every policy has', () => {
    const policy = aPolicy({ reminders: { at: [0.8], hours: undefined } });
    expect(planned(aCase(), policy, 'first-')).toEqual(['first-answer-due 2026-03-05T23:59', 'first-answer-reminder-80 2026-03-05T06:35']);
  });

  it('says what is due soon, who owes it and by which sentence', () => {
    const policy = aPolicy({ reminders: { at: [0.5], hours: undefined } });
    const [at] = wakeUps(open, policy).filter(({ name }) => name === 'fix-reminder-50');
    const decision = decide(open, seen({ kind: 'WakeUpRang', name: 'fix-reminder-50', dueAt: at?.dueAt ?? 0 }), policy, at?.dueAt ?? 0);
    expect(wordsOf(decision)[0]).toMatch(
      /^\*\*Due soon\*\*: the reviewed fix for every line, 2026-03-09 23:59 UTC \(Monday\); owed by the Fix Lead \(nobody yet\)\.\n\n- S95 /,
    );
  });

  it('says that whoever owes it is away, and who may take over', () => {
    const policy = aPolicy({ reminders: { at: [0.5], hours: undefined } });
    const away = [
      { login: ana.login, until: '2026-03-12' as never, untilAt: reportedAt + 10 * dayMs, said: { by: ana.login, at: reportedAt } },
    ];
    const led = { ...open, fixLead: { login: ana.login, by: ana.login, at: reportedAt }, away };
    const at = wakeUps(led, policy).find(({ name }) => name === 'fix-reminder-50')?.dueAt ?? 0;
    const [words] = wordsOf(decide(led, seen({ kind: 'WakeUpRang', name: 'fix-reminder-50', dueAt: at }), policy, at));
    expect(words).toContain('owed by Fix Lead @ana, who is away until 2026-03-12 (`/fix-lead` takes over).');
  });

  it.each([
    { name: 'leaves it to the word of the day', given: open, policy: { daily: true }, says: 0 },
    { name: 'says what is critical all the same', given: { ...open, score: critical() }, policy: { daily: true }, says: 1 },
    { name: 'says it where there is no word of the day', given: open, policy: { daily: false }, says: 1 },
  ])('$name', ({ given, policy: { daily }, says }) => {
    const policy = aPolicy({ reminders: { at: [0.5], hours: undefined, daily } });
    for (const name of ['fix-reminder-50', 'fix-due']) {
      const at = wakeUps(given, policy).find((one) => one.name === name)?.dueAt ?? 0;
      expect(wordsOf(decide(given, seen({ kind: 'WakeUpRang', name, dueAt: at }), policy, at))).toHaveLength(says);
    }
  });

  it('is said in the case where there is no private place for the word of the day', () => {
    const policy = aPolicy({ reminders: { at: [], hours: undefined, daily: true }, fixRepository: undefined });
    const at = wakeUps(open, policy).find(({ name }) => name === 'fix-due')?.dueAt ?? 0;
    expect(wordsOf(decide(open, seen({ kind: 'WakeUpRang', name: 'fix-due', dueAt: at }), policy, at))).toHaveLength(1);
  });

  it('says nothing when, after an outage, the next one is due as well, or the thing itself', () => {
    const policy = aPolicy({ reminders: { at: parts, hours: undefined } });
    const at = (name: string) => wakeUps(open, policy).find((one) => one.name === name)?.dueAt ?? 0;
    const ring = (name: string, now: number) => decide(open, seen({ kind: 'WakeUpRang', name, dueAt: at(name) }, now), policy, now);
    expect(wordsOf(ring('fix-reminder-50', at('fix-reminder-80')))).toEqual([]);
    expect(wordsOf(ring('fix-reminder-80', at('fix-due')))).toEqual([]);
    expect(wordsOf(ring('fix-reminder-80', at('fix-reminder-80')))).toHaveLength(1);
  });
});

describe('while nobody leads the fix', () => {
  const policy = aPolicy({ fixLeadBusinessDays: 2 });

  it('the team is reminded again and again, until somebody does', () => {
    let current: Case = open;
    const rings: string[] = [];
    for (let ring = 0; ring < 4; ring += 1) {
      const next = wakeUps(current, policy)
        .filter(({ name }) => name.startsWith('fix-lead-'))
        .toSorted((a, b) => a.dueAt - b.dueAt)[0];
      if (next === undefined) throw new Error('nothing rings any more');
      const decision = decide(current, seen({ kind: 'WakeUpRang', ...next }, next.dueAt), policy, next.dueAt);
      rings.push(`${formatInstant(next.dueAt).slice(0, 10)} ${wordsOf(decision)[0]?.split('\n')[0]}`);
      current = nextOf(decision);
    }
    expect(rings).toEqual([
      '2026-03-04 **Overdue**: the naming of a Fix Lead was due 2026-03-04 23:59 UTC (Wednesday).',
      '2026-03-06 **Still nobody leads the fix**; somebody should since 2026-03-04 23:59 UTC (Wednesday).',
      '2026-03-10 **Still nobody leads the fix**; somebody should since 2026-03-04 23:59 UTC (Wednesday).',
      '2026-03-12 **Still nobody leads the fix**; somebody should since 2026-03-04 23:59 UTC (Wednesday).',
    ]);
    const led = { ...current, fixLead: { login: ana.login, by: ana.login, at: reportedAt + 20 * dayMs } };
    expect(planned(led, policy, 'fix-lead-')).toEqual([]);
  });

  it('the team is not reminded for ever', () => {
    const rung = wakeUpsRung(open, policy, 40);
    expect(rung.filter((name) => name === 'fix-lead-still-open')).toHaveLength(25);
  });
});

/** The names of all that rings, one after the other, at most so many. */
function wakeUpsRung(given: Case, policy: Policy, most: number): readonly string[] {
  let current = given;
  const names: string[] = [];
  for (let ring = 0; ring < most; ring += 1) {
    const next = wakeUps(current, policy).toSorted((a, b) => a.dueAt - b.dueAt)[0];
    if (next === undefined) break;
    names.push(next.name);
    current = nextOf(decide(current, seen({ kind: 'WakeUpRang', ...next }, next.dueAt), policy, next.dueAt));
  }
  return names;
}

describe('an escalation', () => {
  const steps: readonly EscalationStep[] = [
    { to: 'owner', after: { count: 4, unit: 'hours' } },
    { to: 'team', after: { count: 1, unit: 'business-days' } },
    { to: [login('ben'), login('chen')], after: { count: 2, unit: 'business-days' } },
  ];
  const policy = aPolicy({ escalation: steps });
  const led = { ...open, fixLead: { login: ana.login, by: ana.login, at: reportedAt } };

  it('comes in steps after the due instant', () => {
    expect(planned(led, policy)).toEqual([
      'fix-due 2026-03-09T23:59',
      'fix-escalation-1 2026-03-10T03:59',
      'fix-escalation-2 2026-03-10T23:59',
      'fix-escalation-3 2026-03-11T23:59',
    ]);
  });

  it('keeps to working hours unless it is urgent', () => {
    const atWork = aPolicy({ escalation: steps, reminders: { at: [], hours } });
    expect(planned(led, atWork)).toEqual([
      'fix-due 2026-03-10T09:00',
      'fix-escalation-1 2026-03-10T09:00',
      'fix-escalation-2 2026-03-11T09:00',
      'fix-escalation-3 2026-03-12T09:00',
    ]);
    expect(planned({ ...led, score: critical() }, atWork)).toEqual(planned(led, policy));
  });

  it.each([
    { step: 1, given: led, calls: '@ana: **still undone**, and overdue since 2026-03-09 23:59 UTC (Monday)' },
    { step: 1, given: open, calls: '@acme/security: **still undone**' },
    { step: 2, given: led, calls: '@acme/security: **still undone**' },
    { step: 3, given: led, calls: '@ben, @chen: **still undone**' },
    // On the advisory the reporter reads it.
    { step: 2, given: { ...led, caseIssue: undefined }, calls: 'acme/security: **still undone**' },
    { step: 1, given: { ...led, caseIssue: undefined }, calls: 'ana: **still undone**' },
  ])('calls whom step $step names: $calls', ({ step, given, calls }) => {
    const name = `fix-escalation-${step}`;
    const dueAt = wakeUps(given, policy).find((one) => one.name === name)?.dueAt ?? 0;
    const words = wordsOf(decide(given, seen({ kind: 'WakeUpRang', name, dueAt }, dueAt), policy, dueAt))[0];
    expect(words?.startsWith(calls)).toBe(true);
  });

  it('says each step once, and none after the thing was done', () => {
    const unanswered = aCase({ caseIssue: theCaseIssue });
    expect(wakeUpsRung(unanswered, policy, 50).filter((name) => name.startsWith('first-answer-escalation'))).toEqual([
      'first-answer-escalation-1',
      'first-answer-escalation-2',
      'first-answer-escalation-3',
    ]);
    const answered = { ...unanswered, acknowledged: { by: max.login, at: reportedAt + 30 * dayMs } };
    expect(planned(answered, policy, 'first-answer')).toEqual([]);
  });
});

describe('a Fix Lead who leaves the team', () => {
  const rota = [ana.login, login('bola')];
  const policy = aPolicy({ fixLeadBusinessDays: 2, rota });
  const led = { ...open, fixLead: { login: ana.login, by: ana.login, at: reportedAt + hourMs } };
  const left = reportedAt + 3 * dayMs;
  const decision = decide(led, seen({ kind: 'FixLeadLeft', login: ana.login }, left), policy, left);

  it('leads nothing any more, and the team hears so with all that is open', () => {
    expect(nextOf(decision)).toMatchObject({ fixLead: undefined, fixLeadGone: { login: 'ana', at: left } });
    expect(wordsOf(decision)[0]).toMatch(
      /^\*\*Nobody is Fix Lead\*\*: @ana was, and is not a maintainer any more\. [^]*Open duties:\n- the naming of a Fix Lead/,
    );
    expect(effectsOfKind(decision, 'ShowStatus')[0]?.body).toContain('- **Fix Lead**: nobody yet');
  });

  it('leaves the time to volunteer to another, then the rota chooses, but not them', () => {
    const next = nextOf(decision);
    const due = wakeUps(next, policy).find(({ name }) => name === 'fix-lead-due');
    // Thursday the 5th: Friday, Monday.
    expect(formatInstant(due?.dueAt ?? 0)).toBe('2026-03-09T23:59:59.999Z');
    const chosen = decide(next, seen({ kind: 'WakeUpRang', name: 'fix-lead-due', dueAt: due?.dueAt ?? 0 }), policy, due?.dueAt ?? 0);
    expect(nextOf(chosen).fixLead?.login).toBe('bola');
  });

  it('is passed over when somebody else leads by now', () => {
    expect(decide(open, seen({ kind: 'FixLeadLeft', login: ana.login }, left), policy, left).outcome).toBe('ignored');
  });
});
