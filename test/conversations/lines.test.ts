// What the whole bot does about the lines of the public repository and of its private mirror, with real git in both.
import { afterEach, describe, expect, it } from '@jest/globals';
import { readRefs } from '../../src/drill/simulated-github/refs.ts';
import { aConversation, fixes, minute, project, type Conversation } from './a-conversation.ts';

let bot: Conversation;
afterEach(() => bot.close());

const main = async (repository: string) => (await readRefs(bot.github.world.repository(repository).folder)).get('refs/heads/main');

describe('the mirror', () => {
  it('follows a push to the public line within a minute, because its webhook brings the look forward', async () => {
    bot = await aConversation();
    await bot.report();
    const pushed = await bot.github.actAs('max').push({ repo: project, branch: 'main', files: { 'new.txt': 'New.\n' }, message: 'Add' });
    expect(await main(fixes)).not.toBe(pushed);
    await bot.pass(minute);
    expect(await main(fixes)).toBe(pushed);
  });

  it('is left alone where a person pushed something else to it, and the maintainers are told at once', async () => {
    bot = await aConversation();
    await bot.report();
    const theirs = await bot.github.actAs('max').push({ repo: fixes, branch: 'main', files: { 'fix.txt': 'A fix.\n' }, message: 'Fix' });
    await bot.pass(minute);
    expect(bot.replyTo('case-issue')).toContain('no pull request of this case with its LGTMs accounts for that');
    await bot.github.actAs('max').push({ repo: project, branch: 'main', files: { 'new.txt': 'New.\n' }, message: 'Add' });
    await bot.pass(minute);
    expect(bot.replyTo('case-issue')).toContain('have parted');
    expect(await main(fixes)).toBe(theirs);
  });
});
