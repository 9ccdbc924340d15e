/** What members are told without being asked again: another Release Date, that the case is closed, the end of the embargo (S63). Asked after every event. */
import type { Case } from '../case.ts';
import { write } from '../notices/writing.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import { distributorsOf } from './distributor-policy.ts';
import { sendRound, type Sent } from './early-sending.ts';
import { closedText, dateText } from './early-texts.ts';
import { earlyOf, lastRecipient, lastRound, toldMembers, type Recipient } from './early.ts';

export function deliverEarly(thisCase: Case, policy: Policy, now: Instant): Sent {
  const early = earlyOf(thisCase);
  const to = toldMembers(early).flatMap((name): Recipient | readonly Recipient[] => lastRecipient(early, name) ?? []);
  const { enabled, agreement } = distributorsOf(policy);
  const nothing: Sent = { next: thisCase, effects: [] };
  if (to.length === 0) return nothing;
  const terms = early.rounds.at(-1)?.agreement ?? agreement;
  const confirmed = { by: undefined, at: now, agreement: terms };
  if (thisCase.phase === 'published') {
    const text = write('lifted', thisCase, policy);
    if (lastRound(early, 'lifted') !== undefined || !text.ok) return nothing;
    return sendRound(thisCase, { stage: 'lifted', ...text.text, to, patches: [] }, confirmed);
  }
  const { release, phase } = thisCase;
  if (phase === 'rejected' && enabled && early.rounds.at(-1)?.stage !== 'closed')
    return sendRound(thisCase, { stage: 'closed', ...closedText(thisCase), to, patches: [] }, confirmed);
  const told = early.sends.findLast(({ stage }) => stage !== 'exception')?.releaseAt;
  if (!enabled || phase !== 'accepted' || release === undefined || release.releaseAt === told || release.releaseAt <= now) return nothing;
  return sendRound(thisCase, { stage: 'date', ...dateText(thisCase, release.releaseAt, told), to, patches: [] }, confirmed);
}
