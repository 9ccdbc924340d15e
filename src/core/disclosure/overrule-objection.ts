/** Overrules one person's objection to the date on the table, by whoever has the final say, with a reason that stays on record (S42). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { tellMaintainers, tellReporter } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { dateOnTheTable, endObjections, isAgreed, speakerInPublic, standingObjectionsTo } from './date-parties.ts';
import { settle } from './negotiate-date.ts';
import { noSuchObjection, objectionOverruled, overruledNews, yourObjectionOverruled } from './overrule-words.ts';

/** Where a proposal lacked nothing else, it is the Release Date from then on. */
export function overruleObjection(thisCase: Case, event: Command<'ObjectionOverruled'>, policy: Policy, now: Instant): Decision {
  const date = dateOnTheTable(thisCase);
  const standing = date === undefined ? [] : standingObjectionsTo(thisCase, date.releaseAt);
  const objection = standing.find(({ by, member = by }) => member === event.of);
  if (objection === undefined) return refuse(thisCase, event, 'nothing-to-undo', noSuchObjection(event.of, standing), [{ rule: 'S42' }]);
  const act = { ...actOf(event), reason: event.reason };
  const ended = endObjections(thisCase, act, 'overruled', (one) => one === objection);
  const next = withNote(ended, event.at, `@${act.by} overruled the objection of ${speakerInPublic(objection)} to the date`);
  const end = `objection-overruled/${event.from.kind}/${event.from.commentId}/${event.line}`;
  const toReporter = objection.party === 'reporter' ? tellReporter(next, end, yourObjectionOverruled(objection, event.reason)) : [];
  const isElsewhere = event.from.kind !== 'case-issue' && next.caseIssue !== undefined;
  const toMaintainers = isElsewhere ? tellMaintainers(next, end, overruledNews(objection, event)) : [];
  const because = [{ rule: 'S42' }] as const;
  const decision = isAgreed(next)
    ? settle(next, event, policy, now)
    : carriedOut(next, event, objectionOverruled(next, objection, policy), because);
  return { ...decision, ...('effects' in decision && { effects: [...toReporter, ...toMaintainers, ...decision.effects] }) };
}
