// From the approval to the channel: what goes when, what is corrected, what is taken back, and how failures are put before people.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import type { CaseEvent } from '../../../src/core/events.ts';
import { noNotices } from '../../../src/core/notices/notice-policy.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import { noticeOf } from '../../../src/core/notices/notice.ts';
import { boardPage } from '../../../src/core/pages.ts';
import type { Instant } from '../../../src/core/time/time.ts';
import { aPolicy, reportedAt, someNotices } from '../../fixtures/a-case.ts';
import { aReadyCase, ana, dayMs, effectsOfKind, hourMs, max, nextOf, releaseAt, seen, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const soon = reportedAt + 6 * hourMs;
const later = releaseAt + dayMs;
const published = seen({ kind: 'AdvisoryPublished', publishedAt: releaseAt }, releaseAt);

function happen(thisCase: Case, event: CaseEvent, now: Instant = soon): Decision {
  return decide(thisCase, event, policy, now);
}

function after(thisCase: Case, ...events: readonly CaseEvent[]): Case {
  return events.reduce((current, event) => nextOf(happen(current, event)), thisCase);
}

function approve(notice: 'forthcoming' | 'fixed' | 'courtesy' | 'unsupported' | 'lifted'): CaseEvent {
  return typed({ kind: 'NoticeApproved', notice });
}

const sent = (notice: 'forthcoming' | 'correction' | 'fixed', edition = 1) =>
  seen({ kind: 'NoticeSent', notice, channel: 'slack:announce', edition, link: undefined }, soon);
const failed = (end: string, at: Instant = soon) =>
  seen({ kind: 'EffectGivenUp', key: `GHSA-2222-3333-4444/notice/${end}`, what: 'SendNotice', error: 'Slack answered 500' }, at);
const moveTo = (at: Instant) => typed({ kind: 'ReleaseDateGiven', releaseAt: at });

function sentTo(decision: Decision): readonly string[] {
  return effectsOfKind(decision, 'SendNotice').map((effect) => `${effect.notice} ${effect.edition}.${effect.retries} ${effect.channel}`);
}

function stateOf(thisCase: Case, kind: 'forthcoming' | 'correction' | 'fixed', channel = 'slack:announce'): readonly string[] {
  return noticeOf(thisCase, kind)
    .sends.filter((send) => send.channel === channel)
    .map((send) => send.state);
}

describe('approving', () => {
  const noDate = aReadyCase({ release: undefined });
  const unreviewed = aReadyCase({ pullRequests: [] });
  it.each([
    {
      name: 'a forthcoming fix while there is neither a fix nor a mitigation (S103)',
      given: unreviewed,
      kind: 'forthcoming',
      says: 'neither a reviewed fix',
    },
    { name: 'a forthcoming fix without a date (S105)', given: noDate, kind: 'forthcoming', says: 'no Release Date' },
    {
      name: 'a forthcoming fix once all is public',
      given: aReadyCase({ phase: 'published' }),
      kind: 'forthcoming',
      says: 'comes too late',
    },
    { name: 'a courtesy notice where a release is affected', given: aReadyCase(), kind: 'courtesy', says: 'main line alone' },
    {
      name: 'a word on unsupported lines where none is affected',
      given: aReadyCase(),
      kind: 'unsupported',
      says: 'not supported any more',
    },
    { name: 'a notice that goes nowhere', given: aReadyCase(), kind: 'lifted', says: 'names no channel' },
  ] as const)('refuses $name', ({ given, kind, says }) => {
    const decision = happen(given, approve(kind));
    expect(decision.outcome).toBe('refused');
    expect(wordsOf(decision).join()).toContain(says);
  });

  it('takes a mitigation in the place of the fix (S103)', () => {
    const mitigated = { ...unreviewed, mitigation: { by: max.login, at: soon, words: 'Set max-depth to 10.' } };
    expect(sentTo(happen(mitigated, approve('forthcoming')))).toEqual(['forthcoming 1.0 slack:announce']);
  });

  it('twice is refused, and told who was first', () => {
    expect(wordsOf(happen(after(aReadyCase(), approve('fixed')), approve('fixed')))).toEqual(['@max has approved this text already.']);
  });

  it('is for the Fix Lead alone, once there is one', () => {
    const led = aReadyCase({ fixLead: { by: ana.login, at: 0, login: ana.login } });
    expect(happen(led, approve('fixed'))).toMatchObject({ outcome: 'refused', refusal: { code: 'not-permitted' } });
  });
});

describe('a notice of a forthcoming fix', () => {
  it('goes at once when approved: to the channel, and into the case issue for what is posted by hand', () => {
    const decision = happen(aReadyCase(), approve('forthcoming'));
    const [notice] = effectsOfKind(decision, 'SendNotice');
    expect(notice).toMatchObject({
      audience: 'public',
      channel: 'slack:announce',
      subject: expect.stringContaining('2026-03-07 09:00 UTC') as unknown,
    });
    expect(wordsOf(decision).find((words) => words.includes('Please post this now'))).toContain('`by-hand:blog`');
    expect(sentTo(happen(nextOf(decision), typed({ kind: 'StatusAsked' })))).toEqual([]);
  });

  it('tells the date in every zone that the policy lists', () => {
    const zoned = aPolicy({ dateZones: ['Asia/Tokyo', 'America/Los_Angeles'] });
    const [notice] = effectsOfKind(decide(aReadyCase(), approve('forthcoming'), zoned, soon), 'SendNotice');
    expect(notice?.body).toContain('- Saturday 2026-03-07 18:00 (Asia/Tokyo)\n- Saturday 2026-03-07 01:00 (America/Los_Angeles)');
  });

  it('is corrected once on each channel that told another date, and not where it was not told', () => {
    const told = after(aReadyCase(), approve('forthcoming'), sent('forthcoming'));
    const moved = happen(told, moveTo(later));
    expect(sentTo(moved)).toEqual(['correction 1.0 slack:announce']);
    expect(effectsOfKind(moved, 'SendNotice')[0]?.subject).toContain('2026-03-08 09:00 UTC (Sunday)');
    // By hand nothing had been posted yet: the text is handed over again, with the new date.
    expect(wordsOf(moved).find((words) => words.includes('Please post this now'))).toContain('2026-03-08 09:00 UTC');
    expect(sentTo(happen(nextOf(moved), typed({ kind: 'StatusAsked' })))).toEqual([]);
  });

  it('that is on its way when the date moves is corrected once it is known to have gone', () => {
    const moved = happen(after(aReadyCase(), approve('forthcoming')), moveTo(later));
    expect(sentTo(moved)).toEqual([]);
    expect(sentTo(happen(nextOf(moved), sent('forthcoming')))).toEqual(['correction 1.0 slack:announce']);
    const back = happen(nextOf(moved), moveTo(releaseAt));
    expect(sentTo(happen(nextOf(back), sent('forthcoming')))).toEqual([]);
  });

  it('that did not go before the date moved is written anew, once, and nobody is asked', () => {
    const moved = after(aReadyCase(), approve('forthcoming'), moveTo(later));
    const anew = happen(moved, failed('forthcoming/slack:announce/1'));
    expect(sentTo(anew)).toEqual(['forthcoming 1.0 slack:announce']);
    expect(effectsOfKind(anew, 'SendNotice')[0]?.subject).toContain('2026-03-08');
    expect(wordsOf(anew).join()).not.toContain('/notice retry');
    const again = happen(nextOf(anew), failed('forthcoming/slack:announce/1'));
    expect(sentTo(again)).toEqual([]);
    expect(wordsOf(again).join()).toContain('/notice retry forthcoming slack:announce');
  });

  it('that did not go before the new date has come is put before people', () => {
    const moved = after(aReadyCase(), approve('forthcoming'), moveTo(later));
    const late = happen(moved, failed('forthcoming/slack:announce/1', later), later);
    expect(sentTo(late)).toEqual([]);
    expect(wordsOf(late).join()).toContain('**Not sent**');
  });

  it('of a correction likewise', () => {
    const moved = after(aReadyCase(), approve('forthcoming'), sent('forthcoming'), moveTo(later), moveTo(later + dayMs));
    const anew = happen(moved, failed('correction/slack:announce/1'));
    expect(sentTo(anew)).toEqual(['correction 1.0 slack:announce']);
    expect(effectsOfKind(anew, 'SendNotice')[0]?.subject).toContain('2026-03-09');
  });

  it('is corrected again when the date moves again', () => {
    const corrected = after(aReadyCase(), approve('forthcoming'), sent('forthcoming'), moveTo(later), sent('correction'));
    expect(sentTo(happen(corrected, moveTo(later + dayMs)))).toEqual(['correction 2.0 slack:announce']);
  });

  it('is not corrected when the date moves and moves back before anything was told', () => {
    const failedFirst = after(aReadyCase(), approve('forthcoming'), failed('forthcoming/slack:announce/1'));
    expect(sentTo(happen(failedFirst, moveTo(later)))).toEqual([]);
  });

  it('posted by hand is corrected by hand', () => {
    const posted = typed({ kind: 'NoticePosted', notice: 'forthcoming', channel: 'by-hand:blog', link: 'https://blog.example.org/1' });
    const moved = happen(after(aReadyCase(), approve('forthcoming'), posted), moveTo(later));
    expect(wordsOf(moved).find((words) => words.includes('/notice posted correction by-hand:blog'))).toContain('new date');
  });
});

describe('a notice of a forthcoming fix that could not go before the case ended', () => {
  it.each(['rejected', 'published'] as const)('is put before people without the advice to try again (%s)', (phase) => {
    const waiting = { ...after(aReadyCase(), approve('forthcoming')), phase };
    const [words = ''] = wordsOf(happen(waiting, failed('forthcoming/slack:announce/1')));
    expect(words).toMatch(/\*\*Not sent\*\*[\s\S]*nothing is to be done/);
    expect(words).not.toContain('/notice retry');
  });

  it('may be tried again while a fix is still to come', () => {
    const waiting = after(aReadyCase(), approve('forthcoming'));
    expect(wordsOf(happen(waiting, failed('forthcoming/slack:announce/1')))[0]).toContain('/notice retry forthcoming slack:announce');
  });
});

describe('a notice of a fix', () => {
  it('waits until the advisory is public, and goes then, whatever its date was moved to', () => {
    const approved = happen(aReadyCase(), approve('fixed'));
    expect(sentTo(approved)).toEqual([]);
    const moved = after(nextOf(approved), moveTo(later));
    expect(sentTo(happen(moved, published, releaseAt))).toEqual(['fixed 1.0 slack:announce']);
  });

  it('approved late goes at once', () => {
    expect(sentTo(happen(aReadyCase({ phase: 'published' }), approve('fixed'), later))).toEqual(['fixed 1.0 slack:announce']);
  });

  it('loses its approval when it reads differently, and people are told', () => {
    const changed = happen(after(aReadyCase(), approve('fixed')), typed({ kind: 'MitigationGiven', words: 'Set max-depth to 10.' }));
    expect(wordsOf(changed).join()).toContain('the approval of @max is taken back');
    expect(sentTo(happen(nextOf(changed), published, releaseAt))).toEqual([]);
  });
});

describe('the window for the notice of a forthcoming fix (S104)', () => {
  const windowed = aPolicy({ notices: { ...someNotices, forthcomingCalendarDays: 7 } });
  const owed = (thisCase: Case, under = windowed) => obligations(thisCase, under).find((one) => one.name === 'forthcoming-notice');

  it('is seven calendar days from the report, and kept once a channel has told it', () => {
    expect(owed(aReadyCase())).toMatchObject({ dueAt: Date.UTC(2026, 2, 9, 24) - 1, metAt: undefined, rules: ['S104', 'S103'] });
    const told = after(aReadyCase(), approve('forthcoming'), sent('forthcoming'));
    expect(owed(told)?.metAt).toBe(soon);
  });

  it('is not owed where the policy names no channel or no window', () => {
    expect(owed(aReadyCase(), policy)).toBeUndefined();
    expect(owed(aReadyCase(), aPolicy({ notices: { ...noNotices, forthcomingCalendarDays: 7 } }))).toBeUndefined();
  });
});

describe('a channel that fails', () => {
  const tried = after(aReadyCase({ phase: 'published' }), approve('fixed'), failed('fixed/slack:announce/1'));

  it('is put before people, with what to do', () => {
    const before = after(aReadyCase({ phase: 'published' }), approve('fixed'));
    const [words = ''] = wordsOf(happen(before, failed('fixed/slack:announce/1')));
    expect(words).toMatch(/\*\*Not sent\*\*[\s\S]*Slack answered 500[\s\S]*\/notice retry fixed slack:announce/);
    expect(boardPage(tried, policy, soon)).toContain('| fixed | `slack:announce` | **failed**: Slack answered 500 |');
  });

  it('is tried again when somebody says so, as a new wish', () => {
    const again = happen(tried, typed({ kind: 'NoticeRetried', notice: 'fixed', channel: 'slack:announce' }));
    expect(sentTo(again)).toEqual(['fixed 1.1 slack:announce']);
    expect(stateOf(nextOf(again), 'fixed')).toEqual(['sending']);
  });

  it('may be replaced by a person', () => {
    const posted = typed({ kind: 'NoticePosted', notice: 'fixed', channel: 'slack:announce', link: 'https://slack.example.org/1' });
    expect(stateOf(after(tried, posted), 'fixed')).toEqual(['sent']);
    expect(boardPage(after(tried, posted), policy, soon)).toContain('https://slack.example.org/1');
  });

  it.each([
    { name: 'has not failed', channel: 'by-hand:blog', code: 'already-done' },
    { name: 'has had nothing', channel: 'mail:a@example.org', code: 'not-found' },
  ])('is not tried again where it $name', ({ channel, code }) => {
    const again = happen(tried, typed({ kind: 'NoticeRetried', notice: 'fixed', channel }));
    expect(again).toMatchObject({ outcome: 'refused', refusal: { code } });
  });

  it('that carried it out after all is believed', () => {
    expect(stateOf(after(tried, sent('fixed')), 'fixed')).toEqual(['sent']);
  });
});

describe('a preview', () => {
  it('shows the text so that nothing in it calls anybody, and what is wrong with it', () => {
    const [words = ''] = wordsOf(happen(aReadyCase({ release: undefined }), typed({ kind: 'NoticePreviewed', notice: 'forthcoming' })));
    expect(words).toContain('```text\nwidget: a security fix will be available');
    expect(words).toContain('❌ The text does not name the Release Date');
    expect(words).toContain('S105 (V:76)');
  });

  it('shows also what is only ever sent by hand', () => {
    const [words = ''] = wordsOf(happen(aReadyCase(), typed({ kind: 'NoticePreviewed', notice: 'reply-accepted' })));
    expect(words).toContain('Your report to widget is accepted');
  });
});
