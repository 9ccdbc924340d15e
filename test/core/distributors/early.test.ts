import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import { noDistributors } from '../../../src/core/distributors/distributor-policy.ts';
import type { EarlyAsk, ListFound, PatchFound } from '../../../src/core/distributors/early-asks.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import { refuseLeaks } from '../../../src/core/embargo.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { aFixRepository, aPolicy } from '../../fixtures/a-case.ts';
import { aList, aMember, toldEarly } from '../../fixtures/early.ts';
import { aReadyCase, dayMs, hourMs, inCaseIssue, max, nextOf, releaseAt, seen, typed } from '../../fixtures/happenings.ts';

const now = releaseAt - 2 * dayMs;
const policy = aPolicy();
const six = [
  aMember('a-linux'),
  aMember('b-linux', { people: ['Jane Doe'] }),
  aMember('c-linux'),
  aMember('d-linux', { leftOut: { rule: 'S58', says: 'agreed to version 1 of the embargo agreement, which does not hold any more' } }),
  aMember('e-linux', { leftOut: { rule: 'S6', says: 'has no OpenPGP key here' }, fingerprint: undefined }),
];
const list = aList(six);

function patchesOf(thisCase: Case): readonly PatchFound[] {
  return thisCase.pullRequests.map(({ line, headSha }) => ({
    line,
    headSha,
    patch: {
      repository: aFixRepository,
      line,
      base: 'b'.repeat(40),
      sha: headSha,
      digest: 'd'.repeat(64),
      size: 100,
      releases: [
        { tag: 'v1.1.0', applies: true },
        { tag: 'v1.0.0', applies: true },
      ],
    },
  }));
}

type How = {
  readonly policy?: Policy;
  readonly list?: ListFound | undefined;
  readonly patches?: readonly PatchFound[];
  readonly at?: number;
};

function ask(thisCase: Case, what: EarlyAsk, how: How = {}): Decision {
  const { at = now, patches = patchesOf(thisCase) } = how;
  const facts = { list: 'list' in how ? how.list : list, patches };
  return decide(thisCase, typed({ kind: 'EarlyAsked', ask: what, ...facts }, { from: inCaseIssue, at }), how.policy ?? policy, at);
}

function confirm(thisCase: Case, how: How = {}): Decision {
  const { at = now, patches = patchesOf(thisCase) } = how;
  const facts = { list: 'list' in how ? how.list : list, patches };
  return decide(thisCase, typed({ kind: 'EarlyConfirmed', ...facts }, { from: inCaseIssue, at, by: max }), how.policy ?? policy, at);
}

function mails(decision: Decision): readonly EffectOf<'MailDistributor'>[] {
  return decision.outcome === 'ignored' ? [] : decision.effects.flatMap((effect) => (effect.kind === 'MailDistributor' ? [effect] : []));
}

function said(decision: Decision): string {
  if (decision.outcome === 'ignored') return decision.because;
  return decision.effects
    .flatMap((effect) => (effect.kind === 'SayInFixRepository' && effect.key.includes('/answer/') ? [effect.body] : []))
    .join('\n');
}

function code(decision: Decision): string {
  return decision.outcome === 'refused' ? decision.refusal.code : decision.outcome;
}

describe('telling members of the plan', () => {
  const shown = ask(aReadyCase(), { what: 'plan' });

  it('sends nothing before it is confirmed, and shows what would go to whom, and who is left out and why', () => {
    expect(mails(shown)).toEqual([]);
    for (const words of ['Nothing was sent yet', '3 members', '`a-linux`: `security@a-linux.example.org`', 'of its team: Jane Doe'])
      expect(said(shown)).toContain(words);
    expect(said(shown)).toContain('❌ `d-linux` agreed to version 1');
    expect(said(shown)).toContain('❌ `e-linux` has no OpenPGP key here');
  });

  it('goes to all of them in one step, each copy for its member, under the terms (S51, S61, S64, S65)', () => {
    const decision = confirm(nextOf(shown));
    const sent = mails(decision);
    expect(sent.map(({ member, stage, audience }) => `${member} ${stage} ${audience}`)).toEqual([
      'a-linux plan distributors',
      'b-linux plan distributors',
      'c-linux plan distributors',
    ]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(3);
    expect(sent[0]?.body).toContain('TLP:AMBER+STRICT. This copy is for a-linux alone.');
    expect(sent[0]?.body).toContain('Nobody of your team is named to us');
    expect(sent[1]?.body).toContain('may be told what they need to know: Jane Doe');
    expect(sent[1]?.body).toContain('Use this for nothing but to get the issue fixed');
    expect(nextOf(decision).early?.sends.map(({ state }) => state)).toEqual(['sending', 'sending', 'sending']);
  });

  it.each<{ name: string; change: How; because: string }>([
    { name: 'a member left', change: { list: aList(six.slice(1)) }, because: '2 members' },
    {
      name: 'a key is another one',
      change: { list: aList([aMember('a-linux', { fingerprint: 'CD'.repeat(20) }), ...six.slice(1)]) },
      because: 'CDCD',
    },
    {
      name: 'a consent lapsed',
      change: {
        list: aList([
          aMember('a-linux', { leftOut: { rule: 'S58', says: 'has withdrawn its consent to the embargo agreement' } }),
          ...six.slice(1),
        ]),
      },
      because: '❌ `a-linux` has withdrawn',
    },
  ])('shows it anew and sends nothing when $name meanwhile', ({ change, because }) => {
    const decision = confirm(nextOf(shown), change);
    expect(mails(decision)).toEqual([]);
    expect(said(decision)).toContain('not any more what was shown');
    expect(said(decision)).toContain(because);
    expect(mails(confirm(nextOf(decision), change))).not.toEqual([]);
  });

  it('is confirmed once', () => {
    const sent = nextOf(confirm(nextOf(shown)));
    expect(code(confirm(sent))).toBe('nothing-to-undo');
  });

  it.each<{ name: string; how: How; given?: Partial<Case>; code: string; says: string }>([
    {
      name: 'with distributors off (S113)',
      how: { policy: aPolicy({ distributors: noDistributors }) },
      code: 'against-policy',
      says: 'apply to join the maintainers team',
    },
    {
      name: 'when the project turned it off after the case was opened',
      how: { list: aList(six, { enabled: false }) },
      code: 'against-policy',
      says: 'S115',
    },
    {
      name: 'when nobody could find out the terms',
      how: { list: undefined },
      code: 'could-not-find-out',
      says: 'Please say `/early plan` again',
    },
    { name: 'when nobody may be told', how: { list: aList([]) }, code: 'notice-not-ready', says: 'There is no member who may be told' },
    { name: 'before the window', how: { at: releaseAt - 22 * dayMs }, code: 'notice-not-ready', says: 'It is too early' },
    { name: 'at the Release Date', how: { at: releaseAt }, code: 'notice-not-ready', says: 'The Release Date has passed' },
    {
      name: 'once it is on its way to the public',
      how: {},
      given: { phase: 'publishing' },
      code: 'wrong-phase',
      says: 'only while the fix is being made',
    },
  ])('is refused $name', ({ how, given, code: expected, says }) => {
    const decision = ask(aReadyCase(given), { what: 'plan' }, how);
    expect(code(decision)).toBe(expected);
    expect(said(decision)).toContain(says);
    expect(mails(decision)).toEqual([]);
  });

  it('needs no Release Date', () => {
    expect(code(ask(aReadyCase({ release: undefined }), { what: 'plan' }))).toBe('accepted');
  });
});

describe('where e-mail is not set up', () => {
  const without = aList(six, { cannotMail: true });

  it.each<EarlyAsk>([
    { what: 'plan' },
    { what: 'patches' },
    { what: 'exception', name: 'a-linux', allowed: 'May tell.' },
    { what: 'retry', name: 'a-linux' },
  ])('$what is refused before anything is shown, with what has to be set', (what) => {
    const decision = ask(aReadyCase({ early: toldEarly(['a-linux']) }), what, { list: without });
    expect(code(decision)).toBe('no-mail');
    expect(said(decision)).toContain('`FIXLEAD_SMTP_URL`');
  });

  it('nothing that was shown before is confirmed, and what members answer is still written down', () => {
    const shown = nextOf(ask(aReadyCase(), { what: 'plan' }));
    expect(code(confirm(shown, { list: without }))).toBe('no-mail');
    const told = aReadyCase({ early: toldEarly(['a-linux']) });
    expect(code(ask(told, { what: 'received', name: 'a-linux' }, { list: without }))).toBe('accepted');
  });
});

describe('sending the patches', () => {
  it('attaches one for each line, of the approved heads, and says where it applies (S36)', () => {
    const ready = aReadyCase();
    const decision = confirm(nextOf(ask(ready, { what: 'patches' })));
    const [mail] = mails(decision);
    expect(mail?.patches.map(({ line, sha }) => `${line} ${sha}`).toSorted()).toEqual(
      ready.pullRequests.map(({ line, headSha }) => `${line} ${headSha}`),
    );
    expect(mail?.body).toContain('applies to v1.1.0, v1.0.0; SHA-256 dddd');
  });

  it.each<{ name: string; how?: How; given?: Partial<Case>; says: string }>([
    {
      name: 'without a Release Date, for nobody would know when the embargo ends',
      given: { release: undefined },
      says: 'There is no Release Date',
    },
    { name: 'before the window', how: { at: releaseAt - 15 * dayMs }, says: 'It is too early' },
    {
      name: 'while a line has no approved fix',
      given: { pullRequests: aReadyCase().pullRequests.slice(1) },
      says: 'has no approved fix yet',
    },
    { name: 'when git could not make one', how: { patches: [] }, says: 'I could not make the patch' },
  ])('is refused $name', ({ how = {}, given = {}, says }) => {
    const decision = ask(aReadyCase(given), { what: 'patches' }, how);
    expect(said(decision)).toContain(says);
    expect(mails(decision)).toEqual([]);
  });

  it('is refused for a patch of another head than the approved one', () => {
    const ready = aReadyCase();
    const old = patchesOf(ready).map((one) => ({ ...one, headSha: 'f'.repeat(40) }));
    expect(said(ask(ready, { what: 'patches' }, { patches: old }))).toContain('I could not make the patch');
  });

  it('says of each release that a patch does not apply to that it does not, to the maintainers and to the members', () => {
    const ready = aReadyCase();
    const unfit = patchesOf(ready).map((one) =>
      'problem' in one.patch
        ? one
        : {
            ...one,
            patch: {
              ...one.patch,
              releases: [
                { tag: 'v1.1.0', applies: true },
                { tag: 'v1.0.0', applies: false },
              ],
            },
          },
    );
    const shown = ask(ready, { what: 'patches' }, { patches: unfit });
    expect(said(shown)).toContain('⚠️ The patch of `main` does not apply to `v1.0.0` as it stands');
    expect(said(shown)).toContain('applies to `v1.1.0`, **does not apply** to `v1.0.0`');
    expect(mails(confirm(nextOf(shown), { patches: unfit }))[0]?.body).toContain(
      'applies to v1.1.0; does not apply to v1.0.0 as it stands',
    );
  });

  it('warns when members have little time (S49)', () => {
    expect(said(ask(aReadyCase(), { what: 'patches' }))).toContain('less than 3 days before the Release Date');
    expect(said(ask(aReadyCase(), { what: 'patches' }, { at: releaseAt - 4 * dayMs }))).not.toContain('little time');
  });

  it('leaves out whoever agreed to an earlier date until it agrees to the later one (S63)', () => {
    const told = aReadyCase({ early: toldEarly(['a-linux']), release: { by: max.login, at: now, releaseAt: releaseAt + dayMs } });
    const shown = ask(told, { what: 'patches' });
    expect(said(shown)).toContain('❌ `a-linux` agreed to an earlier Release Date');
    const agreed = nextOf(
      decide(
        told,
        typed({ kind: 'DistributorSpokeOfDate', member: 'a-linux', says: { what: 'agrees' } }, { from: inCaseIssue, at: now }),
        policy,
        now,
      ),
    );
    expect(mails(confirm(nextOf(ask(agreed, { what: 'patches' })))).map(({ member }) => member)).toContain('a-linux');
    // An earlier end asks nothing more of anybody.
    const sooner = aReadyCase({ early: toldEarly(['a-linux']), release: { by: max.login, at: now, releaseAt: releaseAt - hourMs } });
    expect(said(ask(sooner, { what: 'patches' }))).not.toContain('❌ `a-linux`');
  });
});

describe('what goes out by itself', () => {
  const told = aReadyCase({ early: toldEarly(['a-linux', 'b-linux']) });
  const moved = (to: number) => typed({ kind: 'ReleaseDateGiven', releaseAt: to }, { from: inCaseIssue, at: now });

  it('is another Release Date, once, to everybody who was told', () => {
    const decision = decide(told, moved(releaseAt + dayMs), policy, now);
    expect(mails(decision).map(({ stage, member }) => `${stage} ${member}`)).toEqual(['date a-linux', 'date b-linux']);
    expect(mails(decision)[0]?.body).toContain('please tell us that you agree');
    const again = decide(nextOf(decision), typed({ kind: 'StatusAsked' }, { from: inCaseIssue, at: now }), policy, now);
    expect(mails(again)).toEqual([]);
  });

  it('is the end of the embargo, once, to everybody who was told (S63)', () => {
    const published = decide(told, seen({ kind: 'AdvisoryPublished', publishedAt: releaseAt }, releaseAt), policy, releaseAt);
    expect(mails(published).map(({ stage, member }) => `${stage} ${member}`)).toEqual(['lifted a-linux', 'lifted b-linux']);
    expect(mails(published)[0]?.body).not.toContain('TLP:AMBER');
    expect(
      mails(decide(nextOf(published), typed({ kind: 'StatusAsked' }, { from: inCaseIssue, at: releaseAt }), policy, releaseAt)),
    ).toEqual([]);
  });

  it('is that the case was closed without an advisory, once, and again if it is told of and closed again', () => {
    const reject = typed({ kind: 'ReportRejected', name: 'not-a-vulnerability', reason: 'No.' }, { from: inCaseIssue, at: now });
    const closed = decide(told, reject, policy, now);
    expect(mails(closed).map(({ stage, member }) => `${stage} ${member}`)).toEqual(['closed a-linux', 'closed b-linux']);
    const status = typed({ kind: 'StatusAsked' }, { from: inCaseIssue, at: now });
    expect(mails(decide(nextOf(closed), status, policy, now))).toEqual([]);
    const reopened = nextOf(
      decide(nextOf(closed), typed({ kind: 'CaseReopened', reason: 'Yes.' }, { from: inCaseIssue, at: now }), policy, now),
    );
    const toldAgain = nextOf(confirm(nextOf(ask(reopened, { what: 'plan' }))));
    expect(mails(decide(toldAgain, reject, policy, now)).map(({ stage }) => stage)).toContain('closed');
    expect(mails(decide(told, reject, aPolicy({ distributors: noDistributors }), now))).toEqual([]);
  });

  it('is nothing where nobody was told', () => {
    expect(mails(decide(aReadyCase(), moved(releaseAt + dayMs), policy, now))).toEqual([]);
  });
});

describe('an exception to the embargo', () => {
  const told = aReadyCase({ early: toldEarly(['a-linux', 'b-linux']) });
  const exception = { what: 'exception', name: 'a-linux', allowed: 'May tell its installer team.' } as const;

  it('is told to all who were told, not only to whom it is made for (S62)', () => {
    const sent = mails(confirm(nextOf(ask(told, exception))));
    expect(sent.map(({ member }) => member)).toEqual(['a-linux', 'b-linux']);
    for (const mail of sent) expect(mail.body).toContain('for a-linux:\n\nMay tell its installer team.');
  });

  it('is made for nobody who was not told', () => {
    expect(said(ask(told, { ...exception, name: 'c-linux' }))).toContain('`c-linux` was not told of this case');
  });
});

describe('what members answer', () => {
  const told = aReadyCase({ early: toldEarly(['a-linux']) });
  it.each<{ what: EarlyAsk; says: string }>([
    { what: { what: 'received', name: 'a-linux' }, says: 'Recorded: `a-linux` has it.' },
    { what: { what: 'feedback', name: 'a-linux', words: 'It breaks @all.' }, says: '> It breaks @\u200Ball.' },
    { what: { what: 'advisory', name: 'a-linux', link: 'https://a.example.org/7' }, says: 'https://a.example.org/7' },
    { what: { what: 'received', name: 'b-linux' }, says: '`b-linux` was not told of this case. These were: `a-linux`.' },
  ])('$what.what of $what.name is answered', ({ what, says }) => {
    expect(said(ask(told, what))).toContain(says);
  });

  it('is linked to in the notice of the fix, once it is their own advisory (S49)', () => {
    const link = 'https://a.example.org/7';
    const answered = nextOf(ask(told, { what: 'advisory', name: 'a-linux', link }));
    const preview = typed({ kind: 'NoticePreviewed', notice: 'fixed' }, { from: inCaseIssue, at: now });
    expect(said(decide(answered, preview, policy, now))).toContain(link);
    expect(said(decide(told, preview, policy, now))).not.toContain(link);
  });
});

describe('a mail that does not go out', () => {
  const sent = nextOf(confirm(nextOf(ask(aReadyCase(), { what: 'plan' }))));
  const key = `${sent.id}/early/plan/1/b-linux`;
  const failed = decide(
    sent,
    seen({ kind: 'EffectGivenUp', key, what: 'MailDistributor', error: 'the mail server said 550' }, now),
    policy,
    now,
  );

  it('is put before people with whom it did not reach, and is tried again for that one alone', () => {
    expect(JSON.stringify(failed)).toContain('**`b-linux` did not get the plan**');
    const again = ask(nextOf(failed), { what: 'retry', name: 'b-linux' });
    expect(mails(again)).toMatchObject([{ key, member: 'b-linux', retries: 1 }]);
    expect(code(ask(nextOf(failed), { what: 'retry', name: 'a-linux' }))).toBe('nothing-to-undo');
  });

  it('because it is outdated by now is put before people with what to do in the place of another try', () => {
    const moved = nextOf(decide(sent, typed({ kind: 'ReleaseDateGiven', releaseAt: releaseAt + dayMs }, { at: now }), policy, now));
    const lost = (end: string) => seen({ kind: 'EffectGivenUp', key: `${sent.id}/early/${end}`, what: 'MailDistributor', error: 'x' }, now);
    const plan = JSON.stringify(decide(moved, lost('plan/1/b-linux'), policy, now));
    expect(plan).toContain('**`b-linux` did not get the plan**, which is outdated by now.');
    expect(plan).toContain('`/early plan` shows it as it stands now');
    expect(plan).not.toContain('/early retry');
    const movedAgain = nextOf(decide(moved, typed({ kind: 'ReleaseDateGiven', releaseAt }, { at: now + 1 }), policy, now + 1));
    expect(JSON.stringify(decide(movedAgain, lost('date/1/b-linux'), policy, now))).toContain('by a mail of its own');
    expect(JSON.stringify(decide(movedAgain, lost('date/2/b-linux'), policy, now))).toContain('/early retry b-linux');
  });

  it('because it is outdated is not tried again when somebody asks for it, and what else that member did not get is', () => {
    const moved = nextOf(
      decide(nextOf(failed), typed({ kind: 'ReleaseDateGiven', releaseAt: releaseAt + dayMs }, { at: now }), policy, now),
    );
    const retry = { what: 'retry', name: 'b-linux' } as const;
    expect(code(ask(moved, retry))).toBe('against-policy');
    expect(said(ask(moved, retry))).toContain('Nothing was sent: what `b-linux` did not get, the plan, is outdated by now.');
    const lost = seen({ kind: 'EffectGivenUp', key: `${sent.id}/early/date/1/b-linux`, what: 'MailDistributor', error: 'down' }, now);
    expect(mails(ask(nextOf(decide(moved, lost, policy, now)), retry))).toMatchObject([{ stage: 'date', member: 'b-linux', retries: 1 }]);
  });

  it('is not tried again for whoever may not be told any more', () => {
    const gone = aList(six.filter(({ name }) => name !== 'b-linux'));
    expect(said(ask(nextOf(failed), { what: 'retry', name: 'b-linux' }, { list: gone }))).toContain('is no member any more');
  });

  it('of the plan is not tried again once the advisory is public; that the embargo is over is, also to a former member', () => {
    const published = nextOf(decide(nextOf(failed), seen({ kind: 'AdvisoryPublished', publishedAt: now }, now), policy, now));
    expect(code(ask(published, { what: 'retry', name: 'b-linux' }))).toBe('nothing-to-undo');
    const lost = seen({ kind: 'EffectGivenUp', key: `${sent.id}/early/lifted/1/b-linux`, what: 'MailDistributor', error: 'down' }, now);
    const again = ask(nextOf(decide(published, lost, policy, now)), { what: 'retry', name: 'b-linux' }, { list: aList([]) });
    expect(mails(again)).toMatchObject([{ stage: 'lifted', member: 'b-linux', address: 'security@b-linux.example.org' }]);
  });

  it('is shown as sent when it arrived', () => {
    const arrived = decide(sent, seen({ kind: 'DistributorMailed', stage: 'plan', edition: 1, member: 'a-linux' }, now), policy, now);
    expect(JSON.stringify(arrived)).toContain('| `a-linux` | the plan | sent |');
  });
});

describe('the last lock', () => {
  const sent = nextOf(confirm(nextOf(ask(aReadyCase(), { what: 'plan' }))));
  const [mail] = mails(confirm(nextOf(ask(aReadyCase(), { what: 'plan' }))));
  if (mail === undefined) throw new Error('a mail was wanted');

  it.each<{ name: string; given: Case; of: EffectOf<'MailDistributor'>; policy: Policy }>([
    { name: 'while distributors are off', given: sent, of: mail, policy: aPolicy({ distributors: noDistributors }) },
    { name: 'that nobody confirmed', given: aReadyCase(), of: mail, policy },
    { name: 'to somebody who was not in the round', given: sent, of: { ...mail, member: 'z-linux' }, policy },
    { name: 'of a case that is not accepted yet', given: { ...sent, phase: 'reported' }, of: mail, policy },
    { name: 'that says that the embargo is over while it is not', given: sent, of: { ...mail, stage: 'lifted' }, policy },
    { name: 'that says that the case is closed while it is not', given: sent, of: { ...mail, stage: 'closed' }, policy },
  ])('lets no mail through $name', ({ given, of, policy: ruling }) => {
    expect(() => refuseLeaks(given, [of], ruling, now)).toThrow('tell distributors');
  });
});
