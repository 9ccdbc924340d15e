import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { aFixRepository, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, effectsOfKind, hourMs, nextOf, oscar, seen } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const exposed = (thisCase = aReadyCase(), to = undefined as typeof oscar.login | undefined, at = reportedAt) =>
  decide(thisCase, seen({ kind: 'FixRepositoryExposed', repository: aFixRepository, to }, at), policy, at);

describe('a fix repository that became public', () => {
  it('is told on the advisory, not in the case issue that everybody reads now, and marks the case', () => {
    const decision = exposed();
    expect(effectsOfKind(decision, 'SayOnAdvisory')).toEqual([
      expect.objectContaining({ audience: 'reporter', body: expect.stringContaining('became public') }),
    ]);
    expect(effectsOfKind(decision, 'SayInFixRepository')).toEqual([]);
    expect(nextOf(decision).exposures).toEqual([{ at: reportedAt, repository: aFixRepository, to: undefined }]);
    expect(effectsOfKind(decision, 'ShowBoard')[0]?.body).toContain('### Leaked');
  });

  it('is told once, though GitHub tells it twice; and again when it happens again', () => {
    const once = nextOf(exposed());
    expect(exposed(once, undefined, reportedAt + 60_000).outcome).toBe('ignored');
    expect(exposed(once, undefined, reportedAt + 2 * hourMs).outcome).toBe('accepted');
  });
});

describe('somebody who got in', () => {
  it('is named in the case issue and on the board, and nowhere the reporter reads', () => {
    const decision = exposed(aReadyCase(), oscar.login);
    expect(effectsOfKind(decision, 'SayInFixRepository')).toEqual([expect.objectContaining({ body: expect.stringContaining('@oscar') })]);
    expect(effectsOfKind(decision, 'SayOnAdvisory')).toEqual([]);
    expect(effectsOfKind(decision, 'ShowStatus')[0]?.body).not.toContain('oscar');
  });
});
