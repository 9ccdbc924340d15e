// One case from the report to its publication: each command once wrong and once right, and what exactly is answered.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandNames } from '../../src/commands/commands.ts';
import { aConversation, aPolicyFile, day, minute, type Conversation, type Where } from './a-conversation.ts';

let bot: Conversation;
let pull: number;
beforeAll(async () => {
  bot = await aConversation({ policy: aPolicyFile.replace('auto', 'confirm') });
  await bot.report();
});
afterAll(() => bot.close());

const notOneOf = (who: string) => `Only members of \`acme/security\` may do this; @${who} is not one.`;

/** What was said there in answer, all of it. */
async function answersTo(who: string, where: Where, text: string): Promise<readonly string[]> {
  const before = bot.repliesTo(where).length;
  await bot.say(who, where, text);
  return bot.repliesTo(where).slice(before);
}

describe('while the report is not accepted', () => {
  it('a command that does not exist is answered with the one that was meant', async () => {
    expect(await answersTo('max', 'case-issue', '/hlep')).toEqual(['There is no command `/hlep`. Did you mean `/help`?']);
  });

  it('/help lists every command with who may and where', async () => {
    const [page] = await answersTo('rita', 'advisory', '/help');
    expect(page).toContain('| Say | What it does | Who may | Where |');
    expect(page?.split('\n').filter((line) => line.startsWith('| `/'))).toHaveLength(commandNames.length);
    expect(page).toContain(
      '| `/accept` | Treats the report as a vulnerability; the advisory becomes a draft. | members of `acme/security` | advisory comments, the case issue, fix pull requests |',
    );
  });

  it('/status takes nothing after it', async () => {
    expect(await answersTo('max', 'case-issue', '/status please')).toEqual([
      '`/status` takes nothing after it. Please say `/status` alone on its line.',
    ]);
  });

  it('/status shows the page that stands on the advisory', async () => {
    expect(await answersTo('rita', 'advisory', '/status')).toEqual([bot.status()]);
    expect(bot.status()).toContain('### Where this report stands: reported, not answered yet');
  });

  it('/why knows only what is due', async () => {
    expect(await answersTo('max', 'case-issue', '/why banana')).toEqual([
      'Nothing called "banana" is due here. You may ask: `/why first-answer`, `/why fix`, `/why publish`, `/why refused`.',
    ]);
  });

  it('/why names the sentence of the policy and how the date was counted', async () => {
    const [answer] = await answersTo('max', 'case-issue', '/why first-answer');
    expect(answer).toContain('Due 2026-03-05 23:59 UTC (Thursday): 3 business days after Mon 2 Mar 2026');
    expect(answer).toContain('S9 (G:20): “Emails will be addressed within 3 business days”');
  });

  it('/ack is not for the reporter', async () => {
    expect(await answersTo('rita', 'advisory', '/ack')).toEqual([notOneOf('rita')]);
    expect(bot.status()).toContain('not answered yet');
  });

  it('/why refused tells later what was refused, to whom and why', async () => {
    const [answer] = await answersTo('max', 'case-issue', '/why refused');
    expect(answer).toContain('@rita**: Only members of `acme/security` may do this;');
    expect(answer).toContain('- S8 (G:20): “fielded by the maintainers who have committer and release permissions”');
    expect(await answersTo('rita', 'advisory', '/why refused')).toEqual([expect.stringContaining('@rita**: Only members of')]);
  });

  it('/ack on the advisory is answered by the status there, and not in words', async () => {
    expect(await answersTo('ana', 'advisory', 'Thank you, we look into it.\n\n/ack')).toEqual([]);
    expect(bot.status()).toContain('### Where this report stands: answered, being looked into');
    expect(bot.status()).toContain('@ana acknowledged the report');
  });

  it('/ack is said once', async () => {
    const [answer] = await answersTo('ben', 'case-issue', '/ack');
    expect(answer).toMatch(/^@ana already answered the reporter, 2026-03-02 09:0\d UTC \(Monday\)\.$/);
  });

  it('/reject needs a named reason and a text', async () => {
    expect(await answersTo('max', 'case-issue', '/reject')).toEqual([
      expect.stringMatching(/^`\/reject` needs a named reason and a text, which is sent to the reporter\. The reasons are: `not-a-vuln/),
    ]);
  });

  it('/need-info needs a question', async () => {
    expect(await answersTo('max', 'case-issue', '/need-info')).toEqual([
      '`/need-info` needs a question for the reporter: `/need-info Which version is it?`',
    ]);
  });

  it('/need-info asks the reporter, and the clocks stand still until they answer', async () => {
    expect(await answersTo('max', 'case-issue', '/need-info Which version is it?')).toEqual([
      'The reporter is asked. The clocks stand still until they answer on the advisory.',
    ]);
    expect(bot.replyTo('advisory')).toContain('> Which version is it?');
    await bot.say('rita', 'advisory', 'Version 1.9.');
    expect(bot.replyTo('case-issue')).toContain('The reporter has answered on the advisory; the clocks run again.');
  });

  it('/date has to wait', async () => {
    expect(await answersTo('max', 'case-issue', `/date ${bot.inWords(day)}`)).toEqual([
      'The report has not been accepted yet: a maintainer says `/accept` first.',
    ]);
  });

  it('/accept is not for outsiders in the fix repository', async () => {
    expect(await answersTo('wanda', 'case-issue', '/accept')).toEqual([notOneOf('wanda')]);
    expect(bot.advisoryState()).toBe('triage');
  });

  it('/accept makes the advisory a draft', async () => {
    expect(await answersTo('max', 'case-issue', '/accept')).toEqual([
      'Accepted. The advisory becomes a draft; next: a Fix Lead (`/fix-lead`), which lines are affected (`/affects LINE…`) and a score (`/cvss VECTOR`).',
    ]);
    expect(bot.advisoryState()).toBe('draft');
    expect(bot.board()).toContain('## accepted, being fixed');
  });
});

describe('while it is being fixed', () => {
  it('/accept is said once', async () => {
    expect(await answersTo('ben', 'case-issue', '/accept')).toEqual(['The report is accepted already.']);
  });

  it('/fix-lead takes a maintainer', async () => {
    expect(await answersTo('max', 'case-issue', '/fix-lead @oscar')).toEqual([
      'A Fix Lead must be one of the members of `acme/security`; @oscar is not.',
    ]);
  });

  it('/fix-lead credits the Fix Lead on the advisory', async () => {
    expect(await answersTo('ana', 'case-issue', '/fix-lead')).toEqual(['@ana volunteered as Fix Lead.']);
    const [advisory] = bot.github.world.repository('acme/widget').advisories;
    expect(advisory?.credits).toContainEqual(expect.objectContaining({ login: 'ana', type: 'coordinator' }));
  });

  it('/cvss final needs a score', async () => {
    expect(await answersTo('ana', 'case-issue', '/cvss final')).toEqual(['There is no score to be final yet: `/cvss VECTOR` gives one.']);
  });

  it('/cvss says what is wrong with a vector', async () => {
    const [answer] = await answersTo('ana', 'case-issue', '/cvss CVSS:3.1/AV:N/AC:L');
    expect(answer).toMatch(/PR/);
    expect(bot.board()).toContain('not scored yet');
  });

  it('/cvss scores and writes the vector to the advisory', async () => {
    expect(await answersTo('ana', 'case-issue', '/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N')).toEqual([
      '@ana scored it 6.5 Medium (CVSS 3.1), provisionally: members of `acme/security` make the final call with `/cvss final`.',
    ]);
    const [advisory] = bot.github.world.repository('acme/widget').advisories;
    expect(advisory).toMatchObject({ cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N', severity: 'medium' });
  });

  it('/slow is not for a case of high score', async () => {
    expect(await answersTo('ana', 'case-issue', '/slow holidays')).toEqual([
      'Only a case scored below 4.0 may be slowed down; this one has 6.5.',
    ]);
  });

  it('/slow is for a case of low score', async () => {
    await bot.say('ana', 'case-issue', '/cvss CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N');
    expect(await answersTo('ana', 'case-issue', '/slow holidays')).toEqual([
      'Slowed down: the fix is due when it is ready, as long as the score stays below 4.0.',
    ]);
    await bot.say('ana', 'case-issue', '/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N');
  });

  it('/cvss final makes it final', async () => {
    expect(await answersTo('ana', 'case-issue', '/cvss final')).toEqual([
      '@ana made the final call: 6.5 Medium, `CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N`.',
    ]);
  });

  it('/affects needs a line', async () => {
    const [answer] = await answersTo('ana', 'case-issue', '/affects');
    expect(answer).toContain('`/affects');
  });

  it('/exception is not needed for a supported line', async () => {
    const [answer] = await answersTo('ana', 'case-issue', '/exception It is being exploited.');
    expect(answer).toMatch(/^No exception is needed: /);
  });

  it('/exception issues a fix for an unsupported line, which /affects has named', async () => {
    const affected = await answersTo('ana', 'case-issue', '/affects release-0.1');
    expect(affected).toContainEqual(expect.stringMatching(/^@ana said that `release-0.1` is affected: /));
    const [excepted] = await answersTo('ana', 'case-issue', '/exception It is being exploited.');
    expect(excepted).toContain('An exception is made. A reviewed fix is needed for `release-0.1`.');
  });

  it('/affects decides which lines need a fix', async () => {
    const [answer] = await answersTo('ana', 'case-issue', '/affects main');
    expect(answer).toContain('A reviewed fix is needed for `main`.');
    expect(bot.board()).toContain('**LGTM main**: no pull request');
  });

  it('/mitigation needs words', async () => {
    expect(await answersTo('ana', 'case-issue', '/mitigation')).toEqual([
      '`/mitigation` needs what users can do, or `none`: `/mitigation Set max-depth to 10.`',
    ]);
  });

  it('/mitigation records what users can do', async () => {
    expect(await answersTo('ana', 'case-issue', '/mitigation Do not shake.')).toEqual(['Recorded as the mitigation.']);
  });

  it('/due moves the date of the fix, but not into the past', async () => {
    const [refused] = await answersTo('ana', 'case-issue', '/due fix 2026-03-01 16:00 UTC Because.');
    expect(refused).toContain('2026-03-01 16:00 UTC (Sunday) has passed');
    expect(await answersTo('ana', 'case-issue', '/due fix 2026-03-12 16:00 UTC The refactoring must land first.')).toEqual([
      'The reviewed fix for every line: due 2026-03-12 16:00 UTC (Thursday).',
    ]);
  });

  it('/upstream needs a project and a time', async () => {
    const [answer] = await answersTo('ana', 'case-issue', '/upstream grpc-go');
    expect(answer).toContain('/upstream');
    expect(await answersTo('ana', 'case-issue', '/upstream grpc-go 2026-03-10 16:00 UTC')).toEqual([
      'The fix is due with grpc-go, 2026-03-10 16:00 UTC (Tuesday). Whom do you speak with there? `/upstream PROJECT contact="…"` keeps it, so that whoever takes over knows.',
    ]);
  });

  it('/public needs to know where', async () => {
    expect(await answersTo('ana', 'case-issue', '/public')).toEqual([
      '`/public` needs to know where it is public: `/public https://example.org/forum/42`',
    ]);
  });

  it('/public makes everything due at once where the score is high', async () => {
    const answers = await answersTo('ana', 'case-issue', '/public https://example.org/forum/42');
    expect(answers[0]).toMatch(/Everything that is open is due \*\*now\*\* \(S85\)\.[^]*Three things start at once/);
  });

  it('/lgtm belongs on a pull request', async () => {
    expect(await answersTo('ana', 'case-issue', '/lgtm')).toEqual([
      'This may not be said here. Say it in a pull request of this case in the private fix repository.',
    ]);
  });

  it('/lgtm is not for whoever wrote the fix', async () => {
    pull = await bot.openFix();
    expect(await answersTo('wanda', pull, '/lgtm')).toEqual([notOneOf('wanda')]);
  });

  it('/lgtm counts, and the check shows it', async () => {
    const head = bot.github.world.pullRequest('acme/widget-security', pull).pull.headSha;
    expect(await answersTo('ana', pull, '/lgtm')).toEqual([`LGTM of @ana for \`${head.slice(0, 10)}\`: 1 of 2.`]);
    expect(bot.github.world.checkRuns('acme/widget-security', head)).toMatchObject([
      { name: 'fixlead/lgtm', conclusion: 'failure', output: { title: '1 of 2 LGTMs' } },
    ]);
  });

  it('/lgtm of another commit than the head is none', async () => {
    const [answer] = await answersTo('ben', pull, '/lgtm 0123456789');
    expect(answer).toMatch(/^The head is `[0-9a-f]{10}`, not the one you named\. Please look at it and say `\/lgtm [0-9a-f]{10}`\.$/);
  });

  it('/lgtm cancel is for whoever said it', async () => {
    expect(await answersTo('ben', pull, '/lgtm cancel')).toEqual(['You have no LGTM on this pull request.']);
    expect(await answersTo('ana', pull, '/lgtm cancel')).toEqual(['Your LGTM is withdrawn.']);
    expect(bot.board()).toContain('0 of 2');
  });

  it('/lgtm of two maintainers turns the check green', async () => {
    await bot.say('ana', pull, '/lgtm');
    await bot.say('ben', pull, '/lgtm');
    expect(bot.board()).toContain(`✅ **LGTM main**: #${pull} has 2 of 2 LGTMs`);
    expect(bot.github.world.checkRuns('acme/widget-security')).toMatchObject([{ conclusion: 'success' }]);
  });

  it('/hold needs a reason', async () => {
    expect(await answersTo('max', 'case-issue', '/hold')).toEqual([
      '`/hold` needs a reason: `/hold The fix breaks upgrades.`; `/hold cancel` lifts it.',
    ]);
  });

  it('/hold by the reporter is told to the maintainers', async () => {
    expect(await answersTo('rita', 'advisory', '/hold The fix is not enough')).toEqual([]);
    expect(bot.replyTo('case-issue')).toContain('@rita put the publication **on hold**');
    expect(bot.status()).toContain('**On hold** by @rita');
  });

  it('/hold cancel is for whoever set it', async () => {
    expect(await answersTo('ben', 'case-issue', '/hold cancel')).toEqual([
      'A hold is lifted by whoever set it (@rita) or by the Fix Lead.',
    ]);
    expect(await answersTo('rita', 'advisory', '/hold cancel')).toEqual([]);
    expect(bot.status()).not.toContain('On hold');
  });

  it('/date takes a minute that exists', async () => {
    const [answer] = await answersTo('max', 'case-issue', '/date 2026-02-30 16:00 UTC');
    expect(answer).toContain('does not exist');
  });

  it('/date on the advisory is only a proposal', async () => {
    await bot.say('max', 'advisory', '/date 2026-03-04 16:00 UTC');
    expect(bot.replyTo('case-issue')).toBe(
      '@max proposes the Release Date 2026-03-04 16:00 UTC (Wednesday). To make it binding, say `/date 2026-03-04 16:00 UTC` in the private case issue.',
    );
    expect(bot.board()).toContain('no Release Date is set');
  });

  it('/date in the case issue binds, and the reporter is told', async () => {
    expect(await answersTo('max', 'case-issue', '/date 2026-03-03 16:00 UTC')).toEqual([
      'The Release Date is 2026-03-03 16:00 UTC (Tuesday).',
    ]);
    expect(bot.replyTo('advisory')).toBe(
      'The Release Date is **2026-03-03 16:00 UTC (Tuesday)**. Until then, please keep this confidential. If the date does not work for you, answer here.',
    );
  });
});

describe('publishing', () => {
  it('/publish on the advisory is refused, and the answer names the place', async () => {
    expect(await answersTo('max', 'advisory', '/publish')).toEqual([
      'This may not be said here. Say it in the private case issue acme/widget-security#1.',
    ]);
  });

  it('/publish before the date is refused with every gate', async () => {
    const [answer] = await answersTo('max', 'case-issue', '/publish');
    expect(answer).toContain('Not published, because not every gate is green:');
    expect(answer).toContain('❌ **Release Date**: 2026-03-03 16:00 UTC, not reached yet');
    expect(bot.advisoryState()).toBe('draft');
  });

  it('waits for a person at the Release Date, where the policy says so', async () => {
    await bot.pass(Date.UTC(2026, 2, 3, 16) - bot.now() + minute);
    expect(bot.replyTo('case-issue')).toContain('This project publishes only when told: say `/publish`');
    expect(bot.advisoryState()).toBe('draft');
  });

  it('/publish with green gates publishes', async () => {
    const answers = await answersTo('max', 'case-issue', '/publish');
    expect(answers[0]).toBe('Every gate is green: publishing now.');
    expect(answers[1]).toMatch(/^The advisory is published, 2026-03-03 16:01 UTC \(Tuesday\)\. The embargo is over\.$/);
    expect(bot.advisoryState()).toBe('published');
  });

  it('/publish is said once', async () => {
    expect(await answersTo('max', 'case-issue', '/publish')).toEqual([
      'The advisory is published, so there is nothing more to decide here.',
    ]);
  });
});
