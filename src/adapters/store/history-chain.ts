/** Each line of a case's history carries a hash over itself and the line before, so that a changed past shows. */
import type { SubjectId } from '../../core/ids.ts';
import type { DecidedEvent, HistoryLine } from '../../engine/ports/store.ts';
import { digestOf } from './canonical-json.ts';

/** What the first line names as the line before it. */
export const genesisHash = '0'.repeat(64);

/** The end of a history: how many lines it has, and the hash of the last. */
export type ChainEnd = { readonly version: number; readonly hash: string };

/** A line before it is chained, with the digest of the policy it was decided under. */
export type DigestedEvent = Omit<DecidedEvent, 'policy'> & { readonly policyDigest: string };

/** Numbers and hashes the lines that follow `end`; undefined begins a history. */
export function chain(about: SubjectId, end: ChainEnd | undefined, decided: readonly DigestedEvent[]): readonly HistoryLine[] {
  const lines: HistoryLine[] = [];
  let { version, hash } = end ?? { version: 0, hash: genesisHash };
  for (const line of decided) {
    const unhashed = { ...line, version: version + 1, previousHash: hash };
    lines.push({ ...unhashed, hash: hashOf(about, unhashed) });
    ({ version, hash } = { version: version + 1, hash: lines.at(-1)?.hash ?? hash });
  }
  return lines;
}

export type HistoryCheck = { readonly whole: true } | { readonly whole: false; readonly brokenAt: number };

/**
 * Whether these are the very lines that were once saved for this case: none changed, moved, inserted, missing or taken from another case.
 * Unit of `brokenAt`: the version, from 1, of the first line that is not what it should be.
 * Edges: lines cut off at the end are noticed because the case itself knows its version; a `StoredCase` fits as `stored`.
 * Errors: none. Whoever can rewrite the store as a whole can also make a new chain; keep a hash elsewhere against that.
 */
export function verifyHistory(
  stored: { readonly case: { readonly id: SubjectId }; readonly version: number },
  lines: readonly HistoryLine[],
): HistoryCheck {
  let previousHash = genesisHash;
  for (const [index, line] of lines.entries()) {
    const intact = line.version === index + 1 && line.previousHash === previousHash && line.hash === hashOf(stored.case.id, line);
    if (!intact) return { whole: false, brokenAt: index + 1 };
    previousHash = line.hash;
  }
  if (lines.length === stored.version) return { whole: true };
  return { whole: false, brokenAt: Math.min(lines.length, stored.version) + 1 };
}

function hashOf(about: SubjectId, line: Omit<HistoryLine, 'hash'>): string {
  const { version, policyDigest, previousHash, event, outcome, decidedAt, because, refusalCode } = line;
  return digestOf({ caseId: about, version, policyDigest, previousHash, event, outcome, decidedAt, because, refusalCode });
}
