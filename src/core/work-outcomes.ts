/** What our own effects brought back. */
import { somebody } from './act.ts';
import type { Case } from './case.ts';
import type { Decision } from './decision.ts';
import type { Seen } from './events.ts';
import type { Effect, EffectKind } from './effects.ts';
import { commentsAbsent, givenUp } from './messages.ts';
import { knownAlready } from './intake/duplicate-words.ts';
import { keptInternalWords } from './intake/internal.ts';
import { rejection } from './intake/reject-reasons.ts';
import { mailGivenUp } from './distributors/early-retry.ts';
import { accept, ignore, withNote } from './outcome.ts';
import { pushGivenUp } from './release-day/seen-in-public.ts';
import { noticeGivenUp } from './notices/outcomes.ts';
import { publicationGivenUp } from './disclosure/publication.ts';
import { dateNews } from './disclosure/date-words.ts';
import type { Policy } from './policy.ts';
import { tellMaintainers, tellReporter } from './say.ts';
import { withWaitsEnded } from './intake/waiting.ts';

export function caseIssueOpened(thisCase: Case, event: Seen<'CaseIssueOpened'>, policy: Policy): Decision {
  if (thisCase.caseIssue !== undefined) return ignore('the case issue is known');
  const next = { ...thisCase, caseIssue: event.place };
  return accept(next, [{ fact: 'the case issue was opened' }], thisCase.advisoryComments === 'absent' ? handOver(next, policy) : []);
}

/** What waits to be carried out goes along, and what was given up can be tried again. */
export function installationChanged(thisCase: Case, { installationId }: Seen<'InstallationChanged'>): Decision {
  if (thisCase.installationId === installationId) return ignore('that is known');
  return accept({ ...thisCase, installationId }, [{ fact: 'the App was installed anew' }]);
}

/** Found absent, everything goes through the case issue, and people are told so openly. */
export function commentsFound(thisCase: Case, event: Seen<'AdvisoryCommentsFound'>, policy: Policy): Decision {
  if (thisCase.advisoryComments === event.are) return ignore('that is known');
  const found = { ...thisCase, advisoryComments: event.are };
  const because = [{ fact: `advisory comments are ${event.are}` }];
  if (event.are === 'absent') {
    // An answer could not be seen any more, and the clocks would stand still for ever.
    const next = withWaitsEnded(found, event.at);
    return accept(next, because, handOver(next, policy));
  }
  // What was to be shown while they were absent passes for shown; with this note it is something else, and shown anew.
  const next =
    thisCase.advisoryComments === 'absent' ? withNote(found, event.at, 'GitHub lets the app read and write comments here again') : found;
  return accept(next, because);
}

/** From now on maintainers write to the reporter; what we may have failed to say is handed to them too. */
const firstTold = { before: undefined, lapsed: false, overruled: false };

function handOver(thisCase: Case, policy: Policy): readonly Effect[] {
  const { phase, rejected, release } = thisCase;
  const said = tellMaintainers(thisCase, 'comments-absent', commentsAbsent());
  if (phase === 'rejected' && rejected !== undefined && rejected.by !== somebody)
    return [...said, ...tellReporter(thisCase, `rejection/${rejected.at}`, whyClosed(thisCase, rejected))];
  if (phase !== 'accepted' || release === undefined) return said;
  return [...said, ...tellReporter(thisCase, `release-date/${release.releaseAt}/${release.at}`, dateNews(thisCase, policy, firstTold))];
}

function whyClosed({ duplicateOf, keptInternal }: Case, rejected: NonNullable<Case['rejected']>): string {
  if (keptInternal === true) return keptInternalWords(rejected.reason);
  return duplicateOf === undefined ? rejection(rejected) : knownAlready;
}

/** What a publication does on its way; one that was given up ends it. */
const publicationSteps: readonly string[] = ['SetPatchedVersions', 'PublishAdvisory'] satisfies readonly EffectKind[];

export function effectGivenUp(thisCase: Case, event: Seen<'EffectGivenUp'>, policy: Policy): Decision {
  const { key, what, error, at } = event;
  const because = [{ fact: `${what} was given up` }];
  // Not about a message that failed itself: it would fail again, and so on for ever.
  if (key.includes('/tell-maintainers/given-up/')) return accept(thisCase, because);
  if (what === 'ShowBoard') return accept(thisCase, because, boardGivenUp(thisCase, event));
  if (what === 'MailDistributor') return mailGivenUp(thisCase, event);
  if (what === 'SendNotice') return noticeGivenUp(thisCase, event);
  const next = { ...thisCase, stuck: [...thisCase.stuck.filter((other) => other.key !== key), { key, what, error, at }] };
  if ((what === 'PushFix' || what === 'ProposeFix') && thisCase.phase === 'publishing') return pushGivenUp(next, event, policy);
  if (publicationSteps.includes(what) && thisCase.phase === 'publishing') return publicationGivenUp(next, event);
  return accept(next, because, tellMaintainers(next, `given-up/${key}/${at}`, givenUp(event)));
}

/**
 * The case issue cannot be written, so nobody would read it there, and to show it on the board would change the board, and have it tried
 * again for ever. It is said on the advisory, once for each reason.
 */
function boardGivenUp(thisCase: Case, event: Seen<'EffectGivenUp'>): readonly Effect[] {
  return tellMaintainers({ ...thisCase, caseIssue: undefined }, `given-up/${event.key}`, givenUp(event));
}
