/** Finds the advisories that are new or have changed, most of which no webhook mentions. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { RepositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import type { GitHubWatch } from '../../engine/ports/github.ts';
import type { Sighting } from '../../engine/sighting.ts';
import type { Asker } from './ask.ts';
import { wasRefusedWith } from './failures.ts';
import { ownerAndRepo } from './places.ts';
import { factsOf, sightingOf } from './read-advisory.ts';
import type { Advisory } from './advisory-answer.ts';
import { advisoryAnswer } from './advisory-answer.ts';
import { perPage } from './read-answers.ts';

/** How much of each state is read: all that is open, within reason, and of the rest what was touched last. Unit: pages of 100. */
const pagesByState = { triage: 10, draft: 10, published: 1, closed: 1 } as const;

type Poll = {
  readonly installationId: number;
  readonly repository: RepositoryName;
  readonly cursor: string | undefined;
  readonly now: Instant;
};

/**
 * Sightings of what differs from the cursor, which holds a digest of each advisory; without one everything is new.
 * Edges: undefined when nothing differs, and where the repository is not to be seen or has no advisories at all (404).
 * Errors: GitHubFailure. A cursor that cannot be read counts as none.
 */
export async function lookAtAdvisories(asker: Asker, poll: Poll): ReturnType<GitHubWatch['advisories']> {
  const known = readCursor(poll.cursor);
  const advisories: Advisory[] = [];
  try {
    for (const state of stateNames) advisories.push(...(await list(asker, poll.repository, state)));
  } catch (error) {
    if (wasRefusedWith(error, 404)) return undefined;
    throw error;
  }
  const digests = Object.fromEntries(advisories.map((advisory) => [advisory.caseId, digestOf(advisory)]));
  const changed = advisories.filter(({ caseId }) => digests[caseId] !== known[caseId]);
  const sightings = changed.map((advisory) => sighting(poll, advisory));
  // What left the lists since is forgotten here: should it come back, it is new again.
  const isSame = changed.length === 0 && Object.keys(known).every((caseId) => caseId in digests);
  return isSame && poll.cursor !== undefined ? undefined : { sightings, cursor: JSON.stringify(digests) };
}

const stateNames = Object.keys(pagesByState) as readonly (keyof typeof pagesByState)[];
const digests = z.record(z.string(), z.string());

async function list(asker: Asker, repository: RepositoryName, state: keyof typeof pagesByState): Promise<readonly Advisory[]> {
  const lastTouchedFirst = { ...ownerAndRepo(repository), state, sort: 'updated', direction: 'desc', per_page: perPage };
  const route = 'GET /repos/{owner}/{repo}/security-advisories';
  const all: Advisory[] = [];
  for await (const { items } of asker.pages(route, lastTouchedFirst, z.array(advisoryAnswer), pagesByState[state])) all.push(...items);
  return all;
}

function sighting({ installationId, repository, now }: Poll, advisory: Advisory): Sighting {
  const { at, sighted } = sightingOf(advisory, repository, now);
  const { vectors, severity } = advisory;
  const whole = { ...sighted, severity: { vectors, severity }, facts: factsOf(advisory) };
  return { installationId, at: Math.min(at ?? now, now), ...whole };
}

function readCursor(cursor: string | undefined): Readonly<Record<string, string>> {
  try {
    return digests.parse(JSON.parse(cursor ?? '{}'));
  } catch {
    return {};
  }
}

/** Over what a sighting tells and when GitHub says it was touched; a CVE id may be given without a touch that shows. */
function digestOf({ state, title, text, vectors, severity, temporaryFork, cveId, updatedAt }: Advisory): string {
  return createHash('sha256')
    .update(JSON.stringify([state, title, text, vectors, severity, temporaryFork, cveId, updatedAt]))
    .digest('hex')
    .slice(0, 16);
}
