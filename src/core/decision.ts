import type { Case } from './case.ts';
import type { Effect } from './effects.ts';
import type { Reason } from './rules.ts';

/** What follows from one event: the next case and the effects, a refusal with its reason and the answer that says so, or nothing and why. */
export type Decision =
  | { readonly outcome: 'accepted'; readonly next: Case; readonly effects: readonly Effect[]; readonly because: readonly Reason[] }
  | { readonly outcome: 'refused'; readonly refusal: Refusal; readonly effects: readonly Effect[] }
  | { readonly outcome: 'ignored'; readonly because: string };

export type Refusal = { readonly code: RefusalCode; readonly message: string; readonly because: readonly Reason[] };

export type RefusalCode =
  | 'not-permitted'
  | 'could-not-find-out'
  | 'wrong-place'
  | 'wrong-phase'
  | 'already-done'
  | 'not-understood'
  | 'not-found'
  | 'own-change'
  | 'head-moved'
  | 'gates-not-green'
  | 'date-passed'
  | 'bad-vector'
  | 'nothing-to-undo'
  | 'not-needed'
  | 'wrong-score'
  | 'no-plan'
  | 'no-reporter'
  | 'no-score';
