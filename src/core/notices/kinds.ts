/** The kinds of notices: for whom each is, whether it goes out while the case is embargoed, when it goes, and by which sentences. */
import type { RuleId } from '../rules.ts';

export type NoticeKind =
  | 'forthcoming'
  | 'correction'
  | 'fixed'
  | 'courtesy'
  | 'unsupported'
  | 'lifted'
  | 'early-plan'
  | 'early-patches'
  | 'reply-received'
  | 'reply-accepted'
  | 'reply-published';

/** The kinds that people approve and that go out on the channels of the policy. */
export const approvedKinds = ['forthcoming', 'fixed', 'courtesy', 'unsupported', 'lifted'] as const;
export type ApprovedKind = (typeof approvedKinds)[number];
/** A correction goes out by itself, wherever the notice of a forthcoming fix went. */
export type SentKind = ApprovedKind | 'correction';

export type KindDescription = {
  /** As the end of the sentence "this is …". */
  readonly what: string;
  readonly audience: 'public' | 'distributors' | 'reporter';
  /** `embargo`: it may go out while the case is embargoed, and says nothing of the vulnerability. `disclosure`: only once the advisory is public. */
  readonly time: 'embargo' | 'disclosure' | 'any';
  /** When it goes, as the end of the sentence "it goes out …". */
  readonly goes: string;
  readonly rules: readonly RuleId[];
};

export const kinds: { readonly [Kind in NoticeKind]: KindDescription } = {
  forthcoming: {
    what: 'the notice that a fix is coming',
    audience: 'public',
    time: 'embargo',
    goes: 'as soon as it is approved',
    rules: ['S104', 'S105', 'S107', 'S108'],
  },
  correction: {
    what: 'the correction of a date that was told already',
    audience: 'public',
    time: 'embargo',
    goes: 'by itself, wherever another date was told',
    rules: ['S106'],
  },
  fixed: {
    what: 'the notice that the fix is there',
    audience: 'public',
    time: 'disclosure',
    goes: 'once the advisory is public',
    rules: ['S47', 'S109', 'S110', 'S111'],
  },
  courtesy: {
    what: 'the courtesy notice about a fix in the main line',
    audience: 'public',
    time: 'disclosure',
    goes: 'once the advisory is public',
    rules: ['S90'],
  },
  unsupported: {
    what: 'the notice about releases that get no fix',
    audience: 'public',
    time: 'disclosure',
    goes: 'once the advisory is public',
    rules: ['S93'],
  },
  lifted: {
    what: 'the word that the embargo is over',
    audience: 'public',
    time: 'disclosure',
    goes: 'once the advisory is public',
    rules: ['S63'],
  },
  'early-plan': {
    what: 'the first word to distributors, before there is a fix',
    audience: 'distributors',
    time: 'any',
    goes: 'to distributors, when `/early plan` was shown and confirmed',
    rules: ['S35', 'S50', 'S61'],
  },
  'early-patches': {
    what: 'the word to distributors that goes with the patches',
    audience: 'distributors',
    time: 'any',
    goes: 'to distributors, when `/early patches` was shown and confirmed',
    rules: ['S36', 'S50', 'S61'],
  },
  'reply-received': {
    what: 'an answer to a report that has just come',
    audience: 'reporter',
    time: 'any',
    goes: 'to the reporter, by hand',
    rules: ['S9', 'S24'],
  },
  'reply-accepted': {
    what: 'the word to the reporter that the report is accepted',
    audience: 'reporter',
    time: 'any',
    goes: 'to the reporter, by hand',
    rules: ['S25'],
  },
  'reply-published': {
    what: 'the word to the reporter that all is public',
    audience: 'reporter',
    time: 'any',
    goes: 'to the reporter, by hand',
    rules: ['S46'],
  },
};

export const noticeKinds = Object.keys(kinds) as readonly NoticeKind[];

export function isNoticeKind(text: string): text is NoticeKind {
  return Object.hasOwn(kinds, text);
}

export function isApprovedKind(kind: NoticeKind): kind is ApprovedKind {
  return approvedKinds.some((one) => one === kind);
}
