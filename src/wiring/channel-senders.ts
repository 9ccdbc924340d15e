/** Builds what carries notices out, from what the environment says. */
import { sendToList } from '../adapters/mail/send-to-list.ts';
import { mailer } from '../adapters/mail/send-mail.ts';
import { sendToSlack } from '../adapters/slack/send-to-slack.ts';
import { sendToWebHook } from '../adapters/web-hooks/send-to-web-hook.ts';
import type { ChannelSettings } from '../settings/channel-settings.ts';
import type { MailSender } from '../engine/ports/mail.ts';
import type { NoticeSenders } from '../engine/ports/github.ts';
import { notSetUp } from '../engine/performers/send-notice.ts';

const nothing: ChannelSettings = { slack: new Map(), webHooks: new Map(), mail: undefined, allowPrivate: false };

export function channelSenders(settings: ChannelSettings = nothing, now: () => number): Omit<NoticeSenders, 'github'> {
  const { slack, slackBot: bot, webHooks, mail, allowPrivate } = settings;
  return {
    slack: sendToSlack({ hooks: slack, bot, allowPrivate }),
    'web-hook': sendToWebHook({ hooks: webHooks, allowPrivate, now }),
    mail: mail === undefined ? notSetUp('E-mail') : sendToList(mailer(mail)),
  };
}

/** For mails to distributors, which are no notices: undefined where e-mail is not set up. */
export function mailSender({ mail }: ChannelSettings = nothing): MailSender | undefined {
  return mail === undefined ? undefined : mailer(mail);
}
