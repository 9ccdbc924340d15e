/** What members are told without being asked again: a proposed or another Release Date, that the case is closed, the end of the embargo (S63). Asked after every event. */
import type { Case } from '../case.ts';
import type { DatedAct } from '../disclosure/dated-act.ts';
import { agreementsTo, isOverruledSince } from '../disclosure/date-parties.ts';
import { write } from '../notices/writing.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import { distributorsOf } from './distributor-policy.ts';
import { sendRound, type Sent } from './early-sending.ts';
import { closedText, dateText, proposalText } from './early-texts.ts';
import { earlyOf, lastRecipient, lastRound, toldMembers, type EarlyDisclosure, type EarlyRound, type Recipient } from './early.ts';
import type { MemberName } from './register.ts';

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
  if (!enabled || phase !== 'accepted') return nothing;
  const dated = release === undefined ? undefined : dateToTell(thisCase, release.releaseAt, now);
  if (dated !== undefined) return sendRound(thisCase, { stage: 'date', ...dated, to, patches: [] }, confirmed);
  const proposed = proposalToTell(thisCase, now);
  const toAsk = to.filter(({ name }) => !askedAbout(early, proposed).includes(name));
  if (proposed === undefined || toAsk.length === 0) return nothing;
  const { releaseAt: proposes } = proposed;
  const mail = { stage: 'proposal' as const, ...proposalText(thisCase, proposes), to: toAsk, patches: [] };
  return sendRound(thisCase, mail, { ...confirmed, proposes });
}

/** A date that is proposed again after another one is asked about again: what was said of it has lapsed. */
function askedAbout({ rounds }: EarlyDisclosure, proposed: DatedAct | undefined): readonly MemberName[] {
  const isOfIt = (round: EarlyRound) => round.proposes === proposed?.releaseAt && round.at >= (proposed?.at ?? 0);
  return rounds.filter(isOfIt).flatMap(({ to }) => to.map(({ name }) => name));
}

/** Another date than they know, or the same one over the objection of one of them. */
function dateToTell(thisCase: Case, releaseAt: Instant, now: Instant): ReturnType<typeof dateText> | undefined {
  const early = earlyOf(thisCase);
  const told = early.sends.findLast(({ stage }) => stage !== 'exception' && stage !== 'proposal')?.releaseAt;
  const overruled = isOverruledSince(thisCase, lastRound(early, 'date')?.at ?? 0);
  const isNews = releaseAt !== told || overruled;
  return isNews && releaseAt > now ? dateText(thisCase, releaseAt, { before: told, overruled }) : undefined;
}

/** Only what the maintainers stand behind: a date that the reporter wishes for is not put to members before they agree to it (S37). */
function proposalToTell(thisCase: Case, now: Instant): DatedAct | undefined {
  const proposed = thisCase.proposedRelease;
  if (proposed === undefined || proposed.releaseAt <= now) return undefined;
  return agreementsTo(thisCase, proposed.releaseAt).some(({ party, binds }) => party === 'maintainers' && binds) ? proposed : undefined;
}
