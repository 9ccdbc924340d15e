// A case that was accepted and is ended without telling the world.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { statusPage } from '../../../src/core/pages.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  effectsOf,
  effectsOfKind,
  max,
  nextOf,
  onAdvisory,
  releaseAt,
  seen,
  typed,
  wordsOf,
} from '../../fixtures/happenings.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';

const policy = aPolicy({ publish: 'auto' });
const now = releaseAt - 1;
const close = typed({ kind: 'ClosedInternally', reason: 'Only our *own* server was affected.' });

describe('/close internal', () => {
  it('ends an accepted case without a publication, and its reporter is told the reason before (S4)', () => {
    const decision = decide(aReadyCase(), close, policy, now);
    expect(nextOf(decision)).toMatchObject({ phase: 'rejected', keptInternal: true, rejected: { by: max.login } });
    expect(statusPage(nextOf(decision), policy, now)).toContain('closed without a publication');
    const kinds = effectsOf(decision).map((effect) => effect.kind);
    expect(kinds.indexOf('SayOnAdvisory')).toBeLessThan(kinds.indexOf('SetAdvisoryState'));
    expect(effectsOfKind(decision, 'SetAdvisoryState')).toMatchObject([{ state: 'closed' }]);
    expect(effectsOfKind(decision, 'SayOnAdvisory')[0]?.body).toContain('> Only our \\*own\\* server was affected.');
    expect(decision).toMatchObject({ because: [{ rule: 'S4' }] });
  });

  it('lets the Release Date pass, and nothing rings any more', () => {
    const closed = nextOf(decide(aReadyCase(), close, policy, now));
    expect(wakeUps(closed, policy)).toEqual([]);
    const rang = decide(closed, seen({ kind: 'WakeUpRang', name: 'release', dueAt: releaseAt }, releaseAt), policy, releaseAt);
    expect(effectsOfKind(rang, 'PublishAdvisory')).toEqual([]);
  });

  it('is said in private only, and not of a report that nobody has accepted', () => {
    expect(decide(aReadyCase(), { ...close, from: onAdvisory }, policy, now)).toMatchObject({ refusal: { code: 'wrong-place' } });
    expect(decide(aReadyCase({ phase: 'reported' }), close, policy, now)).toMatchObject({ refusal: { code: 'wrong-phase' } });
  });

  it('where we cannot write to the reporter hands the words over, also when that is found out afterwards', () => {
    const reporterWords = /^Please post this on the advisory[^]*end this case without a public advisory/;
    const absent = decide(aReadyCase({ advisoryComments: 'absent' }), close, policy, now);
    expect(wordsOf(absent)).toEqual([expect.stringMatching(reporterWords), expect.stringContaining('by hand**')]);
    const closed = nextOf(decide(aReadyCase(), close, policy, now));
    const found = decide(closed, seen({ kind: 'AdvisoryCommentsFound', are: 'absent' }), policy, now);
    expect(wordsOf(found)).toContainEqual(expect.stringMatching(reporterWords));
  });

  it('is forgotten when the case is reopened', () => {
    const closed = nextOf(decide(aReadyCase(), close, policy, now));
    const reopened = nextOf(decide(closed, typed({ kind: 'CaseReopened', reason: 'Others are affected too.' }), policy, now));
    expect(reopened).toMatchObject({ phase: 'accepted', keptInternal: undefined });
  });
});
