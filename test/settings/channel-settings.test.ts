import { describe, expect, it } from '@jest/globals';
import { readChannelSettings } from '../../src/settings/channel-settings.ts';

function read(env: Record<string, string>) {
  const problems: string[] = [];
  const settings = readChannelSettings(env, (problem) => void problems.push(problem));
  return { problems, settings };
}
const token = 'xoxb-1234567890-abc';

describe('the channels of the environment', () => {
  it('are none where nothing is set', () => {
    expect(read({})).toEqual({ problems: [], settings: undefined });
  });

  it('are named in small letters, with dashes', () => {
    const { settings } = read({ FIXLEAD_SLACK_ALL_USERS: 'https://hooks.slack.example/T/B/x' });
    expect([...(settings?.slack.keys() ?? [])]).toEqual(['all-users']);
  });

  it('may be conversations of Slack that a bot writes into', () => {
    const { problems, settings } = read({ FIXLEAD_SLACK_ANNOUNCE: 'C012AB3CD', FIXLEAD_SLACK_BOT_TOKEN: token });
    expect(problems).toEqual([]);
    expect(settings?.slackBot).toMatchObject({ apiUrl: 'https://slack.com/api' });
    expect(JSON.stringify(settings)).not.toContain(token);
  });

  it.each([
    { name: 'a conversation without a bot', env: { FIXLEAD_SLACK_ANNOUNCE: 'C012AB3CD' }, says: 'FIXLEAD_SLACK_BOT_TOKEN is missing' },
    { name: 'a token of something else', env: { FIXLEAD_SLACK_BOT_TOKEN: 'xoxp-1234567890-abc' }, says: 'which begins with xoxb-' },
    { name: 'an address without TLS', env: { FIXLEAD_SLACK_ANNOUNCE: 'http://hooks.slack.example/x' }, says: 'must begin with https://' },
    { name: 'a short secret', env: { FIXLEAD_WEB_HOOK_RELAY_URL: 'https://relay.example/x' }, says: 'at least 32 characters' },
    { name: 'half of what mail needs', env: { FIXLEAD_MAIL_FROM: 'security@example.org' }, says: 'FIXLEAD_SMTP_URL must begin' },
  ])('refuse $name', ({ env, says }) => {
    expect(read(env).problems.join()).toContain(says);
  });
});
