/** An override: somebody whom the policy allows puts up with what one head lacks, with a reason, before everybody's eyes. It ends with the head. */
import type { Case } from '../case.ts';
import type { FixPullRequest } from './fix-pull-request.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, refuse } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { inline, quote } from '../quote.ts';
import { tellMaintainers } from '../say.ts';
import { isSamePlace, withPullRequest } from './approvals.ts';
import { headGates } from './head-gates.ts';

export function overrideGate(thisCase: Case, event: Command<'GateOverridden'>, policy: Policy): Decision {
  const asked = readAsked(thisCase, event);
  if ('problem' in asked) return refuse(thisCase, event, 'not-found', asked.problem);
  const lacking = asked.pulls.filter((pull) => headGates(thisCase, { ...pull, override: undefined }, policy).some((gate) => !gate.green));
  if (lacking.length === 0)
    return refuse(
      thisCase,
      event,
      'not-needed',
      'Nothing is missing there, so there is nothing to override. `/status` shows where it stands.',
    );
  const next = lacking.reduce(
    (made, pull) => withPullRequest(made, { ...pull, override: { ...actOf(event), reason: asked.reason, sha: pull.headSha } }),
    thisCase,
  );
  const heads = lacking.map((pull) => `#${pull.number} at \`${pull.headSha.slice(0, 10)}\``).join(', ');
  const words = `🟥 Overridden by @${event.by.login} for ${heads}. It ends with the next push, and is shown wherever this fix is.`;
  return carriedOut(
    next,
    event,
    words,
    [{ rule: 'S84' }, { fact: 'the policy lets them override the gate' }],
    [...news(next, event, `${words}\n\n${quote(asked.reason)}`)],
  );
}

function news(thisCase: Case, event: Command<'GateOverridden'>, words: string): readonly Effect[] {
  if (event.from.kind === 'case-issue' || thisCase.caseIssue === undefined) return [];
  return tellMaintainers(thisCase, `override/${event.from.commentId}/${event.line}`, words);
}

type AskedFor = { readonly pulls: readonly FixPullRequest[]; readonly reason: string } | { readonly problem: string };

/** On a pull request it is about that one; elsewhere the first word names the line. */
function readAsked(thisCase: Case, { from, words }: Command<'GateOverridden'>): AskedFor {
  const open = thisCase.pullRequests.filter((pull) => pull.state !== 'closed');
  const [first = '', ...rest] = words.split(/\s+/);
  const here = from.kind === 'pull-request' ? open.filter((pull) => isSamePlace(pull, from)) : open.filter((pull) => pull.line === first);
  if (here.length === 0) return { problem: whichLine(open.map((pull) => pull.line)) };
  const reason = here.some((pull) => pull.line === first) ? rest.join(' ') : words;
  return reason === ''
    ? { problem: '`/override` needs a reason: `/override The CI of this line is broken; tested by hand.`' }
    : { pulls: here, reason };
}

function whichLine(lines: readonly string[]): string {
  if (lines.length === 0) return 'No pull request with a fix is known, so there is nothing to override.';
  return `Say which line: \`/override LINE REASON\`, with one of ${[...new Set(lines)].map(inline).join(', ')}, or say it on the pull request.`;
}
