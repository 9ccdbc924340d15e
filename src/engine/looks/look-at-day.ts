/** What a new day brings to a project: the word of the day to each person, and the warning that its holidays are known for too short a time. */
import type { RepositoryName } from '../../core/ids.ts';
import type { Policy } from '../../core/policy.ts';
import type { ProjectEvent } from '../../core/project/project-events.ts';
import { dueSoonIn, startOfDay } from '../../core/project/word-of-the-day.ts';
import { longestCount } from '../../core/schedule/calendar-warning.ts';
import { calendarDataEnds } from '../../core/time/calendar-data.ts';
import { toldArrival } from '../arrivals.ts';
import type { Engine } from '../engine.ts';

export type Place = { readonly installationId: number; readonly repository: RepositoryName };

/** Each is told once: its key names the day, or the end of the data. A fix repository mirrors the policy file of its project, which is told already. */
export async function lookAtDay(engine: Engine, place: Place, policy: Policy): Promise<void> {
  if (policy.fixRepository === place.repository) return;
  await tellOfDay(engine, place, policy);
  await tellOfCalendar(engine, place, policy);
}

async function tellOfDay(engine: Engine, place: Place, policy: Policy): Promise<void> {
  const start = startOfDay(policy, engine.clock.now());
  const cursor = `day/${place.repository}`;
  if (start === undefined || (await engine.store.readCursor(cursor)) === String(start)) return;
  const open = await engine.store.listCases({ open: true, repository: place.repository });
  const stored = await Promise.all(open.map(({ id }) => engine.store.readCase(id)));
  const due = stored.flatMap((one) => (one === undefined ? [] : dueSoonIn(one.case, one.policy, start)));
  if (due.length > 0)
    await tell(engine, place, `day:${place.repository}:${start}`, { kind: 'DayBegan', start, due, at: engine.clock.now() });
  await engine.store.writeCursor(cursor, String(start));
}

async function tellOfCalendar(engine: Engine, place: Place, policy: Policy): Promise<void> {
  const { calendar } = policy;
  const now = engine.clock.now();
  if (!calendarDataEnds(calendar, longestCount(policy), now)) return;
  await tell(engine, place, `calendar-ends:${place.repository}:${calendar.name}:${calendar.knownUntil}`, { kind: 'CalendarEnds', at: now });
}

async function tell({ store, clock }: Engine, place: Place, key: string, event: ProjectEvent): Promise<void> {
  await store.receive([toldArrival(key, { to: 'project', ...place, event }, clock.now())]);
}
