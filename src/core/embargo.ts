/** The last lock before the public: which effect may have everybody for its audience while a case is not published. */
import { isEmbargoed, type Case } from './case.ts';
import { distributorsOf } from './distributors/distributor-policy.ts';
import { earlyOf } from './distributors/early.ts';
import type { Effect, EffectOf } from './effects.ts';
import { isCleared } from './notices/embargo.ts';
import type { Policy } from './policy.ts';
import { isProposalWanted, isPushWanted } from './release-day/carry-on.ts';
import type { Instant } from './time/time.ts';

/**
 * While a case is embargoed nothing may reach the public but its publication, the fix that goes before it with every gate green, and a
 * notice that was cleared for it.
 * Errors: throws when a rule of ours would make something public too early; the engine rolls the step back.
 */
export function refuseLeaks(next: Case, effects: readonly Effect[], policy: Policy, now: Instant): void {
  const leak = effects.find((effect) => effect.audience === 'public' && !mayBePublic(next, effect, policy, now));
  if (leak !== undefined) throw new Error(`A rule of ours would make ${leak.kind} public while case ${next.id} is ${next.phase}`);
  const early = effects.find(
    (effect) => effect.kind === 'MailMemberLink' || (effect.kind === 'MailDistributor' && !mayBeTold(next, effect, policy)),
  );
  if (early !== undefined)
    throw new Error(`A rule of ours would tell distributors of case ${next.id}, which is ${next.phase}, against its policy`);
}

/** Early only where the policy has it so (S113), and to those of a round that was confirmed; at the end whoever was told. */
function mayBeTold(next: Case, { stage, edition, member }: EffectOf<'MailDistributor'>, policy: Policy): boolean {
  const isPlanned = earlyOf(next).rounds.some(
    (round) => round.stage === stage && round.edition === edition && round.to.some(({ name }) => name === member),
  );
  if (stage === 'lifted') return isPlanned && !isEmbargoed(next);
  if (stage === 'closed') return isPlanned && distributorsOf(policy).enabled && next.phase === 'rejected';
  return isPlanned && distributorsOf(policy).enabled && (next.phase === 'accepted' || next.phase === 'publishing');
}

function mayBePublic(next: Case, effect: Effect, policy: Policy, now: Instant): boolean {
  if (!isEmbargoed(next)) return true;
  if (effect.kind === 'PublishAdvisory') return next.phase === 'publishing';
  if (effect.kind === 'SendNotice') return isCleared(effect, next, policy);
  if (effect.kind === 'PushFix') return isPushWanted(next, policy, effect, now);
  if (effect.kind === 'ProposeFix') return isProposalWanted(next, policy, effect, now);
  return effect.kind === 'OpenPublicIssue' && isReleasedText(next, effect);
}

/**
 * A case that was closed as no vulnerability keeps its report to itself. What may be public of it is only the text that a maintainer
 * was shown and confirmed, word for word (S12, S73).
 */
function isReleasedText({ phase, publicIssue }: Case, { title, body }: { readonly title: string; readonly body: string }): boolean {
  return phase === 'rejected' && publicIssue?.confirmed !== undefined && publicIssue.title === title && publicIssue.body === body;
}
