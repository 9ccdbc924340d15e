/** What is asked of GitHub again whenever a gate is about to be used: whether those who said LGTM still may, and how the tests of each head went. */
import type { CaseEvent } from '../core/events.ts';
import { giversOf } from '../core/fix/givers.ts';
import { requiredChecks } from '../core/fix/required.ts';
import type { Place } from '../core/act.ts';
import type { Engine } from './engine.ts';
import { rememberedEvidence } from './outside-evidence.ts';
import type { StoredCase } from './ports/store.ts';
import { whoIs } from './who-is.ts';

/** Errors: throws while it is worth asking again; afterwards whoever could not be asked about is `unknown`, and does not count. */
export async function askAgain(engine: Engine, attempt: number, stored: StoredCase): Promise<readonly CaseEvent[]> {
  const heads = stored.case.pullRequests.filter((pull) => pull.state !== 'closed');
  const evidence = await Promise.all(heads.map((pull) => evidenceOf(engine, stored, pull)));
  return [...(await giversAsked(engine, attempt, stored)), ...evidence.flat()];
}

export async function giversAsked(engine: Engine, attempt: number, { case: thisCase, policy }: StoredCase): Promise<readonly CaseEvent[]> {
  const asked = giversOf(thisCase);
  if (asked.length === 0) return [];
  const { repository, installationId } = thisCase;
  const roles = await Promise.all(asked.map((login) => whoIs(engine, attempt, { repository, installationId, policy }, login)));
  const left = asked.filter((_, index) => roles[index] === 'outsider');
  const unknown = asked.filter((_, index) => roles[index] === 'unknown');
  return [{ kind: 'GiversAsked', asked, left, unknown, at: engine.clock.now() }];
}

/** Webhooks of tests come before that of the pull request as well as after it, and sometimes not at all. */
export async function evidenceOf(
  engine: Engine,
  { case: { installationId }, policy }: StoredCase,
  pull: Pick<Place, 'repository'> & { readonly line: string; readonly headSha: string },
): Promise<readonly CaseEvent[]> {
  if (requiredChecks(policy, pull.line).length === 0) return [];
  const found = await engine.github.facts.checks(installationId, pull.repository, pull.headSha);
  const ofGitHub = found.map(({ at, ...evidence }) => ({ kind: 'EvidenceGiven', repository: pull.repository, evidence, at }) as const);
  return [...ofGitHub, ...(await rememberedEvidence(engine.store, policy, pull))];
}
