import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Case } from '../../src/core/case.ts';
import { publish, wishState } from '../../src/core/disclosure/publication.ts';
import { login } from '../../src/core/ids.ts';
import { GitHubFailure } from '../../src/engine/ports/failures.ts';
import { aCaseId, aMaintainer, anotherCaseId, aPullRequest, aReporter, aRepository } from '../fixtures/a-case.ts';
import { dayMs, hourMs, sha, theCaseIssue } from '../fixtures/happenings.ts';
import { nameOf, outage, refusal } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { advisoryComment, advisorySighted, issueComment, live, pull11, pullComment, reviewSighted } from './sightings.ts';

const mostRoleTries = 3;
let bot: AnEngine;
beforeEach(async () => {
  bot = await anEngine({ mostRoleTries });
  bot.github.shows.maintainers = [aMaintainer];
});
afterEach(() => bot.close());

/** The words of what would be said, from the history's events on. */
const answers = async () =>
  (await bot.store.claimEffects({ now: bot.now() + dayMs, leaseMs: 1, paceMs: 0, limit: 9 })).map(({ effect }) => effect);

describe('an advisory that is seen closed', () => {
  const reopenedJustNow = () => bot.known({ phase: 'accepted', reopened: { by: aMaintainer, at: bot.now() - hourMs } });
  const seenClosed = () => bot.sight(advisorySighted({ state: 'closed', at: bot.now() }));

  it('is yet to be reopened while our wish for a draft waits, whatever our clock says', async () => {
    await bot.want([wishState(await reopenedJustNow(), 'draft')]);
    await seenClosed();
    expect(await bot.decided()).toEqual([]);
    expect((await bot.caseNow()).phase).toBe('accepted');
  });

  it.each([
    { name: 'once that wish is carried out', effects: () => [] },
    { name: 'while a publication is wished for', effects: (one: Case) => [publish(one, bot.now())] },
  ])('was closed by hand $name', async ({ effects }) => {
    await bot.want(effects(await reopenedJustNow()));
    await seenClosed();
    expect(await bot.decided()).toEqual(['AdvisorySeen: accepted']);
    expect((await bot.caseNow()).phase).toBe('rejected');
  });

  it('was closed by hand where nobody had reopened it, though a draft is wished for', async () => {
    await bot.want([wishState(await bot.known({ phase: 'accepted' }), 'draft')]);
    await seenClosed();
    expect((await bot.caseNow()).phase).toBe('rejected');
  });
});

describe('a comment on the advisory', () => {
  it('is remembered, and its commands are carried out in order', async () => {
    await bot.known();
    await bot.sight(advisoryComment('/ack\n\n/accept'));
    expect(await bot.decided()).toEqual(['AdvisoryCommentSeen: accepted', 'ReportAcknowledged: accepted', 'ReportAccepted: accepted']);
    expect((await bot.caseNow()).seenComments).toEqual({ '71': { digest: 'digest of /ack\n\n/accept', gone: false } });
  });

  it('without a command is remembered, and nobody is asked who wrote it', async () => {
    await bot.known();
    await bot.sight(advisoryComment('Thank you, we are looking into it.'));
    expect(await bot.decided()).toEqual(['AdvisoryCommentSeen: accepted']);
    expect(bot.github.calls).toEqual([]);
  });

  it('that was edited before it was read commands nothing, and its author is told so once', async () => {
    await bot.known();
    await bot.sight(advisoryComment('/ack\n\n/accept', { unedited: false }));
    expect(await bot.decided()).toEqual(['AdvisoryCommentSeen: accepted', 'CommandNotUnderstood: not-understood']);
    const [, refused] = (await bot.history()).slice(1);
    expect(refused?.event).toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('had been edited before I read it') as unknown,
    });
  });

  it('that was edited before it was read is no matter when it holds no command', async () => {
    await bot.known();
    await bot.sight(advisoryComment('Thank you!', { unedited: false }));
    expect(await bot.decided()).toEqual(['AdvisoryCommentSeen: accepted']);
  });

  it('answers a wrong command beside the right ones, each with its line', async () => {
    await bot.known();
    await bot.sight(advisoryComment('/ackk\n\n/ack'));
    const lines = (await bot.history()).slice(1).map(({ event }) => ('line' in event ? [event.kind, event.line] : [event.kind]));
    expect(lines).toEqual([['AdvisoryCommentSeen'], ['CommandNotUnderstood', 1], ['ReportAcknowledged', 3]]);
  });
});

describe('who somebody is', () => {
  beforeEach(() => bot.known({ caseIssue: theCaseIssue }));

  it.each([
    { who: aMaintainer, role: 'maintainer' },
    { who: aReporter, role: 'reporter' },
    { who: login('oscar'), role: 'outsider' },
  ])('is asked of GitHub at that moment: @$who is a $role', async ({ who, role }) => {
    await bot.sight(issueComment('/status', { author: who }));
    expect(bot.github.asked('isMaintainer')).toEqual([who]);
    expect((await bot.history()).at(-1)?.event).toMatchObject({ by: { login: who, role } });
  });

  it('counts as a maintainer whoever reported it and is one', async () => {
    bot.github.shows.maintainers = [aReporter];
    await bot.sight(issueComment('/ack', { author: aReporter }));
    expect(await bot.decided()).toEqual(['ReportAcknowledged: accepted']);
  });

  it.each([1, 2])('is asked again later when GitHub cannot say on try %d', async (attempt) => {
    bot.github.fail('isMaintainer', { error: outage() });
    await expect(bot.sight(issueComment('/ack'), attempt)).rejects.toThrow('502');
    expect(await bot.decided()).toEqual([]);
  });

  it('counts as unknown after the last try, and the answer says so', async () => {
    bot.github.fail('isMaintainer', { error: outage() });
    await bot.sight(issueComment('/ack'), mostRoleTries);
    expect(await bot.decided()).toEqual(['ReportAcknowledged: could-not-find-out']);
    expect(await answers()).toMatchObject([
      { kind: 'SayInFixRepository', body: expect.stringContaining('so I did nothing. Please say `/ack` again') as unknown },
    ]);
    expect(bot.logged).toContainEqual(expect.objectContaining({ level: 'warn', message: 'could not find out who somebody is' }));
  });

  it('is asked again, however often, while GitHub only asks us to wait', async () => {
    bot.github.fail('isMaintainer', { error: new GitHubFailure('rate limit', { retryAfterMs: 60_000 }) });
    await expect(bot.sight(issueComment('/ack'), mostRoleTries + 5)).rejects.toThrow('rate limit');
    expect(await bot.decided()).toEqual([]);
  });

  it('counts as unknown at once when no other try can help', async () => {
    bot.github.fail('isMaintainer', { error: refusal('cannot see the team acme/security') });
    await bot.sight(issueComment('/ack'));
    expect(await bot.decided()).toEqual(['ReportAcknowledged: could-not-find-out']);
  });

  it('is never guessed after a bug of ours', async () => {
    bot.github.fail('isMaintainer', { error: new TypeError('x is undefined') });
    await expect(bot.sight(issueComment('/ack'), 99)).rejects.toThrow(TypeError);
  });
});

describe('/duplicate', () => {
  it('keeps of the other report where it stands, and none of its words', async () => {
    await bot.known({ id: anotherCaseId, phase: 'accepted' });
    await bot.known({ caseIssue: theCaseIssue });
    await bot.sight(issueComment(`/duplicate ${anotherCaseId}`));
    const event = (await bot.history()).at(-1)?.event;
    expect(event).toMatchObject({ kind: 'DuplicateNamed', other: { repository: aRepository, phase: 'accepted' } });
    expect(JSON.stringify(event)).not.toContain('Widgets');
  });
});

describe('/fix-lead', () => {
  beforeEach(() => bot.known({ caseIssue: theCaseIssue }));

  it('asks who the named person is as well', async () => {
    await bot.sight(issueComment('/fix-lead @oscar'));
    expect(bot.github.asked('isMaintainer')).toEqual([aMaintainer, 'oscar']);
    expect(await bot.decided()).toEqual(['FixLeadNamed: not-permitted']);
  });

  it('without a name means whoever typed it', async () => {
    await bot.sight(issueComment('/fix-lead'));
    expect((await bot.caseNow()).fixLead?.login).toBe(aMaintainer);
  });
});

describe('/affects', () => {
  const linesFrom = { count: 1, tags: 'v{a}.{b}.{c}', branch: 'release-{a}.{b}', besides: [] };

  it('brings along what the Releases page shows, where the policy takes its lines from there', async () => {
    await bot.known({ caseIssue: theCaseIssue }, { linesFrom, lines: ['release-1.0'] });
    bot.github.shows.releasedTags = ['v2.0.0'];
    await bot.sight(issueComment('/affects release-2.0'));
    expect((await bot.store.readCase(aCaseId))?.policy.lines).toEqual(['release-2.0']);
  });

  it('goes on without, after the last try', async () => {
    await bot.known({ caseIssue: theCaseIssue }, { linesFrom, lines: ['release-1.0'] });
    bot.github.fail('releasedTags', { error: outage() });
    await bot.sight(issueComment('/affects release-1.0'), mostRoleTries);
    expect(await bot.decided()).toEqual(['AffectedLinesNamed: accepted']);
  });
});

describe('a comment on a pull request', () => {
  it('brings along the pull request as it stands now', async () => {
    await bot.known({ phase: 'accepted', pullRequests: [aPullRequest({ number: 11, headSha: sha('b'), headSeenAt: 0 })] });
    bot.github.shows.pulls.set(nameOf(pull11), live({ headSha: sha('b') }));
    await bot.sight(pullComment('/lgtm'));
    expect(await bot.decided()).toEqual(['PullRequestSeen: accepted', 'LgtmGiven: accepted']);
    expect((await bot.caseNow()).pullRequests[0]?.authors).toEqual(['wanda']);
  });

  it('is no LGTM of a head that we learnt of only after it was typed', async () => {
    await bot.known({ phase: 'accepted', pullRequests: [aPullRequest({ number: 11, headSha: sha('b'), headSeenAt: 0 })] });
    bot.github.shows.pulls.set(nameOf(pull11), live({ headSha: sha('c') }));
    bot.drill.setNow(bot.now() + hourMs);
    await bot.sight(pullComment('/lgtm'));
    expect(await bot.decided()).toEqual(['PullRequestSeen: accepted', 'LgtmGiven: head-moved']);
    expect((await bot.caseNow()).pullRequests[0]).toMatchObject({ headSha: sha('c'), headSeenAt: bot.now(), lgtms: [] });
  });

  it('is an LGTM all the same when it names the very commit', async () => {
    await bot.known({ phase: 'accepted', pullRequests: [aPullRequest({ number: 11, headSha: sha('b'), headSeenAt: 0 })] });
    bot.github.shows.pulls.set(nameOf(pull11), live({ headSha: sha('c') }));
    bot.drill.setNow(bot.now() + hourMs);
    await bot.sight(pullComment(`/lgtm ${sha('c').slice(0, 7)}`));
    expect((await bot.caseNow()).pullRequests[0]?.lgtms).toMatchObject([{ by: aMaintainer, sha: sha('c') }]);
  });

  it('that is mere talk changes nothing', async () => {
    await bot.known({ phase: 'accepted' });
    bot.github.shows.pulls.set(nameOf(pull11), live());
    await bot.sight(pullComment('Nice.'));
    expect(await bot.decided()).toEqual([]);
  });
});

describe('a review', () => {
  beforeEach(async () => {
    await bot.known({ phase: 'accepted', pullRequests: [aPullRequest({ number: 11 })] });
    bot.github.shows.pulls.set(nameOf(pull11), live());
  });
  const lgtms = async () => (await bot.caseNow()).pullRequests[0]?.lgtms;

  it('of the present head by a maintainer is an LGTM', async () => {
    await bot.sight(reviewSighted());
    expect(await lgtms()).toMatchObject([{ by: aMaintainer, via: 'review', sha: sha('a') }]);
  });

  it('of a maintainer who then asks for changes is none any more', async () => {
    await bot.sight(reviewSighted());
    await bot.sight(reviewSighted({ verdict: 'changes-requested' }));
    expect(await lgtms()).toEqual([]);
  });

  it('by somebody about whom GitHub cannot say who they are is asked about again', async () => {
    bot.github.fail('isMaintainer', { error: outage() });
    await expect(bot.sight(reviewSighted())).rejects.toThrow('502');
    expect(await lgtms()).toEqual([]);
  });
});
