// What may be public about a report that is no vulnerability: shown first, confirmed, and without a word of the report.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { refuseLeaks } from '../../../src/core/embargo.ts';
import type { Effect } from '../../../src/core/effects.ts';
import { aCase, aPolicy, aRepository, reportedAt } from '../../fixtures/a-case.ts';
import { ana, effectsOf, effectsOfKind, hourMs, max, nextOf, seen, theCaseIssue, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const now = reportedAt + 2 * hourMs;
const reported = aCase({ caseIssue: theCaseIssue, advisoryComments: 'available' });
const draft = typed({ kind: 'DowngradeDrafted', title: 'Old lines stay in the log', words: 'Drop them after @a while.' });
const confirm = typed({ kind: 'DowngradeConfirmed' }, { by: ana });
const drafted = nextOf(decide(reported, draft, policy, now));

describe('/downgrade', () => {
  it('shows first, word for word, what would be public, and opens nothing', () => {
    const decision = decide(reported, draft, policy, now);
    expect(effectsOfKind(decision, 'OpenPublicIssue')).toEqual([]);
    expect(nextOf(decision).phase).toBe('reported');
    expect(wordsOf(decision)).toEqual([
      'This would be **public**, as an issue in acme/widget:\n\n> **Old lines stay in the log**\n>\n> Drop them after @\u200Ba while.\n>\n> The maintainers track this bug here. It is not a vulnerability.\n\nThe reporter is not named, and nothing of the report is in it as far as I can see: please look once more. `/downgrade confirm` opens it, another `/downgrade TITLE -- WORDS` changes it. The report is closed with it, and its reporter is told where the issue is.',
    ]);
  });

  it('confirmed opens exactly that, closes the advisory, and thanks the reporter before', () => {
    const decision = decide(drafted, confirm, policy, now);
    expect(nextOf(decision)).toMatchObject({
      phase: 'rejected',
      acknowledged: { by: ana.login },
      publicIssue: { confirmed: { by: ana.login } },
    });
    expect(effectsOfKind(decision, 'OpenPublicIssue')).toEqual([
      {
        key: `${reported.id}/public-issue/downgrade/${reportedAt + hourMs}`,
        kind: 'OpenPublicIssue',
        audience: 'public',
        repository: 'acme/widget',
        title: 'Old lines stay in the log',
        body: 'Drop them after @\u200Ba while.\n\nThe maintainers track this bug here. It is not a vulnerability.',
      },
    ]);
    expect(
      effectsOf(decision)
        .map(({ kind }) => kind)
        .slice(0, 3),
    ).toEqual(['SayOnAdvisory', 'SetAdvisoryState', 'OpenPublicIssue']);
    expect(wordsOf(decision)[0]).toMatch(/^Thank you for this report\. .* treat it as a bug, not as a vulnerability\./);
  });

  it('confirmed without anything shown is refused with what to say first', () => {
    const decision = decide(reported, confirm, policy, now);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code: 'not-found' } });
    expect(wordsOf(decision)).toEqual(['There is nothing to confirm: `/downgrade TITLE -- WORDS` shows first what would be public.']);
  });

  it('with words of the report is refused, without repeating them', () => {
    const quoting = typed({ kind: 'DowngradeDrafted', title: 'Widgets can be read by anybody', words: 'as rita says' });
    const decision = decide(reported, quoting, policy, now);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code: 'not-for-the-public', because: [{ rule: 'S12' }] } });
    expect(wordsOf(decision)).toEqual([
      'That cannot be public: it names the reporter, it holds a phrase of the report. Please say it in words of your own.',
    ]);
  });

  it('tells the reporter and the maintainers where the issue is, once it is there', () => {
    const closed = nextOf(decide(drafted, confirm, policy, now));
    const opened = seen({ kind: 'PublicIssueOpened', place: { repository: aRepository, number: 5 } });
    const decision = decide(closed, opened, policy, now);
    expect(wordsOf(decision)).toEqual([
      'The bug is tracked in public at https://github.com/acme/widget/issues/5.',
      'The public issue is open: https://github.com/acme/widget/issues/5',
    ]);
    expect(decide(nextOf(decision), opened, policy, now).outcome).toBe('ignored');
  });
});

describe('/harden', () => {
  const rejectUnsafe = typed({ kind: 'ReportRejected', name: 'unsafe-default', reason: 'It is documented.' });
  const harden = typed({ kind: 'HardeningDrafted', title: 'Listen on localhost', words: undefined });
  const closed = nextOf(decide(reported, rejectUnsafe, policy, now));

  it('is offered where a report is closed for an unsafe default (S73)', () => {
    expect(wordsOf(decide(reported, rejectUnsafe, policy, now)).at(-1)).toBe(
      'Closed; the reporter is told the reason. The policy promises to work towards safer defaults (S73): `/harden TITLE -- WORDS` in the case issue shows you a public issue for it before it is opened.',
    );
  });

  it('shows, and once confirmed opens, one issue that asks what could break', () => {
    const shown = nextOf(decide(closed, harden, policy, now));
    const decision = decide(shown, typed({ kind: 'HardeningConfirmed' }), policy, now);
    expect(effectsOfKind(decision, 'OpenPublicIssue')).toMatchObject([
      {
        title: 'Listen on localhost',
        body: 'The maintainers look for a safer default here. What could break for existing users belongs into the discussion.',
      },
    ]);
    const again = decide(nextOf(decision), harden, policy, now);
    expect(again).toMatchObject({ outcome: 'refused', refusal: { message: 'That issue is being opened.' } });
    expect(decide(nextOf(decision), typed({ kind: 'HardeningConfirmed' }), policy, now)).toMatchObject({
      refusal: { code: 'already-done' },
    });
  });

  it('is not for what was closed for another reason', () => {
    const other = nextOf(decide(reported, typed({ kind: 'ReportRejected', name: 'spam', reason: 'Advertising.' }), policy, now));
    expect(decide(other, harden, policy, now)).toMatchObject({ outcome: 'refused', refusal: { code: 'not-needed' } });
  });
});

describe('the lock before the public', () => {
  const confirmed = nextOf(decide(drafted, confirm, policy, now));
  const effect = effectsOfKind(decide(drafted, confirm, policy, now), 'OpenPublicIssue')[0] as Effect & { title: string; body: string };
  it.each([
    { name: 'other words than the confirmed ones', given: confirmed, wanted: { ...effect, body: 'More than was shown.' } },
    { name: 'another title', given: confirmed, wanted: { ...effect, title: 'More' } },
    { name: 'what was only shown', given: { ...drafted, phase: 'rejected' as const }, wanted: effect },
    { name: 'a case that is still open', given: { ...confirmed, phase: 'accepted' as const }, wanted: effect },
    { name: 'a case about which nobody confirmed anything', given: aCase({ phase: 'rejected' }), wanted: effect },
  ])('holds back $name', ({ given, wanted }) => {
    expect(() => refuseLeaks(given, [wanted], policy, now)).toThrow('A rule of ours would make OpenPublicIssue public while');
  });

  it('lets the confirmed words through', () => {
    expect(() => refuseLeaks(confirmed, [effect], policy, now)).not.toThrow();
    expect(max.login).not.toBe(confirmed.publicIssue?.confirmed?.by);
  });
});

describe('/reopen', () => {
  const closed = nextOf(decide(reported, typed({ kind: 'ReportRejected', name: 'spam', reason: 'Advertising.' }), policy, now));
  const reopen = typed({ kind: 'CaseReopened', reason: 'It was *not* advertising.' });

  it('takes a closed case up again as accepted, tells the reporter why, and lets an old Release Date go', () => {
    const dated = { ...closed, release: { by: max.login, at: reportedAt, releaseAt: reportedAt + hourMs } };
    const decision = decide(dated, reopen, policy, now);
    expect(nextOf(decision)).toMatchObject({ phase: 'accepted', rejected: undefined, release: undefined, accepted: { by: max.login } });
    expect(effectsOfKind(decision, 'SetAdvisoryState')).toMatchObject([{ state: 'draft' }]);
    expect(effectsOfKind(decision, 'SayOnAdvisory')[0]?.body).toContain('> It was \\*not\\* advertising.');
  });

  it('reminds of a public issue that was opened for it', () => {
    const downgraded = nextOf(decide(drafted, confirm, policy, now));
    expect(wordsOf(decide(downgraded, reopen, policy, now)).at(-1)).toContain('please look whether it says too much');
  });

  it('takes the wish for a public issue back that GitHub has not fulfilled yet, and says to look', () => {
    const downgraded = decide(drafted, confirm, policy, now);
    const decision = decide(nextOf(downgraded), reopen, policy, now);
    expect(decision).toMatchObject({ withdraws: effectsOfKind(downgraded, 'OpenPublicIssue').map(({ key }) => key) });
    expect(wordsOf(decision).at(-1)).toContain('is not opened any more, unless it is there by now');
    const place = { repository: aRepository, number: 5 };
    const opened = nextOf(decide(nextOf(downgraded), seen({ kind: 'PublicIssueOpened', place }), policy, now));
    expect(wordsOf(decide(opened, reopen, policy, now)).at(-1)).toContain('A public issue was opened for it');
  });

  it('is not undone by a look that shows the advisory as it was before, and is by one that shows it closed since', () => {
    const open = nextOf(decide(closed, reopen, policy, now));
    const shown = (at: number) => seen({ kind: 'AdvisorySeen', state: 'closed', temporaryFork: undefined }, at);
    expect(decide(open, shown(reportedAt + hourMs - 1), policy, now).outcome).toBe('ignored');
    expect(nextOf(decide(open, shown(reportedAt + 3 * hourMs), policy, now)).phase).toBe('rejected');
  });

  it('is not for a case that is open', () => {
    expect(decide(reported, reopen, policy, now)).toMatchObject({
      refusal: {
        code: 'wrong-phase',
        message: 'That can be said only of a case that was closed without a publication, and this one was not.',
      },
    });
  });
});
