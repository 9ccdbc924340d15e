/** The drill as a person reads it. */
import { formatUtcMinute } from '../core/time/time.ts';
import { weekdayInUtc } from '../core/time/weekday.ts';
import type { Told } from './player.ts';
import type { Scenario } from './scenario.ts';
import type { Due, Score } from './score.ts';

export function opening(scenario: Scenario): string {
  return `${scenario.title}\n${scenario.about.trim()}\n`;
}

export function tellLine(told: Told): string {
  const head = `${weekdayInUtc(told.at).slice(0, 3)} ${formatUtcMinute(told.at)}  ${told.words}`;
  const because = told.because === undefined ? [] : [`${indent}(${told.because})`];
  const checks = told.checks.map((check) =>
    check.holdsAt === undefined
      ? `${indent}✗ ${check.words}\n${indent}  instead ${check.instead ?? 'nothing'}`
      : `${indent}✓ ${check.words}${delay(check.holdsAt - told.at)}`,
  );
  return [head, ...because, ...checks].join('\n');
}

const indent = ' '.repeat(26);

/** Unit: ms of drill time. */
function delay(ms: number): string {
  if (ms < 1_000) return '';
  return ms < 120_000 ? `  (${Math.round(ms / 1_000)} s later)` : `  (${Math.round(ms / 60_000)} min later)`;
}

export function tellScore(score: Score, realMs: number): string {
  const onTime = score.dues.filter((due) => due.standing === 'met').length;
  const summary = `${onTime} of ${score.dues.length} duties met on time; ${score.held} of ${score.held + score.failed} expectations held; ${score.parked.length} pieces of work given up; ${(realMs / 1_000).toFixed(1)} s.`;
  return [
    '',
    'What was due, and when it was done',
    ...score.dues.map(tellDue),
    ...score.parked.map((words) => `given up: ${words}`),
    '',
    summary,
    score.passed ? 'The drill passed.' : 'THE DRILL FAILED.',
  ].join('\n');
}

function tellDue(due: Due): string {
  const dueBy = due.dueAt === undefined ? 'cannot be counted' : formatUtcMinute(due.dueAt);
  const done = due.metAt === undefined ? due.standing : `${due.standing} ${formatUtcMinute(due.metAt)}`;
  return [`- ${due.what}: due ${dueBy}, ${done}`, ...due.sentences.map((sentence) => `    ${sentence}`)].join('\n');
}
