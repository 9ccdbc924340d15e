/** A private calendar for each person: the due dates of the cases they maintain, by their numbers alone, behind an address that nobody can guess. */
import ical from 'ical-generator';
import { isOpen } from '../core/case.ts';
import { obligations } from '../core/schedule/obligations.ts';
import type { Instant } from '../core/time/time.ts';
import type { StoredCase } from '../engine/ports/store.ts';
import type { AccessKey } from '../engine/ports/surface.ts';
import type { Dashboard } from './dashboard.ts';
import { openWith, secretPattern } from './keys.ts';
import { problem } from './pages/problems.ts';
import type { Asked, AskedBySomebody, Reply } from './route.ts';
import { digestOf, unguessable } from './sealing.ts';

/** Replaces whatever address the person had before, and shows the new one this once: only a digest of it is kept. */
export async function makeFeed({ dashboard, visitor }: AskedBySomebody): Promise<string> {
  await endFeeds(dashboard, visitor.session.githubId);
  const secret = unguessable();
  const { login, session } = visitor;
  const key = { kind: 'calendar', login, githubId: session.githubId, caseId: undefined, madeAt: dashboard.clock.now() } as const;
  await dashboard.store.addAccessKey({ ...key, id: digestOf(secret) });
  return `${dashboard.url}/feeds/${secret}.ics`;
}

export async function feedsOf({ store }: Dashboard, githubId: number): Promise<readonly AccessKey[]> {
  return store.listAccessKeys({ githubId, kind: 'calendar' });
}

export async function endFeeds(dashboard: Dashboard, githubId: number): Promise<void> {
  for (const { id } of await feedsOf(dashboard, githubId)) await dashboard.store.endAccessKey(id, githubId);
}

/** Whether somebody is still a maintainer is asked of GitHub, not more often than once a minute; what cannot be found out is an answer of 503, and calendars keep what they had. */
export async function feed({ dashboard, visibility, param }: Asked): Promise<Reply> {
  const key = await openWith(dashboard, 'calendar', addressed.exec(param('feed'))?.[1]);
  if (key === undefined) return problem(404, 'There is no such feed', 'It was ended, or replaced by another one.');
  const kept: StoredCase[] = [];
  for (const stored of await dashboard.store.readCases())
    if (isOpen(stored.case) && (await visibility.maintains(key.login, stored))) kept.push(stored);
  return { kind: 'file', contentType: 'text/calendar; charset=utf-8', text: calendarOf(kept, dashboard.clock.now()) };
}

const addressed = new RegExp(`^(${secretPattern})\\.ics$`);

/** Neither a title nor a word of a report: calendars are shown on other people's screens. */
function calendarOf(cases: readonly StoredCase[], now: Instant): string {
  const calendar = ical({ name: 'Fixlead', prodId: { company: 'fixlead', product: 'fixlead', language: 'EN' } });
  for (const { case: thisCase, policy } of cases)
    for (const { name, dueAt, metAt } of obligations(thisCase, policy))
      if (dueAt !== undefined && metAt === undefined)
        calendar.createEvent({
          ...{ id: `${thisCase.id}-${name}@fixlead`, stamp: new Date(now), start: new Date(dueAt), end: new Date(dueAt) },
          summary: `${thisCase.id}: ${name.replaceAll('-', ' ')}`,
        });
  return calendar.toString();
}
