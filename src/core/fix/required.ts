/** What the policy asks of a fix, line by line. */
import type { Case } from '../case.ts';
import type { Policy } from '../policy.ts';

/**
 * How many different maintainers must say LGTM. Where the severity and the line both have a number, the larger; `lgtm.required` where neither has.
 * Edge: not scored yet counts as the severest, so that an early LGTM is never enough by accident.
 * Source: S100; docs/policy.md, `lgtm`.
 */
export function requiredLgtms(thisCase: Pick<Case, 'score'>, policy: Policy, line: string): number {
  const numbers = [bySeverity(thisCase, policy), ownOf(policy.lgtmsByLine, line)].filter((number) => number !== undefined);
  return numbers.length === 0 ? policy.requiredLgtms : Math.max(...numbers);
}

/** The checks that must have passed on a head that is meant for this line (S33). */
export function requiredChecks(policy: Policy, line: string): readonly string[] {
  return ownOf(policy.checksByLine, line) ?? policy.requiredChecks ?? [];
}

function bySeverity({ score }: Pick<Case, 'score'>, { lgtmsBySeverity = {}, requiredLgtms: otherwise }: Policy): number | undefined {
  const numbers = Object.values(lgtmsBySeverity);
  if (numbers.length === 0) return undefined;
  if (score === undefined) return Math.max(otherwise, ...numbers);
  switch (score.cvss.severity) {
    case 'None':
      return undefined;
    case 'Low':
      return lgtmsBySeverity.low;
    case 'Medium':
      return lgtmsBySeverity.medium;
    case 'High':
      return lgtmsBySeverity.high;
    case 'Critical':
      return lgtmsBySeverity.critical;
  }
}

/** A branch may be called `constructor`. */
function ownOf<Value>(byLine: Readonly<Record<string, Value>> | undefined, line: string): Value | undefined {
  return byLine !== undefined && Object.hasOwn(byLine, line) ? byLine[line] : undefined;
}
