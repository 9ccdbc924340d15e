/** Looks whether GitHub still requires our check in the fix repository: rules are taken away on GitHub's own pages, and by default no webhook tells. */
import { policyOfCase } from '../../core/fix-repository/own-repository.ts';
import { guardedLines } from '../../core/fix/enforcement.ts';
import { sightingArrival } from '../arrivals.ts';
import type { Engine } from '../engine.ts';
import type { StoredCase } from '../ports/store.ts';

/** Answers whether it holds no more, or holds again. Before it is known whether it ever held there is nothing to look for. */
export async function lookAtRules(engine: Engine, { case: thisCase, policy: stored }: StoredCase): Promise<boolean> {
  const policy = policyOfCase(stored, thisCase);
  const lines = guardedLines(thisCase, policy);
  const { enforcement, id: caseId, installationId } = thisCase;
  if (policy.fixRepository === undefined || lines.length === 0 || enforcement === undefined) return false;
  const unguarded = await engine.github.watch.unguarded(installationId, policy.fixRepository, lines);
  if ((unguarded.length === 0) === (enforcement === 'by-github')) return false;
  const at = engine.clock.now();
  const sighting = { kind: 'RulesSighted', caseId, unguarded, installationId, at } as const;
  await engine.store.receive([sightingArrival(`rules:${caseId}:${unguarded.join()}:${at}`, sighting, at)]);
  return true;
}
