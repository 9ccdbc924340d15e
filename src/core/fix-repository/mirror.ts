/** The public lines are mirrored into the fix repository, one way and never by force, so that fixes begin where the line is. */
import type { Case } from '../case.ts';
import type { MirroredLine } from './mirrored-line.ts';
import type { FixPullRequest } from '../fix/fix-pull-request.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Seen } from '../events.ts';
import { headGates } from '../fix/head-gates.ts';
import { accept, ignore } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { tellInPrivate } from '../say.ts';
import { lineDiverged, linePushedPastGate } from './fix-repository-words.ts';

export function seeLine(thisCase: Case, event: Seen<'LineSeen'>, policy: Policy): Decision {
  const { line, publicSha, mirrorSha } = event;
  const known = thisCase.mirror?.[line];
  if (policy.fixRepository === undefined) return ignore('there is no fix repository');
  if (known?.publicSha === publicSha && known.mirrorSha === mirrorSha) return ignore('that is known');
  const state = publicSha === mirrorSha || isAhead(known, publicSha) ? 'done' : 'wanted';
  const told = pastGate(thisCase, event, policy);
  // Told in private or not at all: while there is no case issue it stays unseen, and is seen again.
  if (told === 'nowhere-to-say') return ignore('there is no case issue yet to say in who pushed past the gate');
  const next = withLine(thisCase, line, { publicSha, mirrorSha, state });
  const wanted: readonly Effect[] =
    state === 'done'
      ? []
      : [
          {
            key: effectKey(thisCase.id, `mirror/${line}`),
            kind: 'MirrorLine',
            audience: 'maintainers',
            repository: policy.fixRepository,
            line,
            sha: publicSha,
            after: mirrorSha,
          },
        ];
  return accept(next, [{ rule: 'S100' }], [...wanted, ...told]);
}

/** The mirror has this public commit and more: a fix was merged there. */
function isAhead(known: MirroredLine | undefined, publicSha: string): boolean {
  return known?.state === 'done' && known.publicSha === publicSha;
}

/**
 * On a fix repository whose plan lets GitHub enforce nothing anybody with write access can push to a line. What no reviewed pull request
 * of the case accounts for is told; it may be another case's, and whoever reads this knows.
 */
function pastGate(thisCase: Case, event: Seen<'LineSeen'>, policy: Policy): readonly Effect[] | 'nowhere-to-say' {
  const { line, publicSha, mirrorSha } = event;
  const known = thisCase.mirror?.[line];
  if (known === undefined || mirrorSha === undefined || known.mirrorSha === mirrorSha) return [];
  if (mirrorSha === publicSha || mirrorSha === known.publicSha) return [];
  if (thisCase.pullRequests.some((pull) => accountsFor(thisCase, pull, policy, { line, mirrorSha }))) return [];
  const said = tellInPrivate(thisCase, `past-gate/${line}/${mirrorSha}`, linePushedPastGate(line, mirrorSha));
  return said.length === 0 ? 'nowhere-to-say' : said;
}

/** The line stands at the reviewed head itself, or where merging it left the line. */
function accountsFor(
  thisCase: Case,
  pull: FixPullRequest,
  policy: Policy,
  { line, mirrorSha }: { line: string; mirrorSha: string },
): boolean {
  const isIt = pull.headSha === mirrorSha || (pull.state === 'merged' && pull.mergedAs === mirrorSha);
  return isIt && pull.line === line && pull.state !== 'closed' && headGates(thisCase, pull, policy).every((gate) => gate.green);
}

export function lineMirrored(thisCase: Case, event: Seen<'LineMirrored'>): Decision {
  const { line, publicSha, mirrorSha, state } = event;
  const next = withLine(thisCase, line, { publicSha, mirrorSha, state });
  const because = [{ fact: state === 'done' ? `${line} is mirrored` : `${line} has diverged` }];
  return accept(
    next,
    because,
    state === 'done' ? [] : tellInPrivate(next, `diverged/${line}/${publicSha}/${mirrorSha}`, lineDiverged(next, event)),
  );
}

function withLine(thisCase: Case, line: string, now: MirroredLine): Case {
  return { ...thisCase, mirror: { ...thisCase.mirror, [line]: now } };
}
