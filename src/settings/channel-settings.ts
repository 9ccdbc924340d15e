/** The addresses and passwords of channels, which stand in the environment alone; `.env.example` explains each. */
import { isConversation } from '../adapters/slack/send-to-slack.ts';
import type { SlackBot } from '../adapters/slack/slack-bot.ts';
import { secret, type Secret } from '../adapters/secret.ts';
import type { MailSettings } from '../adapters/mail/send-mail.ts';

export type ChannelSettings = {
  readonly slack: ReadonlyMap<string, Secret>;
  readonly slackBot?: SlackBot | undefined;
  readonly webHooks: ReadonlyMap<string, { readonly url: Secret; readonly secret: Secret }>;
  readonly mail: MailSettings | undefined;
  /** Whether channels may lie on this machine or in a private network. */
  readonly allowPrivate: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Refuse = (problem: string) => undefined;

/** Names in the policy are small and have dashes; in the environment they are large and have underscores. Undefined when nothing is set. */
export function readChannelSettings(env: Environment, refuse: Refuse): ChannelSettings | undefined {
  const allowPrivate = env['FIXLEAD_ALLOW_PRIVATE_ADDRESSES'] === 'true';
  const isUrl = (text: string) => URL.canParse(text) && (allowPrivate || text.startsWith('https://'));
  const slack = new Map<string, Secret>();
  const webHooks = new Map<string, { readonly url: Secret; readonly secret: Secret }>();
  for (const [variable, value = ''] of Object.entries(env)) {
    const hook = /^FIXLEAD_SLACK_([A-Z\d_]+)$/.exec(variable)?.[1];
    const web = /^FIXLEAD_WEB_HOOK_([A-Z\d_]+)_URL$/.exec(variable)?.[1];
    if (ofBot.includes(variable) || (hook ?? web) === undefined) continue;
    if (!isUrl(value) && !(hook !== undefined && isConversation(value)))
      refuse(`${variable} must begin with https://${hook === undefined ? '' : ', or be the id of a conversation, such as C012AB3CD'}.`);
    if (hook !== undefined) slack.set(nameOf(hook), secret(value));
    if (web === undefined) continue;
    const shared = env[`FIXLEAD_WEB_HOOK_${web}_SECRET`] ?? '';
    if (shared.length < 32) refuse(`FIXLEAD_WEB_HOOK_${web}_SECRET needs at least 32 characters. Make one with: openssl rand -hex 32`);
    webHooks.set(nameOf(web), { url: secret(value), secret: secret(shared) });
  }
  const mail = readMail(env, refuse);
  const slackBot = readBot(env, refuse, isUrl);
  if ([...slack.values()].some((place) => isConversation(place.reveal())) && slackBot === undefined)
    refuse('FIXLEAD_SLACK_BOT_TOKEN is missing: a conversation of Slack is named by its id, and only a bot writes into it.');
  if (slack.size + webHooks.size === 0 && mail === undefined) return undefined;
  return { slack, webHooks, mail, allowPrivate, ...(slackBot && { slackBot }) };
}

/** Names that no channel of Slack can have. */
const ofBot: readonly string[] = ['FIXLEAD_SLACK_BOT_TOKEN', 'FIXLEAD_SLACK_API_URL'];

function readBot(env: Environment, refuse: Refuse, isUrl: (text: string) => boolean): SlackBot | undefined {
  const { FIXLEAD_SLACK_BOT_TOKEN: token, FIXLEAD_SLACK_API_URL: apiUrl = 'https://slack.com/api' } = env;
  if (token === undefined) return undefined;
  if (!/^xoxb-[\w-]{10,}$/.test(token)) return refuse('FIXLEAD_SLACK_BOT_TOKEN must be the token of a bot, which begins with xoxb-.');
  if (!isUrl(apiUrl)) return refuse('FIXLEAD_SLACK_API_URL must begin with https://.');
  return { token: secret(token), apiUrl: apiUrl.replace(/\/$/, '') };
}

function readMail({ FIXLEAD_SMTP_URL: url, FIXLEAD_MAIL_FROM: from }: Environment, refuse: Refuse): MailSettings | undefined {
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || !/^smtps?:\/\/./.test(url))
    return refuse('FIXLEAD_SMTP_URL must begin with smtp:// or smtps://, such as smtps://USER:PASSWORD@mail.example.org:465.');
  if (from === undefined || !/^[\w.+-]+@[\w.-]+$/.test(from))
    return refuse('FIXLEAD_MAIL_FROM must be an address, such as security@example.org.');
  return { smtpUrl: secret(url), from };
}

function nameOf(variable: string): string {
  return variable.toLowerCase().replaceAll('_', '-');
}
