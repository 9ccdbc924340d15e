import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aCaseId, aMaintainer, anotherCaseId, aRepository } from '../fixtures/a-case.ts';
import { theCaseIssue } from '../fixtures/happenings.ts';
import { outage } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { issueComment } from './sightings.ts';

const mostRoleTries = 3;
let bot: AnEngine;
beforeEach(async () => {
  bot = await anEngine({ mostRoleTries });
  bot.github.shows.maintainers = [aMaintainer];
});
afterEach(() => bot.close());

describe('/duplicate', () => {
  it('keeps of the other report where it stands, and none of its words', async () => {
    await bot.known({ id: anotherCaseId, phase: 'accepted' });
    await bot.known({ caseIssue: theCaseIssue });
    await bot.sight(issueComment(`/duplicate ${anotherCaseId}`));
    const event = (await bot.history()).at(-1)?.event;
    expect(event).toMatchObject({ kind: 'DuplicateNamed', other: { repository: aRepository, phase: 'accepted' } });
    expect(JSON.stringify(event)).not.toContain('Widgets');
  });
});

describe('/fix-lead', () => {
  beforeEach(() => bot.known({ caseIssue: theCaseIssue }));

  it('asks who the named person is as well', async () => {
    await bot.sight(issueComment('/fix-lead @oscar'));
    expect(bot.github.asked('isMaintainer')).toEqual([aMaintainer, 'oscar']);
    expect(await bot.decided()).toEqual(['FixLeadNamed: not-permitted']);
  });

  it('without a name means whoever typed it', async () => {
    await bot.sight(issueComment('/fix-lead'));
    expect((await bot.caseNow()).fixLead?.login).toBe(aMaintainer);
  });
});

describe('/affects', () => {
  const linesFrom = { count: 1, tags: 'v{a}.{b}.{c}', branch: 'release-{a}.{b}', besides: [] };

  it('brings along what the Releases page shows, where the policy takes its lines from there', async () => {
    await bot.known({ caseIssue: theCaseIssue }, { linesFrom, lines: ['release-1.0'] });
    bot.github.shows.releasedTags = ['v2.0.0'];
    await bot.sight(issueComment('/affects release-2.0'));
    expect((await bot.store.readCase(aCaseId))?.policy.lines).toEqual(['release-2.0']);
  });

  it('goes on without, after the last try', async () => {
    await bot.known({ caseIssue: theCaseIssue }, { linesFrom, lines: ['release-1.0'] });
    bot.github.fail('releasedTags', { error: outage() });
    await bot.sight(issueComment('/affects release-1.0'), mostRoleTries);
    expect(await bot.decided()).toEqual(['AffectedLinesNamed: accepted']);
  });
});
