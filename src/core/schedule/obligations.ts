/** What the policy says is due: by which sentence, when, counted how, and who owes it. Computed from policy and history, never counted down. */
import type { Case } from '../case.ts';
import type { Policy } from '../policy.ts';
import { isFixed, routeOf } from '../routing/routes.ts';
import { formatUtcMinute } from '../time/time.ts';
import { communicationPlan, disclosure, forthcomingNotice, releaseDate } from './disclosure-obligations.ts';
import { fix, fixLead } from './fix-obligations.ts';
import type { Obligation } from './obligation.ts';
import { asapSince } from './pace.ts';
import { firstAnswer, firstContact, triage } from './report-obligations.ts';

/** Computed once for each case as it is: the pages, the gates and the wake-ups of one step all ask. */
export function obligations(thisCase: Case, policy: Policy): readonly Obligation[] {
  const last = lastComputed.get(thisCase);
  if (last?.policy === policy) return last.obligations;
  const computed = computeObligations(thisCase, policy);
  lastComputed.set(thisCase, { policy, obligations: computed });
  return computed;
}

const lastComputed = new WeakMap<Case, { readonly policy: Policy; readonly obligations: readonly Obligation[] }>();

function computeObligations(thisCase: Case, policy: Policy): readonly Obligation[] {
  const answers = [...(policy.answerNeedsPlan ? [firstContact(thisCase, policy)] : []), firstAnswer(thisCase, policy)];
  const all = thisCase.phase === 'rejected' ? answers : [...answers, triage(thisCase, policy), ...afterAcceptance(thisCase, policy)];
  return all.flatMap((one) => one ?? []).map((obligation) => hurried(moved(obligation, thisCase), thisCase, policy));
}

/** The full process is for supported lines; a fix in main only has no Fix Lead and no window of days (S89, S94). */
function afterAcceptance(thisCase: Case, policy: Policy): readonly Obligation[] {
  const route = routeOf(thisCase, policy);
  const isFull = (route === 'supported' || route === 'not-known' || thisCase.exception !== undefined) && isFixed(thisCase, policy);
  const parts = isFull
    ? [
        fixLead(thisCase, policy),
        fix(thisCase, policy),
        forthcomingNotice(thisCase, policy),
        communicationPlan(thisCase, policy),
        disclosure(thisCase, policy),
      ]
    : [];
  return [...parts, releaseDate(thisCase, policy)].filter((one) => one !== undefined);
}

/** S83, S84: the dates are suggestions, and somebody's judgment goes before them. It is not stopped by a wait. */
function moved(obligation: Obligation, thisCase: Case): Obligation {
  const to = thisCase.movedDues?.[obligation.name];
  if (to === undefined || obligation.name === 'release') return obligation;
  return { ...obligation, from: to.at, dueAt: to.dueAt, counted: `moved by @${to.by}`, rules: [...obligation.rules, 'S83', 'S84'] };
}

/** S85: publicly known and grave enough, whatever is open is due at once. What was met before that is not judged anew. */
function hurried(obligation: Obligation, thisCase: Case, policy: Policy): Obligation {
  const asapAt = asapSince(thisCase, policy);
  const { name, metAt, dueAt } = obligation;
  if (asapAt === undefined || name === 'release' || (metAt !== undefined && metAt <= asapAt)) return obligation;
  if (dueAt !== undefined && dueAt <= asapAt) return obligation;
  return {
    ...obligation,
    from: undefined,
    dueAt: asapAt,
    rules: [...obligation.rules, 'S85'],
    counted: `as soon as possible: publicly known since ${formatUtcMinute(asapAt)}`,
  };
}
