/** What the policy files of a repository say now; and the last time they said something good, kept for when they do not. */
import type { RepositoryName } from '../core/ids.ts';
import type { Policy } from '../core/policy.ts';
import type { PolicyFileVersion, PolicyFound } from '../core/policy-version/policy-version.ts';
import { withReleasedLines } from '../core/routing/lines-from-releases.ts';
import type { Instant } from '../core/time/time.ts';
import { formatProblem } from '../policy/policy-problem.ts';
import { readPolicies } from '../policy/read-policy.ts';
import type { Engine } from './engine.ts';
import { GitHubFailure } from './ports/failures.ts';
import type { PolicyFilesSeen } from './ports/github.ts';
import type { Store, StoredCase } from './ports/store.ts';
import { mostFactTries } from './who-is.ts';

/**
 * A good policy is kept as the last good one before it is answered.
 * Edges: a file that can never be had as it is, because it is a folder or we may not read it, is broken.
 * Errors: throws when GitHub cannot be asked for the files now.
 */
export async function findPolicy(engine: Engine, installationId: number, repository: RepositoryName): Promise<PolicyFound> {
  const files = await policyFiles(engine, installationId, repository);
  if ('problems' in files) return { kind: 'broken', problems: files.problems };
  if (files.repository === undefined && files.organisation === undefined) return { kind: 'none' };
  const read = readPolicies(files);
  if (!read.ok) return { kind: 'broken', problems: read.problems.map(formatProblem).join('\n') };
  const policy = await withLines(engine, installationId, repository, read.policy);
  const versions = [files.repository, files.organisation].flatMap((file) =>
    file === undefined ? [] : [{ path: file.path, sha: file.sha }],
  );
  await keep(engine.store, repository, { policy, files: versions, readAt: engine.clock.now() });
  return { kind: 'good', policy, files: versions };
}

/** Releases that can never be had name no line, so that the full process holds. */
async function withLines(engine: Engine, installationId: number, repository: RepositoryName, policy: Policy): Promise<Policy> {
  if (policy.linesFrom === undefined) return policy;
  try {
    return withReleasedLines(policy, await engine.github.facts.releasedTags(installationId, repository));
  } catch (cause) {
    if (!(cause instanceof GitHubFailure) || !cause.permanent) throw cause;
    engine.log.warn({ repository, error: cause.message }, 'the releases cannot be read');
    return withReleasedLines(policy, []);
  }
}

/** The tags on the Releases page, for a case whose policy takes its lines from there; undefined where nobody could find out. */
export async function releasedTagsOrGiveUp(
  engine: Engine,
  attempt: number,
  { case: thisCase, policy }: StoredCase,
): Promise<readonly string[] | undefined> {
  if (policy.linesFrom === undefined) return undefined;
  try {
    return await engine.github.facts.releasedTags(thisCase.installationId, thisCase.repository);
  } catch (cause) {
    if (!(cause instanceof GitHubFailure) || (!cause.permanent && attempt < mostFactTries(engine, cause))) throw cause;
    engine.log.warn({ caseId: thisCase.id, error: cause.message }, 'could not find out which releases there are');
    return undefined;
  }
}

/** The same for whoever asked and waits for an answer: after many tries it is that nobody could find out. */
export async function findPolicyOrGiveUp(
  engine: Engine,
  attempt: number,
  { installationId, repository }: { readonly installationId: number; readonly repository: RepositoryName },
): Promise<PolicyFound> {
  try {
    return await findPolicy(engine, installationId, repository);
  } catch (cause) {
    if (!(cause instanceof GitHubFailure) || attempt < mostFactTries(engine, cause)) throw cause;
    engine.log.warn({ repository, error: cause.message }, 'could not find out what the policy file says');
    return { kind: 'not-found-out' };
  }
}

async function policyFiles(
  engine: Engine,
  installationId: number,
  repository: RepositoryName,
): Promise<PolicyFilesSeen | { readonly problems: string }> {
  try {
    return await engine.github.facts.policyFiles(installationId, repository);
  } catch (cause) {
    if (!(cause instanceof GitHubFailure) || !cause.permanent) throw cause;
    engine.log.warn({ repository, error: cause.message }, 'the policy file cannot be read');
    return { problems: cause.message };
  }
}

/** A policy that held, with the files it came from. */
export type KeptPolicy = { readonly policy: Policy; readonly files: readonly PolicyFileVersion[]; readonly readAt: Instant };

/** Resolved and not as text, so that a newer Fixlead, which may find more wrong with a text, takes it all the same. */
async function keep(store: Store, repository: RepositoryName, kept: KeptPolicy): Promise<void> {
  await store.writeCursor(keyOf(repository), JSON.stringify(kept));
}

/** We wrote it ourselves, into our own store, so it is not checked again. */
export async function lastGoodPolicy(store: Store, repository: RepositoryName): Promise<KeptPolicy | undefined> {
  const text = await store.readCursor(keyOf(repository));
  return text === undefined ? undefined : (JSON.parse(text) as KeptPolicy);
}

function keyOf(repository: RepositoryName): string {
  return `last-good-policy/${repository}`;
}
