/** The single looks: what is seen becomes arrivals, whose keys make each find count once. Each answers whether it found something new. */
import { createHash } from 'node:crypto';
import type { Case } from '../core/case.ts';
import type { RepositoryName } from '../core/ids.ts';
import { sightingArrival } from './arrivals.ts';
import type { Engine } from './engine.ts';
import type { Arrival, PolledComment } from './ports.ts';

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
    return sightingArrival(`seen:${subject}:${state}:${at}`, sighting, now);
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
  if (seen === 'absent') return takeIn(engine, probed, undefined);
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

/** GitHub does not send a failed delivery again by itself; what arrives twice is dropped by its key. */
export async function sweepDeliveries(engine: Engine): Promise<boolean> {
  const missed = await engine.github.watch.missedDeliveries(engine.clock.now() - redeliveryWindowMs);
  for (const { id, guid } of missed) {
    engine.log.info({ delivery: guid }, 'asking for a missed delivery again');
    await engine.github.watch.askForRedelivery(id);
  }
  return missed.length > 0;
}

/** The arrivals are durable before the cursor moves past them. */
async function takeIn(engine: Engine, arrivals: readonly Arrival[], cursor: { key: string; value: string } | undefined): Promise<boolean> {
  const fresh = arrivals.length === 0 ? [] : await engine.store.receive(arrivals);
  if (cursor !== undefined) await engine.store.writeCursor(cursor.key, cursor.value);
  return fresh.some((isNew) => isNew);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
