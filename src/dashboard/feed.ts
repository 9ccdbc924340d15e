/** A private calendar for each person: the due dates of the cases they maintain, by their numbers alone, behind an address that nobody can guess. */
import ical from 'ical-generator';
import { isOpen } from '../core/case.ts';
import { obligations } from '../core/schedule/obligations.ts';
import type { Instant } from '../core/time/time.ts';
import { GitHubFailure } from '../engine/ports/failures.ts';
import type { StoredCase } from '../engine/ports/store.ts';
import type { AccessKey } from '../engine/ports/surface.ts';
import type { Dashboard } from './dashboard.ts';
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
  return (await store.listAccessKeys(githubId)).filter(({ kind }) => kind === 'calendar');
}

export async function endFeeds(dashboard: Dashboard, githubId: number): Promise<void> {
  for (const { id } of await feedsOf(dashboard, githubId)) await dashboard.store.endAccessKey(id, githubId);
}

/** Whether somebody is still a maintainer is asked of GitHub each time; what cannot be found out is an answer of 503, and calendars keep what they had. */
export async function feed({ dashboard, param }: Asked): Promise<Reply> {
  const secret = /^([\w-]{43})\.ics$/.exec(param('feed'))?.[1];
  const key = secret === undefined ? undefined : await dashboard.store.readAccessKey(digestOf(secret));
  if (key?.kind !== 'calendar') return problem(404, 'There is no such feed', 'It was ended, or replaced by another one.');
  try {
    const cases = await maintainedBy(dashboard, key);
    return { kind: 'file', contentType: 'text/calendar; charset=utf-8', text: calendarOf(cases, dashboard.clock.now()) };
  } catch (cause) {
    if (!(cause instanceof GitHubFailure)) throw cause;
    return problem(503, 'GitHub did not answer', 'Whose cases these are could not be found out.');
  }
}

/** One question for each project and team. */
async function maintainedBy({ store, facts }: Dashboard, { login }: AccessKey): Promise<readonly StoredCase[]> {
  const asked = new Map<string, Promise<boolean>>();
  const open = (await store.readCases()).filter((stored) => isOpen(stored.case));
  const kept: StoredCase[] = [];
  for (const stored of open) {
    const { repository, installationId } = stored.case;
    const question = JSON.stringify([repository, stored.policy.maintainers]);
    const answer = asked.get(question) ?? facts.isMaintainer(installationId, repository, stored.policy, login);
    asked.set(question, answer);
    if (await answer) kept.push(stored);
  }
  return kept;
}

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
