/** The gates of every line: a reviewed and tested fix, or a recorded reason why there is none (S44, S80, S100). */
import type { Case } from '../case.ts';
import type { Gate } from '../gate.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { isFixed, linesToFix } from '../routing/routes.ts';
import { declaredGates } from './declared-gates.ts';
import { headGates } from './head-gates.ts';
import { requiredChecks, requiredLgtms } from './required.ts';

export function lineGates(thisCase: Case, policy: Policy): readonly Gate[] {
  if (!isFixed(thisCase, policy)) return [];
  if (policy.fixMode === 'temporary-fork') return declaredGates(thisCase, policy);
  const lines = linesInHand(thisCase, policy);
  return lines.length === 0 ? gatesOf(thisCase, policy, undefined) : lines.flatMap((line) => gatesOf(thisCase, policy, line));
}

/** The lines that need a fix, and those for which somebody made one all the same. */
export function linesInHand(thisCase: Case, policy: Policy): readonly string[] {
  const wanted = linesToFix(thisCase, policy);
  const others = thisCase.pullRequests.filter((pull) => pull.state !== 'closed' && !wanted.includes(pull.line)).map((pull) => pull.line);
  return [...wanted, ...new Set(others)];
}

function gatesOf(thisCase: Case, policy: Policy, line: string | undefined): readonly Gate[] {
  const pulls = thisCase.pullRequests.filter((pull) => pull.state !== 'closed' && (line === undefined || pull.line === line));
  if (pulls.length > 0) return merged(pulls.flatMap((pull) => headGates(thisCase, pull, policy)));
  if (line !== undefined && requiredLgtms(thisCase, policy, line) === 0 && requiredChecks(policy, line).length === 0) return [];
  if (line === undefined && policy.requiredLgtms === 0 && (policy.requiredChecks ?? []).length === 0) return [];
  return [withoutPull(thisCase, line)];
}

/** An exception counts only while nobody has made a fix: once there is one, it has to be reviewed like any other. */
function withoutPull(thisCase: Case, line: string | undefined): Gate {
  const name = line === undefined ? 'LGTM' : `LGTM ${inline(line)}`;
  const excepted = thisCase.linesWithout?.find((one) => one.line === line);
  if (excepted !== undefined) return { name, green: true, says: `no fix here, as @${excepted.by} decided`, who: '', rule: 'S44' };
  const who = `a pull request in the fix repository that names ${thisCase.id} in its branch, title or body`;
  return { name, green: false, says: 'no pull request', who, rule: 'S80' };
}

/** Several pull requests for one line are one gate of each kind, green when all of them are. */
function merged(gates: readonly Gate[]): readonly Gate[] {
  return [...Map.groupBy(gates, (gate) => gate.name).values()].map((same) => {
    const [first, ...others] = same;
    if (first === undefined) throw new Error('a group has a member');
    const overridden = same.some((gate) => gate.overridden === true);
    return {
      ...first,
      green: [first, ...others].every((gate) => gate.green),
      says: same.map((gate) => gate.says).join(', '),
      ...(overridden && { overridden }),
    };
  });
}
