/** Those whose word the gates rest on are asked about again before a gate is used: only who is a maintainer at that moment counts (S100). */
import type { Case } from '../case.ts';
import type { DeclaredHead, FixPullRequest } from './fix-pull-request.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { Seen } from '../events.ts';
import type { Login } from '../ids.ts';
import { accept, ignore } from '../outcome.ts';
import { inline } from '../quote.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { standingOverride } from './approvals.ts';
import { withDoubtSince } from './doubted-givers.ts';
import { giversLeft } from './fix-words.ts';

/** Everybody whose LGTM or override stands, each once. */
export function giversOf(thisCase: Case): readonly Login[] {
  const pulls = thisCase.pullRequests.filter((pull) => pull.state !== 'closed');
  const ofPulls = pulls.flatMap((pull) => [
    ...pull.lgtms.map((lgtm) => lgtm.by),
    ...(standingOverride(pull) === undefined ? [] : [pull.override?.by]),
  ]);
  const declared = (thisCase.declared ?? []).flatMap((head) => head.lgtms.map((lgtm) => lgtm.by));
  return [...new Set([...ofPulls, ...declared])].filter((by) => by !== undefined);
}

/**
 * Who left is voided and named; who could not be asked about does not count until they can be.
 */
export function askedAgain(thisCase: Case, event: Seen<'GiversAsked'>): Decision {
  const next = withDoubtSince(
    {
      ...thisCase,
      pullRequests: thisCase.pullRequests.map((pull) => pullAfter(pull, event)),
      ...(thisCase.declared !== undefined && { declared: thisCase.declared.map((head) => headAfter(head, event)) }),
    },
    event.at,
  );
  if (JSON.stringify(next) === JSON.stringify(thisCase)) return ignore('everybody whose word counts is still a maintainer');
  return accept(next, [{ rule: 'S100' }], sayWhoLeft(next, whoLeft(thisCase, event), event.at));
}

type Left = { readonly by: Login; readonly where: string };

function sayWhoLeft(next: Case, left: readonly Left[], at: Instant): readonly Effect[] {
  if (left.length === 0) return [];
  const who = left.map(({ by, where }) => `${by}-${where.replaceAll(/\W+/g, '-')}`).join('/');
  return tellMaintainers(next, `givers-left/${at}/${who}`, giversLeft(left));
}

function whoLeft(thisCase: Case, { left }: Seen<'GiversAsked'>): readonly Left[] {
  const ofPulls = thisCase.pullRequests.flatMap((pull) => {
    const where = `#${pull.number}, ${inline(pull.line)}`;
    const override = standingOverride(pull);
    return [
      ...pull.lgtms.filter((lgtm) => left.includes(lgtm.by)).map((lgtm) => ({ by: lgtm.by, where })),
      ...(override !== undefined && left.includes(override.by) ? [{ by: override.by, where: `the override of ${where}` }] : []),
    ];
  });
  const declared = (thisCase.declared ?? []).flatMap((head) =>
    head.lgtms.filter((lgtm) => left.includes(lgtm.by)).map((lgtm) => ({ by: lgtm.by, where: `declared for ${inline(head.line)}` })),
  );
  return [...ofPulls, ...declared];
}

function pullAfter(pull: FixPullRequest, { at, asked, left, unknown }: Seen<'GiversAsked'>): FixPullRequest {
  const gone = pull.lgtms.filter((lgtm) => left.includes(lgtm.by)).map((lgtm) => ({ ...lgtm, voidedAt: at, why: 'left-team' as const }));
  const lgtms = pull.lgtms.filter((lgtm) => !left.includes(lgtm.by)).map((lgtm) => doubtedOrNot(lgtm, asked, unknown));
  const { override, ...rest } = pull;
  const kept = override === undefined || left.includes(override.by) || unknown.includes(override.by) ? {} : { override };
  return { ...rest, ...kept, lgtms, voided: [...pull.voided, ...gone] };
}

function headAfter(head: DeclaredHead, { asked, left, unknown }: Seen<'GiversAsked'>): DeclaredHead {
  return { ...head, lgtms: head.lgtms.filter((lgtm) => !left.includes(lgtm.by)).map((lgtm) => doubtedOrNot(lgtm, asked, unknown)) };
}

function doubtedOrNot<Given extends { readonly by: Login; readonly doubted?: true }>(
  given: Given,
  asked: readonly Login[],
  unknown: readonly Login[],
): Given {
  if (unknown.includes(given.by)) return { ...given, doubted: true };
  if (!asked.includes(given.by) || given.doubted === undefined) return given;
  const { doubted: _doubted, ...sure } = given;
  return sure as Given;
}
