/** What became of the public pull requests that proposed a fix, where it is not on its line as it was approved. */
import type { ProposedFix } from '../../core/release-day/in-public.ts';
import { fixHeads, publicFix } from '../../core/release-day/release-day.ts';
import { sightingArrival } from '../arrivals.ts';
import type { Engine } from '../engine.ts';
import type { FixHead, LivePullRequest } from '../ports/github.ts';
import type { Arrival, StoredCase } from '../ports/store.ts';

type Proposal = { readonly proposed: ProposedFix; readonly pull: LivePullRequest };

/** Those whose end is not known yet, or may change because they were only closed; asked only while a publication waits for them. */
export async function readProposals(engine: Engine, { case: thisCase, policy }: StoredCase): Promise<readonly Proposal[]> {
  if (thisCase.phase !== 'publishing') return [];
  const heads = fixHeads(thisCase, policy);
  const waiting = (thisCase.releaseDay?.proposed ?? []).filter(
    ({ ended, line, sha }) =>
      (ended === undefined || ended === 'closed') && heads.some((pull) => pull.line === line && pull.headSha === sha),
  );
  const read = waiting.map(async (proposed) => ({
    proposed,
    pull: await engine.github.facts.pullRequest(thisCase.installationId, proposed.place),
  }));
  return (await Promise.all(read)).flatMap(({ proposed, pull }) => (pull === undefined ? [] : [{ proposed, pull }]));
}

/** `onTheirLine` are the approved heads, or their changes, that were found on their lines after the proposals were read. */
export async function proposalArrivals(
  engine: Engine,
  stored: StoredCase,
  { proposals, onTheirLine }: { readonly proposals: readonly Proposal[]; readonly onTheirLine: readonly FixHead[] },
): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = [];
  for (const { proposed, pull } of proposals) {
    const { line, sha } = proposed;
    const isThere =
      onTheirLine.some((head) => head.line === line && head.sha === sha) || publicFix(stored.case, { line, headSha: sha }) !== undefined;
    // It may have been merged between the two looks.
    const now = isThere && pull.state === 'open' ? ((await read(engine, stored, proposed)) ?? pull) : pull;
    const how = endOf(now, { sha, isThere });
    if (how !== undefined) arrivals.push(await arrivalOf(engine, stored, { proposed, pull: now, how }));
  }
  return arrivals;
}

function read(engine: Engine, { case: { installationId } }: StoredCase, { place }: ProposedFix): Promise<LivePullRequest | undefined> {
  return engine.github.facts.pullRequest(installationId, place);
}

function endOf(
  { state, headSha }: LivePullRequest,
  { sha, isThere }: { readonly sha: string; readonly isThere: boolean },
): ProposedFix['ended'] {
  if (isThere) return state === 'merged' && headSha !== sha ? 'more-beside-it' : undefined;
  return state === 'merged' ? 'other-change' : state === 'closed' ? 'closed' : undefined;
}

async function arrivalOf(
  engine: Engine,
  { case: { id: caseId, installationId, repository } }: StoredCase,
  { proposed, pull, how }: Proposal & { readonly how: NonNullable<ProposedFix['ended']> },
): Promise<Arrival> {
  const { line, sha, place } = proposed;
  const { headSha, mergedAs } = pull;
  const patchId = mergedAs === undefined ? undefined : await engine.git.patchIdOf({ installationId, repository }, mergedAs);
  const at = engine.clock.now();
  const sighting = { kind: 'ProposalSighted', caseId, line, sha, place, how, headSha, mergedAs, patchId, installationId, at } as const;
  return sightingArrival(`proposal:${caseId}:${place.number}:${sha}:${how}`, sighting, at);
}
