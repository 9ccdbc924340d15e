// People in the chaos hear in the very words of the app what was not done, and say that again, and nothing else.
import { describe, expect, it } from '@jest/globals';
import type { Command } from '../../src/core/events.ts';
import { canPublishNow } from '../../src/core/fix/fix-words.ts';
import { giveLgtm } from '../../src/core/fix/reviews.ts';
import { notFoundOut } from '../../src/core/not-found-out.ts';
import { whyNoFinalSay } from '../../src/core/permissions.ts';
import type { ScenarioStep } from '../../src/drill/scenario.ts';
import type { Stage } from '../../src/drill/stage.ts';
import { aPolicy, reportedAt } from '../fixtures/a-case.ts';
import { aPull, aReadyCase, hourMs, max, onPullRequest, typed } from '../fixtures/happenings.ts';
import { peopleOf } from './people.ts';

type Comment = { readonly author: string; readonly body: string };

type Set = { readonly stage: Stage; readonly said: string[]; readonly hear: (comment: Comment) => void };

/** A case issue with these comments, and what people say there from now on. */
function stageWith(comments: readonly Comment[], steps: readonly ScenarioStep[] = []): Set {
  const said: string[] = [];
  const issue = { number: 1, comments: comments.map((one, index) => ({ id: index + 1, ...one })) };
  const hear = (comment: Comment): void => void issue.comments.push({ id: issue.comments.length + 1, ...comment });
  const repository = { owner: 'acme', name: 'widget-security', issues: [issue], advisories: [], checkRuns: [] };
  const actAs = (who: string) => ({
    commentOnIssue: (_repository: string, _number: number, words: string) => Promise.resolve(void said.push(`${who}: ${words}`)),
  });
  const stage = { scenario: { maintainers: ['max'], steps }, github: { world: { repositories: [repository], app: { id: 1 } }, actAs } };
  return { stage: stage as unknown as Stage, said, hear };
}

const answered = (typed: string): Comment => ({
  author: 'fixlead[bot]',
  body: `<!-- mark -->\n${notFoundOut('whether @ana may do this', typed)}`,
});
const step: ScenarioStep = { at: 0, who: 'max', then: [] };

it.each([
  { name: 'of two commands the one that is named', typed: '/accept', again: 'ana: /accept' },
  { name: 'the other', typed: '/fix-lead', again: 'ben: I do it.\n/fix-lead' },
  { name: 'one of which only the beginning is named', typed: '/hold We have …', again: 'max: /hold We have to look once more.' },
])('repeat $name', async ({ typed, again }) => {
  const { stage, said } = stageWith([
    { author: 'max', body: '/hold We have to look once more.' },
    { author: 'ana', body: '/accept' },
    { author: 'ben', body: 'I do it.\n/fix-lead' },
    answered(typed),
  ]);
  const people = peopleOf(stage);
  await people.asked(step)?.();
  expect([said, people.times()]).toEqual([[again], 1]);
  expect(people.asked(step)).toBeUndefined();
});

it('name what was pushed after they had looked at it, by a clock that was ahead', async () => {
  const now = reportedAt + 6 * hourMs;
  const before = typed({ kind: 'LgtmGiven', sha: undefined }, { from: onPullRequest(), at: now - hourMs });
  const decided = giveLgtm(aReadyCase({ pullRequests: [aPull({ headSeenAt: now })] }), before as Command<'LgtmGiven'>, aPolicy());
  const refused = decided.outcome === 'refused' ? decided.refusal.message : '';
  const { stage, said } = stageWith([
    { author: 'ana', body: '/lgtm' },
    { author: 'fixlead[bot]', body: refused },
  ]);
  await peopleOf(stage).asked(step)?.();
  expect(said).toEqual(['ana: /lgtm aaaaaaaaaa']);
});

it('say what only the Fix Lead may do once more, after there is one', async () => {
  const comments: Comment[] = [];
  const dated: ScenarioStep = { at: 0, who: 'max', does: { says: '/date 2026-03-03 13:00 UTC', on: 'case-issue' }, then: [] };
  const { stage, said, hear } = stageWith(comments, [dated]);
  const people = peopleOf(stage);
  hear({ author: 'ben', body: '/fix-lead' });
  hear(answered('/fix-lead'));
  hear({
    author: 'fixlead[bot]',
    body: whyNoFinalSay(max, aReadyCase({ fixLead: undefined }), aPolicy({ dateFinalSay: 'fix-lead' })) ?? '',
  });
  await people.asked(dated)?.();
  expect(said).toEqual(['ben: /fix-lead']);
  hear({ author: 'fixlead[bot]', body: '@ben is Fix Lead.' });
  expect(people.asked(dated)).toBeDefined();
  expect(people.asked(dated)).toBeUndefined();
});

it('give up what they had to do sixty times', async () => {
  const { stage, said, hear } = stageWith([]);
  const people = peopleOf(stage);
  for (let time = 0; time < 70; time += 1) {
    hear({ author: 'ana', body: '/accept' });
    hear(answered('/accept'));
    await people.asked(step)?.();
  }
  expect(said).toHaveLength(60);
});

it('repeat nothing that was done', () => {
  const { stage } = stageWith([
    { author: 'ana', body: '/accept' },
    { author: 'fixlead[bot]', body: 'Accepted.' },
  ]);
  expect(peopleOf(stage).asked(step)).toBeUndefined();
});

describe('a publication that could go on', () => {
  const green: Comment = { author: 'fixlead[bot]', body: canPublishNow() };
  const exposed: ScenarioStep = { at: 0, then: [{ public: 'main' }] };
  const published: ScenarioStep = { at: 1, who: 'max', does: { says: '/publish', on: 'case-issue' }, then: [{ advisory: 'published' }] };

  it('is asked for where nobody else is yet to ask for it', () => {
    for (const steps of [[exposed], [exposed, { ...published, does: { says: '/publish', on: 'advisory' } } as ScenarioStep]])
      expect(peopleOf(stageWith([green], steps).stage).asked(exposed)).toBeDefined();
    expect(peopleOf(stageWith([green], [exposed, published]).stage).asked(published)).toBeDefined();
  });

  it('is asked for beside an LGTM that somebody is asked to give anew', async () => {
    const doubt: Comment = { author: 'fixlead[bot]', body: '- @ana: could not find out whether they still are a maintainer' };
    const { stage, said } = stageWith([doubt, green], [exposed]);
    const people = peopleOf(stage);
    // The stage made up here has nobody who could say the second.
    await people
      .asked(exposed)?.()
      .catch(() => undefined);
    expect([said, people.times()]).toEqual([['ana: /lgtm'], 2]);
  });

  it('is left to whoever is to ask for it later, so that what is to happen before it does', () => {
    expect(peopleOf(stageWith([green], [exposed, published]).stage).asked(exposed)).toBeUndefined();
  });
});
