/** Which release is to bring the fix of a line: the next patch, or minor, release (S3). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { code, inline } from '../quote.ts';
import { linesToFix } from '../routing/routes.ts';

export function nameTarget(thisCase: Case, event: Command<'TargetNamed'>, policy: Policy): Decision {
  const { branch, version } = event;
  const lines = linesToFix(thisCase, policy);
  if (!lines.includes(branch)) {
    const which = lines.length === 0 ? 'No line does so far; `/affects LINE…` names them.' : `These do: ${lines.map(code).join(', ')}.`;
    return refuse(thisCase, event, 'not-needed', `${inline(branch)} needs no fix in this case. ${which}`, [{ rule: 'S3' }]);
  }
  const target = { ...actOf(event), line: branch, version };
  const others = (thisCase.targets ?? []).filter(({ line }) => line !== branch);
  const next = withNote({ ...thisCase, targets: [...others, target] }, event.at, `@${event.by.login} said which release is to bring a fix`);
  return carriedOut(next, event, `The fix for ${code(branch)} is to come with ${code(inline(version))}.`, [{ rule: 'S3' }]);
}
