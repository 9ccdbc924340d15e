/** Another set of tries for what was given up, asked for by a maintainer. What has a command of its own is tried again with that. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { EffectKind } from '../effects.ts';
import type { Command } from '../events.ts';
import { carriedOut, refuse } from '../outcome.ts';
import { nothingGivenUp, ownCommand, triedAgain } from './retry-words.ts';

/** These look at the case anew before they act; trying the old wish again might do what is wanted no more. */
const ownCommands: Readonly<Partial<Record<EffectKind, string>>> = {
  PublishAdvisory: '/publish',
  SetPatchedVersions: '/publish',
  PushFix: '/publish',
  ProposeFix: '/publish',
  SendNotice: '/notice retry',
  MailDistributor: '/early retry',
};

export function retryGivenUp(thisCase: Case, event: Command<'RetryAsked'>): Decision {
  const { key, what } = event;
  if (what === undefined || !key.startsWith(`${thisCase.id}/`)) return refuse(thisCase, event, 'not-found', nothingGivenUp());
  const instead = Object.hasOwn(ownCommands, what) ? ownCommands[what as EffectKind] : undefined;
  if (instead !== undefined) return refuse(thisCase, event, 'against-policy', ownCommand(what, instead));
  const next = { ...thisCase, stuck: thisCase.stuck.filter((one) => one.key !== key) };
  return { ...carriedOut(next, event, triedAgain(what), [{ fact: 'a maintainer asked for another set of tries' }]), retries: [key] };
}
