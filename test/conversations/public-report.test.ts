// Somebody reports in public (S7): the maintainers hear of it in the project's private issue, and nothing is said where everybody reads.
import { afterEach, expect, it } from '@jest/globals';
import { aConversation, fixes, project, type Conversation } from './a-conversation.ts';

let bot: Conversation;
afterEach(() => bot.close());

it('a public issue that reads like a report is told in private, once; another issue is not', async () => {
  bot = await aConversation();
  await bot.report();
  const oscar = bot.github.actAs('oscar');
  await oscar.openIssue(project, { title: 'It is slow today', body: 'Very slow.' });
  const suspect = await oscar.openIssue(project, { title: 'Security hole in the login', body: 'Anybody can exploit it like this.' });
  await bot.pass(30_000);
  const ofOurs = (repository: string) =>
    bot.github.world.repository(repository).issues.flatMap((issue) => issue.comments.map((one) => one.body));
  const told = ofOurs(fixes).filter((body) => body.includes('reads like a report of a vulnerability, in public'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(`${project}#${suspect} reads like a report`);
  expect(told[0]).not.toContain('like this');
  expect(ofOurs(project)).toEqual([]);
}, 120_000);
