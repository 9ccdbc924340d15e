// The policy file as it changes under running cases.
import { afterEach, describe, expect, it } from '@jest/globals';
import { aConversation, aPolicyFile, project, type Conversation } from './a-conversation.ts';

let bot: Conversation;
afterEach(() => bot.close());

describe('a policy file that breaks and is repaired', () => {
  it('leaves new cases under its last good version, until somebody says `/policy adopt`', async () => {
    bot = await aConversation();
    await bot.report();
    const push = (text: string) =>
      bot.github.actAs('max').push({ repo: project, branch: 'main', files: { '.github/fixlead.yml': text }, message: 'Change the rules' });
    await push(`${aPolicyFile}publsh: auto\n`);
    const second = await bot.report('rita', { summary: 'Another' });
    bot.turnTo(second);
    await bot.pass(30_000);
    expect(bot.board()).toContain('the last good version');
    expect(bot.status()).toContain('the last good version');
    await bot.say('max', 'case-issue', '/policy adopt');
    expect(bot.replyTo('case-issue')).toContain('acme/widget/.github/fixlead.yml:6:1: ');
    await push(aPolicyFile.replace('required: 2', 'required: 3'));
    await bot.say('max', 'case-issue', '/policy');
    expect(bot.replyTo('case-issue')).toContain('- `lgtm.required`: `2` → `3`');
    await bot.say('max', 'case-issue', '/policy adopt');
    expect(bot.replyTo('case-issue')).toContain('This case is now ruled by');
    expect(bot.board()).not.toContain('the last good version');
  }, 120_000);
});
