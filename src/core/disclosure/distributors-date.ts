/** What members that were told early say of the Release Date, written down by a maintainer: the third party of its negotiation (S37, S42). */
import type { Case } from '../case.ts';
import type { DatedAct } from './dated-act.ts';
import type { Decision } from '../decision.ts';
import { earlyOf, toldMembers } from '../distributors/early.ts';
import { notTold } from '../distributors/early-words.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, refuse } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import type { Reason } from '../rules.ts';
import { sayDate } from '../time/say-date.ts';
import type { Instant } from '../time/time.ts';
import { dateOnTheTable, isAgreed } from './date-parties.ts';
import { stillOpen } from './date-words.ts';
import { memberAgrees, memberObjects, memberWithdraws, objectsInWords } from './member-on-date.ts';
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

function agree(thisCase: Case, event: Spoke, { releaseAt }: DatedAct, policy: Policy, now: Instant): Decision {
  const { member } = event;
  const agreed = memberAgrees(thisCase, { ...actOf(event), member }, releaseAt);
  if (agreed === undefined) return refuse(thisCase, event, 'already-done', `\`${member}\` agreed to that date already.`, because);
  return settleIfAgreed(agreed, event, policy, now, `Recorded: \`${member}\` agrees to ${sayDate(releaseAt)}.`);
}

function object(thisCase: Case, event: Spoke, { releaseAt }: DatedAct, concern: string): Decision {
  const { member } = event;
  const next = memberObjects(thisCase, { ...actOf(event), member }, { releaseAt, concern });
  return carriedOut(next, event, `Recorded: ${objectsInWords(member, releaseAt)}`, because);
}

function withdraw(thisCase: Case, event: Spoke, policy: Policy, now: Instant): Decision {
  const { member } = event;
  const next = memberWithdraws(thisCase, { ...actOf(event), member });
  if (next === undefined) return refuse(thisCase, event, 'nothing-to-undo', `No objection of \`${member}\` stands.`, because);
  return settleIfAgreed(next, event, policy, now, `Recorded: \`${member}\` takes its objection back.`);
}

function settleIfAgreed(next: Case, event: Spoke, policy: Policy, now: Instant, words: string): Decision {
  if (isAgreed(next)) return settle(next, event, policy, now);
  return carriedOut(next, event, `${words} ${stillOpen(next, policy)}`.trim(), because);
}
