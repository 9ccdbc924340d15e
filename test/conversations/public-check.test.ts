// The check on pull requests of the public repository, with real git: what everybody sees, and what only the team hears.
import { afterEach, describe, expect, it } from '@jest/globals';
import { aConversation, aPolicyFile, fixes, minute, project, type Conversation } from './a-conversation.ts';

const policy = aPolicyFile.replace('required: 2', 'required: 2, public_check: true');
/** The same change as that of the ready-made branch `fix`. */
const theFix = { 'fix.txt': 'Do not shake.\n' };

let bot: Conversation;
afterEach(() => bot.close());

async function begin(policyFile = policy): Promise<void> {
  bot = await aConversation({ policy: policyFile });
  await bot.report();
  await bot.say('max', 'case-issue', '/accept');
  // The policy file is looked at now and then.
  await bot.pass(minute);
}

async function propose(branch: string, files: Record<string, string>) {
  const wanda = bot.github.actAs('wanda');
  bot.github.world.repository(project).collaborators.set('wanda', 'write');
  const sha = await wanda.push({ repo: project, branch, files, message: 'Change it' });
  const number = await wanda.openPullRequest({ repo: project, head: branch, base: 'main', title: 'Change it' });
  await bot.pass(minute);
  return { sha, number };
}

async function approve(number: number, who = 'ana'): Promise<void> {
  await bot.github.actAs(who).review({ repo: project, number, verdict: 'APPROVE' });
  await bot.pass(minute);
}

const checks = (sha: string) => bot.github.world.checkRuns(project, sha).filter(({ name }) => name === 'fixlead/ready');
/** All that anybody can see of it but its numbers and times. */
const seen = (sha: string) => checks(sha).map(({ name, status, conclusion, output }) => ({ name, status, conclusion, output }));

describe('the check on public pull requests', () => {
  it('waits alike for whatever nobody approved, be it the fix under embargo, and the team hears of that one in private', async () => {
    await begin();
    await bot.openFix();
    const plain = await propose('docs', { 'docs.txt': 'Say more.\n' });
    const leaked = await propose('tidy', theFix);
    expect(seen(plain.sha)).toMatchObject([{ status: 'in_progress', conclusion: undefined, output: { title: 'Waiting' } }]);
    expect(seen(leaked.sha)).toEqual(seen(plain.sha));
    expect(
      bot
        .repliesTo('case-issue')
        .filter((words) => words.includes(`${project}#${leaked.number}`))
        .join('\n'),
    ).toContain('Please do not approve it there');
    expect(bot.repliesTo('case-issue').join('\n')).not.toContain(`${project}#${plain.number}`);
    expect(bot.repliesTo('advisory').join('\n')).not.toContain('do not approve');
    await approve(plain.number, 'oscar');
    expect(seen(plain.sha)).toMatchObject([{ status: 'in_progress' }]);
    await approve(plain.number);
    expect(seen(plain.sha)).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
    await bot.github.actAs('wanda').askForCheckAgain({ repo: project, sha: plain.sha, name: 'fixlead/ready' });
    expect(seen(plain.sha)).toMatchObject([{ status: 'queued', conclusion: undefined }]);
    await bot.pass(minute);
    expect(seen(plain.sha)).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
    expect(checks(plain.sha)).toHaveLength(1);
  }, 120_000);

  it('is green for the fix only when that has its LGTMs as well, and says no more than before', async () => {
    await begin();
    const fix = await bot.openFix();
    const leaked = await propose('tidy', theFix);
    await approve(leaked.number);
    expect(seen(leaked.sha)).toMatchObject([{ status: 'in_progress', output: { title: 'Waiting' } }]);
    expect(bot.replyTo('case-issue')).toContain('Take the approval back, or give the LGTMs here');
    await bot.say('ana', fix, '/lgtm');
    await bot.say('ben', fix, '/lgtm');
    await bot.pass(6 * minute);
    expect(seen(leaked.sha)).toMatchObject([{ conclusion: 'success' }]);
    expect(JSON.stringify(seen(leaked.sha))).not.toMatch(/GHSA|secur|LGTM|fix\b/i);
  }, 120_000);

  it('is there on no pull request of the private mirror, and nowhere unless the policy asks for it', async () => {
    await begin();
    const number = await bot.openFix();
    const { headSha } = bot.github.world.pullRequest(fixes, number).pull;
    expect(bot.github.world.checkRuns(fixes, headSha).map(({ name }) => name)).toEqual(['fixlead/lgtm']);
    await bot.close();
    await begin(aPolicyFile);
    const plain = await propose('docs', { 'docs.txt': 'Say more.\n' });
    expect(checks(plain.sha)).toEqual([]);
  }, 120_000);
});
