/** Looks for the fix of one case in the public repository. What is found becomes arrivals, whose keys make each find count once. */
import { fixHeads, linesToRelease, publicFix, releaseOf } from '../../core/release-day/release-day.ts';
import { isEarly } from '../../core/release-day/leaks.ts';
import type { Instant } from '../../core/time/time.ts';
import type { Case } from '../../core/case.ts';
import { sightingArrival } from '../arrivals.ts';
import { proposalArrivals, readProposals } from './ended-proposals.ts';
import type { Engine } from '../engine.ts';
import { lookForPatches } from './look-for-patches.ts';
import type { Arrival, StoredCase } from '../ports/store.ts';
import type { FixHead, SeenInPublic, WantedInPublic } from '../ports/github.ts';

/** Answers whether anything new was found. Asks nothing while there is nothing to find. */
export async function lookInPublic(engine: Engine, stored: StoredCase): Promise<boolean> {
  const wanted = wantedInPublic(stored, engine.clock.now());
  if (wanted.heads.length === 0 && wanted.unreleased.length === 0 && wanted.names.length === 0) return false;
  const { installationId, repository } = stored.case;
  // Before the lines are read: what is merged by now is on its line then.
  const read = await readProposals(engine, stored);
  const seen = await engine.github.watch.publicRepository(installationId, repository, wanted);
  const onTheirLine = [...seen.onTheirLine, ...(await mergedOtherwise(engine, stored, seen))];
  const proposals = await proposalArrivals(engine, stored, { proposals: read, onTheirLine });
  const isNew = await takeIn(engine, [...proposals, ...arrivalsOf(engine, stored, { ...seen, onTheirLine })]);
  if (wanted.names.length === 0) return isNew;
  const inGit = await lookForPatches(engine, stored, { pulls: seen.pulls, names: wanted.names });
  const isTrace = await takeIn(engine, traceArrivals(engine, stored, inGit.traces));
  await inGit.remember();
  return isNew || isTrace;
}

function wantedInPublic({ case: thisCase, policy }: StoredCase, now: Instant): WantedInPublic {
  const pulls = fixHeads(thisCase, policy);
  const lines = linesToRelease(thisCase, policy);
  return {
    heads: pulls.filter((pull) => publicFix(thisCase, pull) === undefined).map(headOf),
    unreleased: pulls.filter(({ line }) => lines.includes(line) && releaseOf(thisCase, line) === undefined).map(headOf),
    since: thisCase.report.reportedAt,
    names: isEarly(thisCase, now) ? namesOf(thisCase) : [],
  };
}

/** Merged by a squash or rebase an approved head is not on its line, but what it changes is. Asked only while a publication waits for it. */
async function mergedOtherwise(engine: Engine, { case: thisCase, policy }: StoredCase, seen: SeenInPublic): Promise<readonly FixHead[]> {
  const at = { installationId: thisCase.installationId, repository: thisCase.repository };
  const waiting = fixHeads(thisCase, policy).filter(
    (pull) =>
      publicFix(thisCase, pull) === undefined && !seen.onTheirLine.some((head) => head.line === pull.line && head.sha === pull.headSha),
  );
  if (thisCase.phase !== 'publishing') return [];
  const since = thisCase.report.reportedAt;
  const merged: FixHead[] = [];
  for (const pull of waiting) {
    const { patchId, commitPatchIds = [], tree = '' } = pull;
    const what = policy.lgtmBoundTo === 'tree' ? { tree } : { patchId, commitPatchIds };
    if (await engine.git.carries(at, pull.line, { since, ...what })) merged.push(headOf(pull));
  }
  return merged;
}

function namesOf({ id, advisory, cve }: Case): readonly string[] {
  return [id, advisory?.cveId ?? cve?.id].filter((name) => name !== undefined);
}

async function takeIn(engine: Engine, arrivals: readonly Arrival[]): Promise<boolean> {
  const fresh = arrivals.length === 0 ? [] : await engine.store.receive(arrivals);
  return fresh.some((isNew) => isNew);
}

function headOf({ line, headSha }: { readonly line: string; readonly headSha: string }): FixHead {
  return { line, sha: headSha };
}

function traceArrivals(
  engine: Engine,
  { case: { id: caseId, installationId } }: StoredCase,
  traces: SeenInPublic['traces'],
): readonly Arrival[] {
  const now = engine.clock.now();
  return traces.map(({ what, where }) =>
    sightingArrival(`trace:${caseId}:${what}:${where}`, { kind: 'TraceSighted', caseId, what, where, installationId, at: now }, now),
  );
}

function arrivalsOf(engine: Engine, stored: StoredCase, seen: SeenInPublic): readonly Arrival[] {
  const { id: caseId, installationId } = stored.case;
  const now = engine.clock.now();
  return [
    ...seen.onTheirLine.map(({ line, sha }) =>
      sightingArrival(
        `fix-public:${caseId}:${line}:${sha}`,
        { kind: 'FixSightedInPublic', caseId, line, sha, installationId, at: now },
        now,
      ),
    ),
    ...traceArrivals(engine, stored, seen.traces),
    ...seen.released.map(({ line, tag, publishedAt }) =>
      sightingArrival(
        `released:${caseId}:${line}:${tag}`,
        { kind: 'ReleaseSighted', caseId, line, tag, installationId, at: Math.min(publishedAt, now) },
        now,
      ),
    ),
  ];
}
