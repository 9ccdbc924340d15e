// A public pull request as our adapter reads it, and the one check that everybody may see on it.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { effectKey, type EffectOf } from '../../../src/core/effects.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import { failureOf } from '../git/a-workplace.ts';
import { fixes, project, setStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => void (stage = await setStage()));
afterEach(() => stage.close());

async function open(repo: string = project): Promise<{ readonly number: number; readonly sha: string }> {
  const ada = stage.hub.actAs('Ada');
  const sha = await ada.push({ repo, branch: 'docs', files: { 'docs.txt': '1' }, message: 'Say more' });
  return { sha, number: await ada.openPullRequest({ repo, title: 'Say more', head: 'docs', base: 'main' }) };
}

describe('who approved a public pull request', () => {
  const pull = (number: number, repository = project) => stage.github.facts.publicPull(stage.installationId, { repository, number });
  const review = (number: number, verdict: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT', who = 'bert') =>
    stage.hub.actAs(who).review({ repo: project, number, verdict });

  it('is whoever said so last, of the very head', async () => {
    const { number, sha } = await open();
    expect(await pull(number)).toEqual({ headSha: sha, line: 'main', isOpen: true, approvedBy: [] });
    await review(number, 'APPROVE');
    await review(number, 'COMMENT');
    expect(await pull(number)).toMatchObject({ approvedBy: ['bert'] });
    await review(number, 'REQUEST_CHANGES');
    expect(await pull(number)).toMatchObject({ approvedBy: [] });
    await review(number, 'APPROVE');
    await stage.hub.actAs('Ada').push({ repo: project, branch: 'docs', files: { 'docs.txt': '2' }, message: 'Say even more' });
    expect(await pull(number)).toMatchObject({ approvedBy: [] });
    const reviewId = await review(number, 'APPROVE');
    expect(await pull(number)).toMatchObject({ approvedBy: ['bert'] });
    await stage.hub.actAs('Ada').dismissReview({ repo: project, number, reviewId });
    expect(await pull(number)).toMatchObject({ approvedBy: [] });
  });

  it('is asked of no private repository, and of no pull request that is not there', async () => {
    const { number } = await open(fixes);
    expect(await pull(number, fixes)).toBeUndefined();
    expect(await pull(99)).toBeUndefined();
  });
});

describe('the check on it', () => {
  const context = (about: string = project) => ({
    about: repositoryName(about),
    repository: project,
    installationId: stage.installationId,
  });
  const wish = (sha: string, answer: 'waiting' | 'done'): EffectOf<'ShowPublicCheck'> => ({
    ...{ kind: 'ShowPublicCheck', audience: 'public', key: effectKey(project, `public-check/${sha}`), repository: project, sha, answer },
  });
  const performer = () => stage.github.performers.ShowPublicCheck;
  const runs = (sha: string) => stage.hub.world.checkRuns(project, sha);

  it('waits, is done, and waits again, in one run', async () => {
    const { sha } = await open();
    for (const answer of ['waiting', 'waiting', 'done', 'waiting'] as const) await performer().perform(context(), wish(sha, answer));
    expect(runs(sha)).toMatchObject([
      { name: 'fixlead/ready', status: 'in_progress', conclusion: undefined, output: { title: 'Waiting' } },
    ]);
    expect(await performer().look(context(), wish(sha, 'waiting'))).toBeDefined();
    expect(await performer().look(context(), wish(sha, 'done'))).toBeUndefined();
  });

  it('is made for no case, and for no other repository', async () => {
    const { sha } = await open();
    for (const about of [fixes, 'GHSA-2222-3333-4444'])
      expect(await failureOf(performer().perform({ ...context(), about: about as never }, wish(sha, 'done')))).toMatchObject({
        permanent: true,
        message: expect.stringContaining('refused to write') as unknown,
      });
    expect(runs(sha)).toEqual([]);
  });
});
