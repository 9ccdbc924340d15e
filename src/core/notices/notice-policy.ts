/** What a policy says about notices. Policies that were stored before there were any say nothing. */
import type { ApprovedKind, NoticeKind } from './kinds.ts';

export type NoticePolicy = {
  /** Where each kind goes, such as `slack:announce`; a kind without a channel is not sent. */
  readonly channels: { readonly [Kind in ApprovedKind]: readonly string[] };
  /** The project's own texts, in Liquid; a kind without one has ours. */
  readonly templates: Readonly<Partial<Record<NoticeKind, string>>>;
  /** How a fix is applied, in words (S111). */
  readonly upgrade: string;
  /** Pages of those who ship the project to others (S112). */
  readonly documentation: readonly string[];
  /** Where the project's own OpenPGP key is (S6); undefined: it has none. */
  readonly openPgpKey?: string | undefined;
  /** The window for the notice of a forthcoming fix (S104); undefined: none is promised. Unit: calendar days after the report. */
  readonly forthcomingCalendarDays: number | undefined;
};

export const noNotices: NoticePolicy = {
  channels: { forthcoming: [], fixed: [], courtesy: [], unsupported: [], lifted: [] },
  templates: {},
  upgrade: 'Upgrade to the newest release of your line.',
  documentation: [],
  forthcomingCalendarDays: undefined,
};

export function noticesOf(policy: { readonly notices?: NoticePolicy }): NoticePolicy {
  return policy.notices ?? noNotices;
}
