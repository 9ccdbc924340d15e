import type { NoticeKind } from '../kinds.ts';
import { correction } from './correction.ts';
import { courtesy } from './courtesy.ts';
import { earlyPatches } from './early-patches.ts';
import { earlyPlan } from './early-plan.ts';
import { fixed } from './fixed.ts';
import { forthcoming } from './forthcoming.ts';
import { lifted } from './lifted.ts';
import { replyAccepted, replyPublished, replyReceived } from './replies.ts';
import { unsupported } from './unsupported.ts';

/** Our own texts, which hold where the policy gives none. The first line is the subject. */
export const defaultTemplates: Readonly<Record<NoticeKind, string>> = {
  forthcoming,
  correction,
  fixed,
  courtesy,
  unsupported,
  lifted,
  'early-plan': earlyPlan,
  'early-patches': earlyPatches,
  'reply-received': replyReceived,
  'reply-accepted': replyAccepted,
  'reply-published': replyPublished,
};
