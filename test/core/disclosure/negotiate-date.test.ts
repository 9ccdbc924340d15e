// The Release Date is negotiated: proposed, agreed to, objected to, imposed, and what lapses with it (S37–S42).
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import type { SaysOfDate } from '../../../src/core/disclosure/dated-act.ts';
import { dateWarnings } from '../../../src/core/disclosure/date-checks.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import type { Actor, Surface } from '../../../src/core/command-events.ts';
import { areGreen, publicationGates } from '../../../src/core/gates.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { toldEarly } from '../../fixtures/early.ts';
import { aReadyCase, ana, dayMs, effectsOfKind, hourMs, inCaseIssue, max, nextOf, onAdvisory } from '../../fixtures/happenings.ts';
import { releaseAt, rita, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const now = reportedAt + 4 * hourMs;
/** Thursday 2026-03-05, 16:00 UTC. */
const thursday = Date.UTC(2026, 2, 5, 16);
const undated = aReadyCase({ release: undefined });

type Words = Parameters<typeof typed>[0];
type Saying = { readonly by?: Actor; readonly from?: Surface; readonly rules?: Policy; readonly at?: number };

function say(
  given: Case,
  what: Words,
  { by = max, from = by === rita ? onAdvisory : inCaseIssue, rules = policy, at = now }: Saying = {},
): Decision {
  return decide(given, typed(what, { by, from, at }), rules, at);
}

function after(given: Case, ...said: readonly (readonly [Words, Saying?])[]): Case {
  return said.reduce((current, [what, saying]) => nextOf(say(current, what, saying)), given);
}

const propose = (at: number): Words => ({ kind: 'ReleaseDateProposed', releaseAt: at });
const agree: Words = { kind: 'ReleaseDateAgreed' };
const object: Words = { kind: 'ReleaseDateObjectedTo', concern: 'We ship on that day.' };
const impose = (at: number): Words => ({ kind: 'ReleaseDateImposed', releaseAt: at });

describe('a date that the maintainers propose in private', () => {
  const proposed = say(undated, propose(thursday));

  it('is not set yet, and the reporter is asked', () => {
    expect(nextOf(proposed).release).toBeUndefined();
    expect(wordsOf(proposed)).toEqual([
      '@max proposes the Release Date **2026-03-05 16:00 UTC (Thursday)**. Does it work for you? Say `/date agree`, `/date object` with your concern, or `/date propose` with another one, on a line of its own.',
      'Proposed: 2026-03-05 16:00 UTC (Thursday). It needs the word of the reporter @rita. `/date final 2026-03-05 16:00 UTC` sets it over objections.',
    ]);
  });

  it('is the Release Date once the reporter agrees, and both parties hear of it once', () => {
    const agreed = say(nextOf(proposed), agree, { by: rita });
    expect(nextOf(agreed)).toMatchObject({ release: { releaseAt: thursday, by: rita.login }, proposedRelease: undefined });
    expect(effectsOfKind(agreed, 'SayOnAdvisory').map(({ body }) => body)).toEqual([
      expect.stringContaining('The Release Date is **2026-03-05 16:00 UTC (Thursday)**.'),
    ]);
    expect(effectsOfKind(agreed, 'SayInFixRepository').map(({ body }) => body)).toEqual([
      'The Release Date is 2026-03-05 16:00 UTC (Thursday).',
    ]);
  });

  it('is not set while an objection stands, and is when it is taken back', () => {
    const objected = after(nextOf(proposed), [object, { by: ana }], [agree, { by: rita }]);
    expect([objected.release, objected.proposedRelease?.releaseAt]).toEqual([undefined, thursday]);
    const settled = after(objected, [{ kind: 'DateObjectionWithdrawn' }, { by: ana }]);
    expect(settled.release?.releaseAt).toBe(thursday);
    expect(settled.dateObjections).toMatchObject([{ by: ana.login, ended: { how: 'withdrawn' } }]);
  });

  it('needs nobody else where there is no reporter', () => {
    const alone = { ...undated, report: { ...undated.report, reporter: undefined } };
    expect(nextOf(say(alone, propose(thursday))).release?.releaseAt).toBe(thursday);
  });
});

describe('a date that the reporter proposes', () => {
  const proposed = nextOf(say(undated, propose(thursday), { by: rita }));

  it('is set when whoever has the final say agrees in private', () => {
    expect(nextOf(say(proposed, agree)).release?.releaseAt).toBe(thursday);
  });

  it.each([
    { name: 'on the advisory, where it can be rewritten', saying: { from: onAdvisory }, rules: policy },
    { name: 'by a maintainer who is not Fix Lead, where the Fix Lead drives', saying: {}, rules: aPolicy({ dateFinalSay: 'fix-lead' }) },
  ])('is not set by an agreement $name; it is recorded all the same', ({ saying, rules }) => {
    const next = nextOf(say(proposed, agree, { ...saying, rules }));
    expect(next.release).toBeUndefined();
    expect(next.dateAgreements).toContainEqual({ by: max.login, at: now, party: 'maintainers', releaseAt: thursday, binds: false });
  });

  it('gives way to the next proposal, with what was agreed and objected to', () => {
    const next = after(proposed, [object, { by: ana }], [propose(thursday + 7 * dayMs)]);
    expect(next.proposedRelease?.releaseAt).toBe(thursday + 7 * dayMs);
    expect(next.dateAgreements?.map(({ by }) => by)).toEqual([max.login]);
    expect(next.dateObjections).toMatchObject([{ ended: { how: 'lapsed' } }]);
  });

  it('is not set when it has passed before the others agree', () => {
    expect(say(proposed, agree, { at: thursday })).toMatchObject({ outcome: 'refused', refusal: { code: 'date-passed' } });
  });
});

describe('an objection', () => {
  const set = aReadyCase();
  const objected = nextOf(say(set, object, { by: rita }));

  it('to the Release Date turns a gate red, and says who can end it', () => {
    expect(areGreen(publicationGates(set, policy, releaseAt))).toBe(true);
    const red = publicationGates(objected, policy, releaseAt).filter((gate) => !gate.green);
    expect(red).toMatchObject([{ name: 'no objection', says: '@rita objects to the Release Date', rule: 'S37' }]);
  });

  it('is told to the maintainers with its concern, and shown without it on the advisory', () => {
    const told = say(set, object, { by: rita });
    expect(effectsOfKind(told, 'SayInFixRepository')[0]?.body).toContain('Nothing is published while it stands.');
    expect(effectsOfKind(told, 'ShowBoard')[0]?.body).toContain(
      '- **Objection** by @rita to 2026-03-07 09:00 UTC (Saturday): We ship on that day.',
    );
    expect(effectsOfKind(told, 'ShowStatus')[0]?.body).not.toContain('We ship');
  });

  it('keeps the same date from being set by a plain /date, which names the concern', () => {
    expect(say(objected, { kind: 'ReleaseDateGiven', releaseAt })).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'objected-to', message: expect.stringContaining('- @rita: We ship on that day.') },
    });
  });

  it('is overruled by the final say, kept on record, and its raiser is told', () => {
    const decision = say(objected, impose(releaseAt));
    const next = nextOf(decision);
    expect(next.dateObjections).toMatchObject([{ by: rita.login, ended: { how: 'overruled', by: max.login } }]);
    expect(areGreen(publicationGates(next, policy, releaseAt))).toBe(true);
    expect(wordsOf(decision)[0]).toContain('Your objection was heard and overruled');
    expect(effectsOfKind(decision, 'ShowBoard')[0]?.body).toContain('**Objection overruled** by @max, of @rita');
  });

  it('is not overruled from the advisory, where the words could be changed afterwards', () => {
    expect(say(objected, impose(releaseAt), { from: onAdvisory })).toMatchObject({ outcome: 'refused' });
  });

  it('lapses when the date changes', () => {
    expect(nextOf(say(objected, { kind: 'ReleaseDateGiven', releaseAt: thursday })).dateObjections).toMatchObject([
      { ended: { how: 'lapsed' } },
    ]);
  });

  const withdrawal = { kind: 'DateObjectionWithdrawn' } as const;

  it.each([
    { name: 'to nothing, as no date is there', given: undated, what: object, code: 'no-date' },
    {
      name: 'that was never raised cannot be taken back',
      given: set,
      what: withdrawal,
      code: 'nothing-to-undo',
    },
    {
      name: 'of somebody else cannot be taken back',
      given: objected,
      what: withdrawal,
      code: 'nothing-to-undo',
    },
  ])('$name', ({ given, what, code }) => {
    expect(say(given, what)).toMatchObject({ outcome: 'refused', refusal: { code } });
  });
});

describe('a date that is moved', () => {
  it('takes the agreement with it, and says so once to each party', () => {
    const agreed = after(undated, [propose(thursday)], [agree, { by: rita }]);
    const decision = say(agreed, { kind: 'ReleaseDateGiven', releaseAt: thursday + 5 * dayMs });
    expect(nextOf(decision).dateAgreements).toEqual([]);
    expect(wordsOf(decision)).toEqual([
      expect.stringContaining('What you agreed to has lapsed with the date before.'),
      'The Release Date is 2026-03-10 16:00 UTC (Tuesday). What was agreed to the date before has lapsed.',
    ]);
  });
});

describe('a delay, where the policy asks for a reason (S39)', () => {
  const rules = aPolicy({ delayReasons: ['not-understood', 'not-tested', 'distributors'] });
  const later = thursday + 28 * dayMs;

  it.each([
    { name: 'of a date that is set', given: aReadyCase() },
    { name: 'of a fix that is ready', given: undated },
  ])('$name is refused without one, and says which there are', ({ given }) => {
    expect(say(given, { kind: 'ReleaseDateGiven', releaseAt: later }, { rules })).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'no-delay-reason', message: expect.stringContaining('not-understood, not-tested, distributors') },
    });
  });

  it('with one is set, and the reason is kept and said', () => {
    const decision = say(undated, { kind: 'ReleaseDateGiven', releaseAt: later, delay: 'not-tested' }, { rules });
    expect(nextOf(decision).release?.delay).toBe('not-tested');
    expect(wordsOf(decision).at(-1)).toContain('Delayed: not tested (S39).');
  });

  it('is none as long as nobody can be helped yet', () => {
    const unfixed = { ...undated, pullRequests: [] };
    expect(say(unfixed, { kind: 'ReleaseDateGiven', releaseAt: later }, { rules }).outcome).toBe('accepted');
  });

  it('is none when the date is moved forward', () => {
    expect(say(aReadyCase(), { kind: 'ReleaseDateGiven', releaseAt: thursday }, { rules }).outcome).toBe('accepted');
  });
});

describe('what a date is warned of', () => {
  const warned = (given: Case, at: number, rules: Policy) =>
    wordsOf(say(given, { kind: 'ReleaseDateGiven', releaseAt: at }, { rules })).at(-1);

  it('is a day on which nobody works', () => {
    expect(warned(undated, thursday + 2 * dayMs, policy)).toContain('That day is no business day.');
    expect(warned(undated, thursday + dayMs, policy)).toContain('That day is a Friday');
  });

  it('is more than a few weeks, as the policy counts them (S40)', () => {
    const rules = aPolicy({ longestDays: 21 });
    expect(warned(undated, Date.UTC(2026, 2, 23, 16), rules)).not.toContain('S40');
    expect(warned(undated, Date.UTC(2026, 2, 24, 16), rules)).toContain('That is later than 21 days after the report (S40).');
  });
});

describe('a date that comes after users could have been helped (S38)', () => {
  const rules = aPolicy({ delayReasons: ['not-tested'] });
  const isWarned = (at: number, its: Policy = rules): boolean =>
    dateWarnings(undated, { releaseAt: at }, its).some((words) => words.endsWith('as soon as possible after that (S38).'));

  it('is warned of it from the minute after the last date that would be prompt, where the policy asks for reasons', () => {
    expect([isWarned(thursday + 28 * dayMs), isWarned(thursday + 28 * dayMs, policy)]).toEqual([true, false]);
    const hours = Array.from({ length: 28 * 24 }, (_, hour) => reportedAt - (reportedAt % hourMs) + hour * hourMs);
    const last = hours.findLast((at) => !isWarned(at)) ?? 0;
    expect(last).toBeGreaterThan(now);
    expect([isWarned(last), isWarned(last + 60_000)]).toEqual([false, true]);
  });
});

describe('a date in the zones of the policy', () => {
  it('shows the clocks there, with the weekday where it is another one', () => {
    const rules = aPolicy({ dateZones: ['Europe/Berlin', 'Asia/Tokyo'] });
    expect(wordsOf(say(undated, { kind: 'ReleaseDateGiven', releaseAt: thursday }, { rules })).at(-1)).toBe(
      'The Release Date is 2026-03-05 16:00 UTC (Thursday; 17:00 Europe/Berlin, Friday 01:00 Asia/Tokyo).',
    );
  });
});

describe('members that were told early', () => {
  const told = { ...undated, early: toldEarly(['a-linux', 'b-linux']) };
  const proposed = say(told, propose(thursday));
  const member = (name: string, what: SaysOfDate): Words => ({ kind: 'DistributorSpokeOfDate', member: name, says: what });
  const tooSoon = { what: 'objects', concern: 'Our builders are moved that week.' } as const;
  const agreed = after(nextOf(proposed), [agree, { by: rita }], [member('a-linux', { what: 'agrees' })]);

  it('are asked about a date that the maintainers propose, each in a mail of its own', () => {
    const mails = effectsOfKind(proposed, 'MailDistributor');
    expect(mails.map(({ stage, member: name }) => `${stage} ${name}`)).toEqual(['proposal a-linux', 'proposal b-linux']);
    expect(mails[0]?.body).toContain('propose to make GHSA-2222-3333-4444 public on 2026-03-05 16:00 UTC (Thursday)');
  });

  it('are asked about a date that the reporter proposes only when the maintainers agree to it', () => {
    const wished = say(told, propose(thursday), { by: rita });
    expect(effectsOfKind(wished, 'MailDistributor')).toEqual([]);
    expect(effectsOfKind(say(nextOf(wished), agree, { from: onAdvisory }), 'MailDistributor')).toEqual([]);
    expect(effectsOfKind(say(nextOf(wished), agree), 'MailDistributor')).toHaveLength(2);
  });

  it('are a party: the date is set when the last of them agrees, and not before', () => {
    expect([agreed.release, agreed.proposedRelease?.releaseAt]).toEqual([undefined, thursday]);
    const settled = say(agreed, member('b-linux', { what: 'agrees' }));
    expect(nextOf(settled).release?.releaseAt).toBe(thursday);
    expect(effectsOfKind(settled, 'MailDistributor').map(({ stage }) => stage)).toEqual(['date', 'date']);
  });

  it('block a date while one of them objects; the maintainer who wrote it down does not object with it', () => {
    const objected = after(agreed, [member('b-linux', tooSoon)]);
    expect(objected.release).toBeUndefined();
    expect(say(objected, { kind: 'DateObjectionWithdrawn' })).toMatchObject({ refusal: { code: 'nothing-to-undo' } });
    expect(say(objected, { kind: 'ReleaseDateGiven', releaseAt: thursday })).toMatchObject({
      refusal: { code: 'objected-to', message: expect.stringContaining('- `b-linux`: Our builders are moved that week.') },
    });
    expect(after(objected, [member('b-linux', { what: 'withdraws' })]).release).toBeUndefined();
    expect(after(objected, [member('b-linux', { what: 'withdraws' })], [member('b-linux', { what: 'agrees' })]).release?.releaseAt).toBe(
      thursday,
    );
  });

  it('are overruled by the final say, stay on record, and are told so', () => {
    const objected = after(agreed, [member('b-linux', tooSoon)]);
    const imposed = say(objected, impose(thursday), { at: now + hourMs });
    expect(nextOf(imposed).dateObjections).toMatchObject([{ member: 'b-linux', ended: { how: 'overruled', by: max.login } }]);
    expect(effectsOfKind(imposed, 'MailDistributor')[1]?.body).toContain('An objection to it was heard and overruled');
  });

  it('are told once when the date that is set already stays over the objection of one of them', () => {
    const set = { ...nextOf(say(told, impose(thursday))), early: toldEarly(['a-linux', 'b-linux']) };
    const known = nextOf(say(set, { kind: 'StatusAsked' }));
    const imposed = say(after(known, [member('b-linux', tooSoon)]), impose(thursday), { at: now + hourMs });
    expect(effectsOfKind(imposed, 'MailDistributor')).toHaveLength(2);
    expect(effectsOfKind(say(nextOf(imposed), { kind: 'StatusAsked' }, { at: now + 2 * hourMs }), 'MailDistributor')).toEqual([]);
  });

  it('agree to nothing any more when another date is proposed, and are asked again', () => {
    const other = say(after(agreed, [member('b-linux', tooSoon)]), propose(thursday + dayMs), { at: now + hourMs });
    expect(nextOf(other).dateAgreements?.map(({ by }) => by)).toEqual([max.login]);
    expect(nextOf(other).dateObjections).toMatchObject([{ member: 'b-linux', ended: { how: 'lapsed' } }]);
    expect(effectsOfKind(other, 'MailDistributor')).toHaveLength(2);
    const back = say(nextOf(other), propose(thursday), { at: now + 2 * hourMs });
    expect(effectsOfKind(back, 'MailDistributor')).toHaveLength(2);
  });

  it('are named to maintainers only: the reporter reads that a distributor objects', () => {
    const objected = say(agreed, member('b-linux', tooSoon));
    expect(effectsOfKind(objected, 'ShowStatus')[0]?.body).toContain('**Objection** by a distributor to');
    expect(effectsOfKind(objected, 'ShowStatus')[0]?.body).not.toContain('linux');
    expect(effectsOfKind(objected, 'ShowBoard')[0]?.body).toContain('`a-linux` agrees, `b-linux` objects');
    const red = publicationGates(
      { ...nextOf(objected), release: objected.outcome === 'accepted' ? objected.next.proposedRelease : undefined },
      policy,
      thursday,
    );
    expect(red.find(({ name }) => name === 'no objection')?.says).toBe('a distributor objects to the Release Date');
  });

  it.each<{ name: string; given: Case; what: Words; code: string }>([
    { name: 'for whoever was not told', given: nextOf(proposed), what: member('c-linux', { what: 'agrees' }), code: 'not-found' },
    { name: 'of no date', given: told, what: member('a-linux', { what: 'agrees' }), code: 'no-date' },
    { name: 'twice', given: agreed, what: member('a-linux', { what: 'agrees' }), code: 'already-done' },
    { name: 'to take back what was not raised', given: agreed, what: member('a-linux', { what: 'withdraws' }), code: 'nothing-to-undo' },
  ])('are not written down $name', ({ given, what, code }) => {
    expect(say(given, what)).toMatchObject({ outcome: 'refused', refusal: { code } });
  });
});
