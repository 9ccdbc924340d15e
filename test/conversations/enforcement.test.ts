// What keeps an unreviewed head from being merged in the fix repository, and who else says so by the same name.
import { afterEach, describe, expect, it } from '@jest/globals';
import { aConversation, fixes, minute, type Conversation, type ConversationOptions } from './a-conversation.ts';

let bot: Conversation;
afterEach(() => bot.close());

async function begin(options: ConversationOptions = {}): Promise<number> {
  bot = await aConversation({ permissions: { administration: 'write' }, ...options });
  await bot.report();
  await bot.say('max', 'case-issue', '/accept');
  return bot.openFix();
}

const repository = () => bot.github.world.repository(fixes);
const merge = (number: number) => bot.github.actAs('wanda').mergePullRequest({ repo: fixes, number });
const ours = () => repository().checkRuns.filter((run) => run.name === 'fixlead/lgtm' && run.app.slug === 'fixlead');

describe('the required check', () => {
  it('is pinned to this App, once for a line, and GitHub merges nothing without it', async () => {
    const number = await begin();
    expect(repository().rulesets).toMatchObject([{ name: 'fixlead/lgtm on main', enforcement: 'active', branches: ['main'] }]);
    expect(ours().at(-1)?.output.summary).toContain('Enforced by GitHub');
    await expect(merge(number)).rejects.toThrow('fixlead/lgtm');
    await bot.say('ana', number, '/lgtm');
    await bot.say('ben', number, '/lgtm');
    expect(repository().rulesets).toHaveLength(1);
    expect(await merge(number)).toMatch(/^[0-9a-f]{40}$/);
  });

  it('is not satisfied by a check of the same name that another app made, neither for GitHub nor for the gate', async () => {
    const number = await begin();
    const forger = bot.github.world.addApp('forger');
    const sha = bot.github.world.pullRequest(fixes, number).pull.headSha;
    const forged = { repo: fixes, sha, name: 'fixlead/lgtm', conclusion: 'success', app: forger } as const;
    await bot.github.actAs('wanda').completeCheckRun(forged);
    await bot.pass(minute);
    await expect(merge(number)).rejects.toThrow('fixlead/lgtm');
    expect(ours().at(-1)).toMatchObject({ conclusion: 'failure' });
    expect(bot.board()).toContain(`#${number} has 0 of 2 LGTMs`);
  });

  it.each([
    { name: 'the plan has no rules for private repositories', options: { plan: 'free' } },
    { name: 'the App may not administer', options: { permissions: {} } },
  ] as const)('is recorded only, and says so, where $name', async ({ options }) => {
    const number = await begin(options);
    expect(repository().rulesets).toEqual([]);
    expect(ours().at(-1)?.output.summary).toContain('Recorded only: GitHub does not stop a merge here.');
    expect(bot.board()).not.toContain('Given up');
    expect(await merge(number)).toMatch(/^[0-9a-f]{40}$/);
  });
});
