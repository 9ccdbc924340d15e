/** Something that the policy says is due: who owes it, and whether it is met. */
import type { Case } from '../case.ts';
import type { Login } from '../ids.ts';
import type { Said } from '../intake/report.ts';
import type { RuleId } from '../rules.ts';
import type { Instant } from '../time/time.ts';
import type { Due } from './due.ts';

export type Obligation = {
  readonly name:
    | 'first-contact'
    | 'first-answer'
    | 'triage'
    | 'fix-lead'
    | 'fix'
    | 'forthcoming-notice'
    | 'communication-plan'
    | 'disclosure'
    | 'release';
  readonly rules: readonly RuleId[];
  /** What must be done, as a noun: "the first answer to the reporter". */
  readonly what: string;
  readonly owner: string;
  readonly metAt: Instant | undefined;
  /** Who met it, and in which comment, where that is on record. */
  readonly proof?: Said | undefined;
  /** Since when the time runs, for reminders on the way; undefined where there are none. */
  readonly from?: Instant | undefined;
} & Due;

/** Whose working hours count for it: the Fix Lead's for what they lead; undefined for what the team owes. */
export function whoOwes({ name }: Pick<Obligation, 'name'>, { fixLead }: Case): Login | undefined {
  return owedByFixLead.includes(name) ? fixLead?.login : undefined;
}

const owedByFixLead: readonly Obligation['name'][] = ['triage', 'fix', 'forthcoming-notice', 'communication-plan'];

/** Met before its due instant, met after it, or still open. */
export function standing(obligation: Obligation, now: Instant): 'met' | 'met late' | 'open' | 'overdue' {
  const { dueAt, metAt } = obligation;
  if (metAt !== undefined) return dueAt !== undefined && metAt > dueAt ? 'met late' : 'met';
  return dueAt !== undefined && now > dueAt ? 'overdue' : 'open';
}
