// Notices on GitHub: a public issue, the notes of a release, and whether the advisory is public at all.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectOf } from '../../../src/core/effects.ts';
import type { CaseId } from '../../../src/core/ids.ts';
import { project, setStage, type Stage } from './stage.ts';

let stage: Stage;
let caseId: CaseId;
beforeEach(async () => {
  stage = await setStage();
  caseId = await stage.report();
});
afterEach(() => stage.close());

function notice(overrides: Partial<EffectOf<'SendNotice'>> = {}): EffectOf<'SendNotice'> {
  return {
    ...{ key: `${caseId}/notice/fixed/github:issue/1`, kind: 'SendNotice', audience: 'public', notice: 'fixed', channel: 'github:issue' },
    ...{ edition: 1, retries: 0, subject: 'widget: fix available', body: 'Upgrade, @everyone <b>now</b>.' },
    ...overrides,
  };
}
const context = () => stage.context(caseId);
const { send, look } = {
  send: (name: string, effect = notice()) => stage.github.notices.send(context(), effect, name),
  look: (name: string, effect = notice()) => stage.github.notices.look?.(context(), effect, name),
};
const issues = () => stage.hub.world.repository(project).issues;
const notes = () => stage.hub.world.repository(project).releases.map(({ body }) => body);

describe('a notice as an issue', () => {
  it('stands in the public repository, calls nobody, and tells where it is', async () => {
    expect(await send('issue')).toMatchObject({ link: `https://github.com/${project}/issues/${issues()[0]?.number}` });
    expect(issues()[0]).toMatchObject({ title: 'widget: fix available', author: 'fixlead[bot]' });
    expect(issues()[0]?.body).toContain('Upgrade, @\u200Beveryone &lt;b>now&lt;/b>.');
  });

  it('is found by a later try, and another notice is not', async () => {
    expect(await look('issue')).toBeUndefined();
    await send('issue');
    expect(await look('issue')).toMatchObject({ result: `issue ${project}#${issues()[0]?.number}` });
    expect(await look('issue', notice({ key: `${caseId}/notice/fixed/github:issue/2` }))).toBeUndefined();
  });

  it('that was given up though it stands there stands there once when somebody has it tried again', async () => {
    await send('issue');
    expect(await send('issue', notice({ retries: 1 }))).toMatchObject({ result: `issue ${project}#${issues()[0]?.number}` });
    expect(issues()).toHaveLength(1);
  });

  it('is written anew where it was tried again with other words, and found by the try after that', async () => {
    await send('issue');
    const corrected = notice({ retries: 1, body: 'Upgrade tomorrow.' });
    await send('issue', corrected);
    expect(issues()).toHaveLength(2);
    expect(await look('issue', corrected)).toMatchObject({ result: `issue ${project}#${issues()[1]?.number}` });
  });

  it('that somebody else wrote with our mark in it is not taken for ours', async () => {
    await send('issue');
    const forged = issues()[0]?.body ?? '';
    issues().pop();
    await stage.hub.actAs('sven').openIssue(project, { title: 'widget: fix available', body: forged });
    expect(await look('issue')).toBeUndefined();
  });
});

describe('a notice as a discussion', () => {
  const key = (edition = 1) => `${caseId}/notice/fixed/github:discussion/${edition}`;
  const asDiscussion = (edition?: number) => notice({ key: key(edition), channel: 'github:discussion' });
  const discussions = () => stage.hub.world.repository(project).discussions;

  it('begins in the category for announcements, calls nobody, and tells where it is', async () => {
    expect(await send('discussion', asDiscussion())).toEqual({
      result: `discussion ${project}#${discussions()[0]?.number}`,
      link: `https://github.com/${project}/discussions/${discussions()[0]?.number}`,
    });
    expect(discussions()).toMatchObject([{ title: 'widget: fix available', category: 'Announcements', author: 'fixlead[bot]' }]);
    expect(discussions()[0]?.body).toContain('Upgrade, @\u200Beveryone &lt;b>now&lt;/b>.');
  });

  it('begins in the category that the channel names', async () => {
    await send('discussion/q-a', asDiscussion());
    expect(discussions()[0]?.category).toBe('Q&A');
  });

  it('is found by a later try, and another notice or a copy of ours is not', async () => {
    expect(await look('discussion', asDiscussion())).toBeUndefined();
    await send('discussion', asDiscussion());
    expect(await look('discussion', asDiscussion())).toMatchObject({ link: expect.stringContaining('/discussions/') as unknown });
    expect(await look('discussion', asDiscussion(2))).toBeUndefined();
    const [ours] = discussions();
    if (ours === undefined) throw new Error('there is one');
    discussions().splice(0, 1, { ...ours, author: 'sven' });
    expect(await look('discussion', asDiscussion())).toBeUndefined();
  });

  it('that was given up though it stands there stands there once when somebody has it tried again, unless with other words', async () => {
    await send('discussion', asDiscussion());
    await send('discussion', { ...asDiscussion(), retries: 1 });
    expect(discussions()).toHaveLength(1);
    const corrected = { ...asDiscussion(), retries: 2, body: 'Upgrade tomorrow.' };
    await send('discussion', corrected);
    expect(discussions()).toHaveLength(2);
    expect(await look('discussion', corrected)).toMatchObject({ result: `discussion ${project}#${discussions()[1]?.number}` });
  });

  it.each([
    { name: 'there is no such category', to: 'discussion/polls', says: 'there are: announcements, general, ideas, q-a, show-and-tell' },
    { name: 'discussions are off', to: 'discussion', off: true, says: 'discussions are not switched on there' },
    {
      name: 'the App may not',
      to: 'discussion',
      permissions: { issues: 'write' as const },
      says: 'needs the permission discussions: write',
    },
  ])('is refused for good where $name', async ({ to, off = false, permissions, says }) => {
    if (off) stage.hub.world.repository(project).discussionCategories.splice(0);
    if (permissions !== undefined) stage.hub.world.acceptPermissions('acme', permissions);
    const message = expect.stringContaining(says) as unknown;
    await expect(send(to, asDiscussion())).rejects.toMatchObject({ permanent: true, message });
    expect(discussions()).toEqual([]);
  });
});

describe('a notice in the notes of releases', () => {
  const inNotes = () =>
    notice({ key: `${caseId}/notice/fixed/github:release/1`, channel: 'github:release', releases: ['v1.0.1', 'v2.0.1'] });
  beforeEach(async () => {
    const ada = stage.hub.actAs('Ada');
    await ada.createRelease({ repo: project, tag: 'v1.0.1', body: 'Two small fixes.' });
    await ada.createRelease({ repo: project, tag: 'v2.0.1' });
  });

  it('stands below what people wrote there, in each of them', async () => {
    expect(await send('release', inNotes())).toMatchObject({ result: `notes of v1.0.1, v2.0.1 of ${project}` });
    expect(notes()[0]).toMatch(/^Two small fixes\.\n\n## widget: fix available\n\nUpgrade, @\u200Beveryone/);
    expect(notes()[1]).toMatch(/^## widget: fix available\n/);
  });

  it('stands there once, however often it is tried', async () => {
    await send('release', inNotes());
    const before = notes();
    await send('release', inNotes());
    expect(notes()).toEqual(before);
  });

  it.each([
    { name: 'no release was seen', releases: [], says: 'no release that contains the fix was seen' },
    { name: 'the release is gone', releases: ['v9'], says: `there is no release v9 in ${project}` },
  ])('is refused for good where $name', async ({ releases, says }) => {
    await expect(send('release', { ...inNotes(), releases })).rejects.toMatchObject({
      permanent: true,
      message: expect.stringContaining(says) as unknown,
    });
  });
});

describe('whether the advisory is public', () => {
  it('is asked of GitHub, and a draft is not', async () => {
    const isPublished = () => stage.github.facts.isPublished(stage.installationId, project, caseId);
    expect(await isPublished()).toBe(false);
    const ada = stage.hub.actAs('Ada');
    await ada.editAdvisory(caseId, { state: 'draft' });
    expect(await isPublished()).toBe(false);
    await ada.editAdvisory(caseId, { state: 'published' });
    expect(await isPublished()).toBe(true);
  });
});
