// Who is away: kept by the project, heard by the cases, passed over by the rota and the escalation, and never told to the reporter.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import { caseId, repositoryName } from '../../../src/core/ids.ts';
import { absence, awayNow, isAway, withAbsence, type Away } from '../../../src/core/people/away.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import { newProject } from '../../../src/core/project/project.ts';
import type { ProjectEvent } from '../../../src/core/project/project-events.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { weekdaysOnly } from '../../../src/core/time/calendar.ts';
import { formatInstant, type CivilDate } from '../../../src/core/time/time.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  ana,
  ben,
  dayMs,
  effectsOf,
  hourMs,
  max,
  nextOf,
  onAdvisory,
  oscar,
  releaseAt,
  rita,
  seen,
  typed,
  ulla,
  wordsOf,
} from '../../fixtures/happenings.ts';

const until = '2026-03-06' as CivilDate;
const policy = aPolicy({ fixLeadBusinessDays: 2, rota: [ana.login, ben.login], calendar: weekdaysOnly('Europe/Berlin') });
const now = reportedAt + hourMs;
const open = aReadyCase({ pullRequests: [], release: undefined });
const gone = (who = ana.login): Away => absence(who, until, { by: who, at: now }, policy.calendar);

function away(who = ana, rest: Parameters<typeof typed>[1] = {}, day: CivilDate = until) {
  return typed({ kind: 'AwaySaid', login: who.login, role: who.role, leads: [], until: day }, rest);
}

describe('somebody', () => {
  it('is away to the last moment of the day, where the calendar is', () => {
    expect(formatInstant(gone().untilAt)).toBe('2026-03-06T22:59:59.999Z');
    expect([isAway(ana.login, [gone()], gone().untilAt), isAway(ana.login, [gone()], gone().untilAt + 1)]).toEqual([true, false]);
    expect(isAway(ben.login, [gone()], now)).toBe(false);
    expect(awayNow(undefined, now)).toEqual([]);
  });

  it('stands in the list once, with the newest date, and not at all when back', () => {
    const later = { ...gone(), untilAt: gone().untilAt + dayMs };
    expect(withAbsence([gone(), gone(ben.login)], ana.login, later, now)).toEqual([gone(ben.login), later]);
    expect(withAbsence([gone()], ana.login, undefined, now)).toEqual([]);
    expect(withAbsence([gone()], ben.login, gone(ben.login), gone().untilAt + 1)).toEqual([gone(ben.login)]);
  });
});

describe('/away in a case', () => {
  it('is told to the project and answered', () => {
    const decision = decide(open, away(ana, { by: ana }), policy, now);
    expect(wordsOf(decision)[0]).toMatch(/^Recorded: @ana until 2026-03-06 \(to the end of that day, 2026-03-06 22:59 UTC\)\./);
    expect(decision).toMatchObject({
      tells: [{ to: 'project', repository: open.repository, event: { kind: 'AwayChanged', login: 'ana', absent: gone(), leads: [] } }],
    });
  });

  it('cancel says that somebody is back', () => {
    const back = typed({ kind: 'AwaySaid', login: ana.login, role: 'maintainer', leads: [], until: undefined });
    const decision = decide(open, back, policy, now);
    expect(wordsOf(decision)).toEqual(['@ana is back.']);
    expect(decision).toMatchObject({ tells: [{ event: { login: 'ana', absent: undefined } }] });
  });

  it.each([
    { name: 'on the advisory, where the reporter would read it', event: away(ana, { from: onAdvisory }), code: 'wrong-place' },
    { name: 'by the reporter', event: away(ana, { by: rita }), code: 'not-permitted' },
    { name: 'of somebody who is no maintainer', event: away(oscar), code: 'not-permitted' },
    { name: 'to a day that has passed', event: away(ana, {}, '2026-03-01' as CivilDate), code: 'date-passed' },
  ])('is refused $name', ({ event, code }) => {
    expect(decide(open, event, policy, now)).toMatchObject({ outcome: 'refused', refusal: { code } });
  });

  it('to this very day is not refused', () => {
    expect(decide(open, away(ana, {}, '2026-03-02' as CivilDate), policy, now).outcome).toBe('accepted');
  });
});

describe('a case that hears who is away', () => {
  const led = { ...open, fixLead: { login: ana.login, by: ana.login, at: now } };
  const hear = (given: Case, list: readonly Away[] = [gone()]) => decide(given, seen({ kind: 'AwayHeard', away: list }, now), policy, now);

  it('asks the team to take over from its Fix Lead, once, with all that is open', () => {
    const decision = hear(led);
    expect(wordsOf(decision)).toEqual([
      expect.stringMatching(
        /^\*\*The Fix Lead is away\*\*: @ana until 2026-03-06 .*Somebody else please takes over[^]*Open duties:\n- the reviewed fix/,
      ),
    ]);
    expect(hear(nextOf(decision)).outcome).toBe('ignored');
    expect(wordsOf(hear(nextOf(decision), [gone(), gone(ben.login)]))).toEqual([]);
  });

  it('says nothing of others, but shows them to maintainers alone', () => {
    const decision = hear(led, [gone(ben.login)]);
    expect(wordsOf(decision)).toEqual([]);
    const shown = (audience: string) => JSON.stringify(effectsOf(decision).filter((effect) => effect.audience === audience));
    expect(shown('maintainers')).toContain('**Away**: @ben until 2026-03-06');
    expect(shown('reporter')).not.toMatch(/@ben|away/i);
  });

  it('answers /status with it in private, and not on the advisory', () => {
    const heard = nextOf(hear(open));
    expect(wordsOf(decide(heard, typed({ kind: 'StatusAsked' }), policy, now))[0]).toContain('**Away**: @ana');
    expect(wordsOf(decide(heard, typed({ kind: 'StatusAsked' }, { from: onAdvisory }), policy, now))[0]).not.toContain('@ana');
  });

  it('passes over them in the rota, and reminds the team when nobody of it is there', () => {
    const dueAt = wakeUps(open, policy).find(({ name }) => name === 'fix-lead-due')?.dueAt ?? 0;
    const ring = (list: readonly Away[]) =>
      decide({ ...open, away: list }, seen({ kind: 'WakeUpRang', name: 'fix-lead-due', dueAt }, dueAt), policy, dueAt);
    expect([nextOf(ring([gone()])).fixLead?.login, nextOf(ring([gone(ben.login)])).fixLead?.login]).toEqual(['ben', 'ana']);
    const nobody = ring([gone(), gone(ben.login)]);
    expect(nextOf(nobody).fixLead).toBeUndefined();
    expect(wordsOf(nobody)[0]).toMatch(/^\*\*Overdue\*\*: the naming of a Fix Lead/);
  });

  it('calls the team in the place of an owner who is away', () => {
    const rules = { ...policy, escalation: [{ to: 'owner', after: { count: 1, unit: 'hours' } }] } as const;
    const long = { ...gone(), untilAt: reportedAt + 99 * dayMs };
    const given = { ...led, away: [long] };
    const wakeUp = wakeUps(given, rules).find(({ name }) => name === 'fix-escalation-1') ?? { name: '', dueAt: 0 };
    const ring = (one: Case) => wordsOf(decide(one, seen({ kind: 'WakeUpRang', ...wakeUp }, wakeUp.dueAt), rules, wakeUp.dueAt))[0];
    expect(ring(given)).toMatch(/^@acme\/security: /);
    expect(ring({ ...given, away: [] })).toMatch(/^@ana: /);
  });

  it('warns whoever sets a Release Date on which the Fix Lead is away', () => {
    const long = { ...gone(), untilAt: releaseAt };
    const given = aReadyCase({ release: undefined, fixLead: led.fixLead, away: [long] });
    expect(wordsOf(decide(given, typed({ kind: 'ReleaseDateGiven', releaseAt }), policy, now)).join()).toContain(
      'The Fix Lead, @ana, is away then.',
    );
    const back = typed({ kind: 'ReleaseDateGiven', releaseAt: releaseAt + 1 });
    expect(wordsOf(decide(given, back, policy, now)).join()).not.toContain('is away then');
  });
});

describe('a project', () => {
  const project = newProject(repositoryName('acme/widget'), 41);
  const leads = [caseId('GHSA-2222-3333-4444')];
  const issue = { kind: 'project-issue', commentId: '9', repository: repositoryName('acme/widget-security'), number: 3 } as const;
  const said = (by = ana, who = ana): ProjectEvent => ({
    kind: 'AwaySaid',
    by,
    from: issue,
    line: 1,
    at: now,
    login: who.login,
    role: who.role,
    leads,
    until,
  });

  it('keeps who is away, and tells the cases that they lead', () => {
    const decision = decideProject(project, { kind: 'AwayChanged', login: ana.login, absent: gone(), leads, at: now }, policy, now);
    expect(decision).toMatchObject({
      next: { away: [gone()] },
      effects: [],
      tells: [{ to: 'case', caseId: leads[0], event: { kind: 'AwayHeard', away: [gone()] } }],
    });
  });

  it('hears it in its own issue too, and answers there', () => {
    expect(decideProject(project, said(), policy, now)).toMatchObject({
      next: { away: [gone()] },
      effects: [{ key: 'acme/widget/answer/project-issue/9/1', body: expect.stringContaining('Recorded: @ana until 2026-03-06') }],
      tells: [{ to: 'case', caseId: leads[0] }],
    });
  });

  it.each([
    { name: 'an outsider says it', event: said(oscar), code: 'not-permitted' },
    { name: 'GitHub cannot be asked who says it', event: said(ulla, max), code: 'could-not-find-out' },
    { name: 'it is said of an outsider', event: said(max, oscar), code: 'not-permitted' },
    {
      name: 'GitHub cannot be asked of whom it is said',
      event: said(max, ulla),
      code: 'could-not-find-out',
    },
  ])('refuses it when $name', ({ event, code }) => {
    expect(decideProject(project, event, policy, now)).toMatchObject({
      outcome: 'refused',
      refusal: { code },
      effects: [{ kind: 'SayInFixRepository' }],
    });
  });
});
