import { describe, expect, it } from '@jest/globals';
import { noDistributors } from '../../../src/core/distributors/distributor-policy.ts';
import { criterionNames } from '../../../src/core/distributors/criteria.ts';
import { registerOf } from '../../../src/core/distributors/register.ts';
import { whyLeftOut } from '../../../src/core/distributors/member-standing.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import { projectWakeUps } from '../../../src/core/project/project-wake-ups.ts';
import type { Project } from '../../../src/core/project/project.ts';
import { decide } from '../../../src/core/decide.ts';
import { aCaseId, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, ana, dayMs, inCaseIssue, onAdvisory, oscar, rita, typed, ulla } from '../../fixtures/happenings.ts';
import { aKey, anApplication, aProject, after, answerTo, ask, withDistributors, withMemberNamed } from './a-register.ts';

const apply = { what: 'apply', name: 'example-linux', address: 'security@example-linux.example.org', voucher: undefined } as const;
const { agreement } = noDistributors;

function standing(project: Project, name: string, of = agreement, at = reportedAt) {
  const register = registerOf(project);
  const member = register.members.find((one) => one.name === name);
  return member === undefined ? 'no member' : (whyLeftOut(member, of, register, at)?.says ?? 'told');
}

describe('with distributors off', () => {
  it('refuses to keep a register at all, with an answer for whoever asks (S113–S115)', () => {
    const said = answerTo(aProject, apply, { policy: aPolicy({ distributors: noDistributors }), block: anApplication });
    expect(said).toContain('against-policy: Nobody outside is told');
    for (const words of ['apply to join the maintainers team', 'S113', 'S114', 'S115']) expect(said).toContain(words);
  });

  it('is so for a policy that was stored before it could be said', () => {
    const { distributors: _, ...policy } = aPolicy();
    expect(answerTo(aProject, { what: 'list' }, { policy })).toContain('against-policy');
  });

  it('is turned on without losing what was kept before (S114)', () => {
    const kept = withMemberNamed(aProject, 'example-linux');
    expect(answerTo(kept, { what: 'list' }, { policy: aPolicy({ distributors: noDistributors }) })).toContain('against-policy');
    expect(answerTo(kept, { what: 'list' })).toContain('| `example-linux` |');
  });
});

describe('an application', () => {
  it.each([
    { name: 'without a text', block: undefined, says: 'not-understood: Please put the application' },
    {
      name: 'with one criterion left out',
      block: anApplication.replace('### Track record', '### Something'),
      says: '**Track record** has no',
    },
    {
      name: 'with one field of the form left empty',
      block: anApplication.replace('We accept it.', '_No response_'),
      says: '**Embargo policy**',
    },
    {
      name: 'with a track record that nobody can verify',
      block: anApplication.replace('https://example-linux.example.org/security', 'It is good.'),
      says: '**Track record** has no link that shows it',
    },
  ])('$name is not looked at (S68)', ({ block, says }) => {
    const saying = block === undefined ? {} : { block };
    expect(answerTo(aProject, apply, saying)).toContain(says);
    expect(ask(aProject, apply, saying).outcome).toBe('refused');
  });

  it('shows each criterion with its sentence and the evidence, and counts as consent (S53–S60)', () => {
    const said = answerTo(aProject, apply, { block: anApplication.replace('We accept it.', 'We accept it, @everyone.') });
    for (const rule of ['S53', 'S54', 'S55', 'S56', 'S57', 'S58', 'S59']) expect(said).toContain(`${rule} `);
    expect(said).toContain('> We accept it, @\u200Beveryone.');
    expect(said).toContain('consent to version 1 of the embargo agreement (S60)');
    const kept = registerOf(after(aProject, apply, { block: anApplication })).applications[0];
    expect(kept).toMatchObject({ consent: { version: 1, at: reportedAt }, evidence: { 'user-base': 'Anybody may install it.' } });
  });

  it.each(['jane.doe@example-linux.example.org', 'jane@gmail.com', 'not-an-address', 'security@localhost', 'security@x.org\nBcc: a@b.org'])(
    'is refused for %s, which is not the address of a role (S52)',
    (address) => {
      expect(answerTo(aProject, { ...apply, address }, { block: anApplication })).toMatch(/^against-policy: The address /);
    },
  );

  it('asks for no more than the policy does', () => {
    const policy = aPolicy({ distributors: { ...noDistributors, enabled: true, criteria: [] } });
    expect(ask(aProject, apply, { block: 'Please.', policy }).outcome).toBe('accepted');
  });

  it('is decided by those whom the policy names, and by nobody who is no maintainer', () => {
    const applied = after(aProject, apply, { block: anApplication });
    const policy = aPolicy({ distributors: { ...noDistributors, enabled: true, decidedBy: [ana.login] } });
    const accept = { what: 'accept', name: 'example-linux' } as const;
    expect(answerTo(applied, accept, { policy })).toContain('not-permitted: Who is a member is decided by @ana');
    expect(ask(applied, accept, { policy, by: ana }).outcome).toBe('accepted');
    expect(answerTo(applied, accept, { by: oscar })).toContain('not-permitted');
    expect(answerTo(applied, accept, { by: ulla })).toContain('could-not-find-out');
  });

  it('needs the word of a current member as soon as there is one (S59)', () => {
    const first = withMemberNamed(aProject, 'first-linux');
    const by = (voucher: string | undefined, project = first) =>
      answerTo(after(project, { ...apply, voucher }, { block: anApplication }), { what: 'accept', name: 'example-linux' });
    expect(by(undefined)).toContain('against-policy: Nobody vouches');
    expect(by('unknown-linux')).toContain('`unknown-linux` is no member that could vouch');
    expect(by('example-linux')).toContain('is no member that could vouch');
    expect(by('first-linux')).toContain('`example-linux` is a member.');
    const second = withMemberNamed(first, 'second-linux');
    const without = after(second, { what: 'remove', name: 'first-linux', reason: 'It ended.' });
    expect(by('first-linux', without)).toContain('is no member that could vouch');
  });

  it('is declined with the reason, and may come again', () => {
    const applied = after(aProject, apply, { block: anApplication });
    expect(answerTo(applied, { what: 'decline', name: 'example-linux', reason: 'A rebuild.' })).toContain('> A rebuild.');
    const declined = after(applied, { what: 'decline', name: 'example-linux', reason: 'A rebuild.' });
    expect(answerTo(declined, { what: 'accept', name: 'example-linux' })).toContain('not-found');
    expect(ask(declined, apply, { block: anApplication }).outcome).toBe('accepted');
  });

  it('knows each heading by its number and its colon too', () => {
    const numbered = criterionNames.reduce((text, _, index) => text.replace(/^### (?!\d)(.*)$/m, `## ${index + 1}. $1:`), anApplication);
    expect(ask(aProject, apply, { block: numbered }).outcome).toBe('accepted');
  });
});

describe('who is told', () => {
  const member = withMemberNamed(aProject, 'example-linux');
  const newer = { version: 2, holdsFrom: 2, text: 'Another text.' };

  it.each<{ name: string; given: Project; of?: typeof agreement; at?: number; expect: string }>([
    { name: 'a member with a key and a consent', given: member, expect: 'told' },
    { name: 'nobody without a key', given: withMemberNamed(aProject, 'example-linux', { key: false }), expect: 'has no OpenPGP key here' },
    {
      name: 'nobody whose key expired',
      given: after(member, { what: 'key', name: 'example-linux' }, { key: { ...aKey, expiresAt: reportedAt + dayMs } }),
      at: reportedAt + dayMs,
      expect: 'has an OpenPGP key that expired 2026-03-03 09:00 UTC',
    },
    {
      name: 'nobody who withdrew its consent',
      given: after(member, { what: 'withdraw', name: 'example-linux', person: undefined }),
      expect: 'has withdrawn its consent to the embargo agreement',
    },
    {
      name: 'nobody who agreed to an older text',
      given: member,
      of: newer,
      expect: 'agreed to version 1 of the embargo agreement, which does not hold any more',
    },
    { name: 'those of an older text that got no worse', given: member, of: { ...newer, holdsFrom: 1 }, expect: 'told' },
    {
      name: 'nobody under a text that was changed without a number',
      given: member,
      of: { ...agreement, text: 'Worse.' },
      expect: 'agreed to version 1 of the embargo agreement, which does not hold any more',
    },
    {
      name: 'nobody who was removed',
      given: after(member, { what: 'remove', name: 'example-linux', reason: 'It ended.' }),
      expect: 'is no member any more',
    },
  ])('is $name', ({ given, of, at, expect: says }) => {
    expect(standing(given, 'example-linux', of, at)).toBe(says);
  });

  it('agrees anew to a new text, each of its team too (S58, S65)', () => {
    const policy = aPolicy({ distributors: { ...noDistributors, enabled: true, agreement: newer } });
    const named = after(member, { what: 'consent', name: 'example-linux', person: 'Jane Doe' });
    const again = after(named, { what: 'consent', name: 'example-linux', person: undefined }, { policy });
    expect(standing(again, 'example-linux', newer)).toBe('told');
    expect(answerTo(again, { what: 'list' }, { policy })).toContain('| nobody named |');
    const both = after(again, { what: 'consent', name: 'example-linux', person: 'Jane Doe' }, { policy });
    expect(answerTo(both, { what: 'list' }, { policy })).toContain('| Jane Doe |');
  });

  it('cannot be made to agree to a text that has the number of another', () => {
    const policy = aPolicy({ distributors: { ...noDistributors, enabled: true, agreement: { ...agreement, text: 'Worse.' } } });
    expect(answerTo(member, { what: 'consent', name: 'example-linux', person: undefined }, { policy })).toContain(
      'is still called version 1',
    );
  });
});

describe('a key', () => {
  const member = withMemberNamed(aProject, 'example-linux', { key: false });
  it.each([
    { name: 'that cannot be read', key: { problem: 'it is no armoured OpenPGP public key' }, says: 'That key cannot be used: it is no' },
    { name: 'that has expired', key: { ...aKey, expiresAt: reportedAt }, says: 'it expired 2026-03-02 09:00 UTC' },
    { name: 'that was forgotten', key: undefined, says: 'Please put the armoured public key' },
  ])('$name is refused, with what is wanted', ({ key, says }) => {
    expect(answerTo(member, { what: 'key', name: 'example-linux' }, key === undefined ? {} : { key })).toContain(says);
  });
});

describe('leaks', () => {
  const member = withMemberNamed(withMemberNamed(aProject, 'other-linux'), 'example-linux');
  const leak = { what: 'leak', name: 'example-linux', leaked: 'the patch', to: 'a mirror' } as const;
  const ban = { what: 'ban', name: 'example-linux', reason: 'Twice.' } as const;

  it('are counted, with what and to whom, and once is no reason for ever (S66, S67)', () => {
    expect(answerTo(member, leak)).toContain('its first leak');
    expect(answerTo(after(member, leak), leak)).toContain('leak number 2');
    expect(answerTo(member, ban)).toContain('against-policy: We know of no leak');
    expect(answerTo(after(member, leak), ban)).toContain('against-policy: We know of one leak');
  });

  it('remove whoever continues for good, and no application is taken from them again (S67)', () => {
    const banned = after(after(after(member, leak), leak), ban);
    expect(answerTo(banned, { ...apply, voucher: 'other-linux' }, { block: anApplication })).toContain(
      'against-policy: `example-linux` was removed for good',
    );
    expect(answerTo(banned, { what: 'list' })).toContain('`example-linux`, removed for good');
  });

  it('remove for good also whoever left and had applied again meanwhile', () => {
    const left = after(after(after(member, leak), leak), { what: 'remove', name: 'example-linux', reason: 'It ended.' });
    const banned = after(after(left, { ...apply, voucher: undefined }, { block: anApplication }), ban);
    expect(answerTo(banned, { what: 'accept', name: 'example-linux' })).toContain('not-found');
    const waiting = registerOf(left).applications;
    const stored = {
      ...banned,
      register: {
        ...registerOf(banned),
        applications: [...waiting, ...registerOf(after(left, apply, { block: anApplication })).applications],
      },
    };
    expect(answerTo(stored, { what: 'accept', name: 'example-linux' })).toContain('against-policy');
  });

  it('that are reported in a case are counted, and put before whoever keeps the list (S67)', () => {
    const reported = decide(
      aReadyCase(),
      typed({ kind: 'LeakReported', what: 'the patch', to: 'a mirror', member: 'example-linux' }, { from: inCaseIssue }),
      withDistributors,
      reportedAt,
    );
    const [tell] = reported.outcome === 'accepted' ? (reported.tells ?? []) : [];
    if (tell?.to !== 'project') throw new Error('the project was to be told');
    const told = decideProject(member, tell.event, withDistributors, reportedAt);
    expect(JSON.stringify(told)).toContain('its first leak');
    expect(told).toMatchObject({
      next: {
        register: {
          members: expect.arrayContaining([
            expect.objectContaining({ leaks: [expect.objectContaining({ what: 'the patch', to: 'a mirror', caseId: aCaseId })] }),
          ]),
        },
      },
    });
    const byReporter = typed(
      { kind: 'LeakReported', what: 'the patch', to: 'a mirror', member: 'example-linux' },
      { from: onAdvisory, by: rita },
    );
    expect(decide(aReadyCase(), byReporter, withDistributors, reportedAt)).not.toHaveProperty('tells');
    const unknown = decideProject(aProject, tell.event, withDistributors, reportedAt);
    expect(JSON.stringify(unknown)).toContain('is no member. There is none yet.');
  });

  it('are remembered of a member that left and came back', () => {
    const left = after(after(member, leak), { what: 'remove', name: 'example-linux', reason: 'It ended.' });
    const back = after(after(left, { ...apply, voucher: 'other-linux' }, { block: anApplication }), {
      what: 'accept',
      name: 'example-linux',
    });
    expect(answerTo(back, leak)).toContain('leak number 2');
  });

  it('count also where the member has left already', () => {
    const twice = after(after(member, leak), leak);
    expect(ask(after(twice, { what: 'remove', name: 'example-linux', reason: 'It ended.' }), ban).outcome).toBe('accepted');
  });
});

describe('what a member is due for', () => {
  const yearly = reportedAt + 365 * dayMs;
  const member = after(
    withMemberNamed(aProject, 'example-linux'),
    { what: 'key', name: 'example-linux' },
    { key: { ...aKey, expiresAt: yearly } },
  );
  const review = { name: 'review/example-linux', dueAt: yearly };
  const rang = { kind: 'WakeUpRang', ...review, at: yearly } as const;

  it('is a review once a year, and a new key a month before the old one expires', () => {
    expect(projectWakeUps(member, withDistributors)).toEqual([review, { name: 'key-expires/example-linux', dueAt: yearly - 30 * dayMs }]);
    const reviewed = after(member, { what: 'reviewed', name: 'example-linux' }, { at: yearly - dayMs });
    expect(projectWakeUps(reviewed, withDistributors)).toContainEqual({ name: 'review/example-linux', dueAt: yearly + 364 * dayMs });
  });

  it('is said once', () => {
    const decision = decideProject(member, rang, withDistributors, yearly);
    expect(JSON.stringify(decision)).toContain('is due for its review');
    if (decision.outcome !== 'accepted') throw new Error(decision.outcome);
    expect(decideProject(decision.next, rang, withDistributors, yearly).outcome).toBe('ignored');
  });

  it('is nothing while distributors are off', () => {
    expect(projectWakeUps(member, aPolicy({ distributors: noDistributors }))).toEqual([]);
    expect(decideProject(member, rang, aPolicy({ distributors: noDistributors }), yearly).outcome).toBe('ignored');
  });
});

describe('the page of the register', () => {
  it('stands in the project’s issue after every change', () => {
    const decision = ask(aProject, apply, { block: anApplication });
    expect(decision).toMatchObject({ effects: [{ kind: 'SayInFixRepository' }, { kind: 'ShowBoard', key: 'acme/widget/register' }] });
    expect(JSON.stringify(decision)).toContain('Applications:');
  });

  it('opens the issue when the policy first says that distributors are told early', () => {
    const decision = decideProject(
      { ...aProject, issue: undefined },
      { kind: 'DistributorsEnabled', at: reportedAt },
      withDistributors,
      reportedAt,
    );
    expect(decision).toMatchObject({ effects: [{ kind: 'OpenProjectIssue' }] });
    if (decision.outcome !== 'accepted') throw new Error(decision.outcome);
    const opened = decideProject(
      decision.next,
      { kind: 'ProjectIssueOpened', place: { repository: aProject.repository, number: 1 }, at: reportedAt },
      withDistributors,
      reportedAt,
    );
    expect(JSON.stringify(opened)).toContain('There is no member yet.');
  });
});
