// One notice on one channel: what the case must still say before it goes, hours after it was wanted.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import { noticeOf, withNotice } from '../../../src/core/notices/notice.ts';
import type { Instant } from '../../../src/core/time/time.ts';
import { sendNotice } from '../../../src/engine/performers/send-notice.ts';
import type { NoticeSender } from '../../../src/engine/ports/github.ts';
import { aCaseId, aPolicy, aRepository } from '../../fixtures/a-case.ts';
import { aReadyCase, dayMs, effectsOfKind, hourMs, nextOf, releaseAt, seen, typed } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const soon = releaseAt - dayMs;
const approved = decide(aReadyCase(), typed({ kind: 'NoticeApproved', notice: 'forthcoming' }), policy, soon);
const wanting = nextOf(approved);
const moved = decide(wanting, typed({ kind: 'ReleaseDateGiven', releaseAt: releaseAt + dayMs }), policy, soon);
const theNotice = onlyNotice(effectsOfKind(approved, 'SendNotice'));

function onlyNotice([notice]: readonly EffectOf<'SendNotice'>[]): EffectOf<'SendNotice'> {
  if (notice === undefined) throw new Error('nothing was to be sent');
  return notice;
}

type World = { readonly stored?: Case | undefined; readonly isPublished?: boolean; readonly at?: Instant };

async function send(notice: EffectOf<'SendNotice'>, { stored = wanting, isPublished = false, at = soon }: World = {}) {
  const went: string[] = [];
  const sender: NoticeSender = { send: async (_context, { subject }) => ({ result: `sent ${went.push(subject)}` }) };
  const performer = sendNotice({
    senders: { slack: sender, mail: sender, 'web-hook': sender, github: sender },
    facts: { isPublished: async () => isPublished },
    store: { readCase: async (id) => (stored.id === id ? { case: stored, policy, version: 1, policyDigest: '' } : undefined) },
    now: () => at,
  });
  const ended = await performer
    .perform({ about: aCaseId, repository: aRepository, installationId: 1 }, notice)
    .catch((error: unknown) => error as Error);
  return { went, ended };
}

describe('the notice of a forthcoming fix', () => {
  it('goes while the case stands as it stood when it was wanted', async () => {
    const { went, ended } = await send(theNotice);
    expect(went).toEqual([theNotice.subject]);
    expect(ended).toMatchObject({ event: { kind: 'NoticeSent', notice: 'forthcoming', channel: 'slack:announce', edition: 1, at: soon } });
  });

  const rejected = { by: aReadyCase().report.reporter!, at: soon, reason: 'no vulnerability' };
  it.each<{ name: string; world: World; why: string }>([
    { name: 'the case was closed', world: { stored: { ...wanting, phase: 'rejected', rejected } }, why: 'the case is closed' },
    {
      name: 'the case was reopened, without a date',
      world: { stored: { ...wanting, release: undefined } },
      why: 'there is no Release Date',
    },
    { name: 'the date has come', world: { at: releaseAt }, why: 'its Release Date has come' },
    { name: 'the case is being published', world: { stored: { ...wanting, phase: 'publishing' } }, why: 'it comes too late' },
    { name: 'all is public', world: { stored: { ...wanting, phase: 'published' }, isPublished: true }, why: 'it comes too late' },
    { name: 'the date is another one', world: { stored: nextOf(moved) }, why: 'it is not what was approved' },
    {
      name: 'nobody approves of it any more',
      world: { stored: withNotice(wanting, { ...noticeOf(wanting, 'forthcoming'), approved: undefined }) },
      why: 'it is not what was approved',
    },
    { name: 'there is no such case', world: { stored: aReadyCase({ id: 'GHSA-9999-9999-9999' as never }) }, why: 'there is no such case' },
  ])('does not go any more when $name', async ({ world, why }) => {
    const { went, ended } = await send(theNotice, world);
    expect(went).toEqual([]);
    expect(ended).toMatchObject({ permanent: true, message: expect.stringContaining(why) as unknown });
  });

  it('names the new date once the one with the old date is known not to have gone', async () => {
    expect(effectsOfKind(moved, 'SendNotice')).toEqual([]);
    const { ended } = await send(theNotice, { stored: nextOf(moved) });
    const error = ended instanceof Error ? ended.message : 'it went';
    const givenUp = seen({ kind: 'EffectGivenUp', key: theNotice.key, what: 'SendNotice', error }, soon);
    const after = decide(nextOf(moved), givenUp, policy, soon);
    const anew = onlyNotice(effectsOfKind(after, 'SendNotice'));
    expect(anew.subject).not.toBe(theNotice.subject);
    expect((await send(anew, { stored: nextOf(after), at: releaseAt + hourMs })).went).toEqual([anew.subject]);
  });
});

describe('a notice that speaks of the vulnerability', () => {
  const fixed = { ...theNotice, notice: 'fixed' as const };

  it('goes nowhere before GitHub shows the advisory to everybody, whatever the case says', async () => {
    const { went, ended } = await send(fixed, { stored: { ...wanting, phase: 'published' } });
    expect(went).toEqual([]);
    expect(ended).toMatchObject({ message: expect.stringContaining('the advisory is not public') as unknown });
  });

  it('goes when it does', async () => {
    expect((await send(fixed, { stored: { ...wanting, phase: 'published' }, isPublished: true })).went).toHaveLength(1);
  });
});
