// What becomes of the public pull request that proposes a fix, with real git in both repositories.
import { afterEach, describe, expect, it } from '@jest/globals';
import { aConversation, aPolicyFile, hour, minute, project, type Conversation } from './a-conversation.ts';

const policy = `${aPolicyFile}release_day: { via: pull_request, publish_after: fix }\n`;

let bot: Conversation;
afterEach(() => bot.close());

/** A proposal that stands in public, waiting to be merged; answers its number. */
async function propose(): Promise<{ readonly number: number; readonly branch: string }> {
  bot = await aConversation({ policy });
  await bot.report();
  await bot.makeReady();
  await bot.pass(25 * hour);
  const proposal = bot.github.world.repository(project).issues.find((one) => one.pull !== undefined);
  if (proposal?.pull === undefined) throw new Error(`nothing was proposed; the bot said: ${bot.replyTo('case-issue') ?? ''}`);
  return { number: proposal.number, branch: proposal.pull.head };
}

const said = (words: string) => bot.repliesTo('case-issue').filter((one) => one.includes(words));

describe('a proposed fix that was merged with changes', () => {
  it('is told with what differs, is not taken for the fix, and is published only when a person says so', async () => {
    const { number, branch } = await propose();
    const max = bot.github.actAs('max');
    await max.push({ repo: project, branch, files: { 'fix.txt': 'Do not shake, nor stir.\n' }, message: 'While I am here' });
    await max.mergePullRequest({ repo: project, number, method: 'squash' });
    await bot.pass(5 * minute);
    expect(said('was merged with another change than the reviewed one')).toHaveLength(1);
    expect(said('the change with the patch id `').join()).toMatch(
      /- reviewed: `[0-9a-f]{10}`, the change with the patch id `[0-9a-f]{10}`\n- merged: `/,
    );
    expect(said('The fix of `main` is public')).toEqual([]);
    expect(bot.advisoryState()).toBe('draft');
    await bot.say('max', 'case-issue', '/publish anyway What was merged was reviewed by three of us on a call.');
    await bot.pass(minute);
    expect(bot.advisoryState()).toBe('published');
  }, 120_000);

  it('counts as public where the approved commits are in it, and what came beside them is told', async () => {
    const { number, branch } = await propose();
    const max = bot.github.actAs('max');
    await max.push({ repo: project, branch, files: { 'other.txt': 'Something else.\n' }, message: 'While I am here' });
    await max.mergePullRequest({ repo: project, number });
    await bot.pass(5 * minute);
    expect(said('was merged with more than the reviewed fix')).toHaveLength(1);
    expect(bot.advisoryState()).toBe('published');
  }, 120_000);
});
