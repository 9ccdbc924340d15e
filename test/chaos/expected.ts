/** Whether what a scenario expects came true in its course, although much went wrong, and whether what lasts is true in the end. */
import { tellExpectation, whyNotYet } from '../../src/drill/expectations.ts';
import type { Told } from '../../src/drill/player.ts';
import type { Expectation, Scenario } from '../../src/drill/scenario.ts';
import type { Stage } from '../../src/drill/stage.ts';
import { formatUtcMinute } from '../../src/core/time/time.ts';
import type { Plan, Spell } from './plan.ts';
import type { Violation } from './violation.ts';

/**
 * Trouble explains six things, which are not expected where there is any, or the kind of it that is named; on a store of several processes
 * a death that the scenario itself brings is trouble too:
 * - The minute of the publication: a process that is killed while it publishes leaves a lease, and the next one goes on when that has run
 *   out. `published.ts` holds instead that it is never early, and late only by what explains it.
 * - In which order two people are named: a webhook that finds the app dead comes after a later one.
 * - What stands in the case issue while it is on its way to something else.
 * - Whether an answer comes before somebody acts or after: two who waited too long for the app may have come in another order.
 * - That an LGTM is said to be kept when the head moves: one whose giver GitHub could not be asked about just then is doubted, and given anew.
 * - What is said when the Release Date comes and something stands against it: an app whose clock was ahead took the date as come before,
 *   when nothing did; it waited for GitHub's clock, and was stopped then.
 */
export function relaxed(scenario: Scenario, { spells, strokes }: Pick<Plan, 'spells' | 'strokes'>, leavesLeases: boolean): Scenario {
  const dies = leavesLeases && scenario.steps.some(({ crash }) => crash !== undefined);
  if (spells.length + strokes.length === 0 && !dies) return scenario;
  const unsaid = spells.flatMap(({ fault }) => leftUnsaid[fault] ?? []);
  const isSaid = (expected: Expectation): boolean => !('answer' in expected && unsaid.some((words) => expected.answer.includes(words)));
  const then = (all: readonly Expectation[]) => all.filter(isSaid).flatMap(relaxedOne);
  return { ...scenario, steps: scenario.steps.map((step) => ({ ...step, then: then(step.then) })) };
}

const leftUnsaid: { readonly [Kind in Spell['fault']]?: string } = {
  ...{ 'clock-ahead': 'The Release Date has come', github: 'was kept', 'github-away': 'was kept', 'github-hangs': 'was kept' },
};

function relaxedOne(expected: Expectation): readonly Expectation[] {
  if ('publishedAt' in expected) return [];
  if ('status' in expected) return [{ status: expected.status.replace(/(stands: published) .*/, '$1') }];
  if ('answer' in expected) return [{ ...expected, answer: expected.answer.replace(/ of @.*,.*/, '') }];
  return [expected];
}

/** A step that was told later than its minute waited for an earlier one; that something is not there yet is no longer to be expected. */
export type Played = Told & { readonly begunAt: number };

const lateMs = 60_000;

export function notAsExpected(stage: Stage, timeline: readonly Played[]): readonly Violation[] {
  const said = new Set(
    lasting(stage.scenario).flatMap((expected) =>
      'answer' in expected && whyNotYet(stage, expected, { lastCommentId: 0 }) === undefined ? [tellExpectation(expected)] : [],
    ),
  );
  const inTheCourse = timeline.flatMap(({ at, begunAt, words, checks }) =>
    checks
      .filter(({ holdsAt, words: expected }) => holdsAt === undefined && !said.has(expected))
      .filter(({ words: expected }) => begunAt - at < lateMs || !isNotYet(expected))
      .map((check) => `${formatUtcMinute(at)} ${words}: ${check.words}, but ${check.instead ?? ''}`),
  );
  const atTheEnd = lasting(stage.scenario).flatMap((expected) => {
    const instead = whyNotYet(stage, expected, { lastCommentId: 0 });
    return instead === undefined ? [] : [`at the end: ${tellExpectation(expected)}, but ${instead}`];
  });
  return [...inTheCourse, ...atTheEnd].map((what) => ({ kind: 'expectation', what: what.slice(0, 600) }));
}

function isNotYet(words: string): boolean {
  return /advisory is draft|is not public|told nothing of/.test(words);
}

function isPassing(expected: Expectation): boolean {
  if ('status' in expected) return !expected.status.startsWith('published') && !expected.status.includes(': published');
  return ['board', 'told', 'notPublic', 'proposed', 'mirrored'].some((kind) => kind in expected);
}

/** Every answer, since nothing that was said goes away; and the last word on everything else. */
function lasting({ steps }: Scenario): readonly Expectation[] {
  const last = new Map<string, Expectation>();
  for (const expected of steps.flatMap((step) => step.then)) {
    if ('answer' in expected) last.set(`${expected.on}: ${expected.answer}`, expected);
    else if ('check' in expected) last.set(`check on ${expected.on}`, expected);
    else if (!isPassing(expected)) last.set(Object.keys(expected).join(), expected);
  }
  return [...last.values()];
}
