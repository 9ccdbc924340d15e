/** A wake-up that rang before its time: this machine's clock was ahead and has been set right since, that of another replica is, or ours still is. */
import { isCaseId, type SubjectId } from '../core/ids.ts';
import type { Instant } from '../core/time/time.ts';
import type { OwnArrival } from './arrivals.ts';
import type { Engine } from './engine.ts';
import { GitHubFailure } from './ports/failures.ts';
import type { Arrival } from './ports/store.ts';

/**
 * The same ring for when its time has come; undefined when it has. Decided on now it would have rung for good, and at its time nothing would
 * ring. Of a Release Date, whether it has come is asked of GitHub's clock too; where that cannot be asked, ours is taken for right, and
 * `notBefore` still stands before all that cannot be taken back.
 */
export async function ringAtItsTime(engine: Engine, arrival: Arrival, own: OwnArrival): Promise<Arrival | undefined> {
  const event = 'event' in own ? own.event : undefined;
  if (arrival.source !== 'wake-up' || event?.kind !== 'WakeUpRang') return undefined;
  const now = engine.clock.now();
  const earlyMs =
    event.dueAt > now ? event.dueAt - now : event.name === 'release' ? await earlyAtGitHub(engine, arrival.about, event.dueAt) : 0;
  if (earlyMs <= 0) return undefined;
  // Our clock may be set right meanwhile: by one that is ahead nothing is put off for long.
  const at = event.dueAt > now ? event.dueAt : now + Math.min(earlyMs, longestWaitMs);
  const { source, name, about } = arrival;
  return { key: nextKey(arrival.key), source, name, body: JSON.stringify({ ...event, at: event.dueAt }), about, receivedAt: at };
}

const longestWaitMs = 60_000;

/** Counted, and not by the time: a clock that is set shows one instant twice, and what comes a second time under one key is dropped. */
function nextKey(key: string): string {
  const [, rung = key, times = '0'] = /^(.*)#(\d+)$/.exec(key) ?? [];
  return `${rung}#${Number(times) + 1}`;
}

/** How far GitHub's clock is from then. Unit: ms. */
async function earlyAtGitHub({ github, store, log }: Engine, about: SubjectId | undefined, then: Instant): Promise<number> {
  const stored = about !== undefined && isCaseId(about) ? await store.readCase(about) : undefined;
  if (stored === undefined) return 0;
  try {
    return then - (await github.facts.time(stored.case.installationId, stored.case.repository));
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    log.warn({ caseId: about, error: error.message }, "could not ask GitHub's clock whether the Release Date has come");
    return 0;
  }
}
