/** The CVSS score. It warns and informs, and never blocks: moving quickly is better than a perfect score (S30, S98). */
import type { Case } from './case.ts';
import { parseCvss } from './cvss.ts';
import type { Decision } from './decision.ts';
import { effectKey } from './effects.ts';
import type { Command } from './events.ts';
import { carriedOut, refuse, withNote } from './outcome.ts';
import { ruleOf } from './permissions.ts';
import type { Policy } from './policy.ts';
import { actOf } from './triage.ts';

export function giveVector(thisCase: Case, event: Command<'VectorGiven'>, policy: Policy): Decision {
  const parsed = parseCvss(event.vector);
  if (!parsed.ok) return refuse(thisCase, event, 'bad-vector', parsed.problem.message);
  const cvss = parsed.value;
  const words = `@${event.by.login} scored it ${cvss.score.toFixed(1)} ${cvss.severity}`;
  const next = withNote({ ...thisCase, score: { ...actOf(event), cvss } }, event.at, words);
  const severity = { key: effectKey(thisCase.id, 'severity'), kind: 'SetSeverity', audience: 'reporter', vector: cvss.vector } as const;
  return carriedOut(
    next,
    event,
    `${words} (CVSS ${cvss.version}).`,
    [{ rule: ruleOf('VectorGiven', policy) }, { rule: policy.scoreFinalCall === 'fix-lead' ? 'S98' : 'S30' }],
    [severity],
  );
}
