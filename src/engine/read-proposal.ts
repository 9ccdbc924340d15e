/** What a pull request would make of its repository's policy file. */
import type { PolicyProposal } from '../core/project/policy-proposal.ts';
import type { ProjectEvent } from '../core/project/project-events.ts';
import { localDateOf } from '../core/time/wall-clock.ts';
import { readProposal } from '../policy/propose-policy.ts';
import type { Engine } from './engine.ts';
import { GitHubFailure } from './ports/failures.ts';
import type { Sighting } from './sighting.ts';
import { mostFactTries } from './who-is.ts';

type Change = Extract<Sighting, { kind: 'ChangeProposed' }>;

/** Errors: throws while it is worth asking GitHub again; then the proposal is that nobody could find out. */
export async function policyProposed(engine: Engine, attempt: number, change: Change): Promise<ProjectEvent> {
  const { at, headSha: sha, again } = change;
  const proposal = await proposalOrGiveUp(engine, attempt, change);
  return { kind: 'PolicyFileProposed', at, sha, proposal, ...(again && { again }) };
}

async function proposalOrGiveUp(engine: Engine, attempt: number, change: Change): Promise<PolicyProposal> {
  try {
    return await proposal(engine, change);
  } catch (cause) {
    if (!(cause instanceof GitHubFailure) || (!cause.permanent && attempt < mostFactTries(engine, cause))) throw cause;
    engine.log.warn({ repository: change.place.repository, error: cause.message }, 'could not find out what a policy file would say');
    return { kind: 'not-found-out' };
  }
}

async function proposal({ github, clock }: Engine, { installationId, place, headSha }: Change): Promise<PolicyProposal> {
  const proposed = await github.facts.policyFileAt(installationId, place.repository, headSha);
  const now = await github.facts.policyFiles(installationId, place.repository);
  return readProposal(now, proposed, { today: localDateOf(clock.now(), 'UTC') });
}
