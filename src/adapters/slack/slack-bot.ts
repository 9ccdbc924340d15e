/** Slack's Web API, as far as a bot needs it. Source: Slack's documentation, `chat.postMessage`, `conversations.history`, `chat.getPermalink`. */
import { z } from 'zod';
import { ChannelFailure } from '../../engine/ports/failures.ts';
import type { SentNotice } from '../../engine/ports/github.ts';
import { post, refusedWith } from '../post.ts';
import type { Secret } from '../secret.ts';

export type SlackBot = {
  /** `xoxb-…`, with the scope `chat:write`; with `channels:history` a message is looked for before it is sent again. */
  readonly token: Secret;
  /** Where Slack's API is, ending in `/api`. */
  readonly apiUrl: string;
};

const eventType = 'fixlead_notice';
/** How many of the newest messages are looked through. */
const looked = 50;
/** Unit: characters. */
const longestAnswer = 1_000_000;
/** Slack answers 200 to these as well. */
const passing: readonly string[] = [
  'ratelimited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
];

const anyAnswer = z.object({ ok: z.boolean(), error: z.string().optional() });
const message = z.object({
  ts: z.string(),
  metadata: z.object({ event_type: z.string(), event_payload: z.object({ id: z.string().optional() }) }).optional(),
});
const postedAnswer = z.object({ ts: z.string() });
const historyAnswer = z.object({ messages: z.array(message) });
const linkAnswer = z.object({ permalink: z.string() });

type Bot = {
  look(conversation: string, id: string): Promise<SentNotice | undefined>;
  say(conversation: string, text: string, id: string): Promise<SentNotice>;
};

export function slackBot({ token, apiUrl }: SlackBot, allowPrivate: boolean): Bot {
  const ask = async <Answer>(method: string, body: string, type: string, answer: z.ZodType<Answer>): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token.reveal()}`, 'content-type': type };
    const posted = await post({ url: `${apiUrl}/${method}`, body, headers, allowPrivate, longestAnswer });
    if (posted.status !== 200) throw refusedWith(posted);
    const read = anyAnswer.safeParse(parsed(posted.text));
    if (!read.success) throw new ChannelFailure(`Slack answered ${method} with something else`);
    const { ok, error = '' } = read.data;
    if (!ok)
      throw new ChannelFailure(`Slack refused: ${/^[a-z_]{1,60}$/.exec(error)?.[0] ?? 'no reason'}`, {
        permanent: !passing.includes(error),
      });
    return answer.parse(parsed(posted.text));
  };
  const form = <Answer>(method: string, fields: Record<string, string>, answer: z.ZodType<Answer>) =>
    ask(method, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded', answer);
  const standing = async (conversation: string, ts: string): Promise<SentNotice> => {
    const result = `slack message ${ts}`;
    const found = await form('chat.getPermalink', { channel: conversation, message_ts: ts }, linkAnswer).catch(unlessOurs);
    return { result, ...(found !== undefined && { link: found.permalink }) };
  };
  return {
    look: async (conversation, id) => {
      const fields = { channel: conversation, limit: String(looked), include_all_metadata: 'true' };
      const history = await form('conversations.history', fields, historyAnswer).catch(unlessOurs);
      const found = history?.messages.find(({ metadata }) => metadata?.event_type === eventType && metadata.event_payload.id === id);
      return found && standing(conversation, found.ts);
    },
    say: async (conversation, text, id) => {
      const metadata = { event_type: eventType, event_payload: { id } };
      const body = JSON.stringify({ channel: conversation, text, unfurl_links: false, metadata });
      const { ts } = await ask('chat.postMessage', body, 'application/json; charset=utf-8', postedAnswer);
      return standing(conversation, ts);
    },
  };
}

/** Where the bot may not look, or Slack does not answer now, we do without. */
function unlessOurs(cause: unknown): undefined {
  if (!(cause instanceof ChannelFailure)) throw cause;
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
