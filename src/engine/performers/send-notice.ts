/**
 * Hands a notice to the adapter of its channel, after one last look: what speaks of the vulnerability goes nowhere before the advisory is public,
 * and what announces a fix goes nowhere once none is to come.
 */
import type { EffectOf } from '../../core/effects.ts';
import { policyOfCase } from '../../core/fix-repository/own-repository.ts';
import { parseChannel, type ChannelKind } from '../../core/notices/channels.ts';
import { whyNoMore } from '../../core/notices/embargo.ts';
import { kinds } from '../../core/notices/kinds.ts';
import { isCaseId } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import { ChannelFailure } from '../ports/failures.ts';
import type { Found, GitHubFacts, NoticeSender, NoticeSenders, PerformContext, Performer, SentNotice } from '../ports/github.ts';
import type { Store } from '../ports/store.ts';

export type NoticeTools = {
  readonly senders: NoticeSenders;
  readonly facts: Pick<GitHubFacts, 'isPublished'>;
  readonly store: Pick<Store, 'readCase'>;
  readonly now: () => Instant;
};

export function sendNotice(tools: NoticeTools): Performer<'SendNotice'> {
  const { senders, now } = tools;
  const found = (notice: EffectOf<'SendNotice'>, { result, link }: SentNotice): Found => ({
    result,
    event: { kind: 'NoticeSent', notice: notice.notice, channel: notice.channel, edition: notice.edition, link, at: now() },
  });
  return {
    look: async (context, notice) => {
      const { sender, name } = senderFor(senders, notice);
      const there = await sender.look?.(context, notice, name);
      return there && found(notice, there);
    },
    perform: async (context, notice) => {
      const { sender, name } = senderFor(senders, notice);
      await (kinds[notice.notice].time === 'embargo' ? refuseTooLate : refuseTooEarly)(tools, context, notice);
      return found(notice, await sender.send(context, notice, name));
    },
  };
}

/** Stands in for a channel that this installation has not set up. */
export function notSetUp(what: string): NoticeSender {
  return {
    send: () =>
      Promise.reject(new ChannelFailure(`${what} is not set up here: docs/operating.md names the variables`, { permanent: true })),
  };
}

/** Between the decision and this moment hours may have passed: the case may have been closed, or published, or have another date. */
async function refuseTooLate({ store, now }: NoticeTools, { about }: PerformContext, notice: EffectOf<'SendNotice'>): Promise<void> {
  const stored = isCaseId(about) ? await store.readCase(about) : undefined;
  const why =
    stored === undefined ? 'there is no such case' : whyNoMore(notice, stored.case, policyOfCase(stored.policy, stored.case), now());
  if (why !== undefined) throw new ChannelFailure(`refused to send: ${why}`, { permanent: true });
}

/** An effect that came from the store is data; whether it may be public now is asked of GitHub. */
async function refuseTooEarly({ facts }: NoticeTools, context: PerformContext, notice: EffectOf<'SendNotice'>): Promise<void> {
  if (isCaseId(context.about) && (await facts.isPublished(context.installationId, context.repository, context.about))) return;
  throw new ChannelFailure(`refused to send: the advisory is not public, and the notice "${notice.notice}" speaks of it`, {
    permanent: true,
  });
}

function senderFor(senders: NoticeSenders, { channel }: EffectOf<'SendNotice'>): { readonly sender: NoticeSender; readonly name: string } {
  const parsed = parseChannel(channel);
  if (parsed === undefined || !isSent(parsed.kind))
    throw new ChannelFailure(`${channel} is no channel that I can send to`, { permanent: true });
  return { sender: senders[parsed.kind], name: parsed.name };
}

function isSent(kind: ChannelKind): kind is keyof NoticeSenders {
  return kind !== 'by-hand';
}
