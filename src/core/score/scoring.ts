/** The CVSS score. It warns and informs, and never blocks: moving quickly is better than a perfect score (S30, S98). */
import type { Case } from '../case.ts';
import { parseCvss, type CvssScore } from './cvss.ts';
import { editedByHand } from './hand-edits.ts';
import type { Decision } from '../decision.ts';
import { effectKey } from '../effects.ts';
import type { Command } from '../events.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import { ruleOf, whoInWords } from '../permissions.ts';
import { asapSince, isSlowedDown } from '../schedule/pace.ts';
import type { Policy } from '../policy.ts';
import { actOf } from '../intake/triage.ts';

export function giveVector(thisCase: Case, event: Command<'VectorGiven'>, policy: Policy): Decision {
  const parsed = parseCvss(event.vector);
  if (!parsed.ok) return refuse(thisCase, event, 'bad-vector', `${parsed.problem.message} \`/cvss\` alone lists the metrics.`);
  const cvss = parsed.value;
  if (thisCase.score?.cvss.vector === cvss.vector && editedByHand(thisCase) === undefined)
    return refuse(
      thisCase,
      event,
      'already-done',
      `@${thisCase.score.by} gave this very vector already${thisCase.score.final === undefined ? '; `/cvss final` makes it final' : ', and it is final'}.`,
    );
  const words = `@${event.by.login} scored it ${cvss.score.toFixed(1)} ${cvss.severity}`;
  const advisorySeverity = { seen: thisCase.advisorySeverity?.seen, written: undefined };
  const beside = otherVersion(thisCase, cvss);
  const shown = onAdvisory(cvss, beside, policy);
  const score = {
    ...{ ...actOf(event), cvss, final: undefined, ...(beside !== undefined && { beside }) },
    ...(shown !== cvss && { onAdvisory: shown.vector }),
  };
  const next = withNote({ ...thisCase, score, advisorySeverity }, event.at, words);
  const key = effectKey(thisCase.id, 'severity');
  const severity = { key, kind: 'SetSeverity', audience: 'reporter', vector: shown.vector, askedAt: event.at } as const;
  const because =
    policy.scoreFinalCall === 'fix-lead' ? ([{ rule: 'S96' }, { rule: 'S98' }] as const) : ([{ rule: 'S28' }, { rule: 'S30' }] as const);
  const said = `${words} (CVSS ${cvss.version}), provisionally: ${whoDecides(policy)} the final call with \`/cvss final\`.${besideInWords(next)}`;
  return carriedOut(next, event, `${said}${whatChanged(thisCase, next, policy)}`, because, [severity]);
}

/** A vector of CVSS 4 stands beside one of CVSS 3; another one of the same takes its place. */
function otherVersion({ score }: Case, given: CvssScore): CvssScore | undefined {
  return [score?.cvss, score?.beside].find((known) => known !== undefined && known.version.charAt(0) !== given.version.charAt(0));
}

/** The vector given last, unless the policy wants that of one version and there is one. */
function onAdvisory(given: CvssScore, beside: CvssScore | undefined, { cvssWrite = 'newest' }: Policy): CvssScore {
  return [given, beside].find((one) => one !== undefined && cvssWrite === one.version.charAt(0)) ?? given;
}

function besideInWords({ score }: Case): string {
  if (score?.beside === undefined) return '';
  const gets = score.onAdvisory === undefined ? 'the newer vector' : `that of CVSS ${score.beside.version}, as the policy says`;
  return ` Beside it stays ${score.beside.score.toFixed(1)} ${score.beside.severity} (CVSS ${score.beside.version}); the advisory gets ${gets}.`;
}

function whoDecides(policy: Policy): string {
  return policy.scoreFinalCall === 'fix-lead' ? 'the Fix Lead makes' : `${whoInWords('score-final-call', policy)} make`;
}

/** What goes with the score: the final call on the one before, and the pace (S85, S86, S101). */
function whatChanged(before: Case, next: Case, policy: Policy): string {
  const final = before.score?.final;
  const wasAsap = asapSince(before, policy) !== undefined;
  const isAsap = asapSince(next, policy) !== undefined;
  return [
    final === undefined ? '' : ` The final call of @${final.by} was on another vector, and is gone.`,
    isAsap && !wasAsap ? ' It is publicly known, and grave enough now that everything open is due **now** (S85).' : '',
    wasAsap && !isAsap ? ' It is publicly known, and with this score the ordinary days go on (S86).' : '',
    isSlowedDown(before, policy) && !isSlowedDown(next, policy)
      ? ' That is too grave to be slowed down, so the ordinary days go on (S101).'
      : '',
  ].join('');
}

/** The final call is on this very vector: another one takes it back. */
export function finaliseScore(thisCase: Case, event: Command<'ScoreFinalised'>, policy: Policy): Decision {
  const { score } = thisCase;
  if (score === undefined) return refuse(thisCase, event, 'no-score', 'There is no score to be final yet: `/cvss VECTOR` gives one.');
  if (score.final !== undefined)
    return refuse(thisCase, event, 'already-done', `@${score.final.by} made the final call already. A new \`/cvss VECTOR\` takes it back.`);
  const words = `@${event.by.login} made the final call: ${score.cvss.score.toFixed(1)} ${score.cvss.severity}`;
  const next = withNote({ ...thisCase, score: { ...score, final: actOf(event) } }, event.at, words);
  return carriedOut(
    next,
    event,
    `${words}, \`${score.cvss.vector}\`${score.beside === undefined ? '' : ` and \`${score.beside.vector}\``}.`,
    [{ rule: ruleOf('ScoreFinalised', policy) }],
  );
}
