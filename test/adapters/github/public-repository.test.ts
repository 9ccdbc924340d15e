import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WantedInPublic } from '../../../src/engine/ports/github.ts';
import type { Stage } from './stage.ts';
import { fixes, project, setStage } from './stage.ts';

let stage: Stage;
let head: string;
beforeEach(async () => {
  stage = await setStage();
  head = await pushTo(project, 'release-1.0', 'fix.txt');
});
afterEach(() => stage.close());

const ada = () => stage.hub.actAs('Ada');

async function pushTo(repo: string, branch: string, file: string): Promise<string> {
  const pushed = await ada().push({ repo, branch, from: 'main', files: { [file]: `${file}\n` }, message: `Add ${file}` });
  return typeof pushed === 'string' ? pushed : String((pushed as { sha: string }).sha);
}

function look(wanted: Partial<WantedInPublic>) {
  const all = { heads: [], unreleased: [], since: 0, names: [], ...wanted };
  return stage.github.watch.publicRepository(stage.installationId, project, all);
}

describe('a fix in the public repository', () => {
  it('is on its line when the branch contains the very commit, also behind others', async () => {
    await ada().push({ repo: project, branch: 'release-1.0', files: { 'more.txt': 'more\n' }, message: 'More' });
    expect((await look({ heads: [{ line: 'release-1.0', sha: head }] })).onTheirLine).toEqual([{ line: 'release-1.0', sha: head }]);
  });

  it.each([
    { name: 'on another branch only', sha: () => head, line: 'main' },
    { name: 'on a line that is not there', sha: () => head, line: 'release-9.9' },
    { name: 'known to nobody', sha: () => '0123456789'.repeat(4), line: 'main' },
  ])('is not on its line when it is $name', async ({ sha, line }) => {
    expect((await look({ heads: [{ line, sha: sha() }] })).onTheirLine).toEqual([]);
  });

  it('that is only in the private repository is nowhere', async () => {
    const secret = await pushTo(fixes, 'fix', 'secret.txt');
    expect(await look({ heads: [{ line: 'main', sha: secret }], names: ['GHSA-2222-3333-4444'] })).toEqual({
      onTheirLine: [],
      pulls: [],
      released: [],
      traces: [],
    });
  });

  it('elsewhere than on its line is a trace before the date, and none after it', async () => {
    const wanted = { heads: [{ line: 'main', sha: head }] };
    expect((await look({ ...wanted, names: ['GHSA-2222-3333-4444'] })).traces).toEqual([
      { what: `The commit ${head.slice(0, 10)} of the fix for main`, where: 'acme/widget or one of its forks' },
    ]);
    expect((await look(wanted)).traces).toEqual([]);
  });
});

describe('a release', () => {
  const wanted = () => ({ unreleased: [{ line: 'release-1.0', sha: head }] });

  it('of a fix is the first one whose tag contains it', async () => {
    await ada().createRelease({ repo: project, tag: 'v1.1.0', target: 'main' });
    stage.clock.at += 60_000;
    await ada().createRelease({ repo: project, tag: 'v1.0.1', target: 'release-1.0' });
    stage.clock.at += 60_000;
    await ada().createRelease({ repo: project, tag: 'v1.0.2', target: 'release-1.0' });
    expect((await look(wanted())).released).toMatchObject([{ line: 'release-1.0', tag: 'v1.0.1', publishedAt: stage.clock.at - 60_000 }]);
  });

  it('from before the report is none of the fix', async () => {
    await ada().createRelease({ repo: project, tag: 'v1.0.1', target: 'release-1.0' });
    expect((await look({ ...wanted(), since: stage.clock.at + 1 })).released).toEqual([]);
  });
});

describe('the number of an advisory', () => {
  it('in a public issue or release is a trace, in whatever case it is written', async () => {
    await ada().openIssue(project, { title: 'What is ghsa-2222-3333-4444?', body: '' });
    await ada().createRelease({ repo: project, tag: 'v1.0.1', target: 'main', body: 'Fixes GHSA-2222-3333-4444.' });
    await ada().openIssue(project, { title: 'What is GHSA-9999-3333-4444?', body: '' });
    expect((await look({ names: ['GHSA-2222-3333-4444'] })).traces.map(({ where }) => where)).toEqual([
      'acme/widget#1',
      'the release v1.0.1 of acme/widget',
    ]);
  });
});
