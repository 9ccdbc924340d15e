// GitHub fails in every way it can, and the bot says each thing once.
import { afterEach, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { repositoryName } from '../../src/core/ids.ts';
import type { Engine } from '../../src/engine/engine.ts';
import {
  aConversation,
  aPolicyFile,
  appPermissions,
  day,
  fixes,
  hour,
  minute,
  project,
  second,
  type Conversation,
} from './a-conversation.ts';

let bot: Conversation;
afterEach(() => bot.close());

const advisory = '/repos/{owner}/{repo}/security-advisories/{ghsa_id}';
const writes = [
  { method: 'POST', path: '/repos/{owner}/{repo}/issues' },
  { method: 'PATCH', path: '/repos/{owner}/{repo}/issues/{issue_number}' },
  { method: 'POST', path: '/repos/{owner}/{repo}/issues/{issue_number}/comments' },
  { method: 'POST', path: `${advisory}/comments` },
  { method: 'PATCH', path: `${advisory}/comments/{comment_id}` },
  { method: 'PATCH', path: advisory },
  { method: 'POST', path: '/repos/{owner}/{repo}/check-runs' },
  { method: 'PATCH', path: '/repos/{owner}/{repo}/check-runs/{check_run_id}' },
] as const;

/** A whole case, waiting long enough after each step for whatever must be tried again. */
async function wholeCase(): Promise<number> {
  await bot.report();
  await bot.pass(minute);
  await bot.say('max', 'case-issue', '/accept\n\n/fix-lead\n\n/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N');
  await bot.pass(minute);
  const pull = await bot.openFix();
  for (const who of ['ana', 'ben']) await bot.say(who, pull, '/lgtm');
  await bot.say('rita', 'advisory', '/why first-answer');
  await bot.say('max', 'case-issue', `/date ${bot.inWords(2 * hour)}`);
  await bot.pass(3 * hour);
  return pull;
}

describe('each kind of write', () => {
  it.each(['502-after-doing', 'reset-after-doing', '502-before-doing', 'reset-before-doing'] as const)(
    'is done once, though the first of each ends in %s',
    async (kind) => {
      bot = await aConversation();
      for (const write of writes) bot.misbehave({ kind, ...write, times: 1 });
      const pull = await wholeCase();
      const { world } = bot.github;
      const struck = world.requests.filter(({ status }) => status === (kind.startsWith('502') ? 502 : 0));
      expect(struck).toHaveLength(writes.length);
      expect(world.repository(fixes).issues.filter((issue) => issue.pull === undefined)).toHaveLength(1);
      expect(world.advisory(world.repository(project).advisories[0]?.ghsaId ?? '').comments.filter(isStatus)).toHaveLength(1);
      const all = [...bot.repliesTo('advisory'), ...bot.repliesTo('case-issue'), ...bot.repliesTo(pull)];
      expect(new Set(all).size).toBe(all.length);
      expect(bot.repliesTo(pull)).toHaveLength(2);
      expect(world.checkRuns(fixes)).toHaveLength(1);
      expect(bot.advisoryState()).toBe('published');
      expect(bot.board()).not.toContain('Given up');
    },
  );
});

const isStatus = ({ body, author }: { body: string; author: string }) =>
  author === 'fixlead[bot]' && body.includes('Where this report stands');

describe('a limit of GitHub’s', () => {
  it('makes the bot wait as long as it is told, and then go on', async () => {
    bot = await aConversation();
    await bot.report();
    bot.misbehave({ kind: '403-retry-after', method: 'POST', path: `/repos/${fixes}/issues/1/comments`, retryAfterSeconds: 90, times: 1 });
    const at = bot.now();
    await bot.say('max', 'case-issue', '/why publish');
    const writesOf = () =>
      bot.github.world.requests.filter(
        (request) => request.at >= at && request.method !== 'GET' && request.actor === 'fixlead[bot]' && !request.path.includes('.git/'),
      );
    await bot.pass(70 * second);
    expect(writesOf()).toHaveLength(1);
    await bot.pass(30 * second);
    expect(bot.repliesTo('case-issue')).toHaveLength(1);
    expect(writesOf().map((request) => request.at - at >= 90 * second)).toEqual([false, true]);
  });

  it('that is used up is sat out', async () => {
    bot = await aConversation();
    await bot.report();
    const stop = bot.misbehave({ kind: 'rate-limit-exhausted' });
    await bot.say('max', 'case-issue', '/accept');
    await bot.pass(10 * minute);
    stop();
    await bot.pass(hour);
    expect(bot.advisoryState()).toBe('draft');
    expect(bot.replyTo('case-issue')).toContain('Accepted.');
  });
});

describe('an outage of two hours', () => {
  it('loses neither the report nor what was said in it', async () => {
    bot = await aConversation();
    const stop = bot.misbehave({ kind: '502-before-doing' });
    await bot.report();
    await bot.pass(2 * hour);
    stop();
    await bot.pass(2 * hour);
    expect(bot.status()).toContain('reported, not answered yet');
    expect(bot.board()).toContain('reported, not answered yet');
  });
});

describe('where GitHub offers no advisory comments', () => {
  const absent = () => bot.misbehave({ kind: 'absent', path: /\/security-advisories\/[^/]+\/comments/ });

  it('everything goes through the case issue, and people are told so', async () => {
    bot = await aConversation();
    absent();
    const id = await bot.report();
    await bot.pass(minute);
    expect(bot.github.world.advisory(id).comments).toEqual([]);
    expect(bot.repliesTo('case-issue')).toEqual([
      expect.stringContaining('GitHub does not let this app read or write comments on this advisory'),
    ]);
    await bot.say('max', 'case-issue', '/accept');
    await bot.say('max', 'case-issue', `/date ${bot.inWords(day)}`);
    const forReporter = bot.repliesTo('case-issue').filter((reply) => reply.includes('Please post this on the advisory for the reporter'));
    expect(forReporter).toEqual([expect.stringContaining('The Release Date is **2026-03-03')]);
  });

  it('the status comes back to the advisory as soon as GitHub offers them', async () => {
    bot = await aConversation();
    const stop = absent();
    await bot.report();
    await bot.pass(minute);
    stop();
    await bot.pass(2 * hour);
    expect(bot.status()).toContain('reported, not answered yet');
  });
});

describe('a public issue that GitHub does not open', () => {
  it.each([
    { name: 'is not opened later for a report that is reopened as a vulnerability', reopens: true, opened: 0 },
    { name: 'is opened later for one that stays a bug', reopens: false, opened: 1 },
  ])('$name', async ({ reopens, opened }) => {
    bot = await aConversation();
    await bot.report();
    await bot.say('max', 'case-issue', '/downgrade The log grows -- Old lines should be dropped.');
    const stop = bot.misbehave({ kind: '502-before-doing', method: 'POST', path: `/repos/${project}/issues` });
    await bot.say('max', 'case-issue', '/downgrade confirm');
    await bot.pass(minute);
    if (reopens) await bot.say('max', 'case-issue', '/reopen The old lines hold passwords.');
    await bot.pass(minute);
    stop();
    await bot.pass(hour);
    expect(bot.github.world.repository(project).issues).toHaveLength(opened);
    expect(bot.advisoryState()).toBe(reopens ? 'draft' : 'closed');
  });
});

describe('a fix repository that was made public', () => {
  it('is not written to, and people are told why', async () => {
    bot = await aConversation();
    await bot.report();
    await bot.github.actAs('max').makePublic(fixes);
    const written = () =>
      bot.github.world.requests.filter(({ method, path }) => method !== 'GET' && path.startsWith(`/repos/${fixes}/`)).length;
    const before = written();
    await bot.say('max', 'case-issue', '/accept');
    await bot.pass(hour);
    expect(written()).toBe(before);
    expect(bot.advisoryState()).toBe('draft');
    expect(bot.log()).toContain(`refused to write: ${fixes} is not private`);
    expect(bot.repliesTo('advisory').join()).toContain(`${fixes} is not private`);
  });
});

describe('a delivery', () => {
  it('that was lost is asked for again, and acted on', async () => {
    bot = await aConversation();
    await bot.report();
    bot.misbehave({ kind: 'lost', event: 'issue_comment', times: 1 });
    await bot.github.actAs('max').commentOnIssue(fixes, 1, '/accept');
    await bot.pass(5 * second);
    expect(bot.advisoryState()).toBe('triage');
    await bot.pass(2 * hour);
    expect(bot.advisoryState()).toBe('draft');
    expect(bot.repliesTo('case-issue')).toHaveLength(1);
  });

  it('that comes twice counts once', async () => {
    bot = await aConversation();
    bot.misbehave({ kind: 'duplicate' });
    await bot.report();
    await bot.say('max', 'case-issue', '/hold Wait for me');
    expect(bot.repliesTo('case-issue')).toHaveLength(1);
    expect(bot.github.world.repository(fixes).issues).toHaveLength(1);
  });

  it('of a report that was lost is not needed: the look at the advisories finds it', async () => {
    bot = await aConversation();
    bot.misbehave({ kind: 'lost', event: 'repository_advisory' });
    await bot.report();
    await bot.pass(2 * hour);
    expect(bot.board()).toContain('reported, not answered yet');
  });
});

describe('a publication', () => {
  it.each([{ withDashboard: false }, { withDashboard: true }])(
    'that the case does not want any more is refused, with a dashboard: $withDashboard',
    async ({ withDashboard }) => {
      let engine = undefined as unknown as Engine;
      bot = await aConversation({ withDashboard, onStart: (started) => (engine = started) });
      const about = await bot.report();
      const repository = repositoryName(project);
      const { installationId = 0 } = bot.github.world.deliveries.at(-1) ?? {};
      const wish = { key: 'k', kind: 'PublishAdvisory', audience: 'public', askedAt: bot.now() } as const;
      const published = engine.performers.PublishAdvisory.perform({ about, repository, installationId }, wish);
      await expect(published).rejects.toThrow('does not want this any more');
      expect(bot.advisoryState()).toBe('triage');
    },
  );

  it('that GitHub does not take is given up within minutes, and a person may ask again', async () => {
    bot = await aConversation({ policy: aPolicyFile });
    await bot.report();
    await bot.makeReady();
    await bot.pass(23 * hour);
    const stop = bot.misbehave({ kind: '502-before-doing', method: 'PATCH', path: advisory });
    await bot.pass(2 * hour);
    expect(bot.advisoryState()).toBe('draft');
    expect(bot.repliesTo('case-issue').join('\n')).toContain('**Not published**: GitHub did not take the publication.');
    stop();
    await bot.say('ana', 'case-issue', '/publish');
    expect(bot.advisoryState()).toBe('published');
  });

  it('that GitHub makes and denies, and goes on denying, is a publication and nothing else', async () => {
    bot = await aConversation({ policy: aPolicyFile, onDisk: true });
    await bot.report();
    await bot.makeReady();
    await bot.pass(23 * hour);
    bot.misbehave({ kind: '502-after-doing', method: 'PATCH', path: advisory });
    await bot.pass(hour - minute);
    for (let past = 0; past < 120 && bot.advisoryState() === 'draft'; past += 1) await bot.pass(second);
    expect(bot.advisoryState()).toBe('published');
    bot.misbehave({ kind: '502-before-doing', method: 'GET', path: advisory });
    await bot.pass(2 * hour);
    const said = bot.repliesTo('case-issue').join('\n');
    expect(said.match(/The advisory is published/g)).toHaveLength(1);
    expect(said).not.toMatch(/Given up|Not published/);
    await bot.stop();
    const store = await openStore(bot.storeUrl);
    expect(await store.listParked()).toEqual([]);
    await store.close();
  });
});

describe('work that was given up', () => {
  it('is shown to the maintainers and can be tried again by a person', async () => {
    bot = await aConversation({ onDisk: true });
    const id = await bot.report();
    const { world } = bot.github;
    const { permissions } = world.installation('acme');
    world.acceptPermissions('acme', { ...permissions, checks: 'read' });
    await bot.restart();
    await bot.say('max', 'case-issue', '/accept');
    await bot.openFix();
    await bot.pass(minute);
    expect(bot.replyTo('case-issue')).toContain('**Given up**: showing the LGTM check.');
    expect(bot.board()).toContain('### Given up: a person must look');
    await bot.stop();
    const store = await openStore(bot.storeUrl);
    const [parked] = await store.listParked();
    expect(parked?.key).toMatch(new RegExp(`^${id}/check/`));
    await store.retryParked(parked?.key ?? '', bot.now());
    await store.close();
    world.acceptPermissions('acme', permissions);
    await bot.restart();
    await bot.pass(2 * hour);
    expect(world.checkRuns(fixes)).toHaveLength(1);
  });
});

describe('an App that is uninstalled in the middle of an embargo', () => {
  it('goes on under its new number when it is installed again, and nothing that waited is lost', async () => {
    bot = await aConversation({ onDisk: true });
    const caseId = await bot.report();
    await bot.say('max', 'case-issue', '/accept');
    bot.github.world.uninstallApp('acme');
    await bot.pass(10 * minute);
    await bot.restart();
    await bot.say('rita', 'advisory', '/why first-answer');
    // Reminders and the status want to be written in these hours, and cannot be.
    await bot.pass(4 * hour);
    expect(bot.board()).not.toContain('Given up');
    const before = bot.repliesTo('advisory').length;

    const installationId = bot.github.world.installApp('acme', 'all', appPermissions);
    await bot.pass(hour);
    await bot.say('max', 'case-issue', '/fix-lead');
    expect(bot.status()).toContain('**Fix Lead**: @max');
    expect(bot.repliesTo('advisory').length).toBeGreaterThan(before);
    expect(bot.board()).not.toContain('Given up');

    await bot.stop();
    const store = await openStore(bot.storeUrl, { readOnly: true });
    const kinds = (await store.readHistory(caseId)).map(({ event }) => event.kind);
    expect((await store.listOpen())[0]).toMatchObject({ id: caseId, installationId });
    await store.close();
    expect(kinds.filter((kind) => kind === 'InstallationChanged')).toHaveLength(1);
    expect(kinds).not.toContain('EffectGivenUp');
    // Found once, in the beginning: that nothing could be read meanwhile does not mean that there are no comments.
    expect(kinds.filter((kind) => kind === 'AdvisoryCommentsFound')).toHaveLength(1);
  });
});
