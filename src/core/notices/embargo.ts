/** The one exception to "nothing public while embargoed" beside the publication itself, and what it takes. */
import type { Case } from '../case.ts';
import type { EffectOf } from '../effects.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
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

/**
 * Why a notice that announces a Release Date would mislead by now, as the end of the sentence "Not sent: …"; undefined when it may go. It may have
 * waited for hours for a channel that did not answer: asked once more before it leaves the house.
 */
export function whyNoMore(effect: EffectOf<'SendNotice'>, thisCase: Case, policy: Policy, now: Instant): string | undefined {
  const { phase, release } = thisCase;
  if (phase === 'rejected') return 'the case is closed, and no fix is to come';
  if (phase !== 'accepted') return `it comes too late: the case is ${phase}`;
  if (release === undefined) return 'there is no Release Date any more';
  if (release.releaseAt <= now) return 'it comes too late: its Release Date has come';
  if (!isCleared(effect, thisCase, policy)) return 'it is not what was approved, or names another Release Date';
  return undefined;
}
