/** What the public repository shows of the fix, and what follows (S45). */
import type { Case } from '../case.ts';
import type { Leak } from './in-public.ts';
import type { Decision } from '../decision.ts';
import type { Seen } from '../events.ts';
import { accept, ignore, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { wishState } from '../disclosure/publication.ts';
import { tellMaintainers } from '../say.ts';
import { nextPhase } from '../transitions.ts';
import type { Instant } from '../time/time.ts';
import { carryOn } from './carry-on.ts';
import { isEarly, withLeak } from './leaks.ts';
import { leakSeen } from './leak-words.ts';
import { releaseDayOf, releaseOf, withReleaseDay } from './release-day.ts';
import { fixIsPublic, pushFailed, pushRefused, releaseIsPublic, versionsKept } from './release-day-words.ts';

export function fixBecamePublic(thisCase: Case, event: Seen<'FixBecamePublic'>, policy: Policy, now: Instant): Decision {
  const { line, sha, at } = event;
  const { fixes } = releaseDayOf(thisCase);
  if (fixes.some((fix) => fix.line === line && fix.sha === sha)) return ignore('that is known');
  const seen = withReleaseDay(thisCase, { fixes: [...fixes, { line, sha, at }] });
  const leak = isEarly(thisCase, now) ? earlyFix(line, sha, at) : undefined;
  const next = carryOn(leak === undefined ? seen : withLeak(seen, leak), policy, now);
  const words = fixIsPublic(next.case, policy, line, next.step);
  const warned = leak !== undefined ? `${leakSeen(next.case, leak.what, leak.to, policy)}\n\n${words}` : words;
  const said = tellMaintainers(next.case, `fix-public/${line}/${sha}`, warned);
  return accept(next.case, [{ rule: 'S45' }], [...next.effects, ...said]);
}

function earlyFix(line: string, sha: string, at: Instant): Leak {
  return { what: `The commit ${sha.slice(0, 10)} of the fix`, to: `the public branch ${line}`, by: undefined, at };
}

/** A release takes an excuse back that was given before it: nobody knew of this one. */
export function releaseSeen(thisCase: Case, event: Seen<'ReleaseSeen'>, policy: Policy, now: Instant): Decision {
  const { line, tag, at } = event;
  if (releaseOf(thisCase, line) !== undefined) return ignore('this line was released before');
  const { excused: _, ...before } = releaseDayOf(thisCase);
  const released: Case = { ...thisCase, releaseDay: { ...before, releases: [...before.releases, { line, tag, at }] } };
  const next = carryOn(released, policy, now);
  const said = tellMaintainers(next.case, `release/${line}/${tag}`, releaseIsPublic(next.case, policy, event, next.step));
  return accept(next.case, [{ rule: 'S45' }], [...next.effects, ...said]);
}

export function patchedVersionsSet(thisCase: Case, event: Seen<'PatchedVersionsSet'>, policy: Policy, now: Instant): Decision {
  const { versions, kept, at } = event;
  const set = withNote(withReleaseDay(thisCase, { patchedVersionsSetAt: at }), at, 'the advisory names the patched versions');
  const next = carryOn(set, policy, now);
  const said =
    kept.length === 0 ? [] : tellMaintainers(next.case, `versions-kept/${[...kept, ...versions].join('/')}`, versionsKept(versions, kept));
  return accept(next.case, [{ rule: 'S45' }], [...next.effects, ...said]);
}

/** Nothing is pushed any more until somebody has looked; what is public already stays so. */
export function pushWasRefused(thisCase: Case, event: Seen<'PushRefused'>, policy: Policy): Decision {
  const next = { ...thisCase, phase: nextPhase(thisCase.phase, 'PushRefused') ?? thisCase.phase };
  const said = tellMaintainers(next, `push-refused/${event.line}/${event.at}`, pushRefused(next, policy, event));
  return accept(next, [{ rule: 'S43' }], [wishState(next, 'draft'), ...said]);
}

export function pushGivenUp(thisCase: Case, event: Seen<'EffectGivenUp'>, policy: Policy): Decision {
  const next = { ...thisCase, phase: nextPhase(thisCase.phase, 'PublicationGivenUp') ?? thisCase.phase };
  const said = tellMaintainers(next, `push-failed/${event.at}`, pushFailed(next, policy, event.error));
  return accept(next, [{ fact: 'a push was given up' }], [wishState(next, 'draft'), ...said]);
}
