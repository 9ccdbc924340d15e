import type { Place } from '../../core/act.ts';
import type { Login } from '../../core/ids.ts';
import type { IssueOpener } from '../../engine/ports/github.ts';
import type { Asker } from './ask.ts';
import { hasMark, isOurs } from './marker.ts';
import { issueAt } from './places.ts';
import { issueAnswer } from './read-answers.ts';

/** Read afresh, by the mark that it got when it was opened; only under our own login does that mark count. */
export async function issueOpener(
  asker: Asker,
  place: Place,
  { ownLogin, effectKeys }: { readonly ownLogin: Login; readonly effectKeys: readonly string[] },
): Promise<IssueOpener> {
  const issue = await asker.askIfThere('GET /repos/{owner}/{repo}/issues/{issue_number}', issueAt(place), issueAnswer);
  if (issue?.author !== ownLogin || !hasMark(issue.body)) return { ours: false };
  return { ours: true, of: effectKeys.find((key) => isOurs({ text: issue.body, author: issue.author }, key, ownLogin)) };
}
