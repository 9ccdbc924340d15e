/** What a member says on its own page about a case that it was told of: its own word, so nobody writes it down for it. Maintainers read it in the case issue. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { dateOnTheTable, isAgreed } from '../disclosure/date-parties.ts';
import { memberAgrees, memberObjects, memberWithdraws } from '../disclosure/member-on-date.ts';
import { settleDate } from '../disclosure/settle-date.ts';
import { whyNotDelayed } from '../disclosure/date-checks.ts';
import type { Seen } from '../events.ts';
import { effectKey, type Effect, type EffectOf } from '../effects.ts';
import { accept } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import type { RuleId } from '../rules.ts';
import { tellInPrivate } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { withEarlyAnswer } from './early-answers.ts';
import { earlyOf } from './early.ts';
import { memberAsLogin, type MemberSays } from './member-says.ts';
import { mayAnswer, type MayNot } from './member-view.ts';
import { notNowForMember, saidInWords, takenFromMember } from './member-words.ts';

type Spoke = Seen<'MemberSpoke'>;

const rules: Readonly<Record<MemberSays['what'], RuleId>> = {
  received: 'S36',
  feedback: 'S36',
  agrees: 'S37',
  objects: 'S37',
  withdraws: 'S37',
};

export function memberSpoke(thisCase: Case, event: Spoke, policy: Policy, now: Instant): Decision {
  const refuse = (why: MayNot): Decision => refusal(thisCase, event, why);
  if (!event.isMember) return refuse('no-member');
  const not = mayAnswer(thisCase, policy, event.member);
  if (not !== undefined) return refuse(not);
  const { says, member, at } = event;
  const of = { by: memberAsLogin(member), at, member };
  switch (says.what) {
    case 'received': {
      const isKnown = earlyOf(thisCase).answers.some((one) => one.what === 'received' && one.member === member);
      return isKnown ? refuse('said-already') : noted(withEarlyAnswer(thisCase, { ...of, what: 'received' }), event);
    }
    case 'feedback':
      return noted(withEarlyAnswer(thisCase, { ...of, what: 'feedback', words: says.words }), event);
    case 'withdraws': {
      const next = memberWithdraws(thisCase, of);
      return next === undefined ? refuse('no-objection') : ofDate(next, event, policy, now);
    }
    case 'agrees':
    case 'objects': {
      if (thisCase.phase !== 'accepted' || says.releaseAt <= now) return refuse('too-late');
      if (dateOnTheTable(thisCase)?.releaseAt !== says.releaseAt) return refuse('another-date');
      const next = says.what === 'agrees' ? memberAgrees(thisCase, of, says.releaseAt) : memberObjects(thisCase, of, says);
      return next === undefined ? refuse('said-already') : ofDate(next, event, policy, now);
    }
  }
}

/** Everybody agreed, so it binds; where it cannot, its word is kept all the same, and maintainers are told what the date lacks. */
function ofDate(next: Case, event: Spoke, policy: Policy, now: Instant): Decision {
  const { proposedRelease: proposed } = next;
  if (proposed === undefined || proposed.releaseAt <= now || !isAgreed(next)) return noted(next, event);
  const undelayed = whyNotDelayed(next, proposed, policy, now);
  if (undelayed !== undefined) return noted(next, event, undelayed);
  // The date stays that of whoever proposed it: the reporter, who reads by whom it was set, need not know who is told early.
  const from = { kind: 'member-page', commentId: event.act };
  const settled = settleDate(next, { from, line: 1 }, { ...proposed, at: event.at }, policy);
  return accept(settled.next, [{ rule: 'S37' }, { rule: 'S106' }], [...newsOf(settled.next, event), ...settled.news]);
}

function noted(next: Case, event: Spoke, lacking?: string): Decision {
  return accept(next, [{ rule: rules[event.says.what] }], newsOf(next, event, lacking));
}

/** The news only where maintainers alone read: the reporter would learn who is told early. */
function newsOf(next: Case, event: Spoke, lacking?: string): readonly Effect[] {
  const { act, member, says } = event;
  const words = saidInWords(member, says) + (lacking === undefined ? '' : `\n\nEverybody has agreed, and yet it is not set. ${lacking}`);
  return [...tellInPrivate(next, `member-spoke/${act}`, words), answer(next, event, takenFromMember)];
}

function refusal(thisCase: Case, event: Spoke, why: MayNot): Decision {
  const { code, message } = notNowForMember(why);
  return { outcome: 'refused', refusal: { code, message, because: [{ rule: 'S62' }] }, effects: [answer(thisCase, event, message)] };
}

/** On its page. */
function answer(thisCase: Case, { act }: Spoke, body: string): EffectOf<'AnswerOnDashboard'> {
  return { key: effectKey(thisCase.id, `answer/member-page/${act}`), kind: 'AnswerOnDashboard', audience: 'distributors', act, body };
}
