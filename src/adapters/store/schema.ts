/** The tables, the same on both stores: ids and JSON are TEXT, instants are BIGINT milliseconds, yes and no are 1 and 0. */
import type { Generated } from 'kysely';

export type Schema = {
  arrivals: ArrivalRow;
  cases: CaseRow;
  projects: ProjectRow;
  policies: PolicyRow;
  history: HistoryRow;
  outbox: EffectRow;
  installations: InstallationRow;
  wake_ups: WakeUpRow;
  places: PlaceRow;
  cursors: CursorRow;
  looks: LookRow;
  sessions: SessionRow;
  access_keys: AccessKeyRow;
  schema_version: SchemaVersionRow;
};

/** The inbox. What is done keeps its key, so that a repeat is known, and loses its body. */
export type ArrivalRow = {
  seq: Generated<number>;
  key: string;
  source: string;
  name: string;
  body: string;
  case_id: string | null;
  received_at: number;
  state: 'open' | 'done' | 'parked';
  /** When it may be claimed: when its next try is due or, while it is leased, when the lease ends. */
  due_at: number;
  /** How many in a row took it and have not said how it ended: the last of them may be at work on it. 0 when nobody has it. */
  leased: number;
  attempt: number;
  /** What it was found to be, or what went wrong last. */
  note: string | null;
  ended_at: number | null;
};

export type CaseRow = {
  case_id: string;
  /** How many lines its history has. */
  version: number;
  last_hash: string;
  policy_digest: string;
  repository: string;
  is_open: number;
  /** Null where an app of before saved it last. */
  installation_id: number | null;
  reported_at: number;
  snapshot: string;
};

/** `project_id` is the name of the repository. Elsewhere `case_id` holds it too, where a row is about a project. */
export type ProjectRow = { project_id: string; version: number; last_hash: string; policy_digest: string; snapshot: string };

/** Every policy a case was ever decided under, once. */
export type PolicyRow = { digest: string; body: string };

export type HistoryRow = {
  case_id: string;
  version: number;
  event: string;
  outcome: 'accepted' | 'refused';
  decided_at: number;
  because: string;
  refusal_code: string | null;
  policy_digest: string;
  previous_hash: string;
  hash: string;
};

/** Wanted ends, one row a key, in the order in which they were wanted: by `step_order`, then by `place_in_step`. */
export type EffectRow = {
  key: string;
  case_id: string;
  repository: string;
  installation_id: number;
  kind: string;
  body: string;
  digest: string;
  generation: number;
  step_order: number;
  place_in_step: number;
  state: 'pending' | 'done' | 'parked';
  due_at: number;
  /** 0 when nobody works on it. Outlives a replacement: the older generation's worker may still be talking to GitHub. */
  lease_until: number;
  /** Which generation was leased. */
  lease_generation: number;
  attempt: number;
  note: string | null;
  ended_at: number | null;
};

/** The pace of each installation, which all processes keep together. */
export type InstallationRow = {
  installation_id: number;
  last_claim_at: number;
  /** When the pace of the last claim lets the next one in; a hint for sleeping, the claim itself decides by `last_claim_at`. */
  next_claim_at: number;
  paused_until: number;
};

/** `key` is that of the arrival which the wake-up becomes. */
export type WakeUpRow = { key: string; case_id: string; name: string; due_at: number };

export type PlaceRow = { repository: string; number: number; case_id: string };

export type CursorRow = { key: string; value: string };

/** When a look was last begun, by whichever process. */
export type LookRow = { name: string; looked_at: number };

export type SessionRow = {
  session_id: string;
  login: string;
  github_id: number;
  opened_at: number;
  seen_at: number;
  sealed_tokens: string;
};

export type AccessKeyRow = {
  key_id: string;
  kind: 'calendar' | 'api' | 'status' | 'member-link' | 'member-session';
  login: string;
  github_id: number;
  case_id: string | null;
  made_at: number;
  expires_at: number | null;
  used_at: number | null;
  /** JSON of what keys of its kind have beside the rest; null where they have nothing. */
  more: string | null;
};

export type SchemaVersionRow = { version: number };
