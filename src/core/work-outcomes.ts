/** What our own effects brought back. */
import { somebody, type Case } from './case.ts';
import type { Decision } from './decision.ts';
import type { Seen } from './events.ts';
import type { Effect } from './effects.ts';
import { commentsAbsent, givenUp, rejection, releaseDateNews } from './messages.ts';
import { accept, ignore } from './outcome.ts';
import { publicationGivenUp } from './publication.ts';
import { tellMaintainers, tellReporter } from './say.ts';

export function caseIssueOpened(thisCase: Case, event: Seen<'CaseIssueOpened'>): Decision {
  if (thisCase.caseIssue !== undefined) return ignore('the case issue is known');
  const next = { ...thisCase, caseIssue: event.place };
  return accept(next, [{ fact: 'the case issue was opened' }], thisCase.advisoryComments === 'absent' ? handOver(next) : []);
}

/** Found absent, everything goes through the case issue, and people are told so openly. */
export function commentsFound(thisCase: Case, event: Seen<'AdvisoryCommentsFound'>): Decision {
  if (thisCase.advisoryComments === event.are) return ignore('that is known');
  const next = { ...thisCase, advisoryComments: event.are };
  return accept(next, [{ fact: `advisory comments are ${event.are}` }], event.are === 'absent' ? handOver(next) : []);
}

/** From now on maintainers write to the reporter; what we may have failed to say is handed to them too. */
function handOver(thisCase: Case): readonly Effect[] {
  const { phase, rejected, release } = thisCase;
  const said = tellMaintainers(thisCase, 'comments-absent', commentsAbsent());
  if (phase === 'rejected' && rejected !== undefined && rejected.by !== somebody)
    return [...said, ...tellReporter(thisCase, 'rejection', rejection(rejected.reason))];
  if (phase !== 'accepted' || release === undefined) return said;
  return [
    ...said,
    ...tellReporter(thisCase, `release-date/${release.releaseAt}/${release.at}`, releaseDateNews(undefined, release.releaseAt)),
  ];
}

export function effectGivenUp(thisCase: Case, event: Seen<'EffectGivenUp'>): Decision {
  const { key, what, error, at } = event;
  const next = { ...thisCase, stuck: [...thisCase.stuck.filter((other) => other.key !== key), { key, what, error, at }] };
  if (what === 'PublishAdvisory' && thisCase.phase === 'publishing') return publicationGivenUp(next, event);
  // Not about a message that failed itself: it would fail again, and so on for ever.
  const isAboutMessage = key.includes('/tell-maintainers/given-up/');
  return accept(
    next,
    [{ fact: `${what} was given up` }],
    isAboutMessage ? [] : tellMaintainers(next, `given-up/${key}/${at}`, givenUp(event)),
  );
}
