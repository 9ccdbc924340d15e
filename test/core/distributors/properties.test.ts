// What holds for whatever is asked, whoever is on the list, and in whatever order.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Case } from '../../../src/core/case.ts';
import type { SaysOfDate } from '../../../src/core/disclosure/dated-act.ts';
import { decide } from '../../../src/core/decide.ts';
import { noDistributors } from '../../../src/core/distributors/distributor-policy.ts';
import type { EarlyAsk, ListFound, MemberFound, PatchFound } from '../../../src/core/distributors/early-asks.ts';
import { earlyOf, toldMembers, whyDateLapsed } from '../../../src/core/distributors/early.ts';
import type { WhyNot } from '../../../src/core/distributors/member-standing.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import type { CaseEvent } from '../../../src/core/events.ts';
import { aFixRepository, aPolicy } from '../../fixtures/a-case.ts';
import { aList, aMember } from '../../fixtures/early.ts';
import { aReadyCase, dayMs, hourMs, inCaseIssue, max, releaseAt, seen, typed } from '../../fixtures/happenings.ts';

const options = { seed: Number(process.env.FC_SEED ?? 20261126), numRuns: 200 };
const names = ['a-linux', 'b-linux', 'c-linux', 'd-linux'];

const standing = fc.constantFrom<WhyNot | undefined>(
  undefined,
  undefined,
  undefined,
  { rule: 'S58', says: 'has withdrawn its consent' },
  { rule: 'S6', says: 'has no OpenPGP key here' },
);
const lists: fc.Arbitrary<ListFound> = fc
  .record({
    on: fc.subarray(names),
    standings: fc.tuple(standing, standing, standing, standing),
    enabled: fc.constantFrom(true, true, true, true, false),
  })
  .map(({ on, standings, enabled }) =>
    aList(
      on.map((name) => member(name, standings[names.indexOf(name)])),
      { enabled },
    ),
  );

function member(name: string, leftOut: WhyNot | undefined): MemberFound {
  return aMember(name, { leftOut, fingerprint: leftOut?.rule === 'S6' ? undefined : 'AB'.repeat(20) });
}

const asks: fc.Arbitrary<EarlyAsk> = fc.oneof(
  fc.constantFrom<EarlyAsk>({ what: 'plan' }, { what: 'patches' }),
  fc.record({ what: fc.constant('received' as const), name: fc.constantFrom(...names) }),
  fc.record({ what: fc.constant('retry' as const), name: fc.constantFrom(...names) }),
  fc.record({ what: fc.constant('exception' as const), name: fc.constantFrom(...names), allowed: fc.constant('May tell.') }),
);

const says = fc.constantFrom<SaysOfDate>({ what: 'agrees' }, { what: 'objects', concern: 'Too soon.' }, { what: 'withdraws' });

type Move =
  | { readonly kind: 'ask'; readonly ask: EarlyAsk; readonly list: ListFound }
  | { readonly kind: 'confirm'; readonly list: ListFound }
  | { readonly kind: 'date'; readonly days: number }
  | { readonly kind: 'proposed'; readonly days: number }
  | { readonly kind: 'spoke'; readonly member: string; readonly says: SaysOfDate }
  | { readonly kind: 'lost'; readonly which: number }
  | { readonly kind: 'published' };

const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), ask: asks, list: lists }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('confirm' as const), list: lists }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('date' as const), days: fc.integer({ min: 1, max: 12 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('proposed' as const), days: fc.integer({ min: 1, max: 12 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('spoke' as const), member: fc.constantFrom(...names), says }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('lost' as const), which: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('published' as const) }) },
  ),
  { minLength: 4, maxLength: 30 },
);

type Told = { readonly move: Move; readonly before: Case; readonly mails: readonly EffectOf<'MailDistributor'>[]; readonly after: Case };

function play(all: readonly Move[], policy = aPolicy()): readonly Told[] {
  let current = aReadyCase();
  let now = releaseAt - 10 * dayMs;
  return all.flatMap((move): readonly Told[] => {
    now += hourMs;
    // Mostly what was shown is confirmed at once: chance alone would seldom find the same list twice.
    const before = current;
    const decision = decide(before, eventOf(move, before, now), policy, now);
    if (decision.outcome === 'ignored') return [];
    current = decision.outcome === 'accepted' ? decision.next : before;
    const mails = decision.effects.flatMap((effect) => (effect.kind === 'MailDistributor' ? [effect] : []));
    return [{ move, before, mails, after: current }];
  });
}

function eventOf(move: Move, thisCase: Case, at: number): CaseEvent {
  const patches = patchesOf(thisCase);
  switch (move.kind) {
    case 'ask':
      return typed({ kind: 'EarlyAsked', ask: move.ask, list: move.list, patches }, { from: inCaseIssue, at });
    case 'confirm':
      return typed({ kind: 'EarlyConfirmed', list: move.list, patches }, { from: inCaseIssue, at, by: max });
    case 'date':
      return typed({ kind: 'ReleaseDateGiven', releaseAt: at + move.days * dayMs }, { from: inCaseIssue, at });
    case 'proposed':
      return typed({ kind: 'ReleaseDateProposed', releaseAt: at + move.days * dayMs }, { from: inCaseIssue, at });
    case 'spoke':
      return typed({ kind: 'DistributorSpokeOfDate', member: move.member, says: move.says }, { from: inCaseIssue, at });
    case 'lost': {
      const send = earlyOf(thisCase).sends[move.which];
      const key = send === undefined ? 'none' : `${thisCase.id}/early/${send.stage}/${send.edition}/${send.member}`;
      return seen({ kind: 'EffectGivenUp', key, what: 'MailDistributor', error: 'down' }, at);
    }
    case 'published':
      return seen({ kind: 'AdvisoryPublished', publishedAt: at }, at);
  }
}

function patchesOf({ pullRequests }: Case): readonly PatchFound[] {
  return pullRequests.map(({ line, headSha }) => {
    const made = { base: 'b'.repeat(40), digest: 'd'.repeat(64), size: 9, releases: [] };
    return { line, headSha, patch: { repository: aFixRepository, line, sha: headSha, ...made } };
  });
}

/** As people do it: what is shown is confirmed with the same list, unless something comes between. */
const sensible = moves.map((all) =>
  all.flatMap((move): readonly Move[] => (move.kind === 'ask' ? [move, { kind: 'confirm', list: move.list }] : [move])),
);

describe('whatever is asked of whoever is on the list', () => {
  it('comes to mails of every stage in these histories, so that the rest says something', () => {
    const stages = new Set(
      fc.sample(sensible, options).flatMap((all) => play(all).flatMap(({ mails }) => mails.map(({ stage }) => stage))),
    );
    expect([...stages].toSorted()).toEqual(['date', 'exception', 'lifted', 'patches', 'plan', 'proposal']);
  });

  it('no member gets a plan, patches or an exception without a consent and a key that are good at that moment', () => {
    fc.assert(
      fc.property(sensible, (all) => {
        for (const { move, before, mails } of play(all))
          for (const mail of mails.filter(({ stage }) => ['plan', 'patches', 'exception'].includes(stage))) {
            const found = 'list' in move ? move.list.members.find(({ name }) => name === mail.member) : undefined;
            expect(found).toMatchObject({ leftOut: undefined, fingerprint: mail.fingerprint, address: mail.address });
            if (mail.stage !== 'patches') continue;
            expect(whyDateLapsed(earlyOf(before), mail.member, before.release?.releaseAt)).toBeUndefined();
          }
      }),
      options,
    );
  });

  it('nobody gets the patches before anybody else who may have them: all are wanted in one step, or none', () => {
    fc.assert(
      fc.property(sensible, (all) => {
        for (const { move, before, mails } of play(all)) {
          const confirmed = mails.filter(({ stage }) => stage !== 'proposal');
          if (move.kind !== 'confirm' || confirmed.length === 0) continue;
          const stage = confirmed[0]?.stage;
          const may = move.list.members.filter(
            ({ name, leftOut }) =>
              leftOut === undefined &&
              (stage !== 'patches' || whyDateLapsed(earlyOf(before), name, before.release?.releaseAt) === undefined),
          );
          const got = confirmed.map(({ member }) => member).toSorted();
          if (stage !== 'exception') expect(got).toEqual(may.map(({ name }) => name).toSorted());
          expect(new Set(confirmed.map(({ patches }) => JSON.stringify(patches))).size).toBe(1);
        }
      }),
      options,
    );
  });

  it('nothing is sent that was not shown and confirmed by a person, but a date, a proposed one and the end of the embargo', () => {
    fc.assert(
      fc.property(moves, (all) => {
        for (const { move, mails } of play(all))
          for (const { stage } of mails) {
            const isRetry = move.kind === 'ask' && move.ask.what === 'retry';
            expect(move.kind === 'confirm' || isRetry || ['date', 'proposal', 'lifted'].includes(stage)).toBe(true);
          }
      }),
      options,
    );
  });

  it('each member is asked about each proposed date once, and whoever is told later is asked then', () => {
    fc.assert(
      fc.property(sensible, (all) => {
        for (const { before, after, mails } of play(all)) {
          const asked = mails.filter(({ stage }) => stage === 'proposal').map(({ member }) => member);
          const isNew = before.proposedRelease?.at !== after.proposedRelease?.at;
          const known = toldMembers(earlyOf(before));
          const expected = toldMembers(earlyOf(after)).filter((name) => isNew || !known.includes(name));
          expect(asked.toSorted()).toEqual(after.proposedRelease === undefined ? [] : expected.toSorted());
        }
      }),
      options,
    );
  });

  it('no date is agreed while a member that was told objects to it or has not answered, unless the final say set it', () => {
    fc.assert(
      fc.property(sensible, (all) => {
        for (const { move, before, after } of play(all)) {
          const settled = after.release?.releaseAt;
          if (move.kind === 'date' || settled === undefined || settled === before.release?.releaseAt) continue;
          const told = toldMembers(earlyOf(after));
          const agreed = (after.dateAgreements ?? []).flatMap(({ releaseAt: to, member }) => (to === settled ? (member ?? []) : []));
          expect(agreed.toSorted()).toEqual(told.toSorted());
        }
      }),
      options,
    );
  });

  it('with distributors off nothing is ever mailed', () => {
    fc.assert(
      fc.property(sensible, (all) => {
        for (const { mails } of play(all, aPolicy({ distributors: noDistributors }))) expect(mails).toEqual([]);
      }),
      options,
    );
  });

  it('the embargo is over for everybody who was told, once, and for nobody before the publication', () => {
    fc.assert(
      fc.property(sensible, (all) => {
        const told = play([...all, { kind: 'published' }]);
        const lifted = told.flatMap(({ mails, after }) =>
          mails.filter(({ stage }) => stage === 'lifted').map(({ member }) => ({ member, phase: after.phase })),
        );
        const members = new Set(
          told.flatMap(({ mails }) => mails.filter(({ stage }) => stage === 'plan' || stage === 'patches').map((mail) => mail.member)),
        );
        expect(lifted.map((one) => one.member).toSorted()).toEqual([...members].toSorted());
        for (const { phase } of lifted) expect(phase).toBe('published');
      }),
      options,
    );
  });
});
