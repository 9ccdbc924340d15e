import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { caseId, repositoryName } from '../../src/core/ids.ts';
import { caseIssueKey } from '../../src/core/standing-effects.ts';
import { findCase } from '../../src/engine/find-case.ts';
import type { Sighting } from '../../src/engine/sighting.ts';
import { aCaseId, aFixRepository, aPullRequest, aRepository } from '../fixtures/a-case.ts';
import { theCaseIssue } from '../fixtures/happenings.ts';
import { nameOf, outage } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { advisoryComment, advisorySighted, issueComment, live, pull11, pullComment, pullSighted, reviewSighted } from './sightings.ts';

const otherId = caseId('GHSA-cccc-cccc-cccc');
const elsewhere = { repository: repositoryName('acme/other'), number: 11 };

let bot: AnEngine;
beforeEach(async () => {
  bot = await anEngine();
  await bot.known({ caseIssue: theCaseIssue });
});
afterEach(() => bot.close());

const find = (sighting: Sighting) => findCase(bot.engine, sighting);

describe('an advisory', () => {
  it.each(['triage', 'draft'] as const)('that is not known opens a case when it is %s', async (state) => {
    expect(await find(advisorySighted({ caseId: otherId, state }))).toEqual({ caseId: otherId, stored: undefined, pull: undefined });
  });

  it.each(['published', 'closed', 'withdrawn'] as const)('that is %s and was never a case opens none', async (state) => {
    expect(await find(advisorySighted({ caseId: otherId, state }))).toEqual({
      none: `advisory ${otherId} is ${state} and was never a case`,
    });
  });

  it.each(['triage', 'draft', 'published', 'closed', 'withdrawn'] as const)('that is known is found when it is %s', async (state) => {
    expect(await find(advisorySighted({ state }))).toMatchObject({ caseId: aCaseId, stored: { version: 1 } });
  });

  it('has comments only where it is a case', async () => {
    expect(await find(advisoryComment('/ack'))).toMatchObject({ caseId: aCaseId });
    expect(await find(advisoryComment('/ack', { caseId: otherId }))).toEqual({ none: `there is no case ${otherId}` });
  });
});

describe('a comment on an issue', () => {
  it('belongs to the case whose case issue it is', async () => {
    expect(await find(issueComment('/ack'))).toMatchObject({ caseId: aCaseId, pull: undefined });
  });

  it.each([
    { name: 'another issue of the fix repository', place: { repository: aFixRepository, number: 2 } },
    { name: 'an issue of the public repository with the same number', place: { repository: aRepository, number: 1 } },
  ])('belongs to no case on $name', async ({ place }) => {
    expect(await find(issueComment('/ack', { place }))).toEqual({ none: `${nameOf(place)} belongs to no case` });
  });
});

describe('a comment on an issue that we opened and do not know of yet', () => {
  const place = { repository: aFixRepository, number: 2 };
  const said = (but: Parameters<typeof issueComment>[1] = {}) => find(issueComment('/ack', { place, isMarked: true, ...but }));
  const opened = (key: string) => void bot.github.shows.issuesOfOurs.set(nameOf(place), key);

  it('belongs to the case for which it was opened', async () => {
    await bot.known({ id: otherId });
    opened(caseIssueKey(otherId));
    expect(await said()).toMatchObject({ caseId: otherId, stored: { case: { id: otherId } } });
  });

  it('belongs to no case when somebody else opened it and wrote our mark', async () => {
    await bot.known({ id: otherId });
    expect(await said()).toEqual({ none: `${nameOf(place)} belongs to no case` });
  });

  it('is looked at again as long as nothing says for what it was opened', async () => {
    opened('acme/widget/project-issue');
    await expect(said()).rejects.toMatchObject({ permanent: false, message: `We opened ${nameOf(place)}, and do not know yet for what` });
  });

  it('is looked at again when the case has another case issue, or other fixes', async () => {
    opened(caseIssueKey(aCaseId));
    await expect(said()).rejects.toThrow('do not know yet for what');
    await bot.known({ id: otherId }, { fixRepository: elsewhere.repository });
    opened(caseIssueKey(otherId));
    await expect(said()).rejects.toThrow('do not know yet for what');
  });

  it('is not asked about where it bears no mark', async () => {
    opened(caseIssueKey(aCaseId));
    expect(await said({ isMarked: false })).toEqual({ none: `${nameOf(place)} belongs to no case` });
    expect(bot.github.calls).toEqual([]);
  });
});

describe('a pull request', () => {
  it('belongs to the case that it names, as it is named now and not when the delivery was sent', async () => {
    bot.github.shows.pulls.set(nameOf(pull11), live());
    expect(await find(pullSighted({ names: `another case, ${otherId}` }))).toMatchObject({ caseId: aCaseId, pull: live() });
  });

  it.each([
    ['a comment', pullComment('/lgtm')],
    ['a review', reviewSighted()],
  ])('is found in the same way by %s', async (_what, sighting) => {
    bot.github.shows.pulls.set(nameOf(pull11), live());
    expect(await find(sighting)).toMatchObject({ caseId: aCaseId, pull: live() });
  });

  it('belongs to no case when it names none', async () => {
    bot.github.shows.pulls.set(nameOf(pull11), live({ names: 'Bump left-pad' }));
    expect(await find(pullSighted())).toEqual({ none: 'acme/widget-security#11 names no case' });
  });

  it('belongs to no case when the one it names is not known', async () => {
    bot.github.shows.pulls.set(nameOf(pull11), live({ names: otherId }));
    expect(await find(pullSighted())).toEqual({ none: `there is no case ${otherId}` });
  });

  it('counts only in the fix repository of the case it names: elsewhere anybody may open one', async () => {
    bot.github.shows.pulls.set(nameOf(elsewhere), live());
    expect(await find(pullSighted({ place: elsewhere }))).toEqual({ none: `acme/other is not the fix repository of case ${aCaseId}` });
  });

  it('stays with its case when it names none any more', async () => {
    const other = caseId('GHSA-xxxx-xxxx-xxxx');
    await bot.known({ id: other, pullRequests: [aPullRequest({ number: 11 })] });
    bot.github.shows.pulls.set(nameOf(pull11), live({ names: 'renamed' }));
    expect(await find(pullSighted())).toMatchObject({ caseId: other });
  });

  it('that GitHub does not show is no pull request of a case', async () => {
    expect(await find(pullSighted())).toEqual({ none: 'acme/widget-security#11 is not to be seen' });
  });

  it.each([
    ['a pull request that names none', pullSighted({ names: 'Bump left-pad' })],
    ['a comment without a command', pullComment('Nice work!')],
    ['a review that says neither yes nor no', reviewSighted({ verdict: 'other' })],
  ])('is not asked about for %s, as most of a busy project are', async (_what, sighting) => {
    bot.github.fail('pullRequest', { error: outage() });
    expect(await find(sighting)).toEqual({ none: 'acme/widget-security#11 concerns no case' });
  });

  it('that a case knows is asked about whatever is said there', async () => {
    await bot.known({ pullRequests: [aPullRequest({ number: 11 })] });
    bot.github.shows.pulls.set(nameOf(pull11), live());
    expect(await find(pullComment('Nice work!'))).toMatchObject({ caseId: aCaseId, pull: live() });
  });

  it('that GitHub cannot be asked about is asked about again later, not taken for none', async () => {
    bot.github.fail('pullRequest', { error: outage() });
    await expect(find(pullSighted())).rejects.toMatchObject({ permanent: false });
  });
});

it('finds no case in a change of the surroundings', async () => {
  const change: Sighting = { kind: 'SurroundingsChanged', what: 'installation created', installationId: 41, at: bot.now() };
  expect(await find(change)).toEqual({ none: 'installation created' });
});
