/** What is said, and to whom, when a thing stays undone after it was due: step by step, each once, until it is done. */
import type { Case } from '../case.ts';
import type { WakeUp } from '../effects.ts';
import type { EscalationStep, Policy } from '../policy.ts';
import { businessDaysAfter } from '../time/business-days.ts';
import type { Instant } from '../time/time.ts';
import { whoOwes, type Obligation } from './obligation.ts';
import { isOpenDuty, whenAtWork } from './reminders.ts';

const hourMs = 3_600_000;

/** `fix-escalation-1` is the first step about the fix. The first word to the reporter goes with the first answer. */
export function escalationWakeUps(thisCase: Case, policy: Policy, duties: readonly Obligation[]): readonly WakeUp[] {
  return duties
    .filter((duty) => duty.name !== 'first-contact')
    .filter(isOpenDuty)
    .flatMap((duty) =>
      (policy.escalation ?? []).flatMap((step, index) => {
        const at = stepAt(step, duty.dueAt, policy);
        const who = step.to === 'owner' ? whoOwes(duty, thisCase) : undefined;
        return at === undefined ? [] : [{ name: `${duty.name}-escalation-${index + 1}`, dueAt: whenAtWork(at, thisCase, policy, who) }];
      }),
    );
}

/** The step that a wake-up of that name is about. */
export function stepOf(wakeUpName: string, policy: Policy): EscalationStep | undefined {
  const [, number] = /-escalation-(\d+)$/.exec(wakeUpName) ?? [];
  return number === undefined ? undefined : policy.escalation?.[Number(number) - 1];
}

function stepAt({ after: { count, unit } }: EscalationStep, dueAt: Instant, policy: Policy): Instant | undefined {
  if (unit === 'hours') return dueAt + count * hourMs;
  const due = businessDaysAfter(dueAt, count, policy.calendar);
  return due.ok ? due.dueAt : undefined;
}
