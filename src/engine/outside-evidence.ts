/**
 * What a CI outside GitHub said of a commit. GitHub keeps its own check runs and can be asked again; what came by our door only we have, and
 * it may come before the pull request whose head it speaks of.
 */
import type { Evidence } from '../core/fix/test-evidence.ts';
import type { CaseEvent } from '../core/events.ts';
import { requiredChecks } from '../core/fix/required.ts';
import type { RepositoryName } from '../core/ids.ts';
import type { Policy } from '../core/policy.ts';
import type { Instant } from '../core/time/time.ts';
import type { Store } from './ports/store.ts';

export type OutsideEvidence = {
  /** Whose CI spoke, as it has shown. */
  readonly repository: RepositoryName;
  /** The fix repository that has the commit. */
  readonly testedIn: RepositoryName;
  readonly evidence: Omit<Evidence, 'at'>;
  readonly at: Instant;
};

type Memory = Pick<Store, 'readCursor' | 'writeCursor'>;

/** The last word of each speaker about each check of each commit; one that was dated by a clock that was ahead is not the last. */
export async function rememberEvidence(store: Memory, said: OutsideEvidence, now: Instant): Promise<void> {
  const key = keyOf(said.testedIn, { headSha: said.evidence.sha, speaker: said.repository, check: said.evidence.name });
  const before = await recall(store, key);
  if (before === undefined || before.at <= said.at || before.at > now) await store.writeCursor(key, JSON.stringify(said));
}

/** What the speakers whom the policy lets speak have said of a head. */
export async function rememberedEvidence(
  store: Memory,
  policy: Policy,
  { repository, line, headSha }: { readonly repository: RepositoryName; readonly line: string; readonly headSha: string },
): Promise<readonly CaseEvent[]> {
  const speakers = [...new Set([repository, ...(policy.evidenceFrom ?? [])])];
  const keys = speakers.flatMap((speaker) => requiredChecks(policy, line).map((check) => keyOf(repository, { headSha, speaker, check })));
  const found = await Promise.all(keys.map((key) => recall(store, key)));
  return found.flatMap((said) =>
    said === undefined ? [] : [{ kind: 'EvidenceGiven', repository: said.repository, evidence: said.evidence, at: said.at }],
  );
}

/** We wrote it ourselves, into our own store, so it is not checked again. */
async function recall(store: Memory, key: string): Promise<OutsideEvidence | undefined> {
  const text = await store.readCursor(key);
  return text === undefined ? undefined : (JSON.parse(text) as OutsideEvidence);
}

function keyOf(testedIn: RepositoryName, of: { headSha: string; speaker: RepositoryName; check: string }): string {
  return `evidence/${testedIn}/${of.headSha}/${of.speaker}/${of.check}`;
}
