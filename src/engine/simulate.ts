/** What would have been due when, and said to whom, had these things happened under this policy. Touches nothing. */
import type { Case } from '../core/case.ts';
import type { Actor, Surface } from '../core/command-events.ts';
import type { CaseEvent } from '../core/events.ts';
import { caseId, repositoryName, type Login } from '../core/ids.ts';
import { standing, type Obligation } from '../core/schedule/obligation.ts';
import { obligations } from '../core/schedule/obligations.ts';
import type { Policy } from '../core/policy.ts';
import type { Instant } from '../core/time/time.ts';
import { wakeUps } from '../core/schedule/wake-ups.ts';
import { isWaiting } from '../core/intake/waiting.ts';
import { helpPage } from '../commands/help.ts';
import { policyEvent } from '../commands/policy-event.ts';
import { readComment } from '../commands/read-comment.ts';
import { decideAll } from './step.ts';

/** Things that happen, oldest first: somebody says something. The report itself comes before all of them. */
export type Timeline = {
  readonly reportedAt: Instant;
  readonly reporter: Login;
  readonly maintainers: readonly Login[];
  readonly said: readonly { readonly at: Instant; readonly who: Login; readonly says: string; readonly on: 'advisory' | 'case-issue' }[];
  /** Until when the clock runs. */
  readonly until: Instant;
};

export type Simulated = {
  readonly phase: Case['phase'];
  readonly dues: readonly (Obligation & { readonly standing: ReturnType<typeof standing> })[];
  /** What rang, and what was refused, in the order in which it came. */
  readonly happened: readonly { readonly at: Instant; readonly what: string }[];
};

const simulatedId = caseId('GHSA-2222-2222-2222');
const simulatedRepository = repositoryName('simulated/project');

type Run = {
  readonly policy: Policy;
  readonly timeline: Timeline;
  current: Case | undefined;
  readonly happened: { at: Instant; what: string }[];
};

export function simulate(policy: Policy, timeline: Timeline): Simulated {
  const run: Run = { policy, timeline, current: undefined, happened: [] };
  take(run, timeline.reportedAt, [reported(timeline)]);
  for (const [index, said] of timeline.said.entries()) {
    ringUntil(run, said.at);
    take(run, said.at, eventsOf(run, said, index));
  }
  ringUntil(run, timeline.until);
  if (run.current === undefined) throw new Error('A simulated report opened no case');
  const dues = obligations(run.current, policy).map((one) => ({ ...one, standing: standing(one, timeline.until) }));
  return { phase: run.current.phase, dues, happened: run.happened };
}

function reported({ reportedAt, reporter }: Timeline): CaseEvent {
  const about = { caseId: simulatedId, repository: simulatedRepository, installationId: 1, title: 'A simulated report', text: '' };
  return { kind: 'ReportReceived', ...about, reporter, reportedAt, state: 'triage', policyProblem: undefined, at: reportedAt };
}

/** Each wake-up rings at its instant; a step may set new ones, so the soonest is looked for anew. */
function ringUntil(run: Run, until: Instant): void {
  for (;;) {
    const due = run.current === undefined ? [] : wakeUps(run.current, run.policy).filter((one) => one.dueAt <= until);
    const next = due.toSorted((a, b) => a.dueAt - b.dueAt)[0];
    if (next === undefined) return;
    run.happened.push({ at: next.dueAt, what: `${next.name} rings` });
    take(run, next.dueAt, [{ kind: 'WakeUpRang', ...next, at: next.dueAt }]);
  }
}

function take(run: Run, now: Instant, events: readonly CaseEvent[]): void {
  const stored = run.current === undefined ? undefined : { case: run.current, policy: run.policy, version: 1, policyDigest: '' };
  const step = decideAll(stored, events, { freshPolicy: run.policy, now, key: 'simulated' });
  if ('ignored' in step) return;
  run.current = step.next;
  for (const line of step.history)
    if (line.refusalCode !== undefined) run.happened.push({ at: now, what: `${line.event.kind} is refused: ${line.refusalCode}` });
}

function eventsOf(run: Run, { at, who, says, on }: Timeline['said'][number], index: number): readonly CaseEvent[] {
  const by = actor(run.timeline, who);
  const commentId = String(index + 1);
  const from: Surface = on === 'advisory' ? { kind: on, commentId } : { kind: on, commentId, repository: simulatedRepository, number: 1 };
  const commands = readComment(says).map((read): CaseEvent => {
    const typed = { by, from, line: read.line, at };
    if ('problem' in read) return { ...typed, kind: 'CommandNotUnderstood', ...read.problem };
    if (read.asked.kind === 'HelpAsked') return { ...typed, kind: 'HelpAsked', page: helpPage(run.policy) };
    // The file that is tried out is the only one there is.
    if (read.asked.kind === 'PolicyAsked' || read.asked.kind === 'PolicyAdoptionAsked')
      return { ...typed, ...policyEvent(read.asked.kind, run.policy, { kind: 'good', policy: run.policy, files: [] }) };
    // Nor is there a register of distributors.
    if (read.asked.kind === 'EarlyAsked' || read.asked.kind === 'EarlyConfirmed') return { ...typed, ...read.asked, list: undefined };
    // Nor is there another report.
    if (read.asked.kind === 'RetryAsked') return { ...typed, ...read.asked, what: undefined };
    if (read.asked.kind === 'DuplicateNamed') return { ...typed, ...read.asked, other: undefined };
    if (read.asked.kind !== 'FixLeadNamed' && read.asked.kind !== 'AwaySaid') return { ...typed, ...read.asked };
    const named = actor(run.timeline, read.asked.login ?? who);
    const facts = { ...typed, role: named.role };
    return read.asked.kind === 'AwaySaid'
      ? { ...facts, ...read.asked, login: named.login, leads: [] }
      : { ...facts, ...read.asked, login: named.login };
  });
  return on === 'advisory' ? [...spoken(run, by, at), ...commands] : commands;
}

function spoken(run: Run, by: Actor, at: Instant): readonly CaseEvent[] {
  if (by.role === 'maintainer') return [{ kind: 'MaintainerSpoke', by: by.login, at }];
  return by.role === 'reporter' && run.current !== undefined && isWaiting(run.current) ? [{ kind: 'ReporterSpoke', at }] : [];
}

function actor({ maintainers, reporter }: Timeline, login: Login): Actor {
  if (maintainers.includes(login)) return { login, role: 'maintainer' };
  return { login, role: login === reporter ? 'reporter' : 'outsider' };
}
