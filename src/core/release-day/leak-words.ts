/** What is said about leaks. */
import type { Case } from '../case.ts';
import type { Leak } from './in-public.ts';
import type { Surface } from '../command-events.ts';
import { sayInstant } from '../messages.ts';
import { inline } from '../quote.ts';
import type { Policy } from '../policy.ts';
import { quoteRule } from '../rules.ts';
import { teamName } from '../schedule/reminder-words.ts';
import { isPrivatePlace } from '../say.ts';

/** Where there is no case issue this is said on the advisory, and what was typed in private stays there. */
export function leakReported(thisCase: Case, { what, to, by, member }: Leak, from: Surface, policy: Policy): string {
  const isPrivate = thisCase.caseIssue === undefined && isPrivatePlace(from);
  const leaker = member === undefined ? '' : `\n- **By**: \`${member}\``;
  const details = isPrivate ? '' : `\n\n- **What**: ${inline(what)}\n- **To whom**: ${inline(to)}${leaker}`;
  return `${calling(thisCase, policy)}**Something leaked**, says @${by ?? ''}.${details}\n\n${whatNow(thisCase)}\n\n- ${quoteRule('S66')}`;
}

export function leakSeen(thisCase: Case, what: string, where: string, policy: Policy): string {
  return [
    `${calling(thisCase, policy)}**A leak?** ${inline(what)} is to be seen in public: ${inline(where)}.`,
    'If it gives the case away, a maintainer says `/public confirm`: then everything is due at once. To take it away there helps little, because it may have been copied.',
    whatNow(thisCase),
    `- ${quoteRule('S78')}`,
  ].join('\n\n');
}

/** Whoever is called is woken up: the whole team, at any hour. Where there is no case issue the reporter reads it, and nobody is called. */
function calling({ caseIssue }: Case, policy: Policy): string {
  return caseIssue === undefined ? '' : `${teamName(policy)}: `;
}

function whatNow({ release }: Case): string {
  const date = release === undefined ? 'There is no Release Date yet' : `The Release Date is ${sayInstant(release.releaseAt)}`;
  return `${date}; \`/date\` sets an earlier one, \`/public WHERE\` says that it is publicly known.`;
}

export function nothingToConfirm(): string {
  return 'I have seen nothing in public that could be confirmed. Say where it is public: `/public https://example.org/forum/42`';
}

export function confirmedToReporter(): string {
  return 'The maintainers confirmed that this became publicly known. They now work on the fix and its release as fast as they can, and you will hear of the new date here.';
}
