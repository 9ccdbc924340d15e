/** The channels that have not had what they should have once the advisory is public (S47). */
import type { Case } from '../case.ts';
import { approvedKinds, kinds, type ApprovedKind } from '../notices/kinds.ts';
import { lastSend, noticeOf, type NoticeSend } from '../notices/notice.ts';
import { noticesOf } from '../notices/notice-policy.ts';
import type { Policy } from '../policy.ts';
import { linesToWarnOf, routeOf } from '../routing/routes.ts';

export type Untold = {
  readonly kind: ApprovedKind;
  readonly channel: string;
  readonly state: Exclude<NoticeSend['state'], 'sent'> | 'not-approved';
};

export function untold(thisCase: Case, policy: Policy): readonly Untold[] {
  return approvedKinds
    .filter((kind) => kinds[kind].time === 'disclosure' && concerns(kind, thisCase, policy))
    .flatMap((kind) => noticesOf(policy).channels[kind].map((channel) => ({ kind, channel, state: stateOn(channel, kind, thisCase) })))
    .filter((one): one is Untold => one.state !== 'sent');
}

/** A flaw in the main line alone, or in lines without a fix, has notices of its own. */
function concerns(kind: ApprovedKind, thisCase: Case, policy: Policy): boolean {
  const route = routeOf(thisCase, policy);
  switch (kind) {
    case 'courtesy':
      return route === 'main-only';
    case 'unsupported':
      return linesToWarnOf(thisCase, policy).length > 0;
    case 'fixed':
      return route !== 'main-only' && route !== 'unsupported-only';
    case 'forthcoming':
    case 'lifted':
      return true;
  }
}

function stateOn(channel: string, kind: ApprovedKind, thisCase: Case): NoticeSend['state'] | 'not-approved' {
  const notice = noticeOf(thisCase, kind);
  const send = lastSend(notice, channel);
  return send?.state ?? (notice.approved === undefined ? 'not-approved' : 'waiting');
}
