/** One step of one case: load, decide, save, in the store's one transaction. The world is touched only afterwards. */
import type { Case } from '../core/case.ts';
import { decide } from '../core/decide.ts';
import type { Effect } from '../core/effects.ts';
import type { CaseEvent } from '../core/events.ts';
import type { CaseId } from '../core/ids.ts';
import type { Policy } from '../core/policy.ts';
import type { Instant } from '../core/time/time.ts';
import { wakeUps } from '../core/schedule/wake-ups.ts';
import type { Engine } from './engine.ts';
import type { Arrival, DecidedEvent, Step, StoredCase } from './ports.ts';

/** `freshPolicy` rules a case that this very step opens; a stored case keeps its own. */
export async function step(
  engine: Engine,
  arrival: Arrival,
  caseId: CaseId,
  events: readonly CaseEvent[],
  freshPolicy: Policy | undefined,
): Promise<void> {
  const now = engine.clock.now();
  const result = await engine.store.saveStep(arrival.key, caseId, now, (current) => decideAll(current, events, freshPolicy, now));
  engine.log.info({ caseId, arrival: arrival.key, events: events.map((event) => event.kind), result }, 'stepped');
}

/** Several events of one arrival, such as the lines of one comment, in order. Pure. */
export function decideAll(
  current: StoredCase | undefined,
  events: readonly CaseEvent[],
  freshPolicy: Policy | undefined,
  now: Instant,
): Step | { readonly ignored: string } {
  const policy = current?.policy ?? freshPolicy;
  if (policy === undefined) return { ignored: 'there is no such case' };
  let thisCase: Case | undefined = current?.case;
  const history: DecidedEvent[] = [];
  const effects = new Map<string, Effect>();
  const ignored: string[] = [];
  for (const event of events) {
    const decision = decide(thisCase, event, policy, now);
    if (decision.outcome === 'ignored') {
      ignored.push(`${event.kind}: ${decision.because}`);
      continue;
    }
    for (const effect of decision.effects) {
      effects.delete(effect.key);
      effects.set(effect.key, effect);
    }
    if (decision.outcome === 'accepted') thisCase = decision.next;
    history.push(decidedEvent(event, decision, now));
  }
  if (thisCase === undefined || history.length === 0) return { ignored: ignored.join('; ') || 'nothing happened' };
  return { next: thisCase, policy, history, effects: [...effects.values()], wakeUps: wakeUps(thisCase, policy) };
}

function decidedEvent(
  event: CaseEvent,
  decision: Exclude<ReturnType<typeof decide>, { outcome: 'ignored' }>,
  decidedAt: Instant,
): DecidedEvent {
  return decision.outcome === 'accepted'
    ? { event, outcome: 'accepted', decidedAt, because: decision.because, refusalCode: undefined }
    : { event, outcome: 'refused', decidedAt, because: decision.refusal.because, refusalCode: decision.refusal.code };
}
