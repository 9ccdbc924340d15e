// The final say over one objection, with a reason (S42).
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import { publicationGates } from '../../../src/core/gates.ts';
import type { DateObjection } from '../../../src/core/disclosure/dated-act.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  ana,
  dayMs,
  effectsOfKind,
  inCaseIssue,
  max,
  nextOf,
  onAdvisory,
  rita,
  typed,
  wordsOf,
} from '../../fixtures/happenings.ts';

const now = reportedAt + dayMs;
const releaseAt = reportedAt + 9 * dayMs;
const release = { by: max.login, at: reportedAt, releaseAt };
const objectionBy = (by: typeof rita): DateObjection => ({
  ...{ by: by.login, at: reportedAt, releaseAt, concern: 'too soon', ended: undefined },
  party: by === rita ? 'reporter' : 'maintainers',
});
const objections = [objectionBy(rita), objectionBy(ana)];
const overrule = (thisCase: Case, of: string = rita.login, from: typeof inCaseIssue = inCaseIssue) =>
  decide(thisCase, typed({ kind: 'ObjectionOverruled', of, reason: 'The fix is public.' }, { by: max, from }), aPolicy(), now);

describe('overruling an objection', () => {
  it('ends that one alone, keeps it on record with the reason, and leaves the date as it is', () => {
    const next = nextOf(overrule(aReadyCase({ release, dateObjections: objections })));
    expect(next.dateObjections?.map(({ ended }) => ended)).toEqual([
      { by: max.login, at: expect.any(Number), how: 'overruled', reason: 'The fix is public.' },
      undefined,
    ]);
    expect(next.release).toEqual(release);
  });

  it('opens the gate that the objection held', () => {
    const green = (thisCase: Case) =>
      publicationGates(thisCase, aPolicy(), now).filter((gate) => !gate.green && gate.name === 'no objection');
    const objected = aReadyCase({ release, dateObjections: [objectionBy(rita)] });
    expect([green(objected).length, green(nextOf(overrule(objected))).length]).toEqual([1, 0]);
  });

  it('tells the reporter why, in the words of whoever did it', () => {
    const [said] = effectsOfKind(overrule(aReadyCase({ release, dateObjections: objections })), 'SayOnAdvisory');
    expect(said?.body).toMatch(/heard and overruled[\s\S]+> The fix is public\./);
  });

  it('tells the reporter nothing of an objection among maintainers', () => {
    expect(effectsOfKind(overrule(aReadyCase({ release, dateObjections: objections }), ana.login), 'SayOnAdvisory')).toEqual([]);
  });

  it('makes a proposal binding that lacked nothing else', () => {
    const agreed = (by: typeof rita, party: 'maintainers' | 'reporter') => ({
      by: by.login,
      at: reportedAt,
      releaseAt,
      party,
      binds: true,
    });
    const thisCase = aReadyCase({
      ...{ release: undefined, proposedRelease: release, dateObjections: [objectionBy(ana)] },
      dateAgreements: [agreed(max, 'maintainers'), agreed(rita, 'reporter')],
    });
    expect(nextOf(overrule(thisCase, ana.login))).toMatchObject({ release: { releaseAt }, proposedRelease: undefined });
  });

  it('names a distributor among maintainers alone', () => {
    const objection: DateObjection = { ...objectionBy(max), party: 'distributors', member: 'example-linux' };
    const decision = overrule(aReadyCase({ release, dateObjections: [objection] }), 'example-linux');
    expect(wordsOf(decision)[0]).toContain('the objection of `example-linux`');
    expect(nextOf(decision).recent.at(-1)?.words).toBe('@max overruled the objection of a distributor to the date');
  });

  it.each([
    { name: 'where nobody objects', given: aReadyCase({ release }), says: 'nothing to overrule' },
    { name: 'of somebody who does not', given: aReadyCase({ release, dateObjections: [objectionBy(ana)] }), says: 'there is one of @ana' },
    {
      name: 'of whoever took it back',
      given: aReadyCase({ release, dateObjections: [{ ...objectionBy(rita), ended: { ...release, how: 'withdrawn' } }] }),
      says: 'nothing to overrule',
    },
  ])('is refused $name', ({ given, says }) => {
    expect(overrule(given)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'nothing-to-undo', message: expect.stringContaining(says) },
    });
  });

  it('is not said on the advisory, where others can rewrite it', () => {
    expect(overrule(aReadyCase({ release, dateObjections: objections }), rita.login, onAdvisory)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'wrong-place' },
    });
  });
});
