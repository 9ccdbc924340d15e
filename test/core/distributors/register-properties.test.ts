// Whatever maintainers do to the register, in any order: who would be told is who agreed, has a key and was never removed for good (S58, S6, S67).
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noDistributors } from '../../../src/core/distributors/distributor-policy.ts';
import { listFound } from '../../../src/core/distributors/early-asks.ts';
import type { RegisterAsk } from '../../../src/core/distributors/register-asks.ts';
import { registerOf } from '../../../src/core/distributors/register.ts';
import type { Project } from '../../../src/core/project/project.ts';
import { decide } from '../../../src/core/decide.ts';
import type { ProjectDecision } from '../../../src/core/decision.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, dayMs, hourMs, inCaseIssue, max, releaseAt, typed } from '../../fixtures/happenings.ts';
import { aKey, anApplication, aProject, ask } from './a-register.ts';

const names = ['alma-linux', 'bela-linux', 'cora-linux'];
const begins = releaseAt - 10 * dayMs;

type Move =
  | { readonly kind: 'ask'; readonly ask: RegisterAsk; readonly keyDays: number | undefined }
  /** The text gets a new version; `worse`: the consents to the older ones do not hold any more. */
  | { readonly kind: 'text'; readonly worse: boolean };

const address = (of: string) => `security@${of}.example.org`;
function asksAbout(name: fc.Arbitrary<string>): fc.Arbitrary<RegisterAsk> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .record({ what: fc.constant('apply' as const), name, voucher: fc.option(name, { nil: undefined }) })
        .map((one) => ({ ...one, address: address(one.name) })),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        what: fc.constantFrom('accept' as const, 'accept' as const, 'key' as const, 'key' as const, 'reviewed' as const),
        name,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        what: fc.constantFrom('consent' as const, 'consent' as const, 'withdraw' as const),
        name,
        person: fc.constantFrom(undefined, undefined, 'Jane Doe'),
      }),
    },
    {
      // Only who leaked again and again can be kept out for good.
      weight: 6,
      arbitrary: fc.record({ what: fc.constant('leak' as const), name, leaked: fc.constant('the patch'), to: fc.constant('a mirror') }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        what: fc.constantFrom('remove' as const, 'ban' as const, 'ban' as const, 'decline' as const),
        name,
        reason: fc.constant('Because.'),
      }),
    },
  );
}

function historiesOf(some: readonly string[]): fc.Arbitrary<readonly Move[]> {
  const asks = asksAbout(fc.constantFrom(...some));
  return fc.array(
    fc.oneof(
      {
        weight: 12,
        arbitrary: fc.record({ kind: fc.constant('ask' as const), ask: asks, keyDays: fc.constantFrom(undefined, undefined, 1) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('text' as const), worse: fc.boolean() }) },
    ),
    { minLength: 10, maxLength: 60, size: 'max' },
  );
}
const histories = historiesOf(names);
const options = { numRuns: 300 };

/** What the register should say, kept by hand from what was carried out. */
type Known = {
  member: boolean;
  forGood: boolean;
  consent: number | undefined;
  applied: number | undefined;
  key: { until: number } | undefined;
};
type World = { project: Project; readonly known: Map<string, Known>; version: number; holdsFrom: number; now: number };

function play(moves: readonly Move[], after: (world: World, move: Move) => void): void {
  const world: World = { project: aProject, known: new Map(), version: 1, holdsFrom: 1, now: begins };
  for (const move of moves) {
    world.now += hourMs;
    if (move.kind === 'text') {
      world.version += 1;
      if (move.worse) world.holdsFrom = world.version;
    } else carryOut(world, move);
    after(world, move);
  }
}

const agreementOf = ({ version, holdsFrom }: World) => ({ version, holdsFrom, text: `The terms, version ${version}.` });
const policyOf = (world: World) => aPolicy({ distributors: { ...noDistributors, enabled: true, agreement: agreementOf(world) } });

function carryOut(world: World, { ask: asked, keyDays }: Extract<Move, { kind: 'ask' }>): void {
  const key = { ...aKey, expiresAt: keyDays === undefined ? undefined : world.now + keyDays * dayMs };
  const decision = ask(world.project, asked, { policy: policyOf(world), at: world.now, block: anApplication, key });
  if (decision.outcome !== 'accepted') return;
  world.project = decision.next;
  if (asked.what === 'list') return;
  const nobody: Known = { member: false, forGood: false, consent: undefined, applied: undefined, key: undefined };
  const known = world.known.get(asked.name) ?? nobody;
  world.known.set(asked.name, { ...known, ...changeOf(known, asked, world, key.expiresAt) });
}

function changeOf(known: Known, asked: Exclude<RegisterAsk, { what: 'list' }>, { version }: World, expiresAt = Infinity): Partial<Known> {
  switch (asked.what) {
    case 'apply':
      return { applied: version };
    case 'accept':
      return { member: true, consent: known.applied, applied: undefined, key: undefined };
    case 'key':
      return { key: { until: expiresAt } };
    case 'consent':
      return asked.person === undefined ? { consent: version } : {};
    case 'withdraw':
      return asked.person === undefined ? { consent: undefined } : {};
    case 'remove':
      return { member: false };
    case 'ban':
      return { member: false, forGood: true };
    case 'decline':
    case 'leak':
    case 'reviewed':
    case 'address':
      return {};
  }
}

function mayBeTold({ member, forGood, consent, key }: Known, { version, holdsFrom, now }: World): boolean {
  const agreed = consent !== undefined && consent >= holdsFrom && consent <= version;
  return member && !forGood && agreed && key !== undefined && key.until > now;
}

/** Whom the mail of a case would go to. */
function toldNow(world: World): readonly string[] {
  const list = listFound(registerOf(world.project), true, agreementOf(world), world.now);
  const given = aReadyCase({ release: { by: max.login, at: reportedAt, releaseAt: releaseAt + 5 * dayMs } });
  const policy = policyOf(world);
  const from = { from: inCaseIssue, at: world.now };
  const shown = decide(given, typed({ kind: 'EarlyAsked', ask: { what: 'plan' }, list }, from), policy, world.now);
  if (shown.outcome !== 'accepted') return [];
  const confirmed = decide(shown.next, typed({ kind: 'EarlyConfirmed', list }, { ...from, by: max }), policy, world.now);
  if (confirmed.outcome !== 'accepted') throw new Error('what was shown can be confirmed');
  return confirmed.effects.flatMap((effect) => (effect.kind === 'MailDistributor' ? [effect.member] : []));
}

function askForLink(world: World, project: Project, member: string): ProjectDecision {
  const policy = aPolicy({ distributors: { ...noDistributors, enabled: true, linkDays: 3, agreement: agreementOf(world) } });
  return decideProject(project, { kind: 'MemberLinkAsked', member, at: world.now }, policy, world.now);
}

describe('whatever is done to the register', () => {
  it('comes to members that are told, that are left out, and that are removed for good, so that the rest says something', () => {
    const seen = new Set<string>();
    for (const moves of fc.sample(histories, options))
      play(moves, (world) => {
        for (const known of world.known.values()) {
          if (known.forGood) seen.add('removed for good');
          if (known.member) seen.add(mayBeTold(known, world) ? 'told' : 'left out');
        }
      });
    expect([...seen].toSorted()).toEqual(['left out', 'removed for good', 'told']);
  });

  it('a mail goes to exactly those that are members, agreed to the terms in force and have a key that is good', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        play(moves, (world) => {
          const may = [...world.known].filter(([, known]) => mayBeTold(known, world)).map(([one]) => one);
          expect([...toldNow(world)].toSorted()).toEqual(may.toSorted());
        });
      }),
      options,
    );
  });

  it('a link that somebody asks for goes to exactly those, at the address on the list, and not to one of them twice within the hour', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        play(moves, (world) => {
          for (const [member, known] of world.known) {
            const first = askForLink(world, world.project, member);
            expect(first.outcome).toBe(mayBeTold(known, world) ? 'accepted' : 'ignored');
            if (first.outcome !== 'accepted') continue;
            const address = registerOf(world.project).members.find(({ name }) => name === member)?.address;
            expect(first.effects).toMatchObject([{ kind: 'MailMemberLink', audience: 'distributors', member, address }]);
            expect(askForLink(world, first.next, member).outcome).toBe('ignored');
          }
        });
      }),
      options,
    );
  });

  it('whoever was removed for good is never a member again, whatever was asked before or after', () => {
    fc.assert(
      fc.property(historiesOf(names.slice(0, 1)), (moves) => {
        const gone = new Set<string>();
        play(moves, ({ known, project }) => {
          for (const [one, { forGood }] of known) if (forGood) gone.add(one);
          const members = registerOf(project).members.filter(({ removed }) => removed === undefined);
          expect(members.filter((one) => gone.has(one.name))).toEqual([]);
        });
      }),
      options,
    );
  });
});
