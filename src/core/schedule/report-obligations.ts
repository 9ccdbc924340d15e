/** What a report asks for: a first word to the reporter, an answer, and the decision on it. */
import type { Case } from '../case.ts';
import type { Policy } from '../policy.ts';
import type { RuleId } from '../rules.ts';
import { businessDaysFromReport, runsSince } from './due.ts';
import type { Obligation } from './obligation.ts';

export function firstContact(thisCase: Case, policy: Policy): Obligation {
  const due = businessDaysFromReport(thisCase, policy, policy.acknowledgeBusinessDays);
  return {
    name: 'first-contact',
    rules: ['S24'],
    what: 'the first word to the reporter',
    owner: 'the maintainers',
    from: runsSince(thisCase),
    ...due,
    metAt: thisCase.contacted?.at,
    proof: thisCase.contacted,
  };
}

export function firstAnswer(thisCase: Case, policy: Policy): Obligation {
  const due = businessDaysFromReport(thisCase, policy, policy.acknowledgeBusinessDays);
  const rules: readonly RuleId[] = policy.answerNeedsPlan ? ['S9', 'S10', 'S11'] : ['S9', 'S24'];
  const what = policy.answerNeedsPlan
    ? 'the first answer to the reporter, with a plan and a workaround'
    : 'the first answer to the reporter';
  return {
    name: 'first-answer',
    rules,
    what,
    owner: 'the maintainers',
    from: runsSince(thisCase),
    ...due,
    metAt: thisCase.acknowledged?.at,
    proof: thisCase.acknowledged,
  };
}

/** S22, S71: whether it is a vulnerability, and if so which lines it affects and how grave it is, where the policy says by when. */
export function triage(thisCase: Case, policy: Policy): Obligation | undefined {
  const count = policy.triageBusinessDays;
  if (count === undefined) return undefined;
  const { accepted, affected, score } = thisCase;
  return {
    name: 'triage',
    rules: ['S22', 'S71'],
    what: 'the decision on the report, the affected lines and the score',
    owner: thisCase.fixLead === undefined ? 'the maintainers' : `Fix Lead @${thisCase.fixLead.login}`,
    from: runsSince(thisCase),
    ...businessDaysFromReport(thisCase, policy, count),
    metAt: accepted && affected && score && Math.max(accepted.at, affected.at, score.at),
  };
}
