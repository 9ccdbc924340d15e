// Somebody edits the severity on the advisory's own page; our own write is nobody's edit.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import type { ShownSeverity } from '../../../src/core/score/shown-severity.ts';
import { decide } from '../../../src/core/decide.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { ana, effectsOf, effectsOfKind, hourMs, max, nextOf, seen, theCaseIssue, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const ours = 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N';
const reordered = 'CVSS:3.1/A:N/I:N/C:H/S:U/UI:N/PR:L/AC:L/AV:N';
const theirs = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const third = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N';
const scoredAt = reportedAt + hourMs;
const minute = 60_000;

const given = (vector: string, at = scoredAt) => typed({ kind: 'VectorGiven', vector }, { at });
const written = (vector = ours, askedAt = scoredAt, at = askedAt + minute) => seen({ kind: 'SeverityWritten', vector, askedAt }, at);
const look = (at: number, ...vectors: readonly string[]) => lookAt(at, { vectors, severity: undefined });
const lookAt = (at: number, severity: ShownSeverity) =>
  seen({ kind: 'AdvisorySeen', state: 'draft', temporaryFork: undefined, severity }, at);

const accepted = aCase({
  phase: 'accepted',
  accepted: { by: max.login, at: reportedAt },
  caseIssue: theCaseIssue,
  advisoryComments: 'available',
});
const played = (from: Case, ...events: readonly Parameters<typeof decide>[1][]): Case =>
  events.reduce<Case>((one, event) => nextIfAccepted(one, event), from);

function nextIfAccepted(before: Case, event: Parameters<typeof decide>[1]): Case {
  const decision = decide(before, event, policy, event.at);
  return decision.outcome === 'accepted' ? decision.next : before;
}

const told = (before: Case, event: Parameters<typeof decide>[1]) => wordsOf(decide(before, event, policy, event.at));
const pending = played(accepted, given(ours));
const standing = played(pending, written());
const final = played(standing, typed({ kind: 'ScoreFinalised' }, { by: ana, at: scoredAt + 2 * minute }));
const later = scoredAt + hourMs;

describe('our own vector is nobody’s edit', () => {
  it.each([
    { name: 'while it is still on its way', one: pending, event: look(later, theirs) },
    { name: 'when a look began before it got there', one: standing, event: look(scoredAt + minute, theirs) },
    { name: 'when it comes back', one: standing, event: look(later, ours) },
    { name: 'in whatever order its metrics come back', one: standing, event: look(later, reordered) },
    { name: 'beside one of the other version', one: standing, event: look(later, ours, 'CVSS:4.0/AV:N') },
    {
      name: 'when a webhook tells of the advisory, which may be old',
      one: standing,
      event: seen({ kind: 'AdvisorySeen', state: 'draft', temporaryFork: undefined }, later),
    },
    { name: 'when an older look comes after a newer one', one: played(standing, look(later, ours)), event: look(later - 1, theirs) },
  ])('$name', ({ one, event }) => {
    expect(told(one, event)).toEqual([]);
    expect(nextIfAccepted(one, event).score).toEqual(one.score);
  });

  it('nor is it when the outcome of an earlier wish comes late', () => {
    const again = played(standing, given(theirs, later), given(ours, later + minute));
    expect(decide(again, written(), policy, later + 2 * minute)).toMatchObject({ outcome: 'ignored' });
    expect(told(again, look(later + 2 * minute, theirs))).toEqual([]);
  });
});

describe('a severity edited on GitHub', () => {
  it('is asked about, by whom nobody can say, and takes the final call back', () => {
    expect(told(final, look(later, theirs))).toEqual([
      `Somebody on GitHub edited the severity of the advisory: it now says \`${theirs}\`, 9.8 Critical, while this case says \`${ours}\`, 6.5 Medium. The final call of @ana was on what stood there before, so the score is provisional again. \`/cvss ${theirs}\` takes it over, \`/cvss ${ours}\` puts it back.`,
    ]);
    expect(played(final, look(later, theirs)).score).toMatchObject({ cvss: { vector: ours }, final: undefined });
  });

  it.each([
    {
      name: 'a severity without a vector',
      one: standing,
      shown: { vectors: [], severity: 'low' },
      says: 'it now says `low` without a vector, while',
    },
    {
      name: 'a severity taken away',
      one: standing,
      shown: { vectors: [], severity: undefined },
      says: 'it now says nothing at all, while',
    },
    {
      name: 'a vector that is none',
      one: standing,
      shown: { vectors: ['CVSS:`@all`'], severity: undefined },
      says: 'it now says what is no CVSS vector, while',
    },
    {
      name: 'a vector where there is no score',
      one: accepted,
      shown: { vectors: [theirs], severity: undefined },
      says: `and this case has no score yet. \`/cvss ${theirs}\` takes it over.`,
    },
  ])('is asked about: $name', ({ one, shown, says }) => {
    expect(told(one, lookAt(later, shown))).toEqual([expect.stringContaining(says)]);
  });

  it('of a case without a score is not asked about when it is no vector: reports come with one', () => {
    expect(told(accepted, lookAt(later, { vectors: [], severity: 'high' }))).toEqual([]);
  });

  it('is said once for each vector', () => {
    const first = decide(standing, look(later, theirs), policy, later);
    expect(told(nextOf(first), look(later + minute, theirs))).toEqual([]);
    const other = nextOf(decide(nextOf(first), look(later + minute, third), policy, later));
    const again = decide(other, look(later + 2 * minute, theirs), policy, later);
    // The same words under the same key: a text said once.
    expect(effectsOfKind(again, 'SayInFixRepository')).toEqual(effectsOfKind(first, 'SayInFixRepository'));
  });

  it('that was seen before we knew that ours stands there is asked about as soon as we do', () => {
    const seenFirst = played(pending, look(later, theirs));
    expect(told(seenFirst, written())).toEqual([expect.stringContaining(`it now says \`${theirs}\``)]);
  });

  it('is noticed too where ours was refused and set there by hand', () => {
    const byHand = played(pending, look(later, ours));
    expect(told(byHand, look(later + minute, theirs))).toEqual([expect.stringContaining('puts it back')]);
  });

  it('is taken over, or put back, which is a new wish', () => {
    const edited = played(standing, look(later, theirs));
    const back = decide(edited, given(ours, later + minute), policy, later + minute);
    expect(effectsOfKind(back, 'SetSeverity')).toMatchObject([{ vector: ours, askedAt: later + minute }]);
    expect(told(nextOf(back), look(later + 2 * minute, theirs))).toEqual([]);
    const over = decide(edited, given(theirs, later + minute), policy, later + minute);
    expect(nextOf(over).score).toMatchObject({ cvss: { vector: theirs } });
    const afterwards = played(nextOf(over), written(theirs, later + minute));
    expect(told(afterwards, look(later + hourMs, theirs))).toEqual([]);
  });

  it('of a case that is decided changes nothing', () => {
    for (const phase of ['publishing', 'published', 'rejected'] as const) {
      const one = { ...final, phase };
      expect(effectsOf(decide(one, look(later, theirs), policy, later))).toEqual([]);
    }
  });

  it('stands on the page of `/cvss`', () => {
    const asked = typed({ kind: 'ScoreAsked' }, { at: later + minute });
    expect(told(played(standing, look(later, theirs)), asked)[0]).toContain(
      `The advisory itself says \`${theirs}\`, 9.8 Critical: somebody on GitHub edited it.`,
    );
    expect(told(standing, asked)[0]).not.toContain('The advisory itself');
  });
});
