/** What is known of the tests of a tree (S33). */
import type { Instant } from '../time/time.ts';

/** How a test ended, or that it has not. Only `passed` says that something was tested and held. */
export const testOutcomes = ['passed', 'failed', 'running', 'cancelled', 'skipped', 'neutral'] as const;

export type TestOutcome = (typeof testOutcomes)[number];

/** The outcome of one test of one tree (S33), or of one commit while its tree is not known. */
export type Evidence = {
  readonly name: string;
  readonly outcome: TestOutcome;
  readonly source: 'check-run' | 'workflow-run' | 'outside';
  /** Which run of that name: a later one of the same series replaces an earlier one, and each series must have passed. */
  readonly series: string;
  readonly sha: string;
  readonly tree?: string | undefined;
  readonly url?: string | undefined;
  readonly at: Instant;
};
