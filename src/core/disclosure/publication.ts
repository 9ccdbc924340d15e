/** How a publication begins, ends, fails and is called off. Each wish about the advisory's state replaces the one before: they have one key. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Seen } from '../events.ts';
import type { Login } from '../ids.ts';
import { publicationFailed, published, publishedByOthers } from '../messages.ts';
import { accept, ignore, withNote } from '../outcome.ts';
import { exposureInWords } from '../release-day/release-day-words.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { nextPhase } from '../transitions.ts';

/** `askedAt`: when the publication began; begun again after a failure it is another wish. */
export function publish(thisCase: Case, askedAt: Instant): Effect {
  const act = thisCase.releaseDay?.act;
  return { key: publicationKey(thisCase), kind: 'PublishAdvisory', audience: 'public', askedAt, ...(act !== undefined && { act }) };
}

/** What the advisory should be; a wish to publish that GitHub has not fulfilled yet is dropped. `act`: who asked for it on the dashboard. */
export function wishState(thisCase: Case, state: 'draft' | 'closed', { act }: { readonly act?: string } = {}): Effect {
  return { key: publicationKey(thisCase), kind: 'SetAdvisoryState', audience: 'reporter', state, ...(act !== undefined && { act }) };
}

/**
 * However we learnt of it: as the outcome of our own act or by a look at GitHub, which is the truth. Whatever was wished of the advisory's
 * state is withdrawn: GitHub may have published and answered that it had not, and a wish that is then given up would be said to have failed.
 */
export function becamePublic(thisCase: Case, publishedAt: Instant, as?: Login): Decision {
  if (thisCase.phase === 'published') return ignore('it is known to be published');
  const ours = thisCase.phase === 'publishing';
  const next: Case = {
    ...withoutOldFailure(thisCase),
    phase: 'published',
    published: { at: publishedAt, by: ours ? 'fixlead' : 'somebody-else', ...(ours && as !== undefined && { as }) },
  };
  const note = ours ? 'the advisory was published' : 'the advisory was published on GitHub';
  const words = `${ours ? published(publishedAt, as) : publishedByOthers(thisCase, publishedAt)}${exposureInWords(thisCase, publishedAt)}`;
  return {
    ...accept(withNote(next, publishedAt, note), [{ rule: 'S46' }], tellMaintainers(next, 'published', words)),
    withdraws: [publicationKey(thisCase)],
  };
}

/** The wish is dropped as well: tried again behind our back, it would take no notice of a hold that was placed since. */
export function publicationGivenUp(thisCase: Case, event: Seen<'EffectGivenUp'>): Decision {
  const next = { ...thisCase, phase: nextPhase(thisCase.phase, 'PublicationGivenUp') ?? thisCase.phase };
  return accept(
    next,
    [{ fact: 'the publication was given up' }],
    [wishState(next, 'draft'), ...tellMaintainers(next, `publication-failed/${event.at}`, publicationFailed(event.error))],
  );
}

export function withoutOldFailure(thisCase: Case): Case {
  return { ...thisCase, stuck: thisCase.stuck.filter((stuck) => stuck.key !== publicationKey(thisCase)) };
}

export function publicationKey(thisCase: Case): string {
  return effectKey(thisCase.id, 'advisory-state');
}
