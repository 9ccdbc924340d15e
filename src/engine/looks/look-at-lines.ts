/** Looks at the lines of the public repository and of the fix repository: no webhook tells all of what happens to either. */
import type { Case } from '../../core/case.ts';
import { policyOfCase } from '../../core/fix-repository/own-repository.ts';
import { sightingArrival } from '../arrivals.ts';
import type { Engine } from '../engine.ts';
import type { Arrival, StoredCase } from '../ports/store.ts';

/** Answers whether a line has moved. A line that the public repository does not have is left alone. */
export async function lookAtLines(engine: Engine, { case: thisCase, policy }: StoredCase): Promise<boolean> {
  const { fixRepository, fixMode } = policyOfCase(policy, thisCase);
  if (fixRepository === undefined || fixMode === 'temporary-fork') return false;
  const { installationId, repository } = thisCase;
  const lines = [...new Set([...policy.lines, policy.mainLine])];
  const inPublic = await engine.git.branches({ installationId, repository }, lines);
  const inMirror = await engine.git.branches({ installationId, repository: fixRepository }, lines);
  const arrivals = lines.flatMap((line) =>
    lineArrivals(engine, thisCase, { line, publicSha: inPublic.get(line), mirrorSha: inMirror.get(line) }),
  );
  const taken = await engine.store.receive(arrivals);
  return taken.includes(true);
}

type SeenLine = { readonly line: string; readonly publicSha: string | undefined; readonly mirrorSha: string | undefined };

/** The instant is in the key: what is pushed back and forth is seen each time. */
function lineArrivals(engine: Engine, thisCase: Case, { line, publicSha, mirrorSha }: SeenLine): readonly Arrival[] {
  const known = thisCase.mirror?.[line];
  if (publicSha === undefined || (known?.publicSha === publicSha && known.mirrorSha === mirrorSha)) return [];
  const at = engine.clock.now();
  const { id: caseId, installationId } = thisCase;
  const sighting = { kind: 'LineSighted', caseId, line, publicSha, mirrorSha, installationId, at } as const;
  return [sightingArrival(`line:${caseId}:${line}:${publicSha}:${mirrorSha ?? 'none'}:${at}`, sighting, at)];
}
