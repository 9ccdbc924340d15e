/** Showing a notice before it goes, approving it, and saying that somebody posted it (S82, S104–S112). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { accept, carriedOut, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { answer } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { kinds } from './kinds.ts';
import { changeSend, lastSend, noticeOf, withNotice } from './notice.ts';
import { noticesOf } from './notice-policy.ts';
import { approvedInWords, noChannel, notApproved, previewPage, unknownSend } from './notices-words.ts';
import { check, notYet, withoutDates } from './writing.ts';

export function previewNotice(thisCase: Case, event: Command<'NoticePreviewed'>, policy: Policy): Decision {
  const { notice } = event;
  return accept(thisCase, [], [answer(thisCase, event, previewPage(notice, check(notice, thisCase, policy), policy))]);
}

export function approveNotice(thisCase: Case, event: Command<'NoticeApproved'>, policy: Policy, now: Instant): Decision {
  const { notice: kind } = event;
  const known = noticeOf(thisCase, kind);
  if (noticesOf(policy).channels[kind].length === 0) return refuse(thisCase, event, 'not-needed', noChannel(kind), [{ rule: 'S47' }]);
  const lacks = notYet(kind, thisCase, policy, now);
  const findings = lacks === undefined ? check(kind, thisCase, policy).findings : [lacks];
  const text = withoutDates(kind, thisCase, policy);
  if (findings.length > 0 || text === undefined) {
    const because = findings.map(({ rule }) => ({ rule }));
    return refuse(thisCase, event, 'notice-not-ready', notApproved(kind, findings), because);
  }
  if (known.approved?.text === text)
    return refuse(thisCase, event, 'already-done', `@${known.approved.by} has approved this text already.`);
  const approved = withNotice(thisCase, { ...known, approved: { ...actOf(event), text } });
  const next = withNote(approved, event.at, `@${event.by.login} approved ${kinds[kind].what}`);
  return carriedOut(
    next,
    event,
    approvedInWords(kind),
    kinds[kind].rules.map((rule) => ({ rule })),
  );
}

/** Somebody posted it, where we cannot or could not. */
export function confirmPosted(thisCase: Case, event: Command<'NoticePosted'>): Decision {
  const { notice: kind, channel, link, at } = event;
  const send = lastSend(noticeOf(thisCase, kind), channel);
  if (send === undefined) return refuse(thisCase, event, 'not-found', unknownSend(kind, channel, noticeOf(thisCase, kind)));
  if (send.state === 'sending') return refuse(thisCase, event, 'wrong-phase', `I am sending it to \`${channel}\` myself right now.`);
  const next = changeSend(thisCase, { kind, ...send }, { state: 'sent', at, link, error: undefined });
  return carriedOut(next, event, `Recorded: it stands on \`${channel}\`.`, [{ rule: 'S47' }]);
}

/** The text is written anew when it goes: it may name another date by now. */
export function retryNotice(thisCase: Case, event: Command<'NoticeRetried'>): Decision {
  const { notice: kind, channel, at } = event;
  const notice = noticeOf(thisCase, kind);
  const send = lastSend(notice, channel);
  if (send === undefined) return refuse(thisCase, event, 'not-found', unknownSend(kind, channel, notice));
  if (send.state !== 'failed') return refuse(thisCase, event, 'already-done', `It has not failed on \`${channel}\`.`);
  const again = { state: 'waiting', at, retries: send.retries + 1, error: undefined } as const;
  return carriedOut(changeSend(thisCase, { kind, ...send }, again), event, `Trying again on \`${channel}\`.`, [{ rule: 'S47' }]);
}
