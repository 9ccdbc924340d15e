/** The edge between the tables and our own words: the only place where stored text is taken for what it was when it was saved. */
import type { Selectable } from 'kysely';
import type { Case } from '../../core/case.ts';
import type { Effect } from '../../core/effects.ts';
import type { RepositoryName, SubjectId } from '../../core/ids.ts';
import type { Policy } from '../../core/policy.ts';
import type { Project } from '../../core/project/project.ts';
import type { Arrival, ClaimedEffect, DecidedEvent, HistoryLine } from '../../engine/ports/store.ts';
import type { ArrivalRow, CaseRow, EffectRow, HistoryRow, ProjectRow } from './schema.ts';

export function arrivalOf(row: Selectable<ArrivalRow>): Arrival {
  return {
    key: row.key,
    source: row.source as Arrival['source'],
    name: row.name,
    body: row.body,
    about: (row.case_id ?? undefined) as SubjectId | undefined,
    receivedAt: row.received_at,
  };
}

export function caseOf(row: Pick<Selectable<CaseRow>, 'snapshot'>): Case {
  return JSON.parse(row.snapshot) as Case;
}

export function projectOf(row: Pick<Selectable<ProjectRow>, 'snapshot'>): Project {
  return JSON.parse(row.snapshot) as Project;
}

export function policyOf(body: string): Policy {
  return JSON.parse(body) as Policy;
}

export function effectOf(row: Selectable<EffectRow>): Effect {
  return JSON.parse(row.body) as Effect;
}

/** As it is handed to a worker who has just leased it. */
export function claimedEffectOf(row: Selectable<EffectRow>): ClaimedEffect {
  return {
    effect: effectOf(row),
    about: row.case_id as SubjectId,
    repository: row.repository as RepositoryName,
    installationId: row.installation_id,
    generation: row.generation,
    attempt: row.attempt + 1,
  };
}

export function historyLineOf(row: Selectable<HistoryRow>): HistoryLine {
  return {
    event: JSON.parse(row.event) as DecidedEvent['event'],
    outcome: row.outcome,
    decidedAt: row.decided_at,
    because: JSON.parse(row.because) as DecidedEvent['because'],
    refusalCode: row.refusal_code ?? undefined,
    version: row.version,
    policyDigest: row.policy_digest,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

export function historyRowOf(about: SubjectId, line: HistoryLine): Selectable<HistoryRow> {
  return {
    case_id: about,
    version: line.version,
    event: JSON.stringify(line.event),
    outcome: line.outcome,
    decided_at: line.decidedAt,
    because: JSON.stringify(line.because),
    refusal_code: line.refusalCode ?? null,
    policy_digest: line.policyDigest,
    previous_hash: line.previousHash,
    hash: line.hash,
  };
}

/** Unit: characters. */
const longestNote = 2_000;

/** What went wrong, in the world's words: cut to a bearable length, and without the one character that PostgreSQL cannot keep. */
export function noteOf(text: string | null): string | null {
  return text === null ? null : text.slice(0, longestNote).replaceAll('\0', '\uFFFD');
}
