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

describe('a pull request that changes the policy file', () => {
  it('is checked in the open: red at the line of the problem, green when a push mends it, silent about cases', async () => {
    bot = await aConversation();
    const id = await bot.report();
    const ana = bot.github.actAs('ana');
    const push = async (text: string) => {
      const sha = await ana.push({ repo: project, branch: 'rules', files: { '.github/fixlead.yml': text }, message: 'Change the rules' });
      await bot.pass(10_000);
      return sha;
    };
    const checks = (sha: string) => bot.github.world.checkRuns(project, sha);
    const broken = await push(`${aPolicyFile}publsh: auto\n`);
    expect(checks(broken)).toEqual([]);
    await ana.openPullRequest({ repo: project, head: 'rules', base: 'main', title: 'Change the rules' });
    await bot.pass(10_000);
    expect(checks(broken)).toMatchObject([
      {
        ...{ name: 'fixlead/policy', conclusion: 'failure' },
        annotations: [{ path: '.github/fixlead.yml', start_line: 6, annotation_level: 'failure' }],
      },
    ]);
    const mended = await push(aPolicyFile.replace('required: 2', 'required: 3'));
    expect(checks(mended)).toMatchObject([{ conclusion: 'success', annotations: [] }]);
    expect(checks(mended)[0]?.output.summary).toContain('- `lgtm.required`: `2` → `3`');
    expect(checks(broken)).toHaveLength(1);
    expect(
      JSON.stringify([...checks(broken), ...checks(mended)].map(({ output, annotations }) => ({ output, annotations }))),
    ).not.toContain(id);
    // Most pull requests leave the file alone.
    const other = await ana.push({ repo: project, branch: 'docs', files: { 'README.md': '# Widgets\n' }, message: 'Say more' });
    await ana.openPullRequest({ repo: project, head: 'docs', base: 'main', title: 'Say more' });
    await bot.pass(10_000);
    expect(checks(other)).toEqual([]);
  }, 120_000);
});
