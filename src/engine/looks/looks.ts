/** The single looks: what is seen becomes arrivals, whose keys make each find count once. Each answers whether it found something new. */
import { createHash } from 'node:crypto';
import type { Case } from '../../core/case.ts';
import type { RepositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import { sightingArrival } from '../arrivals.ts';
import type { Engine } from '../engine.ts';
import { GitHubFailure } from '../ports/failures.ts';
import type { Arrival } from '../ports/store.ts';
import type { PolledComment } from '../ports/github.ts';

/** GitHub keeps deliveries for redelivery this long. Source: GitHub Docs, "Redelivering webhooks". Unit: ms. */
const redeliveryWindowMs = 3 * 24 * 3_600_000;

export async function lookAtAdvisories(engine: Engine, installationId: number, repository: RepositoryName): Promise<boolean> {
  const cursorKey = `advisories/${repository}`;
  const seen = await engine.github.watch.advisories(installationId, repository, await engine.store.readCursor(cursorKey));
  if (seen === undefined) return false;
  const now = engine.clock.now();
  const arrivals = seen.sightings.map((sighting) => {
    const { kind, at } = sighting;
    const subject = 'caseId' in sighting ? sighting.caseId : repository;
    const state = kind === 'AdvisorySighted' ? sighting.state : kind;
    // What is published has one instant for ever, and may still be edited.
    const edition = 'facts' in sighting ? `:${digestOf(JSON.stringify(sighting.facts)).slice(0, 16)}` : '';
    return sightingArrival(`seen:${subject}:${state}:${at}${edition}`, sighting, now);
  });
  return takeIn(engine, arrivals, { key: cursorKey, value: seen.cursor });
}

/** All comments are read each time something changed, so that a deleted one is missed. */
export async function lookAtComments(engine: Engine, thisCase: Case): Promise<boolean> {
  const cursorKey = `comments/${thisCase.id}`;
  const { installationId, repository, id: caseId } = thisCase;
  const seen = await engine.github.watch.comments(installationId, repository, caseId, await engine.store.readCursor(cursorKey));
  if (seen === undefined) return false;
  const now = engine.clock.now();
  const are = seen === 'absent' ? 'absent' : 'available';
  const probe = sightingArrival(
    `probe:${caseId}:${are}:${now}`,
    { kind: 'AdvisoryCommentsProbed', caseId, are, installationId, at: now },
    now,
  );
  const probed = thisCase.advisoryComments === are ? [] : [probe];
  // Without a cursor the next look answers whatever is there: comments that come back may be the very same.
  if (seen === 'absent') return takeIn(engine, probed, { key: cursorKey, value: '' });
  const people = seen.comments.filter((comment) => !comment.authorIsBot);
  const arrivals = [
    ...probed,
    ...people.flatMap((comment) => commentArrivals(thisCase, comment, now)),
    ...goneArrivals(thisCase, people, now),
  ];
  return takeIn(engine, arrivals, { key: cursorKey, value: seen.cursor });
}

/** First seen: read. Seen before and changed: noticed, never acted on. */
function commentArrivals(thisCase: Case, comment: PolledComment, now: number): readonly Arrival[] {
  const { installationId, id: caseId } = thisCase;
  const { commentId } = comment;
  const digest = digestOf(comment.text);
  const known = thisCase.seenComments[commentId];
  if (known === undefined) {
    const { author, text, createdAt, updatedAt } = comment;
    const sighting = {
      kind: 'AdvisoryCommentSighted',
      caseId,
      commentId,
      author,
      text,
      digest,
      unedited: createdAt === updatedAt,
      installationId,
      at: createdAt,
    } as const;
    return [sightingArrival(`comment:${commentId}`, sighting, now)];
  }
  if (known.digest === digest) return [];
  return [
    sightingArrival(
      `comment-changed:${commentId}:${digest}:${comment.updatedAt}`,
      { kind: 'AdvisoryCommentChanged', caseId, commentId, digest, installationId, at: comment.updatedAt },
      now,
    ),
  ];
}

function goneArrivals(thisCase: Case, present: readonly PolledComment[], now: number): readonly Arrival[] {
  const { installationId, id: caseId } = thisCase;
  const ids = new Set(present.map((comment) => comment.commentId));
  const gone = Object.entries(thisCase.seenComments).filter(([commentId, known]) => !known.gone && !ids.has(commentId));
  return gone.map(([commentId]) =>
    sightingArrival(
      `comment-gone:${commentId}`,
      { kind: 'AdvisoryCommentChanged', caseId, commentId, digest: undefined, installationId, at: now },
      now,
    ),
  );
}

/** What has been asked for again, by its GUID: how often, and when it may be asked for once more. */
export type AskedAgain = Map<string, { readonly times: number; readonly nextAt: Instant }>;

/**
 * GitHub does not send a failed delivery again by itself; what arrives twice is dropped by its key. What fails again is asked for ever
 * more rarely: it may never succeed. Finds nothing by itself: what was missed comes in by the door.
 */
export async function sweepDeliveries(engine: Engine, asked: AskedAgain): Promise<false> {
  const now = engine.clock.now();
  const missed = await engine.github.watch.missedDeliveries(now - redeliveryWindowMs);
  const guids = new Set(missed.map(({ guid }) => guid));
  for (const guid of asked.keys()) if (!guids.has(guid)) asked.delete(guid);
  for (const { id, guid } of missed) {
    const { times, nextAt } = asked.get(guid) ?? { times: 0, nextAt: now };
    // One that seems to wait for longer than it ever does was put off by a clock that was ahead.
    if (nextAt > now && nextAt <= now + engine.bounds.sweepMs * 2 ** times) continue;
    const isTaken = await askAgain(engine, id, guid);
    if (isTaken) asked.set(guid, { times: times + 1, nextAt: now + engine.bounds.sweepMs * 2 ** times });
  }
  return false;
}

/**
 * One that cannot be asked for keeps nobody from the others. Answers whether GitHub has taken the question, or never will: only then is
 * the delivery asked for more rarely; while GitHub fails, nothing was asked.
 */
async function askAgain(engine: Engine, id: string, guid: string): Promise<boolean> {
  try {
    await engine.github.watch.askForRedelivery(id);
    engine.log.info({ delivery: guid }, 'asked for a missed delivery again');
    return true;
  } catch (cause) {
    if (!(cause instanceof GitHubFailure)) throw cause;
    engine.log.warn({ delivery: guid, error: cause.message }, 'could not ask for a missed delivery');
    return cause.permanent;
  }
}

/** The arrivals are durable before the cursor moves past them. */
async function takeIn(engine: Engine, arrivals: readonly Arrival[], cursor: { key: string; value: string }): Promise<boolean> {
  const fresh = arrivals.length === 0 ? [] : await engine.store.receive(arrivals);
  await engine.store.writeCursor(cursor.key, cursor.value);
  return fresh.some((isNew) => isNew);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
