// Whoever could not be asked about is asked about again by itself, ever more rarely, until GitHub answers.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import { doubtWakeUp, isAnyDoubted } from '../../../src/core/fix/doubted-givers.ts';
import { standingEffects } from '../../../src/core/standing-effects.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import { aPull, aReadyCase, ana, ben, lgtmOf, nextOf, onPullRequest, releaseAt, seen, typed, wordsOf } from '../../fixtures/happenings.ts';

const minuteMs = 60_000;
const policy = aPolicy({ lgtmOverride: 'maintainers' });
const before = releaseAt - 600 * minuteMs;

function asked(given: Case, at: number, { unknown = [] as readonly string[] } = {}) {
  const people = unknown.map((one) => [ana, ben].find(({ login }) => login === one)?.login).filter((one) => one !== undefined);
  return decide(given, seen({ kind: 'GiversAsked', asked: [ana.login, ben.login], left: [], unknown: people }, at), policy, at);
}

const rings = (given: Case): readonly number[] =>
  wakeUps(given, policy).flatMap(({ name, dueAt }) => (name === doubtWakeUp ? [(dueAt - before) / minuteMs] : []));

describe('a giver about whom GitHub could not be asked', () => {
  it('is asked about again after five minutes, then as long again as it has lasted, and at least every hour', () => {
    let given = aReadyCase();
    let at = before;
    const asks: number[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      given = nextOf(asked(given, at, { unknown: ['ana'] }));
      const [next = 0] = rings(given);
      asks.push(next);
      at = before + next * minuteMs;
    }
    expect(asks).toEqual([5, 10, 20, 40, 80, 140, 200]);
  });

  it('is not asked about again once GitHub answered, nor when the LGTM is gone', () => {
    const doubted = nextOf(asked(aReadyCase(), before, { unknown: ['ana'] }));
    expect(rings(doubted)).toEqual([5]);
    expect(rings(nextOf(asked(doubted, before + 5 * minuteMs)))).toEqual([]);
    expect(rings({ ...doubted, pullRequests: [aPull({ lgtms: [lgtmOf(ben.login)] })] })).toEqual([]);
  });

  it('is in doubt on what was declared for a temporary private fork as well, and not on a closed pull request', () => {
    const lgtm = { by: ana.login, at: 0, doubted: true } as const;
    const declared = [{ line: 'main', sha: 'abcdef1', lgtms: [lgtm], tests: [] }];
    expect(isAnyDoubted(aReadyCase({ pullRequests: [], declared }))).toBe(true);
    const closed = aPull({ state: 'closed', lgtms: [{ ...lgtmOf(ana.login), doubted: true }] });
    expect(isAnyDoubted(aReadyCase({ pullRequests: [closed] }))).toBe(false);
  });

  it('counts again on the check of a pull request that was merged meanwhile, until the case is over', () => {
    const doubted = nextOf(asked(aReadyCase(), before, { unknown: ['ana', 'ben'] }));
    const merged = { ...doubted, pullRequests: doubted.pullRequests.map((pull) => ({ ...pull, state: 'merged' as const })) };
    const checks = (given: Case) =>
      standingEffects(given, policy, before).flatMap((one) => (one.kind === 'ShowCheck' ? [one.conclusion] : []));
    expect(checks(merged)).toEqual(['failure', 'failure']);
    expect(checks(nextOf(asked(merged, before + 5 * minuteMs)))).toEqual(['success', 'success']);
    expect(checks({ ...merged, phase: 'published' })).toEqual([]);
  });

  it('whose wake-up rings although GitHub was asked meanwhile changes nothing', () => {
    const doubted = nextOf(asked(aReadyCase(), before, { unknown: ['ana'] }));
    const dueAt = before + 5 * minuteMs;
    const later = nextOf(asked(doubted, dueAt, { unknown: ['ana'] }));
    expect(decide(later, seen({ kind: 'WakeUpRang', name: doubtWakeUp, dueAt }, dueAt), policy, dueAt).outcome).toBe('ignored');
  });
});

describe('a publication that was stopped because GitHub could not be asked', () => {
  const stopped = nextOf(asked(aReadyCase(), releaseAt, { unknown: ['ana', 'ben'] }));

  it('is said to be possible when it can, once every gate is green', () => {
    const decision = asked(stopped, releaseAt + 5 * minuteMs);
    expect(wordsOf(decision)).toEqual([
      'GitHub can be asked again about those who said LGTM. **Every gate is green** now, and the Release Date has passed: `/publish` publishes.',
    ]);
    expect(nextOf(decision).phase).toBe('accepted');
  });

  it('is said to be possible, once, when the last of those in doubt has said it anew', () => {
    const again = (given: Case, by: typeof ana, at: number, number = 11) =>
      decide(given, typed({ kind: 'LgtmGiven', sha: undefined }, { by, from: onPullRequest(number), at }), policy, at);
    const heads = stopped.pullRequests.flatMap(({ number, lgtms }) =>
      lgtms.map(({ by }) => ({ number, by: by === ana.login ? ana : ben })),
    );
    let given = stopped;
    const said = heads.map(({ number, by }, turn) => {
      const decision = again(given, by, releaseAt + (turn + 1) * minuteMs, number);
      given = nextOf(decision);
      return wordsOf(decision).filter((words) => words.includes('**Every gate is green** now'));
    });
    expect(said.length).toBeGreaterThan(1);
    expect(said.map(({ length }) => length)).toEqual(said.map((_, turn) => (turn === said.length - 1 ? 1 : 0)));
    expect([given.phase, given.giversDoubted]).toEqual(['accepted', undefined]);
  });

  it.each([
    { name: 'while one is still in doubt', given: stopped, at: releaseAt + minuteMs, unknown: ['ben'] },
    { name: 'before the Release Date', given: stopped, at: releaseAt - minuteMs, unknown: [] },
    {
      name: 'while another gate is red',
      given: { ...stopped, holds: [{ by: ana.login, at: 0, reason: 'wait' }] },
      at: releaseAt + minuteMs,
      unknown: [],
    },
    { name: 'when nothing was in doubt', given: aReadyCase(), at: releaseAt + minuteMs, unknown: [] },
  ])('is not said to be possible $name', ({ given, at, unknown }) => {
    const decision = asked(given, at, { unknown });
    if (decision.outcome !== 'ignored') expect(wordsOf(decision)).toEqual([]);
    expect(JSON.stringify(decision)).not.toContain('Every gate is green** now');
  });
});
