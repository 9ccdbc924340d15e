/** One step of one case or project: load, decide, save, in the store's one transaction. The world is touched only afterwards. */
import type { Case } from '../core/case.ts';
import { decide } from '../core/decide.ts';
import type { Decision, Tell } from '../core/decision.ts';
import type { Effect } from '../core/effects.ts';
import type { CaseEvent } from '../core/events.ts';
import type { CaseId, RepositoryName } from '../core/ids.ts';
import type { Policy } from '../core/policy.ts';
import { decideProject } from '../core/project/decide-project.ts';
import { registerOf } from '../core/distributors/register.ts';
import { newProject, type Project } from '../core/project/project.ts';
import { refuseStaleList } from '../core/project/say-to-project.ts';
import type { ProjectEvent } from '../core/project/project-events.ts';
import { projectWakeUps } from '../core/project/project-wake-ups.ts';
import type { Instant } from '../core/time/time.ts';
import { isStale, refuseStale } from '../core/stale-act.ts';
import { wakeUps } from '../core/schedule/wake-ups.ts';
import { toldArrival } from './arrivals.ts';
import { drawnRegister } from './drawn-register.ts';
import type { Engine } from './engine.ts';
import type { Arrival, DecidedEvent, ProjectStep, Step, StoredCase, StoredProject } from './ports/store.ts';

/** `freshPolicy` rules a case that this very step opens; a stored case keeps its own. */
export async function step(
  engine: Engine,
  arrival: Arrival,
  caseId: CaseId,
  events: readonly CaseEvent[],
  freshPolicy: Policy | undefined,
): Promise<void> {
  const now = engine.clock.now();
  const result = await engine.store.saveStep(arrival.key, caseId, now, (current) =>
    decideAll(current, events, { freshPolicy, now, key: arrival.key }),
  );
  engine.log.info({ caseId, arrival: arrival.key, events: events.map((event) => event.kind), result }, 'stepped');
}

/** A project has no policy of its own: each step is decided under the one that rules new cases now. */
export async function stepProject(engine: Engine, arrival: Arrival, ground: ProjectGround, events: readonly ProjectEvent[]): Promise<void> {
  const now = engine.clock.now();
  const { repository: project } = ground;
  const result = await engine.store.saveProjectStep(arrival.key, project, now, (current) =>
    decideAllForProject(current, events, { ...ground, now, key: arrival.key }),
  );
  engine.log.info({ project, arrival: arrival.key, events: events.map((event) => event.kind), result }, 'stepped');
}

/** What a project needs to begin, and to be decided on. */
export type ProjectGround = { readonly repository: RepositoryName; readonly installationId: number; readonly policy: Policy };

/** `key` is that of the arrival, from which that of whatever is told to others is made. */
type CaseDeciding = { readonly freshPolicy: Policy | undefined; readonly now: Instant; readonly key: string };

/** Several events of one arrival, such as the lines of one comment, in order. Pure. */
export function decideAll(
  current: StoredCase | undefined,
  events: readonly CaseEvent[],
  { freshPolicy, now, key }: CaseDeciding,
): Step | { readonly ignored: string } {
  const opening = current?.policy ?? freshPolicy;
  if (opening === undefined) return { ignored: 'there is no such case' };
  const start: Case | undefined = current?.case;
  const decided = decideInTurn({ start, policy: opening, now }, events, (before, event, ruling) =>
    before !== undefined && isStale(event, current?.version ?? 0) ? refuseStale(before, event) : decide(before, event, ruling, now),
  );
  const { next, policy, history, effects, tells, retries, withdraws, ignored } = decided;
  if (next === undefined || history.length === 0) return { ignored };
  return { next, policy, history, effects, wakeUps: wakeUps(next, policy), arrivals: arrivalsOf(tells, key, now), retries, withdraws };
}

/** Pure. */
export function decideAllForProject(
  current: StoredProject | undefined,
  events: readonly ProjectEvent[],
  { repository, installationId, policy, now, key }: ProjectGround & { readonly now: Instant; readonly key: string },
): ProjectStep | { readonly ignored: string } {
  // Whoever speaks last knows best under which number the App is installed.
  const start = { ...newProject(repository, installationId), ...current?.project, installationId };
  const decided = decideInTurn({ start, policy, now }, events, (before, event, ruling) =>
    isDrawnFromAnother(event, before ?? start)
      ? refuseStaleList(before ?? start, event)
      : decideProject(before ?? start, event, ruling, now),
  );
  const { next = start, history, effects, tells, ignored } = decided;
  if (history.length === 0) return { ignored };
  return { next, policy, history, effects, wakeUps: projectWakeUps(next, policy), arrivals: arrivalsOf(tells, key, now) };
}

function isDrawnFromAnother(event: ProjectEvent, project: Project): event is Extract<ProjectEvent, { readonly from: unknown }> {
  return 'from' in event && event.from.kind === 'dashboard' && event.from.drawn !== drawnRegister(registerOf(project));
}

type DecidedInTurn<Subject> = {
  readonly next: Subject | undefined;
  /** The one that rules after the last event. */
  readonly policy: Policy;
  readonly history: readonly DecidedEvent[];
  readonly effects: readonly Effect[];
  readonly tells: readonly Tell[];
  readonly retries: readonly string[];
  readonly withdraws: readonly string[];
  readonly ignored: string;
};

function decideInTurn<Subject, Happened extends CaseEvent | ProjectEvent>(
  opening: { readonly start: Subject | undefined; readonly policy: Policy; readonly now: Instant },
  events: readonly Happened[],
  decideOne: (before: Subject | undefined, event: Happened, policy: Policy) => Decision<Subject>,
): DecidedInTurn<Subject> {
  let { start: next, policy } = opening;
  const history: DecidedEvent[] = [];
  const effects = new Map<string, Effect>();
  const tells: Tell[] = [];
  const retries: string[] = [];
  const withdraws = new Set<string>();
  const ignored: string[] = [];
  for (const event of events) {
    const decision = decideOne(next, event, policy);
    if (decision.outcome === 'ignored') {
      ignored.push(`${event.kind}: ${decision.because}`);
      continue;
    }
    for (const key of withdrawnBy(decision)) {
      effects.delete(key);
      withdraws.add(key);
    }
    for (const effect of decision.effects) {
      withdraws.delete(effect.key);
      effects.delete(effect.key);
      effects.set(effect.key, effect);
    }
    history.push({ ...decidedEvent(event, decision, opening.now), policy });
    if (decision.outcome !== 'accepted') continue;
    next = decision.next;
    policy = decision.policy ?? policy;
    tells.push(...(decision.tells ?? []));
    retries.push(...(decision.retries ?? []));
  }
  const saved = { history, effects: [...effects.values()], tells, retries, withdraws: [...withdraws] };
  return { next, policy, ...saved, ignored: ignored.join('; ') || 'nothing happened' };
}

function withdrawnBy<Subject>(decision: Decision<Subject>): readonly string[] {
  return decision.outcome === 'accepted' ? (decision.withdraws ?? []) : [];
}

function arrivalsOf(tells: readonly Tell[], key: string, now: Instant): readonly Arrival[] {
  return tells.map((tell, index) => toldArrival(`${key}#${index}`, tell, now));
}

function decidedEvent<Subject>(
  event: CaseEvent | ProjectEvent,
  decision: Exclude<Decision<Subject>, { outcome: 'ignored' }>,
  decidedAt: Instant,
): DecidedEvent {
  return decision.outcome === 'accepted'
    ? { event, outcome: 'accepted', decidedAt, because: decision.because, refusalCode: undefined }
    : {
        event,
        outcome: 'refused',
        decidedAt,
        because: [...decision.refusal.because, { fact: decision.refusal.message }],
        refusalCode: decision.refusal.code,
      };
}
