/** A fix of one line, picked onto another (S44, S80): asked for by a person, made by git, opened as a pull request that names the case. */
import type { Case } from '../case.ts';
import type { FixPullRequest } from '../fix/fix-pull-request.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Command, Seen } from '../events.ts';
import { findPullRequest } from '../fix/approvals.ts';
import { accept, carriedOut, refuse } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { backportBegun, backportFailed, backportOpened, backportTitle, backportWords } from './backport-words.ts';

export function askBackport(thisCase: Case, event: Command<'BackportAsked'>, policy: Policy): Decision {
  const { onto: line } = event;
  const { fixRepository } = policy;
  if (fixRepository === undefined)
    return refuse(thisCase, event, 'not-found', 'There is no fix repository to pick commits in: the policy names no `fix_repository`.');
  const lines = [...new Set([...policy.lines, policy.mainLine])];
  if (!lines.includes(line))
    return refuse(thisCase, event, 'not-found', `${inline(line)} is no line of this project; it has ${lines.map(inline).join(', ')}.`);
  const there = openPulls(thisCase).find((pull) => pull.line === line);
  if (there !== undefined) return refuse(thisCase, event, 'already-done', `#${there.number} is the fix for ${inline(line)} already.`);
  const source = sourceOf(thisCase, event, policy);
  if (typeof source === 'string') return refuse(thisCase, event, 'not-found', source);
  const { number, headSha } = source;
  const effect = {
    key: effectKey(thisCase.id, `backport/${line}`),
    kind: 'MakeBackport',
    audience: 'maintainers',
    ...{ repository: fixRepository, number, headSha, line: source.line, onto: line, branch: branchFor(thisCase, line), askedAt: event.at },
  } as const;
  return carriedOut(thisCase, event, backportBegun(source, line), [{ rule: 'S44' }], [effect]);
}

/** `fix/ghsa-…/release-21.0`: tells whoever sees the fix repository, and nobody else, which case it is for. */
function branchFor(thisCase: Case, line: string): string {
  return `fix/${thisCase.id.toLowerCase()}/${line}`;
}

function openPulls(thisCase: Case): readonly FixPullRequest[] {
  return thisCase.pullRequests.filter((pull) => pull.state !== 'closed');
}

/** The pull request it was said on, else the one there is, else that of the main line. */
function sourceOf(thisCase: Case, { from, onto }: Command<'BackportAsked'>, policy: Policy): FixPullRequest | string {
  const here = from.kind === 'pull-request' ? findPullRequest(thisCase, from) : undefined;
  if (here !== undefined) return here;
  const pulls = openPulls(thisCase);
  const [only, ...others] = pulls;
  if (only === undefined) return 'There is no fix yet that could be picked: open a pull request for another line first.';
  const source = others.length === 0 ? only : pulls.find((pull) => pull.line === policy.mainLine);
  const numbers = pulls.map((pull) => `#${pull.number}`).join(', ');
  return source ?? `There are several fixes: ${numbers}. Say \`/backport ${onto}\` on the one that is to be picked.`;
}

export function backportMade(thisCase: Case, event: Seen<'BackportMade'>, policy: Policy): Decision {
  const { line, result, number } = event;
  const { fixRepository } = policy;
  if (result.kind !== 'pushed' || fixRepository === undefined)
    return accept(thisCase, [{ rule: 'S44' }], sayThere(thisCase, policy, event, backportFailed(thisCase, event)));
  const open = {
    key: effectKey(thisCase.id, `backport-pull/${line}`),
    kind: 'OpenFixPullRequest',
    audience: 'maintainers',
    ...{ repository: fixRepository, branch: event.branch, line, sha: result.sha },
    ...{ title: backportTitle(thisCase, line), body: backportWords(thisCase, number, line) },
  } as const;
  return accept(thisCase, [{ rule: 'S44' }], [open]);
}

/** The pull request itself reaches the case as any other does. */
export function sayBackportOpened(thisCase: Case, event: Seen<'BackportOpened'>): Decision {
  const { place, line } = event;
  const key = effectKey(thisCase.id, `backport-opened/${line}/${place.number}`);
  const said = { key, kind: 'SayInFixRepository', audience: 'maintainers', place, body: backportOpened(event) } as const;
  return accept(thisCase, [{ rule: 'S44' }], [said]);
}

/** On the pull request whose commits were picked: what does not fit is told to those who know the change. */
function sayThere(thisCase: Case, { fixRepository }: Policy, event: Seen<'BackportMade'>, body: string): readonly Effect[] {
  if (fixRepository === undefined) return [];
  const place = { repository: fixRepository, number: event.number };
  const key = effectKey(thisCase.id, `backport-failed/${event.line}/${event.at}`);
  return [{ key, kind: 'SayInFixRepository', audience: 'maintainers', place, body }];
}
