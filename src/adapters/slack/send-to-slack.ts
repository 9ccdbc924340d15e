/** Notices to Slack: by incoming webhooks, which cannot be asked what stands there, or by a bot, which can. */
import { createHash } from 'node:crypto';
import { ChannelFailure } from '../../engine/ports/failures.ts';
import type { NoticeSender, SentNotice } from '../../engine/ports/github.ts';
import type { EffectOf } from '../../core/effects.ts';
import { post, refusedWith } from '../post.ts';
import type { Secret } from '../secret.ts';
import { slackBot, type SlackBot } from './slack-bot.ts';

export type SlackSettings = {
  /** By the name behind `slack:`: the address of an incoming webhook, or the id of a conversation that the bot writes into. */
  readonly hooks: ReadonlyMap<string, Secret>;
  readonly bot?: SlackBot | undefined;
  readonly allowPrivate: boolean;
};

/** Conversations are named by an id, such as C012AB3CD. Source: Slack's documentation, "Conversations API". */
export function isConversation(place: string): boolean {
  return /^[CG][A-Z\d]{6,20}$/.test(place);
}

export function sendToSlack({ hooks, bot, allowPrivate }: SlackSettings): NoticeSender {
  const speaker = bot && slackBot(bot, allowPrivate);
  return {
    look: async (_context, notice, name) => {
      const place = hooks.get(name)?.reveal() ?? '';
      return isConversation(place) ? speaker?.look(place, idOf(notice)) : undefined;
    },
    send: async (_context, notice, name) => {
      const place = hooks.get(name)?.reveal();
      if (place === undefined)
        throw new ChannelFailure(`slack:${name} is not set up: no variable FIXLEAD_SLACK_${variableOf(name)}`, { permanent: true });
      const text = `*${escape(notice.subject)}*\n\n${escape(notice.body)}`;
      if (!isConversation(place)) return byHook(place, text, name);
      if (speaker === undefined)
        throw new ChannelFailure(`slack:${name} names a conversation, and FIXLEAD_SLACK_BOT_TOKEN is missing`, { permanent: true });
      return speaker.say(place, text, idOf(notice));
    },
  };

  async function byHook(url: string, text: string, name: string): Promise<SentNotice> {
    const posted = await post({ url, body: JSON.stringify({ text, unfurl_links: false }), allowPrivate }).catch(named);
    if (posted.status !== 200) throw refusedWith({ ...posted }, reasonIn(posted.text));
    return { result: `slack:${name}` };
  }
}

/** Stays the same however often the same notice is sent. */
function idOf({ key }: EffectOf<'SendNotice'>): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

function named(cause: unknown): never {
  if (!(cause instanceof ChannelFailure)) throw cause;
  throw new ChannelFailure(`Slack: ${cause.message}`, { permanent: cause.permanent, retryAfterMs: cause.retryAfterMs });
}

function variableOf(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** Source: Slack's documentation, "Formatting text for app surfaces": these three, and nothing else, so that nobody is called. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Slack's own words are short, such as `invalid_token`; anything else is not repeated. */
function reasonIn(text: string): string {
  return /^[a-z_]{1,60}$/.exec(text.trim())?.[0] ?? '';
}
