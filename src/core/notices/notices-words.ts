/** What is said about notices in the case issue: never to anybody outside. */
import type { Case } from '../case.ts';
import type { Policy } from '../policy.ts';
import { block, inline } from '../quote.ts';
import { quoteRule } from '../rules.ts';
import { formatUtcMinute } from '../time/time.ts';
import { approvedKinds, isApprovedKind, kinds, type ApprovedKind, type NoticeKind, type SentKind } from './kinds.ts';
import type { Finding } from './lint.ts';
import { noticeOf, type Notice, type NoticeSend, type SendId } from './notice.ts';
import { noticesOf } from './notice-policy.ts';
import { whole, type Checked } from './writing.ts';
import type { NoticeText } from './render.ts';

export function previewPage(kind: NoticeKind, { text, findings }: Checked, policy: Policy): string {
  const shown = text === undefined ? '' : block(whole(text));
  return [
    `This is ${kinds[kind].what}. It goes out ${kinds[kind].goes}.`,
    shown,
    findingsInWords(findings),
    nextStep(kind, findings, policy),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Said when it becomes clear that people outside must hear of it. */
export function noticeOwed(kind: 'courtesy' | 'unsupported', checked: Checked, policy: Policy): string {
  const rules = kinds[kind].rules.map((rule) => `- ${quoteRule(rule)}`).join('\n');
  return `**A notice is owed.** ${previewPage(kind, checked, policy)}\n\n${rules}`;
}

function nextStep(kind: NoticeKind, findings: readonly Finding[], policy: Policy): string {
  if (!isApprovedKind(kind)) return '';
  const channels = noticesOf(policy).channels[kind];
  if (channels.length === 0) return `${noChannel(kind)} Until then, post it by hand.`;
  const where = `It goes to ${channels.map((channel) => `\`${channel}\``).join(', ')}.`;
  return findings.length === 0 ? `${where} Approve it with \`/notice approve ${kind}\`.` : where;
}

export function noChannel(kind: ApprovedKind): string {
  return `The policy names no channel for it: \`channels: { ${kind}: [by-hand:blog] }\` would.`;
}

export function findingsInWords(findings: readonly Finding[]): string {
  return findings.map(({ rule, says }) => `- ❌ The text ${says}.\n  - ${quoteRule(rule)}`).join('\n');
}

export function notApproved(kind: NoticeKind, findings: readonly Finding[]): string {
  return `Not approved:\n\n${findingsInWords(findings)}\n\nWhen that is mended, \`/notice preview ${kind}\` shows the text.`;
}

export function approvedInWords(kind: ApprovedKind): string {
  return `Approved: ${kinds[kind].what}. It goes out ${kinds[kind].goes}. Another Release Date, a CVE or the releases change the text without another approval; anything else takes the approval back.`;
}

export function approvalLapsed(kind: SentKind, by: string): string {
  return `${sentence(kinds[kind].what)} reads differently now, so the approval of @${by} is taken back and nothing is sent. See \`/notice preview ${kind}\`, then say \`/notice approve ${kind}\`.`;
}

export function postByHand({ kind, channel }: SendId, text: NoticeText): string {
  return `Please post this now on \`${channel}\`: ${kinds[kind].what}.\n\n${block(whole(text))}\n\nThen say where it stands: \`/notice posted ${kind} ${channel} https://…\``;
}

export function sendFailed({ kind, channel }: SendId, error: string): string {
  return `**Not sent**: ${kinds[kind].what}, on \`${channel}\`.\n\n${block(error)}\n\nWhen the cause is mended, \`/notice retry ${kind} ${channel}\` tries again. If somebody posts it by hand, they say \`/notice posted ${kind} ${channel} https://…\`.`;
}

/** There is no fix to announce any more, so that no advice on another try follows. */
export function sentNoMore({ kind, channel }: SendId, error: string): string {
  return `**Not sent**: ${kinds[kind].what}, on \`${channel}\`.\n\n${block(error)}\n\nIt is not wanted any more, so nothing is to be done. Where it did go out before, the board above says so.`;
}

export function unknownSend(kind: SentKind, channel: string, notice: Notice): string {
  const known = [...new Set(notice.sends.map((send) => `\`${send.channel}\``))];
  const what = sentence(kinds[kind].what);
  return known.length === 0
    ? `${what} has not gone anywhere yet, so not to \`${inline(channel)}\` either.`
    : `${what} has not gone to \`${inline(channel)}\`, but to ${known.join(', ')}.`;
}

/** The part of the board about notices; empty while nothing was approved. */
export function noticesOnBoard(thisCase: Case, policy: Policy): string {
  const rows = [...approvedKinds, 'correction' as const].flatMap((kind) => rowsOf(noticeOf(thisCase, kind), policy));
  if (rows.length === 0) return '';
  return ['### Notices', '| Notice | Channel | State | Since | Where |', '|---|---|---|---|---|', ...rows].join('\n');
}

function rowsOf(notice: Notice, policy: Policy): readonly string[] {
  const { kind, approved, sends } = notice;
  const sent = sends.map((send) => row(kind, send.channel, stateInWords(send), send.at, send.link ?? ''));
  if (approved === undefined || kind === 'correction') return sent;
  const waiting = noticesOf(policy).channels[kind].filter((channel) => !sends.some((send) => send.channel === channel));
  return [...sent, ...waiting.map((channel) => row(kind, channel, `waiting, approved by @${approved.by}`, approved.at, ''))];
}

function row(kind: SentKind, channel: string, state: string, at: number, link: string): string {
  return `| ${kind} | \`${channel}\` | ${state} | ${formatUtcMinute(at)} | ${inline(link)} |`;
}

function stateInWords({ state, error }: NoticeSend): string {
  switch (state) {
    case 'waiting':
      return 'waiting for its time';
    case 'sending':
      return 'being sent';
    case 'by-hand':
      return '**to be posted by hand**';
    case 'sent':
      return 'sent';
    case 'failed':
      return `**failed**: ${inline(error ?? '')}`;
  }
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
