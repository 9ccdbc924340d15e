/** One condition that must hold before publication, as it is shown and enforced. */
import type { RuleId } from './rules.ts';

export type Gate = {
  readonly name: string;
  readonly green: boolean;
  /** What holds, or what is missing. */
  readonly says: string;
  /** Who can turn it green, and how. */
  readonly who: string;
  readonly rule: RuleId;
  /** Green only because somebody put up with what is missing; shown in red. */
  readonly overridden?: boolean;
};
