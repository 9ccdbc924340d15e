import type { Case } from './case.ts';
import type { Effect, ProjectEffect } from './effects.ts';
import type { CaseEvent } from './events.ts';
import type { CaseId, RepositoryName } from './ids.ts';
import type { Policy } from './policy.ts';
import type { Project } from './project/project.ts';
import type { ProjectEvent } from './project/project-events.ts';
import type { Reason } from './rules.ts';

/**
 * What follows from one event: the next state of the subject, a case or a project, with the effects and what another subject must hear;
 * a refusal with its reason and the answer that says so; or nothing and why.
 */
export type Decision<Subject = Case, Wanted extends Effect = Effect> =
  | {
      readonly outcome: 'accepted';
      readonly next: Subject;
      readonly effects: readonly Wanted[];
      readonly because: readonly Reason[];
      readonly tells?: readonly Tell[];
      /** Keys of effects that were given up and get another set of tries. */
      readonly retries?: readonly string[];
      /** Keys of effects that nobody wants any more: not tried again, and no news when a try under way fails. */
      readonly withdraws?: readonly string[];
      /** The policy that rules the subject from here on, where it is another. */
      readonly policy?: Policy;
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal; readonly effects: readonly Wanted[] }
  | { readonly outcome: 'ignored'; readonly because: string };

/** The same for a project. */
export type ProjectDecision = Decision<Project, ProjectEffect>;

/** Something that happened to another subject because of this; it is saved in the same step and enters the inbox like anything else. */
export type Tell =
  | { readonly to: 'case'; readonly caseId: CaseId; readonly event: CaseEvent }
  | { readonly to: 'project'; readonly repository: RepositoryName; readonly installationId: number; readonly event: ProjectEvent };

export type Refusal = { readonly code: RefusalCode; readonly message: string; readonly because: readonly Reason[] };

export type RefusalCode =
  | 'not-permitted'
  | 'state-changed'
  | 'could-not-find-out'
  | 'wrong-place'
  | 'wrong-phase'
  | 'already-done'
  | 'not-understood'
  | 'not-found'
  | 'policy-broken'
  | 'cannot-move'
  | 'own-change'
  | 'head-moved'
  | 'wrong-mode'
  | 'gates-not-green'
  | 'notice-not-ready'
  | 'date-passed'
  | 'no-date'
  | 'no-delay-reason'
  | 'objected-to'
  | 'bad-vector'
  | 'nothing-to-undo'
  | 'not-needed'
  | 'against-policy'
  | 'no-mail'
  | 'not-for-the-public'
  | 'wrong-score'
  | 'no-plan'
  | 'no-reporter'
  | 'no-score';
