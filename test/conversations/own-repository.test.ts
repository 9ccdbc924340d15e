// A case with a private repository of its own, from its making to the end of everybody's access.
import { afterEach, describe, expect, it } from '@jest/globals';
import { git } from '../../src/drill/simulated-github/git.ts';
import { aConversation, aPolicyFile, fixes, hour, minute, project, type Conversation } from './a-conversation.ts';

const perCase = aPolicyFile.replace(`fix_repository: ${fixes}`, 'fix_repository: { mode: per_case, team: acme/fixers }');

let bot: Conversation;
let own: string;
afterEach(() => bot.close());

async function begin({ administers = true, policy = perCase } = {}): Promise<void> {
  bot = await aConversation({ policy, ...(administers && { permissions: { administration: 'write' } }) });
  bot.github.world.addUser('fred');
  bot.github.world.addTeam('acme', 'fixers', ['fred', 'ana']);
  const id = await bot.report();
  await bot.pass(minute);
  own = `acme/widget-fix-${id.slice('GHSA-'.length)}`;
}

const repository = () => bot.github.world.repository(own);
const issue = () => repository().issues.find((one) => one.pull === undefined);
const says = (where: string) => issue()?.comments.filter((one) => one.body.includes(where)) ?? [];

async function inIssue(who: string, text: string): Promise<void> {
  await bot.github.actAs(who).commentOnIssue(own, issue()?.number ?? 0, text);
  await bot.pass(minute);
}

describe('a case with a repository of its own', () => {
  it('has a private one with the case issue, its lines, and access for the named team and the Fix Lead', async () => {
    await begin();
    expect(repository()).toMatchObject({ private: true, forkOf: undefined });
    expect(issue()?.title).toContain('Security case');
    expect([...repository().teams]).toEqual([['fixers', 'write']]);
    await inIssue('max', '/accept');
    await inIssue('max', '/fix-lead');
    expect([...repository().collaborators]).toEqual([['max', 'write']]);
    expect(issue()?.body).toMatch(/### Access to the fix repository\n- `acme\/fixers`: write since 2026-03-02 .* UTC\n- @max: write since/);
    await bot.pass(13 * hour);
    const [here, there] = await Promise.all(
      [own, project].map((name) => git(bot.github.world.repository(name).folder, ['rev-parse', 'main'])),
    );
    expect(here).toBe(there);
  });

  it('ends with nobody in it whom we let in', async () => {
    await begin();
    await inIssue('max', '/accept');
    await inIssue('max', '/fix-lead');
    await inIssue('max', '/close internal Only our own server was affected.');
    await bot.pass(minute);
    expect([[...repository().teams], [...repository().collaborators]]).toEqual([[], []]);
    expect(issue()?.body).toMatch(/@max: write since .*, taken away 2026-03-02/);
  });

  it('says who was let in and has no business there, also when no webhook told it, and nothing of those who have', async () => {
    await begin();
    repository().collaborators.set('fred', 'write').set('oscar', 'read');
    await bot.pass(13 * hour);
    expect(says('@oscar was given access')).toHaveLength(1);
    expect(says('@fred was given access')).toEqual([]);
    expect(issue()?.body).toContain('@oscar got into');
  });

  it('says which team was let in that the policy does not name, once', async () => {
    await begin();
    bot.github.world.addTeam('acme', 'qa', ['fred']);
    await bot.pass(13 * hour);
    expect(says('The team `')).toEqual([]);
    repository().teams.set('qa', 'read');
    await bot.pass(13 * hour);
    await bot.pass(13 * hour);
    expect(says('The team `qa` was given access')).toHaveLength(1);
    expect(issue()?.body).toContain('the team `qa` got into');
  });

  it('takes an invitation back that was not answered when the case ended', async () => {
    await begin();
    await inIssue('max', '/accept');
    // A maintainer by the team who is no member of the organisation any more is invited, and not let in at once.
    bot.github.world.accounts.get('acme')?.members.delete('ana');
    await inIssue('ana', '/fix-lead');
    expect([[...repository().invitations.keys()], [...repository().collaborators.keys()]]).toEqual([['ana'], []]);
    await inIssue('max', '/close internal Only our own server was affected.');
    await bot.pass(minute);
    expect([...repository().invitations.keys()]).toEqual([]);
  });

  it('says what to do where the App may not make repositories', async () => {
    await begin({ administers: false });
    expect(() => repository()).toThrow('has no repository');
    const said = bot.replyTo('advisory') ?? '';
    expect(said).toContain('making the private repository of this case');
    expect(said).toContain('grant the App administration: write');
    expect(said).toContain('make that repository by hand, private and empty, and install the App on it');
  });
});
