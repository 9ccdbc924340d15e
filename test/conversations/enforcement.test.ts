// What keeps an unreviewed head from being merged in the fix repository, and who else says so by the same name.
import { afterEach, describe, expect, it } from '@jest/globals';
import { aConversation, aPolicyFile, fixes, hour, minute, type Conversation, type ConversationOptions } from './a-conversation.ts';

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

describe('a rule that somebody took away', () => {
  const lost = () => bot.repliesTo('case-issue').filter((words) => words.includes('GitHub does not require `fixlead/lgtm` any more'));
  const takeAway = () => bot.github.actAs('max').removeRuleset({ repo: fixes, name: 'fixlead/lgtm on main' });

  it('is told once, shown on the check, and left to people; when it is back that is seen too', async () => {
    await begin();
    await takeAway();
    await bot.pass(13 * hour);
    await bot.pass(13 * hour);
    expect(lost()).toHaveLength(1);
    expect(lost()[0]).toContain('Put it back under');
    expect(ours().at(-1)?.output.summary).toContain('Recorded only');
    expect(repository().rulesets).toEqual([]);
    const rules = [
      {
        type: 'required_status_checks',
        parameters: {
          strict_required_status_checks_policy: false,
          required_status_checks: [{ context: 'fixlead/lgtm', integration_id: bot.github.world.app.id }],
        },
      },
    ];
    repository().rulesets.push({ id: 7, name: 'By hand', enforcement: 'active', branches: ['main'], rules });
    await bot.pass(13 * hour);
    expect(ours().at(-1)?.output.summary).toContain('Enforced by GitHub');
  }, 120_000);

  it('is made again where the policy says so, also when it was only switched off', async () => {
    await begin({ policy: aPolicyFile.replace('required: 2', 'required: 2, ruleset: keep') });
    await takeAway();
    await bot.pass(13 * hour);
    expect(repository().rulesets).toMatchObject([{ name: 'fixlead/lgtm on main', enforcement: 'active' }]);
    const [rule] = repository().rulesets;
    if (rule !== undefined) repository().rulesets[0] = { ...rule, enforcement: 'disabled' };
    await bot.pass(13 * hour);
    expect(repository().rulesets).toMatchObject([{ enforcement: 'active' }]);
    expect(lost()).toHaveLength(2);
    expect(ours().at(-1)?.output.summary).toContain('Enforced by GitHub');
  }, 120_000);
});

describe('somebody who has GitHub run the check again', () => {
  it('gets the same answer anew, in the same run, because GitHub had taken it away', async () => {
    const number = await begin();
    const sha = bot.github.world.pullRequest(fixes, number).pull.headSha;
    await bot.say('ana', number, '/lgtm');
    await bot.say('ben', number, '/lgtm');
    expect(ours()).toMatchObject([{ conclusion: 'success' }]);
    await bot.github.actAs('wanda').askForCheckAgain({ repo: fixes, sha, name: 'fixlead/lgtm' });
    expect(ours()).toMatchObject([{ status: 'queued', conclusion: undefined }]);
    await bot.pass(minute);
    expect(ours()).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
  });
});
