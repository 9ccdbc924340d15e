/** What is said of backports. Names of files come from commits and are shown as what they are: names. */
import type { Case } from '../case.ts';
import type { FixPullRequest } from '../fix/fix-pull-request.ts';
import type { Seen } from '../events.ts';
import { inline } from '../quote.ts';

/** Names of files that a message shows. */
const mostFiles = 20;

export function backportBegun({ number, line }: Pick<FixPullRequest, 'number' | 'line'>, onto: string): string {
  return `I pick the commits of #${number} (${inline(line)}) onto ${inline(onto)} and open a pull request.`;
}

/** The name of the case is enough: only who sees the fix repository reads this. */
export function backportTitle(thisCase: Pick<Case, 'id'>, line: string): string {
  return `Fix for ${plain(line, 'another line')} (${thisCase.id})`;
}

export function backportWords(thisCase: Pick<Case, 'id'>, number: number, line: string): string {
  return `The commits of #${number}, picked onto ${inline(line)} for case ${thisCase.id}. It needs LGTMs of its own.`;
}

export function backportOpened({ line }: Seen<'BackportOpened'>): string {
  return `This is the backport to ${inline(line)}. Please review it: LGTMs of other lines do not count here.`;
}

export function backportFailed(thisCase: Pick<Case, 'id' | 'pullRequests'>, event: Seen<'BackportMade'>): string {
  const { result, line, number, branch } = event;
  const begin = `**Not backported**: #${number} onto ${inline(line)}.`;
  switch (result.kind) {
    case 'pushed':
    case 'nothing-left':
      return `${begin} The line has all of its changes already.`;
    case 'branch-taken':
      return `${begin} The branch ${inline(branch)} is there and holds something else. Open a pull request from it, or delete it and say \`/backport\` again.`;
    case 'not-a-plain-row':
      return `${begin} It is not a plain row of at most 100 commits: there are merges in it. Rebase it first, or pick by hand:\n\n${byHand(thisCase, event)}`;
    case 'conflict': {
      const shown = result.files.slice(0, mostFiles).map((file) => `- ${inline(file)}`);
      const more = result.files.length > mostFiles ? [`- and ${result.files.length - mostFiles} more`] : [];
      return [
        `${begin} The commit \`${result.sha.slice(0, 10)}\` does not fit there without a person. In conflict:`,
        [...shown, ...more].join('\n'),
        'To go on by hand:',
        byHand(thisCase, event),
      ].join('\n\n');
    }
  }
}

/** The commits since the fix left its own line, which need not be the default branch. */
function byHand({ id, pullRequests }: Pick<Case, 'id' | 'pullRequests'>, { line, number, branch }: Seen<'BackportMade'>): string {
  const from = plain(pullRequests.find((pull) => pull.number === number)?.line ?? 'HEAD', 'LINE_OF_THE_FIX');
  const onto = plain(line, 'LINE');
  return [
    '```sh',
    `gh pr checkout ${number} && git fetch origin`,
    'FIX=$(git rev-parse HEAD)',
    `git switch --create ${plain(branch, 'BRANCH')} origin/${onto}`,
    `git cherry-pick -x "$(git merge-base "$FIX" origin/${from})..$FIX"`,
    '# mend each conflict, then: git add FILES && git cherry-pick --continue',
    `git push origin HEAD && gh pr create --base ${onto} --title 'Fix for ${onto} (${id})' --body ''`,
    '```',
  ].join('\n');
}

/** A branch may have any name that git takes, and whoever copies a line into a shell must not run it: such a name is left to them. */
function plain(name: string, otherwise: string): string {
  return /^\w[\w./-]*$/.test(name) ? name : otherwise;
}
