/** The durable truth: the inbox, the cases and projects with their histories, the outbox and the wake-ups. */
import type { Place } from '../../core/act.ts';
import type { Case } from '../../core/case.ts';
import type { Decision } from '../../core/decision.ts';
import type { Effect, WakeUp } from '../../core/effects.ts';
import type { CaseEvent } from '../../core/events.ts';
import type { CaseId, RepositoryName, SubjectId } from '../../core/ids.ts';
import type { Policy } from '../../core/policy.ts';
import type { Project } from '../../core/project/project.ts';
import type { ProjectEvent } from '../../core/project/project-events.ts';
import type { Instant } from '../../core/time/time.ts';
import type { Surfaces } from '../ports/surface.ts';

/** One row of the inbox: a raw webhook delivery, a polled find, a wake-up that rang, or what an effect brought back. */
export type Arrival = {
  /** `delivery:<guid>`, `comment:<id>`, `evidence:<speaker and id>`, `wake-up:<case>:<name>@<dueAt>`, `outcome:<effect key>:<generation>` … A key is worked on once. */
  readonly key: string;
  readonly source: 'webhook' | 'poll' | 'evidence' | 'wake-up' | 'outcome';
  /** The webhook's event name, or `sighting` / `event` for our own JSON. */
  readonly name: string;
  /** JSON, as received. */
  readonly body: string;
  /** The case or the project it is known to be about; undefined while that must still be found out. */
  readonly about: SubjectId | undefined;
  readonly receivedAt: Instant;
};

export type ClaimedArrival = Arrival & {
  readonly attempt: number;
  /** How many in a row took it before and never said how it ended: they died over it, or of something else meanwhile. */
  readonly abandoned: number;
  /** Why the try before failed, as much of it as is kept; undefined where there was none, or it never said. */
  readonly lastError?: string | undefined;
};

export type StoredProject = { readonly project: Project; readonly version: number; readonly policyDigest: string };

export type StoredCase = { readonly case: Case; readonly version: number; readonly policy: Policy; readonly policyDigest: string };

export type OpenCase = {
  readonly id: CaseId;
  readonly repository: RepositoryName;
  /** Undefined: it was saved last by an app that did not write it down. */
  readonly installationId: number | undefined;
  /** The repositories of its case issue and its pull requests, in the order of their names. */
  readonly standsIn: readonly RepositoryName[];
};

/** What one step of a case wants saved, together or not at all. */
export type Step = SubjectStep<Case>;

/** The same for a project; `policy` is the one it was decided under. */
export type ProjectStep = SubjectStep<Project>;

type SubjectStep<Subject> = {
  readonly next: Subject;
  readonly policy: Policy;
  readonly history: readonly DecidedEvent[];
  readonly effects: readonly Effect[];
  /** All wake-ups the subject now has; those not named any more are dropped. */
  readonly wakeUps: readonly WakeUp[];
  /** What other subjects must hear. */
  readonly arrivals: readonly Arrival[];
  /** Effects by their keys that were given up and get another set of tries; others of that name stay as they are. Missing: none. */
  readonly retries?: readonly string[];
  /** Effects by their keys that end where they stand, in hand, waiting or given up: their failures are no news, their success is. Missing: none. */
  readonly withdraws?: readonly string[];
};

/** One line of a subject's history, before it is chained. */
export type DecidedEvent = {
  readonly event: CaseEvent | ProjectEvent;
  readonly outcome: 'accepted' | 'refused';
  readonly decidedAt: Instant;
  readonly because: Extract<Decision, { outcome: 'accepted' }>['because'];
  readonly refusalCode: string | undefined;
  /** The policy it was decided under; undefined: the one the case has after the step. */
  readonly policy?: Policy;
};

/** One stored line: `hash` is over its content and the line before, so that a changed past shows. Unit of `version`: lines, from 1. */
export type HistoryLine = Omit<DecidedEvent, 'policy'> & {
  readonly version: number;
  readonly policyDigest: string;
  readonly previousHash: string;
  readonly hash: string;
};

export type ClaimedEffect = {
  readonly effect: Effect;
  readonly about: SubjectId;
  readonly repository: RepositoryName;
  readonly installationId: number;
  /** Counts the wanted ends under this key; a newer one makes an answer for an older one stale. */
  readonly generation: number;
  /** 1 on the first try. Above 1 an earlier try may have reached GitHub: look before doing it again. */
  readonly attempt: number;
};

export type ParkedWork = {
  readonly key: string;
  readonly what: string;
  readonly error: string;
  readonly attempts: number;
  readonly parkedAt: Instant;
};

/** `firstDueAt` is of what waits; what is parked waits for a person. */
export type QueueCount = { readonly waiting: number; readonly firstDueAt: Instant | undefined; readonly parked: number };
export type WorkCounts = { readonly arrivals: QueueCount; readonly effects: QueueCount; readonly wakeUps: QueueCount };

/** What may have become due: nothing but arrivals, or effects too. */
export type DueWork = 'arrivals' | 'any';

/**
 * The durable truth. Every promise resolves only when what it says has been made durable.
 * Both stores pass the same contract: `test/contracts/store-contract.ts`.
 */
export type Store = {
  /** Takes arrivals in; a key seen before is dropped. Answers, in order, whether each was new. */
  receive(arrivals: readonly Arrival[]): Promise<readonly boolean[]>;
  /**
   * Leases up to `limit` arrivals that are due, oldest first, to this worker until `now + leaseMs`; an expired lease may be claimed again.
   * Of arrivals known to be about one case only the oldest unfinished one is given out, so that one case takes one step at a time, in order.
   * What two in a row abandoned is suspected of having killed them: of such, one at a time is in anybody's hands.
   */
  claimArrivals(claim: { now: Instant; leaseMs: number; limit: number }): Promise<readonly ClaimedArrival[]>;
  /** Keeps an arrival that was claimed, and has not ended, from others until then. */
  keepArrival(key: string, until: Instant): Promise<void>;
  /** The one transaction of a step: loads the case, lets `decide` say what to save, saves it, and marks the arrival done. `decide` may run again after a lost race. */
  saveStep(
    arrivalKey: string,
    caseId: CaseId,
    now: Instant,
    decide: (current: StoredCase | undefined) => Step | { readonly ignored: string },
  ): Promise<'saved' | 'ignored' | 'already-done'>;
  /** The same for a project; one that is not stored yet begins with its first step. */
  saveProjectStep(
    arrivalKey: string,
    projectId: RepositoryName,
    now: Instant,
    decide: (current: StoredProject | undefined) => ProjectStep | { readonly ignored: string },
  ): Promise<'saved' | 'ignored' | 'already-done'>;
  /** Marks an arrival done with what it was found to be: about no case, or several sightings, which become arrivals of their own in the same transaction. */
  finishArrival(
    key: string,
    outcome: { readonly note: string; readonly arrivals: readonly Arrival[]; readonly now: Instant },
  ): Promise<void>;
  retryArrival(key: string, again: { readonly dueAt: Instant; readonly error: string }): Promise<void>;
  parkArrival(key: string, parked: { readonly error: string; readonly now: Instant }): Promise<void>;

  /**
   * Leases effects that are due: at most one per installation, in the order they were wanted, and none for an installation whose
   * last claim is younger than `paceMs` or which is paused. Works across processes.
   */
  claimEffects(claim: { now: Instant; leaseMs: number; paceMs: number; limit: number }): Promise<readonly ClaimedEffect[]>;
  /** The end that is wanted under this key and is not carried out yet; undefined when there is none. */
  pendingEffect(key: string): Promise<Effect | undefined>;
  /** Keeps an effect that was claimed, and has not ended, from others until then. */
  keepEffect(key: string, generation: number, until: Instant): Promise<void>;
  /** Marks this generation done and takes its outcome in, in one transaction. A newer generation stays pending. */
  finishEffect(
    key: string,
    generation: number,
    done: { readonly now: Instant; readonly result: string; readonly outcome: Arrival | undefined },
  ): Promise<void>;
  retryEffect(
    key: string,
    generation: number,
    again: {
      readonly dueAt: Instant;
      readonly error: string;
      /** GitHub asked the whole installation to wait. */ readonly pauseInstallationUntil: Instant | undefined;
      /** As many tries as count from now on, where this one was none; missing: it was one. */ readonly tries?: number;
    },
  ): Promise<void>;
  parkEffect(
    key: string,
    generation: number,
    parked: { readonly now: Instant; readonly error: string; readonly outcome: Arrival | undefined },
  ): Promise<void>;
  /** Gives parked work another set of tries; false when there is none with that key. */
  retryParked(key: string, now: Instant): Promise<boolean>;

  /** Turns wake-ups that are due into arrivals, in one transaction; answers how many. */
  ringWakeUps(now: Instant, limit: number): Promise<number>;
  /** When the next arrival, effect or wake-up is due; undefined when nothing waits. Never earlier than `now` minus what is already due. */
  nextDueAt(now: Instant): Promise<Instant | undefined>;

  /**
   * Calls `wake` whenever work may have become due: after what this process saved, and on PostgreSQL (through pg-boss) soon after what
   * other replicas saved, in one of those that listen. A missed wake-up costs a poll interval, never the work.
   */
  onWork(wake: (due: DueWork) => void): Promise<void>;

  readCase(caseId: CaseId): Promise<StoredCase | undefined>;
  readProject(repository: RepositoryName): Promise<StoredProject | undefined>;
  /** The case whose case issue or pull request stands at this place, or the project whose issue it is. */
  findSubjectAt(place: Place): Promise<SubjectId | undefined>;
  listCases(filter?: { readonly open?: boolean; readonly repository?: RepositoryName }): Promise<readonly Case[]>;
  /** All of them with the policies that rule them, in the order of their reports. */
  readCases(): Promise<readonly StoredCase[]>;
  /** What is known of the open cases without reading them, in the order of their reports. */
  listOpen(): Promise<readonly OpenCase[]>;
  /** Oldest first; of a long one only the newest lines, where it is said how many. */
  readHistory(about: SubjectId, newest?: number): Promise<readonly HistoryLine[]>;
  listParked(): Promise<readonly ParkedWork[]>;
  countWork(): Promise<WorkCounts>;
  /** When the newest webhook delivery came in; undefined when none ever did. */
  newestDeliveryAt(): Promise<Instant | undefined>;
  /** Small facts to remember between polls: ETags, cursors. Value: any JSON text. */
  readCursor(key: string): Promise<string | undefined>;
  writeCursor(key: string, value: string): Promise<void>;
  /**
   * Takes a look that several processes may be about to take: false when one of them began it at `since` or later.
   * A time that has not come yet, which a clock that was wrong left behind, counts as none.
   */
  claimLook(name: string, claim: { readonly now: Instant; readonly since: Instant }): Promise<boolean>;
  /**
   * Makes due now what seems to wait for longer than `longestMs`, for which only a clock that was ahead can have put it off; answers how
   * much. An effect that somebody has in hand stays with them for as long as they say so; who has not for a minute, and took it for longer
   * than `longestMs`, is gone. To see that takes two calls, a minute or more apart.
   */
  endWrongWaits(wait: { readonly now: Instant; readonly longestMs: number }): Promise<number>;
  /**
   * Forgets webhooks that were done with before then, all but the newest, and looks that nobody took since; at most `limit` of each.
   * What GitHub may still send again must be kept. Answers how many webhooks went.
   */
  prune(before: Instant, limit: number): Promise<number>;
  close(): Promise<void>;
} & Surfaces;
