// The first answer, the decision, the Fix Lead, the score and holds.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { rejectNames } from '../../../src/core/intake/report.ts';
import { rejectReasons } from '../../../src/core/intake/reject-reasons.ts';
import { login } from '../../../src/core/ids.ts';
import { aCase, aCaseId, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  ana,
  ben,
  effectsOf,
  effectsOfKind,
  hourMs,
  inCaseIssue,
  max,
  nextOf,
  onAdvisory,
  onPullRequest,
  oscar,
} from '../../fixtures/happenings.ts';
import { releaseAt, rita, theCaseIssue, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const now = reportedAt + 2 * hourMs;
const reported = aCase({ caseIssue: theCaseIssue, advisoryComments: 'available' });

describe('/ack', () => {
  it('stops the first clock and is answered in private', () => {
    const decision = decide(reported, typed({ kind: 'ReportAcknowledged' }), policy, now);
    expect(nextOf(decision).acknowledged).toEqual({ by: max.login, at: reportedAt + hourMs });
    expect(wordsOf(decision)).toEqual(['Recorded: the reporter has been answered.']);
  });

  it('on the advisory says nothing more than the status page does, to spare the mailbox of the reporter', () => {
    const decision = decide(reported, typed({ kind: 'ReportAcknowledged' }, { from: onAdvisory }), policy, now);
    expect(wordsOf(decision)).toEqual([]);
    expect(effectsOfKind(decision, 'ShowStatus')[0]?.body).toContain('- 2026-03-02 10:00 UTC: @max acknowledged the report');
  });

  it('has nothing to record where maintainers began the advisory', () => {
    const drafted = { ...reported, report: { ...reported.report, reporter: undefined }, acknowledged: { by: ana.login, at: reportedAt } };
    expect(decide(drafted, typed({ kind: 'ReportAcknowledged' }), policy, now)).toMatchObject({
      refusal: { code: 'already-done', message: 'Maintainers began this advisory, so no reporter waits for an answer.' },
    });
  });

  it('said twice names who was first', () => {
    const answered = { ...reported, acknowledged: { by: ana.login, at: reportedAt } };
    expect(decide(answered, typed({ kind: 'ReportAcknowledged' }), policy, now)).toMatchObject({
      refusal: { code: 'already-done', message: '@ana already answered the reporter, 2026-03-02 09:00 UTC (Monday).' },
    });
  });
});

describe('/accept', () => {
  it('makes the advisory a draft and counts as an answer', () => {
    const decision = decide(reported, typed({ kind: 'ReportAccepted' }), policy, now);
    const act = { by: max.login, at: reportedAt + hourMs };
    expect(nextOf(decision)).toMatchObject({ phase: 'accepted', accepted: act, acknowledged: act });
    expect(effectsOfKind(decision, 'SetAdvisoryState')).toMatchObject([{ key: `${aCaseId}/advisory-state`, state: 'draft' }]);
    expect(wordsOf(decision)).toEqual([
      'Accepted. The advisory becomes a draft; next: a Fix Lead (`/fix-lead`), which lines are affected (`/affects LINE…`) and a score (`/cvss VECTOR`).',
    ]);
  });

  it('leaves an earlier answer as it was', () => {
    const answered = { ...reported, acknowledged: { by: ana.login, at: reportedAt } };
    expect(nextOf(decide(answered, typed({ kind: 'ReportAccepted' }), policy, now)).acknowledged?.by).toBe(ana.login);
  });
});

describe('/reject', () => {
  const reject = typed({ kind: 'ReportRejected', name: 'not-a-vulnerability', reason: 'The attacker would already own the server.' });

  it('closes the advisory, and the reporter is told the reason before', () => {
    const decision = decide(reported, reject, policy, now);
    expect(nextOf(decision)).toMatchObject({
      phase: 'rejected',
      rejected: { by: max.login, name: 'not-a-vulnerability', reason: 'The attacker would already own the server.' },
    });
    const kinds = effectsOf(decision).map((effect) => effect.kind);
    expect(kinds.indexOf('SayOnAdvisory')).toBeLessThan(kinds.indexOf('SetAdvisoryState'));
    expect(effectsOfKind(decision, 'SetAdvisoryState')).toMatchObject([{ state: 'closed' }]);
    expect(effectsOfKind(decision, 'SayOnAdvisory')[0]?.body).toBe(
      'Thank you for this report. The maintainers looked into it and do not treat it as a vulnerability. What it describes is not a vulnerability. In their words:\n\n> The attacker would already own the server.\n\nIf you think that something was missed, please answer here.',
    );
    expect(effectsOfKind(decision, 'SayInFixRepository').map((effect) => effect.body)).toEqual([
      'Closed; the reporter is told the reason.',
    ]);
  });

  it('where we cannot write to the reporter hands the words over and does not claim to have sent them', () => {
    const decision = decide({ ...reported, advisoryComments: 'absent' }, reject, policy, now);
    expect(effectsOfKind(decision, 'SayOnAdvisory')).toEqual([]);
    expect(wordsOf(decision)).toEqual([
      expect.stringMatching(
        /^Please post this on the advisory for the reporter, unless it stands there already[^]*> The attacker would already own the server\./,
      ),
      'Closed. I cannot write to the reporter: please **post the reason on the advisory by hand**.',
    ]);
  });

  it.each(rejectNames.map((name) => ({ name })))('for $name tells the reporter the ready sentence, then the words typed', ({ name }) => {
    const decision = decide(reported, typed({ kind: 'ReportRejected', name, reason: 'Here is *why*.' }), policy, now);
    const [told] = effectsOfKind(decision, 'SayOnAdvisory');
    expect(told?.body).toContain(` ${rejectReasons[name].says} In their words:\n\n> Here is \\*why\\*.`);
    expect(decision).toMatchObject({ because: expect.arrayContaining([{ rule: 'S23' }, { rule: rejectReasons[name].rule }]) });
  });

  it('for an unsafe default is refused where the policy counts those, and named as a sentence of the policy elsewhere (S72)', () => {
    const unsafe = typed({ kind: 'ReportRejected', name: 'unsafe-default', reason: 'The port is open on purpose.' });
    expect(decide(reported, unsafe, aPolicy({ unsafeDefaults: 'accepted' }), now)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'against-policy', message: expect.stringContaining('`unsafe_defaults: accepted`') },
    });
    // Policies that were stored before the setting was there.
    expect(decide(reported, unsafe, policy, now)).toMatchObject({ outcome: 'accepted', because: [{ rule: 'S23' }, { rule: 'S72' }] });
  });

  it('after the report was accepted closes it all the same', () => {
    expect(nextOf(decide(aReadyCase(), reject, policy, now)).phase).toBe('rejected');
  });
});

describe('/fix-lead', () => {
  const named = (by: typeof max, who: typeof max, rest = {}) =>
    typed({ kind: 'FixLeadNamed', login: who.login, role: who.role }, { by, ...rest });

  it.each([
    { name: 'a volunteer', event: named(max, max), words: '@max volunteered as Fix Lead.', lead: max.login },
    { name: 'somebody named by a maintainer', event: named(max, ana), words: '@max made @ana Fix Lead.', lead: ana.login },
  ])('makes $name Fix Lead and credits them on the advisory', ({ event, words, lead }) => {
    const decision = decide(reported, event, policy, now);
    expect(nextOf(decision).fixLead).toEqual({ login: lead, by: max.login, at: reportedAt + hourMs });
    expect(effectsOfKind(decision, 'CreditFixLead')).toMatchObject([{ login: lead }]);
    expect(wordsOf(decision)[0]?.split('\n')[0]).toBe(words);
  });

  it('tells whoever is named which duties are open, and by when', () => {
    expect(wordsOf(decide(reported, named(max, ana), policy, now))[0]).toContain(
      'Open duties:\n- the first answer to the reporter: 2026-03-05 23:59 UTC, open',
    );
  });

  it('hands over: the last one named is the one', () => {
    const led = { ...reported, fixLead: { login: ana.login, by: ana.login, at: 0 } };
    expect(nextOf(decide(led, named(max, ben), policy, now)).fixLead?.login).toBe(ben.login);
  });

  it.each([
    {
      name: 'the one who is it already',
      given: { ...reported, fixLead: { login: ana.login, by: ana.login, at: 0 } },
      event: named(max, ana),
      code: 'already-done',
      message: '@ana is already Fix Lead.',
    },
    {
      name: 'the reporter',
      given: reported,
      event: named(max, rita),
      code: 'not-permitted',
      message: 'A Fix Lead must be one of the members of `acme/security`; @rita is not.',
    },
    {
      name: 'an outsider',
      given: reported,
      event: named(max, oscar),
      code: 'not-permitted',
      message: 'A Fix Lead must be one of the members of `acme/security`; @oscar is not.',
    },
    {
      name: 'somebody GitHub could not be asked about',
      given: reported,
      event: { ...named(max, { login: login('ulla'), role: 'unknown' }), typed: '/fix-lead @ulla' },
      code: 'could-not-find-out',
      message:
        'I could not find out from GitHub whether @ulla is a maintainer, so I did nothing. Please say `/fix-lead @ulla` again in a few minutes.',
    },
  ])('refuses $name', ({ given, event, code, message }) => {
    expect(decide(given, event, policy, now)).toMatchObject({ outcome: 'refused', refusal: { code, message } });
  });
});

describe('/cvss', () => {
  const vector = 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N';
  const scored = nextOf(decide(reported, typed({ kind: 'VectorGiven', vector }), policy, now));

  it('keeps who scored, what exactly, and writes the vector to the advisory', () => {
    const decision = decide(reported, typed({ kind: 'VectorGiven', vector }), policy, now);
    expect(nextOf(decision).score).toMatchObject({ by: max.login, cvss: { vector, score: 6.5, severity: 'Medium' } });
    expect(effectsOfKind(decision, 'SetSeverity')).toMatchObject([{ vector }]);
    expect(wordsOf(decision)).toEqual([
      '@max scored it 6.5 Medium (CVSS 3.1), provisionally: members of `acme/security` make the final call with `/cvss final`.',
    ]);
  });

  it.each([
    { vector: '' },
    { vector: 'AV:N' },
    { vector: `${vector} ` },
    { vector: `${vector}/AV:L` },
    { vector: 'CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P' },
    { vector: '@everyone' },
    { vector: '<!-- fixlead:0123456789abcdef -->' },
  ])('refuses "$vector" and changes nothing, not even a score that was there', ({ vector: bad }) => {
    const decision = decide(scored, typed({ kind: 'VectorGiven', vector: bad }), policy, now);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code: 'bad-vector' } });
    expect(effectsOf(decision).map((effect) => effect.kind)).toEqual(['SayInFixRepository']);
    expect(wordsOf(decision)[0]).not.toMatch(/@everyone|<!--/);
  });

  it.each([
    { finalCall: 'maintainers', because: [{ rule: 'S28' }, { rule: 'S30' }] },
    { finalCall: 'fix-lead', because: [{ rule: 'S96' }, { rule: 'S98' }] },
  ] as const)('names the sentences of the policy that lets $finalCall decide', ({ finalCall, because }) => {
    const led = { ...reported, fixLead: { login: max.login, by: max.login, at: 0 } };
    const decision = decide(led, typed({ kind: 'VectorGiven', vector }), aPolicy({ scoreFinalCall: finalCall }), now);
    expect(decision).toMatchObject({ outcome: 'accepted', because });
  });
});

describe('/hold', () => {
  const hold = (rest: Parameters<typeof typed>[1] = {}, reason = 'The fix breaks upgrades.') => typed({ kind: 'HoldPlaced', reason }, rest);
  const lift = (rest: Parameters<typeof typed>[1] = {}) => typed({ kind: 'HoldLifted' }, rest);
  const heldBy = (...people: readonly (typeof max)[]) => people.map(({ login: by }) => ({ by, at: 0, reason: 'wait' }));

  it('of the reporter on the advisory is told to the maintainers, with its reason', () => {
    const decision = decide(aReadyCase(), hold({ by: rita, from: onAdvisory }), policy, now);
    expect(effectsOfKind(decision, 'SayInFixRepository')).toMatchObject([
      {
        place: theCaseIssue,
        body: '@rita put the publication **on hold**. Nothing is published until `/hold cancel`.\n\n> The fix breaks upgrades.',
      },
    ]);
  });

  it('in the case issue is answered there, once', () => {
    expect(wordsOf(decide(aReadyCase(), hold({ from: inCaseIssue }), policy, now))).toEqual([
      'On hold: nothing will be published until this is lifted with `/hold cancel`.',
    ]);
  });

  it('keeps a reason given in private from the reporter, and shows it on the board', () => {
    const decision = decide(aReadyCase(), hold({}, 'Rita may have talked.'), policy, now);
    const shownTo = (audience: string) =>
      effectsOf(decision)
        .filter((effect) => effect.audience === audience)
        .map((effect) => JSON.stringify(effect));
    expect(shownTo('reporter').join()).not.toContain('Rita may have talked');
    expect(shownTo('reporter').join()).toContain('**On hold** by @max');
    expect(shownTo('maintainers').join()).toContain('**On hold** by @max: Rita may have talked');
  });

  it('keeps the reason to itself when the news can only go to the advisory', () => {
    const homeless = aReadyCase({ caseIssue: undefined });
    const decision = decide(homeless, hold({ from: onPullRequest() }, 'Rita may have talked.'), policy, now);
    expect(effectsOfKind(decision, 'SayOnAdvisory')).toHaveLength(1);
    expect(effectsOfKind(decision, 'SayOnAdvisory')[0]?.body).not.toContain('Rita may have talked');
  });

  it('of one person replaces their earlier one, and stands beside those of others', () => {
    const held = aReadyCase({ holds: heldBy(max, rita) });
    expect(nextOf(decide(held, hold(), policy, now)).holds.map(({ by, reason }) => [by, reason])).toEqual([
      [rita.login, 'wait'],
      [max.login, 'The fix breaks upgrades.'],
    ]);
  });

  const rows = [
    { name: 'by whoever set it', given: aReadyCase({ holds: heldBy(max) }), event: lift(), kept: [], says: 'The hold is lifted.' },
    {
      name: 'by whoever set one of two',
      given: aReadyCase({ holds: heldBy(max, rita) }),
      event: lift(),
      kept: [rita.login],
      says: 'Your hold is lifted; others remain.',
    },
    {
      name: 'by the Fix Lead, all at once',
      given: aReadyCase({ holds: heldBy(rita, ben), fixLead: { login: max.login, by: max.login, at: 0 } }),
      event: lift(),
      kept: [],
      says: 'The hold is lifted.',
    },
  ];
  it.each(rows)('is lifted $name', ({ given, event, kept, says }) => {
    const decision = decide(given, event, policy, now);
    expect(nextOf(decision).holds.map((one) => one.by)).toEqual(kept);
    expect(wordsOf(decision)).toEqual([says]);
  });

  it.each([
    {
      name: 'the last one',
      given: aReadyCase({ holds: heldBy(rita) }),
      says: '@rita lifted the hold, and nobody holds it any more. The Release Date 2026-03-07 09:00 UTC (Saturday) has passed: say `/publish` in the private case issue, or set a new `/date`.',
    },
    { name: 'one of two', given: aReadyCase({ holds: heldBy(rita, ben) }), says: '@rita lifted a hold; @ben still holds it.' },
  ])('lifted on the advisory, $name, is told to the maintainers', ({ given, says }) => {
    const decision = decide(given, lift({ by: rita, from: onAdvisory }), policy, releaseAt);
    expect(effectsOfKind(decision, 'SayInFixRepository')).toMatchObject([{ place: theCaseIssue, body: says }]);
  });

  it('lifted after the Release Date says that nothing happens by itself any more', () => {
    const decision = decide(aReadyCase({ holds: heldBy(max) }), lift(), policy, releaseAt);
    expect(wordsOf(decision)[0]).toMatch(/^The hold is lifted\. The Release Date .* has passed: say `\/publish`/);
  });

  it.each([
    { name: 'when nobody holds', given: aReadyCase(), event: lift(), code: 'nothing-to-undo', says: 'Nobody holds this case.' },
    {
      name: 'by a maintainer whose it is not, naming whose it is',
      given: aReadyCase({ holds: heldBy(rita) }),
      event: lift(),
      code: 'not-permitted',
      says: 'whoever set it (@rita) or by the Fix Lead; nobody is Fix Lead yet',
    },
    {
      name: 'by the reporter whose it is not',
      given: aReadyCase({ holds: heldBy(max) }),
      event: lift({ by: rita }),
      code: 'not-permitted',
      says: 'whoever set it (@max)',
    },
    {
      name: 'by a Fix Lead who is a maintainer no more',
      given: aReadyCase({ holds: heldBy(max), fixLead: { login: rita.login, by: max.login, at: 0 } }),
      event: lift({ by: rita }),
      code: 'not-permitted',
      says: 'or by the Fix Lead.',
    },
  ])('is not lifted $name', ({ given, event, code, says }) => {
    expect(decide(given, event, policy, now)).toMatchObject({
      outcome: 'refused',
      refusal: { code, message: expect.stringContaining(says) },
    });
  });
});
