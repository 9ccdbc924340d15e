/** The CVSS score. It warns and informs, and never blocks: moving quickly is better than a perfect score (S30, S98). */
import type { Case } from './case.ts';
import { parseCvss } from './cvss.ts';
import type { Decision } from './decision.ts';
import { effectKey } from './effects.ts';
import type { Command } from './events.ts';
import { carriedOut, refuse, withNote } from './outcome.ts';
import { ruleOf, whoInWords } from './permissions.ts';
import type { Policy } from './policy.ts';
import { actOf } from './triage.ts';

export function giveVector(thisCase: Case, event: Command<'VectorGiven'>, policy: Policy): Decision {
  const parsed = parseCvss(event.vector);
  if (!parsed.ok) return refuse(thisCase, event, 'bad-vector', parsed.problem.message);
  const cvss = parsed.value;
  const words = `@${event.by.login} scored it ${cvss.score.toFixed(1)} ${cvss.severity}`;
  const next = withNote({ ...thisCase, score: { ...actOf(event), cvss, final: undefined } }, event.at, words);
  const severity = { key: effectKey(thisCase.id, 'severity'), kind: 'SetSeverity', audience: 'reporter', vector: cvss.vector } as const;
  return carriedOut(
    next,
    event,
    `${words} (CVSS ${cvss.version}), provisionally: ${policy.scoreFinalCall === 'fix-lead' ? 'the Fix Lead makes' : `${whoInWords('score-final-call', policy)} make`} the final call with \`/cvss final\`.`,
    [{ rule: policy.scoreFinalCall === 'fix-lead' ? 'S96' : 'S28' }, { rule: policy.scoreFinalCall === 'fix-lead' ? 'S98' : 'S30' }],
    [severity],
  );
}

/** The final call is on this very vector: another one takes it back. */
export function finaliseScore(thisCase: Case, event: Command<'ScoreFinalised'>, policy: Policy): Decision {
  const { score } = thisCase;
  if (score === undefined) return refuse(thisCase, event, 'no-score', 'There is no score to be final yet: `/cvss VECTOR` gives one.');
  if (score.final !== undefined)
    return refuse(thisCase, event, 'already-done', `@${score.final.by} made the final call already. A new \`/cvss VECTOR\` takes it back.`);
  const words = `@${event.by.login} made the final call: ${score.cvss.score.toFixed(1)} ${score.cvss.severity}`;
  const next = withNote({ ...thisCase, score: { ...score, final: actOf(event) } }, event.at, words);
  return carriedOut(next, event, `${words}, \`${score.cvss.vector}\`.`, [{ rule: ruleOf('ScoreFinalised', policy) }]);
}
