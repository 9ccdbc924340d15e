/** From news of a public pull request to what its check rests on, where the policy wants one. */
import { shownFixes } from '../core/fix/shown-fixes.ts';
import type { Place } from '../core/act.ts';
import type { RepositoryName } from '../core/ids.ts';
import { pullToAskAgain } from '../core/project/public-check.ts';
import type { ProjectEvent } from '../core/project/project-events.ts';
import type { Engine } from './engine.ts';
import { lastGoodPolicy } from './find-policy.ts';
import { GitHubFailure } from './ports/failures.ts';
import type { Patch } from './ports/git.ts';
import type { PublicPull } from './ports/github.ts';
import type { StoredCase } from './ports/store.ts';
import type { ProjectGround } from './step.ts';
import { whoIs } from './who-is.ts';

/** Most projects want none: that is known without asking GitHub, as it was when their policy file was last looked at. */
export async function wantsPublicCheck({ store }: Engine, repository: RepositoryName): Promise<boolean> {
  const kept = await lastGoodPolicy(store, repository);
  return kept?.policy.publicCheck === true && kept.policy.fixRepository !== repository;
}

/**
 * Git is asked about each of them, whether or not there is a case: the time that an answer takes tells nothing either.
 * Errors: throws while it is worth asking again.
 */
export async function publicPullSeen(
  engine: Engine,
  attempt: number,
  ground: ProjectGround,
  { number, again }: { readonly number: number; readonly again?: true | undefined },
): Promise<readonly ProjectEvent[]> {
  const { policy, installationId, repository } = ground;
  if (policy.publicCheck !== true || policy.fixRepository === repository) return [];
  const place = { repository, number };
  const pull = await engine.github.facts.publicPull(installationId, place);
  if (pull === undefined) return [];
  const roles = await Promise.all(pull.approvedBy.map((login) => whoIs(engine, attempt, ground, login)));
  const patch = await patchOf(engine, attempt, ground, { place, pull });
  const at = engine.clock.now();
  const { headSha: sha, isOpen } = pull;
  const fixes = shownFixes(await openCases(engine, repository), { ...patch, sha }, at);
  const isApproved = roles.includes('maintainer');
  return [{ kind: 'PublicPullSeen', number, sha, isOpen, isApproved, isKnown: patch !== undefined, fixes, at, ...(again && { again }) }];
}

/** When the ring is about one of them. */
export async function askedAgainInPublic(
  engine: Engine,
  attempt: number,
  ground: ProjectGround,
  event: ProjectEvent,
): Promise<readonly ProjectEvent[]> {
  const number = event.kind === 'WakeUpRang' ? pullToAskAgain(event) : undefined;
  return number === undefined ? [] : publicPullSeen(engine, attempt, ground, { number });
}

const mostTries = 2;

/** Undefined where git could not say: then the check waits. */
async function patchOf(
  engine: Engine,
  attempt: number,
  { installationId, repository }: ProjectGround,
  { place: { number }, pull }: { readonly place: Place; readonly pull: PublicPull },
): Promise<Patch | undefined> {
  if (!pull.isOpen) return undefined;
  const { line, headSha } = pull;
  try {
    return await engine.git.patch({ installationId, repository }, { number, line, headSha });
  } catch (cause) {
    if (!(cause instanceof GitHubFailure)) throw cause;
    if (!cause.permanent && attempt < mostTries) throw cause;
    engine.log.warn({ repository, error: cause.message }, 'git could not say what a public pull request changes');
    return undefined;
  }
}

async function openCases({ store }: Engine, repository: RepositoryName): Promise<readonly StoredCase[]> {
  const open = await store.listCases({ open: true, repository });
  return (await Promise.all(open.map(({ id }) => store.readCase(id)))).filter((one) => one !== undefined);
}
