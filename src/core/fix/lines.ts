/** Lines that get no fix, each with a recorded reason (S44), and the word that the fix is complete (S99). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { code, inline } from '../quote.ts';
import { linesToFix } from '../routing/routes.ts';
import { tellMaintainers } from '../say.ts';
import { forkArk } from './declared.ts';
import { reasonsInFix } from './fix-words.ts';
import { lineGates } from './line-gates.ts';

export function leaveLineWithout(thisCase: Case, event: Command<'LineLeftWithout'>, policy: Policy): Decision {
  const lines = linesToFix(thisCase, policy);
  if (!lines.includes(event.branch))
    return refuse(thisCase, event, 'not-needed', `${inline(event.branch)} needs no fix in this case. These do: ${inWords(lines)}.`, [
      { rule: 'S44' },
    ]);
  const open = thisCase.pullRequests.find((pull) => pull.line === event.branch && pull.state !== 'closed');
  if (open !== undefined)
    return refuse(
      thisCase,
      event,
      'not-needed',
      `${inline(event.branch)} has a fix, #${open.number}. Close it first if there is to be none.`,
      [{ rule: 'S44' }],
    );
  const without = { ...actOf(event), line: event.branch, reason: event.reason };
  const next = { ...thisCase, linesWithout: [...othersThan(thisCase, event.branch), without] };
  const words = `No fix for ${inline(event.branch)}: recorded with your reason. \`/without ${event.branch} cancel\` takes it back.`;
  return carriedOut(withNote(next, event.at, `@${event.by.login} decided that a line gets no fix`), event, words, [{ rule: 'S44' }]);
}

export function takeLineBack(thisCase: Case, event: Command<'LineTakenBack'>): Decision {
  const others = othersThan(thisCase, event.branch);
  if (others.length === (thisCase.linesWithout ?? []).length)
    return refuse(thisCase, event, 'nothing-to-undo', `Nobody said that ${inline(event.branch)} gets no fix.`);
  const next = withNote({ ...thisCase, linesWithout: others }, event.at, `@${event.by.login} decided that a line gets a fix after all`);
  return carriedOut(next, event, `${inline(event.branch)} needs a fix again.`, [{ rule: 'S44' }]);
}

function othersThan(thisCase: Case, branch: string): NonNullable<Case['linesWithout']> {
  return (thisCase.linesWithout ?? []).filter((one) => one.line !== branch);
}

/** Tells the maintainers what to look at, and what each line still lacks. */
export function sayFixReady(thisCase: Case, event: Command<'FixSaidReady'>, policy: Policy): Decision {
  const next = withNote({ ...thisCase, fixReady: actOf(event) }, event.at, `@${event.by.login} said that the fix is complete`);
  const words = readyPage(next, event, policy);
  const told = event.from.kind === 'case-issue' ? [] : tellMaintainers(next, `fix-ready/${event.from.commentId}/${event.line}`, words);
  return carriedOut(next, event, words, [{ rule: 'S99' }, { rule: 'S100' }], told);
}

function readyPage(thisCase: Case, event: Command<'FixSaidReady'>, policy: Policy): string {
  const gates = lineGates(thisCase, policy);
  const lacking = gates.filter((gate) => !gate.green);
  const pulls = thisCase.pullRequests
    .filter((pull) => pull.state === 'open')
    .map((pull) => `- ${inline(pull.line)}: #${pull.number} at \`${pull.headSha.slice(0, 10)}\``);
  return [
    `@${event.by.login} says that the work on the fix is complete. Maintainers, please look at it:`,
    pulls.length === 0 ? '- There is no open pull request yet.' : pulls.join('\n'),
    lacking.length === 0
      ? 'Nothing is missing.'
      : ['What is missing:', ...lacking.map((gate) => `- ❌ **${gate.name}**: ${gate.says} (needs: ${gate.who})`)].join('\n'),
    thisCase.caseIssue === undefined ? '' : reasonsInFix(thisCase),
    policy.fixMode === 'temporary-fork' && thisCase.exported === undefined ? forkArk(thisCase) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function inWords(lines: readonly string[]): string {
  return lines.length === 0 ? 'none' : lines.map(code).join(', ');
}
