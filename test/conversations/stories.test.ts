// How cases go, from beginning to end.
import { afterEach, describe, expect, it } from '@jest/globals';
import { verifyHistory } from '../../src/adapters/store/history-chain.ts';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { caseId } from '../../src/core/ids.ts';
import { aConversation, aPolicyFile, day, fixes, hour, minute, project, type Conversation } from './a-conversation.ts';

let bot: Conversation;
afterEach(() => bot.close());

describe('a report', () => {
  it('becomes a fix, two LGTMs and a publication at the very minute', async () => {
    bot = await aConversation();
    await bot.report();
    expect(bot.status()).toContain('reported, not answered yet');
    const pull = await bot.makeReady();
    const releaseAt = Date.parse(`${bot.inWords(day).slice(0, 10)}T${bot.inWords(day).slice(11, 16)}Z`) - minute;
    expect(bot.board()).toContain(`#${pull} has 2 of 2 LGTMs`);
    await bot.pass(releaseAt - bot.now() - 2 * minute);
    expect(bot.advisoryState()).toBe('draft');
    await bot.pass(4 * minute);
    expect(bot.advisoryState()).toBe('published');
    const [advisory] = bot.github.world.repository(project).advisories;
    const dated = /Release Date\*\*: (\S+ \S+) UTC/.exec(bot.status())?.[1];
    const late = (advisory?.publishedAt ?? 0) - Date.parse(`${dated?.replace(' ', 'T')}Z`);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(minute);
    expect(bot.replyTo('case-issue')).toContain('The embargo is over.');
    expect(bot.status()).toContain('published 2026-03-03');
  });

  it('that nobody answers is brought to mind a day before, and when it is late', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.pass(2.7 * day);
    expect(bot.repliesTo('case-issue')).toEqual([expect.stringContaining('The reporter has had no answer yet; one is due by 2026-03-05')]);
    await bot.pass(day);
    expect(bot.repliesTo('case-issue')).toHaveLength(2);
    expect(bot.replyTo('case-issue')).toContain('**Overdue**: the first answer to the reporter was due 2026-03-05 23:59 UTC (Thursday)');
  });

  it('that is rejected is closed with its reason, which the reporter reads on the advisory', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.say('ana', 'case-issue', '/reject not-a-vulnerability This needs a server that the attacker already controls.');
    expect(bot.advisoryState()).toBe('closed');
    expect(bot.replyTo('advisory')).toContain('> This needs a server that the attacker already controls.');
    expect(bot.replyTo('case-issue')).toBe('Closed; the reporter is told the reason.');
  });

  it('that is only a bug moves into a public issue, in words that the maintainers typed', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.say('max', 'case-issue', '/downgrade Widgets explode -- Shake one.');
    expect(bot.replyTo('case-issue')).toMatch(/^That cannot be public: /);
    await bot.say('max', 'case-issue', '/downgrade The log grows -- Old lines should be dropped.');
    expect(bot.github.world.repository(project).issues).toEqual([]);
    await bot.say('max', 'case-issue', '/downgrade confirm');
    expect(bot.advisoryState()).toBe('closed');
    expect(bot.github.world.repository(project).issues).toMatchObject([{ title: 'The log grows', author: 'fixlead[bot]' }]);
    expect(bot.replyTo('advisory')).toBe('The bug is tracked in public at https://github.com/acme/widget/issues/1.');
    expect(bot.replyTo('case-issue')).toBe('The public issue is open: https://github.com/acme/widget/issues/1');
  });

  it('is not published at its date while a line lacks its LGTMs, and people are told which gate is red', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.say('max', 'case-issue', '/accept');
    await bot.say('max', 'case-issue', `/date ${bot.inWords(2 * hour)}`);
    await bot.pass(3 * hour);
    expect(bot.advisoryState()).toBe('draft');
    expect(bot.replyTo('case-issue')).toContain('**The Release Date has come and nothing was published**');
    expect(bot.replyTo('case-issue')).toContain('❌ **LGTM main**: no pull request');
  });

  it('is not published while somebody holds it', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.makeReady();
    await bot.say('rita', 'advisory', '/hold The fix is not enough');
    await bot.pass(2 * day);
    expect(bot.advisoryState()).toBe('draft');
    await bot.say('rita', 'advisory', '/hold cancel');
    await bot.say('ben', 'case-issue', '/publish');
    expect(bot.advisoryState()).toBe('published');
  });
});

describe('a draft', () => {
  it('that maintainers began themselves owes nobody a first answer', async () => {
    bot = await aConversation();
    const vulnerabilities = [{ package: { ecosystem: 'npm' as const, name: 'widget' }, vulnerable_version_range: '< 2' }];
    const drafted = await bot.github
      .actAs('max')
      .createDraft(project, { summary: 'Widgets explode', description: 'Shake.', vulnerabilities });
    bot.turnTo(caseId(drafted));
    await bot.pass(2 * hour);
    expect(bot.status()).toContain('accepted, being fixed');
    expect(bot.status()).toContain('maintainers began the advisory');
    await bot.say('max', 'case-issue', '/accept');
    expect(bot.replyTo('case-issue')).toBe('The report is accepted already.');
  });
});

describe('a publication by hand', () => {
  it('is noticed, and said to have come before the date', async () => {
    bot = await aConversation();
    const id = await bot.report();
    await bot.makeReady();
    await bot.github.actAs('max').publishAdvisory(id);
    await bot.pass(10 * minute);
    expect(bot.replyTo('case-issue')).toContain('**The advisory is public**');
    expect(bot.replyTo('case-issue')).toContain('before the Release Date');
    const writes = bot.github.world.requestsTo({ method: 'PATCH', path: `/repos/${project}/security-advisories/${id}` });
    await bot.pass(2 * day);
    expect(bot.github.world.requestsTo({ method: 'PATCH', path: `/repos/${project}/security-advisories/${id}` })).toHaveLength(
      writes.length,
    );
  });
});

describe('two repositories', () => {
  it('have their cases at once, each with its own issue, people and answers', async () => {
    bot = await aConversation();
    const { world } = bot.github;
    await world.addRepository('acme/gadget', {
      files: { '.github/fixlead.yml': aPolicyFile.replace(fixes, 'acme/gadget-security') },
      teams: { security: 'admin' },
    });
    await world.addRepository('acme/gadget-security', { mirrorOf: 'acme/gadget', private: true, teams: { security: 'admin' } });
    const widget = await bot.report();
    const gadget = await bot.report('oscar', { repository: 'acme/gadget' });
    await Promise.all([
      bot.github.actAs('ana').commentOnIssue(fixes, 1, '/accept'),
      bot.github.actAs('ben').commentOnIssue('acme/gadget-security', 1, '/reject spam Not ours.'),
    ]);
    await bot.pass(30_000);
    expect(world.advisory(widget).state).toBe('draft');
    expect(world.advisory(gadget).state).toBe('closed');
    const said = (repository: string) =>
      world
        .issue(repository, 1)
        .comments.filter(({ author }) => author === 'fixlead[bot]')
        .map(({ body }) => body);
    expect(said(fixes)).toEqual([expect.stringContaining('Accepted.')]);
    expect(said('acme/gadget-security')).toEqual([expect.stringContaining('Closed; the reporter is told the reason.')]);
  });

  it('share no fix repository: what is said in one moves nothing in the other', async () => {
    bot = await aConversation();
    const widget = await bot.report();
    const { world } = bot.github;
    await world.addRepository('acme/gadget', { private: true, branches: { fix: { 'a.txt': 'a' } }, teams: { security: 'admin' } });
    const pull = await bot.github.actAs('max').openPullRequest({ repo: 'acme/gadget', head: 'fix', base: 'main', title: `Fix ${widget}` });
    await bot.github.actAs('ana').commentOnIssue('acme/gadget', pull, '/lgtm');
    await bot.pass(30_000);
    expect(world.issue('acme/gadget', pull).comments).toHaveLength(1);
    expect(bot.board()).toContain('no pull request');
  });
});

describe('the policy file', () => {
  it('may be missing: then the cautious rules hold, and that is said', async () => {
    bot = await aConversation({ policy: undefined });
    await bot.report();
    expect(bot.replyTo('advisory')).toContain('There is no .github/fixlead.yml, neither here nor in the organisation.');
    expect(bot.status()).toContain('reported, not answered yet');
    expect(bot.github.world.repository(fixes).issues).toEqual([]);
    await bot.say('max', 'advisory', '/accept');
    expect(bot.advisoryState()).toBe('draft');
  });

  it('may be broken: then the cautious rules hold, and each problem is named with its line', async () => {
    bot = await aConversation({ policy: 'maintainers: { team: acme/security }\nlgtm: { requird: 2 }\n' });
    await bot.report();
    expect(bot.replyTo('advisory')).toContain('The policy file of this project could not be used');
    expect(bot.replyTo('advisory')).toContain('acme/widget/.github/fixlead.yml:2:9: ');
    expect(bot.replyTo('advisory')).toContain('required');
  });
});

describe('a restart', () => {
  it('in the middle of a case forgets nothing and says nothing twice', async () => {
    bot = await aConversation({ onDisk: true });
    const id = await bot.report();
    await bot.makeReady();
    const said = { advisory: bot.repliesTo('advisory'), issue: bot.repliesTo('case-issue') };
    await bot.restart();
    expect({ advisory: bot.repliesTo('advisory'), issue: bot.repliesTo('case-issue') }).toEqual(said);
    await bot.pass(1.2 * day);
    expect(bot.advisoryState()).toBe('published');
    await bot.stop();
    const store = await openStore(bot.storeUrl, { readOnly: true });
    const stored = await store.readCase(id);
    expect(stored && verifyHistory(stored, await store.readHistory(id))).toEqual({ whole: true });
    expect(await store.listParked()).toEqual([]);
    await store.close();
  });

  it('after the date had passed publishes late, and once', async () => {
    bot = await aConversation({ onDisk: true });
    await bot.report();
    await bot.makeReady();
    await bot.stop();
    await bot.pass(3 * day);
    expect(bot.advisoryState()).toBe('draft');
    await bot.restart();
    await bot.pass(minute);
    expect(bot.advisoryState()).toBe('published');
    expect(bot.repliesTo('case-issue').filter((reply) => reply.includes('The embargo is over'))).toHaveLength(1);
  });

  it('reads what was said while it was down', async () => {
    bot = await aConversation({ onDisk: true });
    await bot.report();
    await bot.stop();
    await bot.say('ana', 'advisory', '/ack');
    await bot.say('ana', 'case-issue', '/accept');
    await bot.restart();
    await bot.pass(10 * minute);
    expect(bot.advisoryState()).toBe('draft');
    expect(bot.status()).toContain('@ana acknowledged the report');
  });
});
