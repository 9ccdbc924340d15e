/** The one exception to "nothing public while embargoed" beside the publication itself, and what it takes. */
import type { Case } from '../case.ts';
import type { EffectOf } from '../effects.ts';
import type { Policy } from '../policy.ts';
import { kinds } from './kinds.ts';
import { lint } from './lint.ts';
import { noticeOf } from './notice.ts';

/**
 * A notice may be public while the case is embargoed only if its kind says nothing of the vulnerability, its very text passes the lint, and
 * somebody approved it; a correction lives on the approval of what it corrects (S61, S103–S108).
 */
export function isCleared(effect: EffectOf<'SendNotice'>, thisCase: Case, policy: Policy): boolean {
  const forthcoming = noticeOf(thisCase, 'forthcoming');
  const isWanted =
    effect.notice === 'correction' ? forthcoming.sends.some((send) => send.channel === effect.channel) : forthcoming.approved !== undefined;
  return kinds[effect.notice].time === 'embargo' && isWanted && lint(effect.notice, effect, thisCase, policy).length === 0;
}
