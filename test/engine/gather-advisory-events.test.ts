import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Case } from '../../src/core/case.ts';
import { publish, wishState } from '../../src/core/disclosure/publication.ts';
import { aMaintainer } from '../fixtures/a-case.ts';
import { hourMs } from '../fixtures/happenings.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { advisoryComment, advisorySighted } from './sightings.ts';

let bot: AnEngine;
beforeEach(async () => {
  bot = await anEngine();
  bot.github.shows.maintainers = [aMaintainer];
});
afterEach(() => bot.close());

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
