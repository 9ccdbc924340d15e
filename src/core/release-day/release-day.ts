/** What is known of a fix in public: which approved heads, which releases, since when. */
import type { Case } from '../case.ts';
import type { CommandEvent } from '../command-events.ts';
import type { FixPullRequest } from '../fix/fix-pull-request.ts';
import type { ProposedFix, PublicFix, PublicRelease, ReleaseDay } from './in-public.ts';
import type { Policy, ReleaseDayPolicy } from '../policy.ts';
import { isFixed } from '../routing/routes.ts';
import type { Instant } from '../time/time.ts';

const nothingYet: ReleaseDay = { fixes: [], releases: [] };

/** What holds for cases whose policy was stored before there were these settings. */
const asBefore: ReleaseDayPolicy = { via: 'by-hand', publishAfter: 'date', ringMinutes: 15, versions: [] };

export function releaseDayOf({ releaseDay }: Pick<Case, 'releaseDay'>): ReleaseDay {
  return releaseDay ?? nothingYet;
}

export function releaseRules({ releaseDay }: Pick<Policy, 'releaseDay'>): ReleaseDayPolicy {
  return releaseDay ?? asBefore;
}

export function withReleaseDay(thisCase: Case, changed: Partial<ReleaseDay>): Case {
  return { ...thisCase, releaseDay: { ...releaseDayOf(thisCase), ...changed } };
}

/** The heads that make up the fix, as they were approved or still wait for it; a closed pull request is none. */
export function fixHeads(thisCase: Case, policy: Policy): readonly FixPullRequest[] {
  return isFixed(thisCase, policy) ? thisCase.pullRequests.filter((pull) => pull.state !== 'closed') : [];
}

/** Of this very head: another one pushed to the same line since is not public. */
export function publicFix(thisCase: Case, pull: Pick<FixPullRequest, 'line' | 'headSha'>): PublicFix | undefined {
  return releaseDayOf(thisCase).fixes.find((fix) => fix.line === pull.line && fix.sha === pull.headSha);
}

/** The public pull request for this very head. */
export function proposalOf(thisCase: Case, pull: Pick<FixPullRequest, 'line' | 'headSha'>): ProposedFix | undefined {
  return releaseDayOf(thisCase).proposed?.find((one) => one.line === pull.line && one.sha === pull.headSha);
}

export function releaseOf(thisCase: Case, line: string): PublicRelease | undefined {
  return releaseDayOf(thisCase).releases.find((release) => release.line === line);
}

/** The main line has no release of its own unless nothing else is fixed. */
export function linesToRelease(thisCase: Case, policy: Policy): readonly string[] {
  const lines = [...new Set(fixHeads(thisCase, policy).map((pull) => pull.line))];
  const released = lines.filter((line) => line !== policy.mainLine);
  return released.length === 0 ? lines : released;
}

/** Since when users are exposed: anybody can read the fix, and the advisory tells nobody to apply it (S74). */
export function exposedSince(thisCase: Case): Instant | undefined {
  const { fixes, releases } = releaseDayOf(thisCase);
  const times = [...fixes, ...releases].map((one) => one.at);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** By which act on the dashboard it was asked for, so that whoever did it may change the advisory by their own hand. */
export function actIn({ from }: Pick<CommandEvent, 'from'>): Pick<ReleaseDay, 'act'> {
  return from.kind === 'dashboard' ? { act: from.commentId } : {};
}
