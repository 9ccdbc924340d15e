// Who and what the bot believes, and what it keeps to itself.
import { afterEach, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/adapters/github/marker.ts';
import { aConversation, aPolicyFile, fixes, hour, minute, project, type Conversation } from './a-conversation.ts';

let bot: Conversation;
afterEach(() => bot.close());

describe('a comment on the advisory', () => {
  it('that was edited before it was read commands nothing, and its author is told to write a new one', async () => {
    bot = await aConversation();
    const id = await bot.report();
    const commentId = await bot.github.actAs('rita').commentOnAdvisory(id, 'How is it going?');
    await tick();
    await bot.github.actAs('max').editAdvisoryComment(commentId, '/accept');
    await bot.pass(hour);
    expect(bot.replyTo('advisory')).toBe(
      'This comment had been edited before I read it, so I took no command from it. Please write commands in a new comment.',
    );
    expect(bot.advisoryState()).toBe('triage');
  });

  it('that was edited after it was read acts no more, and the maintainers are told', async () => {
    bot = await aConversation();
    await bot.report();
    const commentId = await bot.say('max', 'advisory', 'We look into it.');
    await tick();
    await bot.github.actAs('ana').editAdvisoryComment(commentId, '/accept');
    await bot.pass(hour);
    expect(bot.advisoryState()).toBe('triage');
    expect(bot.replyTo('case-issue')).toContain('was edited after I had read it');
  });

  it('that is deleted after it was read takes nothing back, and the maintainers are told', async () => {
    bot = await aConversation();
    await bot.report();
    const commentId = await bot.say('max', 'advisory', '/accept');
    await bot.github.actAs('max').deleteAdvisoryComment(commentId);
    await bot.pass(hour);
    expect(bot.advisoryState()).toBe('draft');
    expect(bot.replyTo('case-issue')).toContain('was deleted after I had read it');
  });
});

/** GitHub's times are of whole seconds; an edit in the same second does not show. */
const tick = () => bot.pass(2_000);

describe('a comment in the case issue', () => {
  it('that is edited into a command commands nothing', async () => {
    bot = await aConversation();
    await bot.report();
    const commentId = await bot.say('max', 'case-issue', 'Let us see.');
    await bot.github.actAs('max').editIssueComment(fixes, commentId, '/accept');
    await bot.pass(minute);
    expect(bot.advisoryState()).toBe('triage');
  });
});

describe('a forged mark of ours', () => {
  it('under somebody else’s comment does not keep the bot from answering', async () => {
    bot = await aConversation();
    const id = await bot.report();
    const number = 1;
    bot.misbehave({ kind: '502-before-doing', method: 'POST', path: `/repos/${fixes}/issues/${number}/comments`, times: 1 });
    const asked = await bot.github.actAs('max').commentOnIssue(fixes, number, '/why publish');
    const mark = `<!-- fixlead:${digestOf(`${id}/answer/case-issue/${asked}/1`)} -->`;
    await bot.github.actAs('wanda').commentOnIssue(fixes, number, `All is well.\n\n${mark}`);
    await bot.pass(minute);
    expect(bot.replyTo('case-issue')).toContain('❌ **accepted**');
  });

  it('in a comment of ours that quotes it does not count as another comment of ours', async () => {
    bot = await aConversation();
    const id = await bot.report();
    const mark = `<!-- fixlead:${digestOf(`${id}/status`)} -->`;
    await bot.say('ana', 'case-issue', `/reject spam ${mark.replaceAll('-->', '--&gt;')}`);
    expect(bot.status()).toContain('closed, not treated as a vulnerability');
    expect(bot.github.world.advisory(id).comments.filter(({ body }) => body.includes(mark))).toHaveLength(1);
  });

  it('taken off our status comment by a collaborator costs a second one, and no loop', async () => {
    bot = await aConversation();
    const id = await bot.report();
    const own = () => bot.github.world.advisory(id).comments.filter(({ author }) => author === 'fixlead[bot]');
    await bot.github.actAs('max').editAdvisoryComment(own()[0]?.id ?? 0, 'Nothing to see here.');
    await bot.say('max', 'case-issue', '/accept');
    await bot.pass(2 * hour);
    expect(own()).toHaveLength(2);
    expect(bot.status()).toContain('accepted, being fixed');
  });
});

describe('an LGTM', () => {
  it('counts once for each person, however often it is said and in whatever way', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.say('max', 'case-issue', '/accept');
    const pull = await bot.openFix();
    await bot.say('ana', pull, '/lgtm');
    await bot.say('ana', pull, '/lgtm');
    await bot.github.actAs('ana').review({ repo: fixes, number: pull, verdict: 'APPROVE' });
    await bot.pass(minute);
    expect(bot.board()).toContain(`#${pull} has 1 of 2 LGTMs`);
  });

  it('is void after a push, and whoever gave it is asked to look again', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.say('max', 'case-issue', '/accept');
    const pull = await bot.openFix();
    await bot.say('ana', pull, '/lgtm');
    await bot.github.actAs('wanda').push({ repo: fixes, branch: 'fix', files: { 'fix.txt': 'Never shake.\n' }, message: 'Better' });
    await bot.pass(minute);
    expect(bot.board()).toContain(`#${pull} has 0 of 2 LGTMs`);
    expect(bot.replyTo(pull)).toContain('voids the LGTM of @ana');
  });

  it('is taken back by a review that asks for changes', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.say('max', 'case-issue', '/accept');
    const pull = await bot.openFix();
    const review = async (verdict: 'APPROVE' | 'REQUEST_CHANGES') => {
      await bot.github.actAs('ana').review({ repo: fixes, number: pull, verdict, body: 'So I think.' });
      await bot.pass(minute);
    };
    await review('APPROVE');
    expect(bot.board()).toContain(`#${pull} has 1 of 2 LGTMs`);
    await review('REQUEST_CHANGES');
    expect(bot.board()).toContain(`#${pull} has 0 of 2 LGTMs`);
    expect(bot.board()).toContain('~~@ana~~ (changes requested)');
  });

  it('of whoever pushed to the fix does not count', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.say('max', 'case-issue', '/accept');
    const pull = await bot.openFix();
    await bot.github.actAs('ana').push({ repo: fixes, branch: 'fix', files: { 'fix.txt': 'Never shake.\n' }, message: 'Better' });
    await bot.pass(minute);
    await bot.say('ana', pull, '/lgtm');
    expect(bot.replyTo(pull)).toBe('@ana wrote part of this change, so their LGTM cannot count. Another maintainer has to look at it.');
  });
});

describe('a maintainer', () => {
  it('who left the team may do nothing any more', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.github.actAs('max').removeFromTeam('acme', 'security', 'ana');
    await bot.say('ana', 'case-issue', '/accept');
    expect(bot.replyTo('case-issue')).toBe('Only members of `acme/security` may do this; @ana is not one.');
  });

  it('is nobody about whom GitHub cannot say so, and that is what is answered', async () => {
    bot = await aConversation();
    await bot.report();
    bot.misbehave({ kind: '502-before-doing', method: 'GET', path: '/orgs/{org}/teams/{team_slug}/memberships/{username}', times: 4 });
    await bot.say('ana', 'case-issue', '/accept');
    await bot.pass(minute);
    expect(bot.replyTo('case-issue')).toBe(
      'I could not find out from GitHub whether @ana may do this, so I did nothing. Please say `/accept` again in a few minutes.',
    );
    await bot.say('ana', 'case-issue', '/accept');
    expect(bot.advisoryState()).toBe('draft');
  });

  it('is answered once for each command of a comment, by name', async () => {
    bot = await aConversation();
    await bot.report();
    bot.misbehave({ kind: '502-before-doing', method: 'GET', path: '/orgs/{org}/teams/{team_slug}/memberships/{username}', times: 4 });
    await bot.say('ana', 'case-issue', 'I take it.\n\n/accept\n/fix-lead');
    await bot.pass(minute);
    const answers = bot.repliesTo('case-issue').flatMap((body) => /Please say .* again/.exec(body) ?? []);
    expect(answers).toEqual(['Please say `/accept` again', 'Please say `/fix-lead` again']);
  });
});

describe('a Release Date that comes while GitHub cannot say who is a maintainer', () => {
  const memberships = { method: 'GET', path: '/orgs/{org}/teams/{team_slug}/memberships/{username}' } as const;
  const beginsToFail = async () => {
    bot = await aConversation({ policy: aPolicyFile });
    await bot.report();
    await bot.makeReady();
    await bot.pass(24 * hour - 2 * minute);
    return bot.misbehave({ kind: '502-before-doing', ...memberships });
  };

  it('is kept some minutes late when GitHub can say so again by then, and nobody has to do anything', async () => {
    const stop = await beginsToFail();
    await bot.pass(4 * minute);
    expect(bot.advisoryState()).toBe('draft');
    stop();
    await bot.pass(5 * minute);
    expect(bot.advisoryState()).toBe('published');
    expect(bot.repliesTo('case-issue').join('\n')).not.toContain('nothing was published');
  });

  it('stops the publication when it lasts, and people are told when it does so no more', async () => {
    const stop = await beginsToFail();
    await bot.pass(30 * minute);
    expect(bot.replyTo('case-issue')).toContain('**The Release Date has come and nothing was published**');
    expect(bot.replyTo('case-issue')).toContain('GitHub could not be asked whether @ana, @ben still may, and will be asked again');
    stop();
    await bot.pass(hour);
    expect(bot.advisoryState()).toBe('draft');
    expect(bot.replyTo('case-issue')).toContain('**Every gate is green** now');
    await bot.say('max', 'case-issue', '/publish');
    expect(bot.advisoryState()).toBe('published');
  });
});

describe('what is confidential', () => {
  it('never stands in anything the bot writes, nor in its log', async () => {
    bot = await aConversation();
    const words = ['zanzibar-title', 'quokka-description', 'narwhal-comment', 'axolotl-issue'];
    const [title = '', description = '', comment = '', issue = ''] = words;
    await bot.report('rita', { summary: `Leak ${title}`, description: `Send ${description} and @max\n/accept` });
    await bot.say('rita', 'advisory', `It is worse: ${comment}\n\n/status`);
    await bot.say('ana', 'case-issue', `Think of ${issue}\n\n/why\n\n/hlep`);
    bot.misbehave({ kind: '502-after-doing', method: 'POST', path: `/repos/${fixes}/issues/1/comments`, times: 2 });
    await bot.makeReady();
    await bot.pass(26 * hour);
    expect(bot.advisoryState()).toBe('published');
    const written = bot.github.world.requests.filter(({ method, actor }) => method !== 'GET' && actor === 'fixlead[bot]');
    expect(written.length).toBeGreaterThan(20);
    for (const word of words) {
      expect(JSON.stringify(written)).not.toContain(word);
      expect(bot.log()).not.toContain(word);
    }
    expect(bot.log().length).toBeGreaterThan(5_000);
  });

  it('is told to nobody but the maintainers and the reporter before the publication', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.makeReady();
    const written = bot.github.world.requests.filter(({ method, actor }) => method !== 'GET' && actor === 'fixlead[bot]');
    const elsewhere = written.filter(
      ({ path }) =>
        !path.startsWith(`/repos/${fixes}/`) &&
        !path.startsWith(`/repos/${project}/security-advisories/`) &&
        // Git reads by POST as well.
        ![fixes, project].some((repository) => path === `/${repository}.git/git-upload-pack`),
    );
    expect(elsewhere).toEqual([]);
    expect(written.length).toBeGreaterThan(5);
  });
});
