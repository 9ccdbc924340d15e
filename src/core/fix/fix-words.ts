/** What is said of fixes: the board of lines, the check on a head, and news for those who reviewed. Only maintainers read any of it. */
import type { Case } from '../case.ts';
import type { FixPullRequest } from './fix-pull-request.ts';
import type { EffectOf } from '../effects.ts';
import type { Login } from '../ids.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { releaseOf } from '../release-day/release-day.ts';
import { isBound, standingOverride, validLgtms } from './approvals.ts';
import { checkStandings, type CheckStanding } from './check-standing.ts';
import { headGates, lgtmsWanted, standingInWords } from './head-gates.ts';
import { linesInHand } from './line-gates.ts';
import { requiredLgtms } from './required.ts';

/** Lines by what each has: the fix, its LGTMs, its tests, its release. Empty before there is a line to speak of. */
export function linesBoard(thisCase: Case, policy: Policy): string {
  const rows = linesInHand(thisCase, policy).flatMap((line) => lineRows(thisCase, policy, line));
  return rows.length === 0 ? '' : ['| Line | Fix | LGTM | CI | Release |', '|---|---|---|---|---|', ...rows].join('\n');
}

function lineRows(thisCase: Case, policy: Policy, line: string): readonly string[] {
  const release = releaseOf(thisCase, line);
  const released = release === undefined ? '' : inline(release.tag);
  const pulls = thisCase.pullRequests.filter((pull) => pull.line === line && pull.state !== 'closed');
  const declared = (thisCase.declared ?? []).filter((head) => head.line === line);
  if (pulls.length === 0 && declared.length > 0)
    return declared.map(({ sha, lgtms, tests }) =>
      row(line, `declared \`${sha.slice(0, 10)}\``, `${lgtms.length} declared`, `${tests.length} declared`, released),
    );
  if (pulls.length === 0) return [row(line, withoutFix(thisCase, line), '', '', released)];
  return pulls.map((pull) =>
    row(
      line,
      `#${pull.number} ${pull.state} \`${pull.headSha.slice(0, 10)}\``,
      sayLgtms(thisCase, pull, policy),
      sayChecks(pull, policy),
      released,
    ),
  );
}

function row(line: string, ...cells: readonly string[]): string {
  return `| ${[inline(line), ...cells].join(' | ')} |`;
}

function withoutFix(thisCase: Case, line: string): string {
  const excepted = thisCase.linesWithout?.find((one) => one.line === line);
  return excepted === undefined ? '❌ none yet' : `none, as @${excepted.by} decided`;
}

function sayLgtms(thisCase: Case, pull: FixPullRequest, policy: Policy): string {
  const valid = validLgtms(pull, policy);
  const doubted = pull.lgtms.filter((lgtm) => lgtm.doubted === true).map((lgtm) => `@${lgtm.by} (could not be asked about)`);
  const voided = pull.voided.map((lgtm) => `~~@${lgtm.by}~~ (${lgtm.why.replaceAll('-', ' ')})`);
  const override = standingOverride(pull);
  const overridden = override === undefined ? [] : [`🟥 overridden by @${override.by}`];
  const needed = requiredLgtms(thisCase, policy, pull.line);
  return [`${valid.length} of ${needed}`, ...overridden, ...valid.map((lgtm) => `@${lgtm.by}`), ...doubted, ...voided].join(', ');
}

function sayChecks(pull: FixPullRequest, policy: Policy): string {
  return checkStandings(pull, policy)
    .map(({ name, standing }) => `${signs[standing]} ${inline(name)}${standing === 'passed' ? '' : ` ${standingInWords[standing]}`}`)
    .join(', ');
}

const signs: Readonly<Record<CheckStanding, string>> = {
  ...{ passed: '✅', failed: '❌', running: '⏳', stale: '⚠️', missing: '❔' },
  ...{ cancelled: '⏹️', skipped: '⏭️', neutral: '⚪' },
};

/** Reasons that were given in private, for the case issue. */
export function reasonsInFix(thisCase: Case): string {
  const without = (thisCase.linesWithout ?? []).map((one) => `- **No fix for** ${inline(one.line)}, by @${one.by}: ${inline(one.reason)}`);
  const overrides = thisCase.pullRequests.flatMap((pull) => {
    const override = standingOverride(pull);
    return override === undefined
      ? []
      : [`- 🟥 **Overridden** #${pull.number} (${inline(pull.line)}) by @${override.by}: ${inline(override.reason)}`];
  });
  return [...overrides, ...without].join('\n');
}

/** The check run on a head: its conclusion is that of the gates, and its summary says what to do next. */
export function headCheck(
  thisCase: Case,
  pull: FixPullRequest,
  policy: Policy,
): Pick<EffectOf<'ShowCheck'>, 'conclusion' | 'title' | 'summary'> {
  const gates = headGates(thisCase, pull, policy);
  const green = gates.every((gate) => gate.green);
  return {
    conclusion: green ? 'success' : 'failure',
    title: checkTitle(thisCase, pull, policy),
    summary: checkSummary(thisCase, pull, policy),
  };
}

function checkTitle(thisCase: Case, pull: FixPullRequest, policy: Policy): string {
  const lgtms = `${validLgtms(pull, policy).length} of ${requiredLgtms(thisCase, policy, pull.line)} LGTMs`;
  const checks = checkStandings(pull, policy);
  const passed = checks.filter(({ standing }) => standing === 'passed').length;
  const both = checks.length === 0 ? lgtms : `${lgtms}, ${passed} of ${checks.length} checks`;
  const override = standingOverride(pull);
  return override === undefined ? both : `Overridden by @${override.by}: ${both}`;
}

function checkSummary(thisCase: Case, pull: FixPullRequest, policy: Policy): string {
  const override = standingOverride(pull);
  const needed = requiredLgtms(thisCase, policy, pull.line);
  return [
    ...(override === undefined
      ? []
      : [`🟥 **Overridden** by @${override.by}: ${inline(override.reason)}. It ends with the next push.`, '']),
    `Wanted: ${needed === 0 ? 'no LGTM' : `${lgtmsWanted(needed)}, with \`/lgtm\` here or an approving review`}. ${whatVoids(pull, policy)}`,
    ...validLgtms(pull, policy).map(
      (lgtm) => `- @${lgtm.by} (${lgtm.via}${lgtm.sha === pull.headSha ? '' : `, of \`${lgtm.sha.slice(0, 10)}\`, which holds the same`})`,
    ),
    ...pull.lgtms
      .filter((lgtm) => lgtm.doubted === true)
      .map((lgtm) => `- @${lgtm.by}: could not find out whether they are still a maintainer, so it does not count`),
    ...pull.voided.map((lgtm) => `- ~~@${lgtm.by}~~ of \`${lgtm.sha.slice(0, 10)}\`, void: ${lgtm.why.replaceAll('-', ' ')}`),
    ...checkStandings(pull, policy).map(({ name, standing }) => `- ${signs[standing]} ${inline(name)} ${standingInWords[standing]}`),
    ...(pull.unknownAuthors ?? []).map((name) => `- Wrote a part of it, and cannot be told apart from a reviewer: ${inline(name)}`),
    '',
    enforcementInWords[thisCase.enforcement ?? 'by-app'],
  ].join('\n');
}

function whatVoids(pull: FixPullRequest, { lgtmBoundTo = 'patch' }: Policy): string {
  const isKnown = lgtmBoundTo === 'tree' ? pull.tree !== undefined : (pull.patchId ?? '') !== '';
  if (!isKnown) return 'It is of this very commit, because git could not be asked what is in it: any push voids it.';
  return lgtmBoundTo === 'tree'
    ? 'It is of every file of the head: a push that changes one voids it.'
    : 'It is of the change: a rebase or squash keeps it, any other push voids it.';
}

const enforcementInWords: Readonly<Record<NonNullable<Case['enforcement']>, string>> = {
  'by-github': 'Enforced by GitHub: nothing can be merged while this is red.',
  'by-app': 'Enforced by this app: nothing is published while this is red.',
  'recorded-only': 'Recorded only: GitHub does not stop a merge here. Nothing is published by this app while this is red.',
};

/** After a push: whose LGTMs hold and whose are void. Undefined when nobody had said anything that changes. */
export function pushNews(before: FixPullRequest, now: FixPullRequest, policy: Policy): string | undefined {
  const valid = validLgtms(before, policy).map((lgtm) => lgtm.by);
  const kept = validLgtms(now, policy)
    .filter((lgtm) => valid.includes(lgtm.by) && isBound(lgtm, now, policy))
    .map((lgtm) => lgtm.by);
  const gone = valid.filter((by) => !kept.includes(by) && !now.lgtms.some((lgtm) => lgtm.by === by));
  const head = `\`${now.headSha.slice(0, 10)}\``;
  const ended =
    standingOverride(before) !== undefined && standingOverride(now) === undefined
      ? `The override of @${before.override?.by ?? ''} has ended with it.`
      : '';
  const moved = now.headSha !== before.headSha;
  const words = [
    gone.length === 0
      ? ''
      : `${moved ? `The new head ${head}` : `The line ${inline(now.line)}`} voids the LGTM of ${mentions(gone)}. Please look at the change and say \`/lgtm\` again.`,
    kept.length === 0 || !moved
      ? ''
      : `The new head ${head} holds the same ${policy.lgtmBoundTo === 'tree' ? 'files' : 'change'}: the LGTM of ${mentions(kept)} was kept.`,
    ended,
  ].filter((part) => part !== '');
  return words.length === 0 ? undefined : words.join(' ');
}

export function giversLeft(left: readonly { readonly by: Login; readonly where: string }[]): string {
  return `Not a maintainer any more, so it does not count: ${left.map(({ by, where }) => `@${by} (${where})`).join(', ')}. Somebody else has to look.`;
}

export function canPublishNow(): string {
  return 'GitHub can be asked again about those who said LGTM. **Every gate is green** now, and the Release Date has passed: `/publish` publishes.';
}

export function mentions(people: readonly Login[]): string {
  return people.map((by) => `@${by}`).join(', ');
}
