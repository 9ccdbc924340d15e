/** Which lines are affected decides how a case is treated (S89–S94): the full process, a fix in main only, or no fix at all. */
import type { Case } from '../case.ts';
import type { Policy } from '../policy.ts';

export type Route = 'not-known' | 'supported' | 'main-only' | 'unsupported-only';

/**
 * `not-known` until somebody says what is affected, and where the policy names no lines; it is treated as `supported`, so that
 * nothing is forgotten. The main line counts as supported only together with another one, or where the project supports nothing else.
 */
export function routeOf(thisCase: Pick<Case, 'affected'>, policy: Policy): Route {
  if (thisCase.affected === undefined || policy.lines.length === 0) return 'not-known';
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
      return affected?.lines ?? policy.lines;
    case 'supported':
      return (affected?.lines ?? []).filter((line) => policy.lines.includes(line) || line === policy.mainLine);
    case 'main-only':
      return [policy.mainLine];
    case 'unsupported-only':
      return exception === undefined ? [] : (affected?.lines ?? []);
  }
}

/** The affected lines that the project does not support any more (S91, S93). */
export function unsupportedLines({ affected }: Pick<Case, 'affected'>, policy: Policy): readonly string[] {
  if (policy.lines.length === 0) return [];
  return (affected?.lines ?? []).filter((line) => !policy.lines.includes(line) && line !== policy.mainLine);
}

/** Those of whom a notice of its own tells: beside a supported line the release itself tells people to upgrade, and with an exception there is a fix. */
export function linesToWarnOf(thisCase: Pick<Case, 'affected' | 'exception'>, policy: Policy): readonly string[] {
  return routeOf(thisCase, policy) === 'supported' || thisCase.exception !== undefined ? [] : unsupportedLines(thisCase, policy);
}

/** Whether any fix is made at all under this route. */
export function isFixed(thisCase: Case, policy: Policy): boolean {
  return routeOf(thisCase, policy) !== 'unsupported-only' || thisCase.exception !== undefined;
}

export function routeInWords(thisCase: Pick<Case, 'affected' | 'exception'>, policy: Policy): string {
  switch (routeOf(thisCase, policy)) {
    case 'not-known':
      return policy.lines.length === 0
        ? 'the policy names no supported lines, so the full process'
        : 'nobody has said yet which lines are affected, so the full process';
    case 'supported':
      return 'a supported line is affected, so the full process';
    case 'main-only':
      return 'no supported release is affected, so the fix lands in the main line';
    case 'unsupported-only':
      return thisCase.exception === undefined
        ? 'only unsupported lines are affected, so no fix is issued'
        : 'only unsupported lines are affected, and a fix is issued as an exception';
  }
}
