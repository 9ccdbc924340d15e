/** The commits of a pull request, picked onto another line. Nothing is checked out: no name of a file ever reaches the disk. */
import type { BackportResult } from '../../core/work-events.ts';
import type { Backport, GitPlace } from '../../engine/ports/git.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import { leftLineAt } from './patch.ts';
import { pushNewBranch } from './push-forward.ts';
import { sureSha } from './ref-names.ts';
import { linesOf, refAt, type Workshop } from './workshop.ts';

/** A fix of more commits than this is picked by a person. */
const mostCommits = 100;

/** The same commits come out each time on the same tip, so that a second try finds what the first one pushed. Errors: GitHubFailure. */
export async function makeBackport(workshop: Workshop, at: GitPlace, backport: Backport): Promise<BackportResult> {
  const headSha = sureSha(backport.headSha);
  const head = { what: headSha, as: `${at.repository} pull/${backport.number}` };
  const fetched = await workshop.fetch(at, [refAt(at, `heads/${backport.line}`), refAt(at, `heads/${backport.onto}`), head]);
  const [lineTip, ontoTip] = fetched ?? [];
  if (lineTip === undefined || ontoTip === undefined)
    throw new GitHubFailure(`${at.repository}: one of the lines or the commit is not there any more`, { permanent: true });
  const baseSha = await leftLineAt(workshop, lineTip, headSha);
  const listed = await workshop.local(['rev-list', '--reverse', '--topo-order', '--parents', `${baseSha}..${headSha}`]);
  const commits = linesOf(listed.stdout).map((line) => line.split(' '));
  if (commits.length > mostCommits || commits.some(({ length }) => length !== 2)) return { kind: 'not-a-plain-row' };
  const before = await madeBefore(workshop, at, { branch: backport.branch, ontoTip, commits });
  if (before !== undefined) return { kind: 'pushed', sha: before };
  const tip = await pickAll(workshop, ontoTip, commits);
  if (typeof tip !== 'string') return tip;
  return tip === ontoTip ? { kind: 'nothing-left' } : pushNewBranch(workshop, at, { sha: tip, branch: backport.branch });
}

type Commits = readonly (readonly string[])[];

/** An earlier try may have pushed it, and the line have moved on since: picked where it left the line it is what came out then. */
async function madeBefore(
  workshop: Workshop,
  at: GitPlace,
  { branch, ontoTip, commits }: { readonly branch: string; readonly ontoTip: string; readonly commits: Commits },
): Promise<string | undefined> {
  if ((await workshop.tipOf(at, `heads/${branch}`)) === undefined) return undefined;
  const [there = ''] = (await workshop.fetch(at, [refAt(at, `heads/${branch}`)])) ?? [];
  const left = there === '' ? '' : await workshop.text(['merge-base', ontoTip, there], { accept: [1] });
  return left !== '' && left !== there && (await pickAll(workshop, left, commits)) === there ? there : undefined;
}

async function pickAll(
  workshop: Workshop,
  onto: string,
  commits: Commits,
): Promise<string | Extract<BackportResult, { kind: 'conflict' }>> {
  let tip = onto;
  for (const [sha = '', parent = ''] of commits) {
    const picked = await pick(workshop, { tip, sha, parent });
    if (typeof picked !== 'string') return { kind: 'conflict', sha, files: picked.files };
    tip = picked;
  }
  return tip;
}

type Pick = { readonly tip: string; readonly sha: string; readonly parent: string };

/**
 * A three-way merge with the commit's parent as the base. Git 2.39 takes no base from us, so the tip stands in as a child of that parent.
 * Answers the new tip; the old one where the line has the change already.
 */
async function pick(workshop: Workshop, { tip, sha, parent }: Pick): Promise<string | { readonly files: readonly string[] }> {
  const treeOfTip = await workshop.text(['rev-parse', `${tip}^{tree}`]);
  const ours = await workshop.text(['commit-tree', treeOfTip, '-p', parent, '-m', 'the line'], { env: nobody });
  const merge = ['merge-tree', '--write-tree', '--no-messages', '--name-only', '-z', ours, sha];
  const merged = await workshop.local(merge, { accept: [1] });
  const [tree = '', ...files] = merged.stdout.toString('utf8').split('\0');
  if (merged.code === 1) return { files: files.filter((file) => file !== '') };
  return tree.trim() === treeOfTip ? tip : commitAs(workshop, { tree: tree.trim(), tip, sha });
}

const nobody = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'Fixlead'],
    [`GIT_${who}_EMAIL`, 'fixlead@localhost'],
    [`GIT_${who}_DATE`, '@0 +0000'],
  ]),
);

/** By the people and at the times of the original: the app wrote none of it, and must not count as somebody who did. */
async function commitAs(workshop: Workshop, { tree, tip, sha }: { tree: string; tip: string; sha: string }): Promise<string> {
  const format = '--format=%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B';
  const told = (await workshop.text(['log', '-1', '--date=raw', '--encoding=UTF-8', format, sha])).split('\0');
  const [authorName = '', authorEmail = '', authorDate = '', name = '', email = '', date = '', message = ''] = told;
  const env = {
    ...{ GIT_AUTHOR_NAME: authorName, GIT_AUTHOR_EMAIL: authorEmail, GIT_AUTHOR_DATE: `@${authorDate}` },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: `@${date}` },
  };
  return workshop.text(['commit-tree', tree, '-p', tip, '-F', '-'], { env, input: withOrigin(message, sha) });
}

/** As `git cherry-pick -x` writes it: right below trailers, else after an empty line. */
function withOrigin(message: string, sha: string): string {
  const body = message.trimEnd();
  const last = body.split('\n').at(-1) ?? '';
  const isTrailer = body.includes('\n') && /^([\w-]+: |\(cherry picked from )/.test(last);
  return `${body}${isTrailer ? '\n' : '\n\n'}(cherry picked from commit ${sha})\n`;
}
