/** Which lines are affected decides how a case is treated (S89–S94): the full process, a fix in main only, or no fix at all. */
import type { Case } from './case.ts';
import type { Policy } from './policy.ts';

export type Route = 'not-known' | 'supported' | 'main-only' | 'unsupported-only';

/**
 * `not-known` until somebody says what is affected; it is treated as `supported`, so that nothing is forgotten.
 * The main line counts as supported only together with another one, or where the project supports nothing else.
 */
export function routeOf(thisCase: Pick<Case, 'affected'>, policy: Policy): Route {
  if (thisCase.affected === undefined) return 'not-known';
  const { lines } = thisCase.affected;
  const released = policy.lines.filter((line) => line !== policy.mainLine);
  if (lines.some((line) => released.includes(line))) return 'supported';
  if (!lines.includes(policy.mainLine)) return 'unsupported-only';
  return released.length === 0 && policy.lines.includes(policy.mainLine) ? 'supported' : 'main-only';
}

/** The lines that need a reviewed fix before the advisory may be published. */
export function linesToFix(thisCase: Case, policy: Policy): readonly string[] {
  const { affected, exception } = thisCase;
  switch (routeOf(thisCase, policy)) {
    case 'not-known':
      return policy.lines;
    case 'supported':
      return (affected?.lines ?? []).filter((line) => policy.lines.includes(line) || line === policy.mainLine);
    case 'main-only':
      return [policy.mainLine];
    case 'unsupported-only':
      return exception === undefined ? [] : (affected?.lines ?? []);
  }
}

/** Whether any fix is made at all under this route. */
export function isFixed(thisCase: Case, policy: Policy): boolean {
  return routeOf(thisCase, policy) !== 'unsupported-only' || thisCase.exception !== undefined;
}

export const routeNames: Readonly<Record<Route, string>> = {
  'not-known': 'not known yet which lines are affected, so the full process',
  supported: 'a supported line is affected, so the full process',
  'main-only': 'only the main line is affected, so the fix lands there',
  'unsupported-only': 'only unsupported lines are affected, so no fix is issued',
};
