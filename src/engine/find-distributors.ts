/** What deciding needs to know before members are told: who may be now, under the terms in force, and what git makes of the approved heads. */
import { distributorsOf } from '../core/distributors/distributor-policy.ts';
import { listFound, type ListFound, type PatchFound } from '../core/distributors/early-asks.ts';
import { headsToSend } from '../core/distributors/early-mail.ts';
import { earlyOf } from '../core/distributors/early.ts';
import { registerOf } from '../core/distributors/register.ts';
import type { Asked } from '../commands/command-row.ts';
import type { Engine } from './engine.ts';
import { policyForNewCase } from './policy-for-case.ts';
import { GitHubFailure } from './ports/failures.ts';
import type { StoredCase } from './ports/store.ts';
import { mostFactTries } from './who-is.ts';

type Early = Extract<Asked, { kind: 'EarlyAsked' | 'EarlyConfirmed' }>;
export type EarlyFacts = { readonly list: ListFound | undefined; readonly patches?: readonly PatchFound[] };

/** Unit: bytes of all patches together; mail servers take little more, encrypted and encoded. */
const largestKit = 8 * 1024 * 1024;

/** Errors: throws while it is worth asking again; then nobody could find out. */
export async function earlyFacts(engine: Engine, attempt: number, stored: StoredCase, asked: Early): Promise<EarlyFacts> {
  const list = await findList(engine, attempt, stored);
  const shown = earlyOf(stored.case).shown?.stage;
  const needsPatches = asked.kind === 'EarlyAsked' ? asked.ask.what === 'patches' : shown === 'patches';
  return needsPatches && list?.enabled === true ? { list, patches: await findPatches(engine, attempt, stored) } : { list };
}

/** Under the policy that rules the project now, which is the one under which the register is kept. */
async function findList(engine: Engine, attempt: number, { case: thisCase }: StoredCase): Promise<ListFound | undefined> {
  const { installationId, repository } = thisCase;
  const policy = await orGiveUp(engine, attempt, async () => (await policyForNewCase(engine, installationId, repository)).policy);
  if (policy === undefined) return undefined;
  const register = registerOf((await engine.store.readProject(repository))?.project ?? {});
  const { enabled, agreement } = distributorsOf(policy);
  return { ...listFound(register, enabled, agreement, engine.clock.now()), ...(!engine.canMail && { cannotMail: true as const }) };
}

async function findPatches(engine: Engine, attempt: number, { case: thisCase, policy }: StoredCase): Promise<readonly PatchFound[]> {
  const { installationId, repository } = thisCase;
  const tags = await orGiveUp(engine, attempt, () => engine.github.facts.releasedTags(installationId, repository));
  const { checkedReleases: releases } = distributorsOf(policy);
  const found: PatchFound[] = [];
  let size = 0;
  for (const { line, head } of headsToSend(thisCase, policy)) {
    if (head === undefined || tags === undefined) continue;
    const wanted = { number: head.number, line, headSha: head.headSha, releasedIn: { installationId, repository }, tags, releases };
    const kit = await orGiveUp(engine, attempt, () => engine.git.patchKit({ installationId, repository: head.repository }, wanted));
    if (kit === undefined) continue;
    size += kit.size;
    const tooLarge = size > largestKit ? `all patches together are larger than ${largestKit / 1024 / 1024} MiB` : undefined;
    const problem = kit.size === 0 ? 'it changes nothing' : tooLarge;
    const { headSha } = head;
    found.push({ line, headSha, patch: problem === undefined ? { repository: head.repository, line, sha: headSha, ...kit } : { problem } });
  }
  return found;
}

async function orGiveUp<Fact>(engine: Engine, attempt: number, ask: () => Promise<Fact>): Promise<Fact | undefined> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof GitHubFailure) || (!cause.permanent && attempt < mostFactTries(engine, cause))) throw cause;
    engine.log.warn({ error: cause.message }, 'could not find out what distributors are to be told');
    return undefined;
  }
}
