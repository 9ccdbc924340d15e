/** What members that were told early say of the Release Date, written down by a maintainer: the third party of its negotiation (S37, S42). */
import type { Case } from '../case.ts';
import type { DateAgreement, DatedAct, DateObjection } from './dated-act.ts';
import type { Decision } from '../decision.ts';
import { earlyOf, toldMembers } from '../distributors/early.ts';
import { notTold } from '../distributors/early-words.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import type { Reason } from '../rules.ts';
import { sayDate } from '../time/say-date.ts';
import type { Instant } from '../time/time.ts';
import { agreementsTo, dateOnTheTable, endObjections, isAgreed, speakerOf, withAgreement, withObjection } from './date-parties.ts';
import { stillOpen } from './date-words.ts';
import { nothingProposed, settle } from './negotiate-date.ts';

type Spoke = Command<'DistributorSpokeOfDate'>;

const because: readonly Reason[] = [{ rule: 'S37' }];

export function distributorSpokeOfDate(thisCase: Case, event: Spoke, policy: Policy, now: Instant): Decision {
  const { member, says } = event;
  const told = toldMembers(earlyOf(thisCase));
  if (!told.includes(member)) return refuse(thisCase, event, 'not-found', notTold(member, told), because);
  if (says.what === 'withdraws') return withdraw(thisCase, event, policy, now);
  const date = dateOnTheTable(thisCase);
  if (date === undefined) return nothingProposed(thisCase, event);
  return says.what === 'objects' ? object(thisCase, event, date, says.concern) : agree(thisCase, event, date, policy, now);
}

/** Also what makes a later end of the embargo hold for this member (S63). */
function agree(thisCase: Case, event: Spoke, { releaseAt }: DatedAct, policy: Policy, now: Instant): Decision {
  const { member } = event;
  const act = actOf(event);
  const agreement: DateAgreement = { ...act, party: 'distributors', member, releaseAt, binds: true };
  if (agreementsTo(thisCase, releaseAt).some((one) => speakerOf(one) === speakerOf(agreement)))
    return refuse(thisCase, event, 'already-done', `\`${member}\` agreed to that date already.`, because);
  const without = endObjections(
    thisCase,
    act,
    'withdrawn',
    (one) => speakerOf(one) === speakerOf(agreement) && one.releaseAt === releaseAt,
  );
  const early = earlyOf(without);
  const answered = { ...without, early: { ...early, answers: [...early.answers, { ...act, member, what: 'agreed' as const, releaseAt }] } };
  const agreed = withNote(withAgreement(answered, agreement), event.at, `A distributor agreed to the Release Date ${sayDate(releaseAt)}`);
  return settleIfAgreed(agreed, event, policy, now, `Recorded: \`${member}\` agrees to ${sayDate(releaseAt)}.`);
}

function object(thisCase: Case, event: Spoke, { releaseAt }: DatedAct, concern: string): Decision {
  const { member } = event;
  const objection: DateObjection = { ...actOf(event), party: 'distributors', member, releaseAt, concern, ended: undefined };
  const next = withNote(withObjection(thisCase, objection), event.at, `A distributor objected to the Release Date ${sayDate(releaseAt)}`);
  const words = `Recorded: \`${member}\` objects to ${sayDate(releaseAt)}, and that date is not agreed while the objection stands. \`/date object cancel for=${member}\` takes it back when they do; another date ends it, and so does \`/date final\`, which keeps it on record.`;
  return carriedOut(next, event, words, because);
}

function withdraw(thisCase: Case, event: Spoke, policy: Policy, now: Instant): Decision {
  const { member } = event;
  const next = endObjections(thisCase, actOf(event), 'withdrawn', (one) => one.member === member);
  if (next === thisCase) return refuse(thisCase, event, 'nothing-to-undo', `No objection of \`${member}\` stands.`, because);
  const noted = withNote(next, event.at, 'A distributor took an objection to the date back');
  return settleIfAgreed(noted, event, policy, now, `Recorded: \`${member}\` takes its objection back.`);
}

function settleIfAgreed(next: Case, event: Spoke, policy: Policy, now: Instant, words: string): Decision {
  if (isAgreed(next)) return settle(next, event, policy, now);
  return carriedOut(next, event, `${words} ${stillOpen(next, policy)}`.trim(), because);
}
