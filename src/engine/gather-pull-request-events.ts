/** What is seen of the pull requests of a fix: each as it stands now, whatever brought the news of it. */
import type { Place } from '../core/act.ts';
import type { CaseEvent } from '../core/events.ts';
import { findPullRequest } from '../core/fix/approvals.ts';
import { evidenceOf, giversAsked } from './ask-again.ts';
import type { Engine } from './engine.ts';
import type { FoundCase } from './find-case.ts';
import { findPatch } from './find-patch.ts';
import type { Sighting } from './sighting.ts';
import { actor } from './who-acts.ts';

/** The head as it stands now was learnt of now, whenever it was pushed: an LGTM typed before was not of it. */
export async function pullRequestSeen(engine: Engine, attempt: number, place: Place, found: FoundCase): Promise<readonly CaseEvent[]> {
  if (found.pull === undefined) return [];
  const { names: _names, ...facts } = found.pull;
  const at = engine.clock.now();
  const patch = await findPatch(engine, attempt, found, { place, pull: found.pull });
  return [{ kind: 'PullRequestSeen', place, ...facts, ...patch, at }];
}

/** A push may keep LGTMs, so whoever gave them is asked about again; and tests may have been quicker than this news. */
export async function pushEvents(engine: Engine, attempt: number, found: FoundCase, place: Place): Promise<readonly CaseEvent[]> {
  const seen = await pullRequestSeen(engine, attempt, place, found);
  const { stored, pull } = found;
  if (stored === undefined || pull === undefined) return seen;
  const known = findPullRequest(stored.case, place);
  const moved = known !== undefined && known.headSha !== pull.headSha;
  const asked = moved ? await giversAsked(engine, attempt, stored) : [];
  return [...asked, ...seen, ...(await evidenceOf(engine, stored, { repository: place.repository, ...pull }))];
}

export async function reviewEvents(
  engine: Engine,
  attempt: number,
  found: FoundCase,
  { reviewer, place, verdict, sha, at }: Extract<Sighting, { kind: 'ReviewSighted' }>,
): Promise<readonly CaseEvent[]> {
  const by = await actor(engine, attempt, found, reviewer);
  const seen = await pullRequestSeen(engine, attempt, place, found);
  return seen.length === 0 ? [] : [...seen, { kind: 'ReviewSubmitted', place, by, verdict, sha, at }];
}

/** A line of the fix repository moves when a fix is merged, and the news of the one may come before that of the other. */
export async function fixesOf(
  engine: Engine,
  attempt: number,
  found: FoundCase,
  { line, mirrorSha }: Extract<Sighting, { kind: 'LineSighted' }>,
): Promise<readonly CaseEvent[]> {
  if (found.stored === undefined) return [];
  const { pullRequests, mirror, installationId } = found.stored.case;
  if (mirror?.[line]?.mirrorSha === mirrorSha) return [];
  const open = pullRequests.filter((pull) => pull.line === line && pull.state === 'open');
  const seen = open.map(async ({ repository, number }) => {
    const place = { repository, number };
    return pullRequestSeen(engine, attempt, place, { ...found, pull: await engine.github.facts.pullRequest(installationId, place) });
  });
  return (await Promise.all(seen)).flat();
}
