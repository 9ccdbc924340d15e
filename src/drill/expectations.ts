/** Whether what a scenario expects has come true, read from the simulated GitHub as its users would see it. */
import { execFileSync } from 'node:child_process';
import { formatUtcMinute } from '../core/time/time.ts';
import { caseIssueNumber, findFix, findFixRepository, fixRepositoryOf, ghsaOf, projectIssueNumber } from './fixes.ts';
import type { Expectation } from './scenario.ts';
import type { Comment } from './simulated-github/world.ts';
import type { Stage } from './stage.ts';

/** What it is instead, or undefined when it has come true. */
export function whyNotYet(stage: Stage, expected: Expectation, since: { readonly lastCommentId: number }): string | undefined {
  const { world } = stage.github;
  const advisory = world.advisory(ghsaOf(stage));
  if ('advisory' in expected) return advisory.state === expected.advisory ? undefined : `the advisory is ${advisory.state}`;
  if ('status' in expected) return reads(statusComment(advisory.comments), expected.status, 'the status comment');
  if ('board' in expected) return reads(board(stage), expected.board, 'the case issue');
  if ('answer' in expected) return answered(commentsOn(stage, expected.on), expected, since.lastCommentId);
  if ('check' in expected) return checkReads(stage, expected);
  if ('credited' in expected) {
    const credited = advisory.credits.filter((credit) => credit.type === 'coordinator').map((credit) => credit.login);
    return credited.join() === expected.credited ? undefined : `coordinators are: ${credited.join(', ') || 'nobody'}`;
  }
  if ('vector' in expected)
    return advisory.cvssVector === expected.vector ? undefined : `the vector is ${advisory.cvssVector ?? 'not set'}`;
  if ('commentsOnAdvisory' in expected) {
    const ours = advisory.comments.filter(isOurs).length;
    return ours === expected.commentsOnAdvisory ? undefined : `there are ${ours} of our comments on the advisory`;
  }
  if ('told' in expected) {
    const texts = stage.outside.told().filter(({ channel, text }) => channel === expected.on && text.includes(expected.told));
    const { times = 1 } = expected;
    return texts.length === times ? undefined : `${texts.length} such texts came to ${expected.on}`;
  }
  if ('patched' in expected) {
    const patched = advisory.vulnerabilities.map((one) => one.patchedVersions ?? 'none').join('; ');
    return patched === expected.patched ? undefined : `the patched versions are ${patched}`;
  }
  if ('access' in expected) return sees(access(stage), expected.access);
  if ('public' in expected) return isPublic(stage, expected.public) ? undefined : `${expected.public} is not public`;
  if ('mirrored' in expected) return isMirrored(stage, expected.mirrored) ? undefined : 'the two are apart';
  if ('proposed' in expected) return isProposed(stage, expected.proposed) ? undefined : `there is no such pull request`;
  if ('notPublic' in expected) return isPublic(stage, expected.notPublic) ? `${expected.notPublic} is public` : undefined;
  const { publishedAt } = advisory;
  if (publishedAt === undefined) return 'it is not published';
  const off = publishedAt - expected.publishedAt;
  return off >= 0 && off <= latestPublicationMs ? undefined : `it was published ${formatUtcMinute(publishedAt)}`;
}

/** Never early, and within a minute. Unit: ms. */
const latestPublicationMs = 60_000;

export function tellExpectation(expected: Expectation): string {
  if ('advisory' in expected) return `the advisory is ${expected.advisory}`;
  if ('status' in expected) return `the status comment says "${expected.status}"`;
  if ('board' in expected) return `the case issue says "${expected.board}"`;
  if ('answer' in expected) return `the answer says "${expected.answer}"`;
  if ('check' in expected) {
    const says = expected.summary === undefined ? '' : `, and says "${expected.summary}"`;
    return `the check on ${expected.on} is ${expected.check}${says}`;
  }
  if ('credited' in expected) return `@${expected.credited} is credited as coordinator`;
  if ('vector' in expected) return `the advisory carries ${expected.vector}`;
  if ('commentsOnAdvisory' in expected) return `Fixlead has ${expected.commentsOnAdvisory} comments on the advisory`;
  if ('told' in expected) return `${expected.on} was told${expected.times === 0 ? ' nothing of' : ''} "${expected.told}"`;
  if ('patched' in expected) return `the advisory names ${expected.patched} as patched`;
  if ('access' in expected) return `the fix repository lets in: ${expected.access.join(', ') || 'nobody by name'}`;
  if ('public' in expected) return `the fix of ${expected.public} is public, unmodified`;
  if ('mirrored' in expected) return `the private ${expected.mirrored} is where the public one is`;
  if ('proposed' in expected) return `a public pull request proposes the fix of ${expected.proposed}, unmodified`;
  if ('notPublic' in expected) return `the fix of ${expected.notPublic} is not public`;
  return `it was published at ${formatUtcMinute(expected.publishedAt)}, never early`;
}

function isOurs(comment: Comment): boolean {
  return comment.author === 'fixlead[bot]';
}

function statusComment(comments: readonly Comment[]): string | undefined {
  return comments.find((comment) => isOurs(comment) && comment.body.includes('### Where this report stands'))?.body;
}

function board(stage: Stage): string | undefined {
  const number = caseIssueNumber(stage);
  return number === undefined ? undefined : stage.github.world.issue(fixRepositoryOf(stage), number).body;
}

function commentsOn(stage: Stage, on: string): readonly Comment[] {
  const { world } = stage.github;
  if (on === 'advisory') return world.advisory(ghsaOf(stage)).comments;
  const issue = on === 'project-issue' ? projectIssueNumber(stage) : on === 'case-issue' ? caseIssueNumber(stage) : undefined;
  const number = issue ?? findFix(stage, on)?.number;
  return number === undefined ? [] : world.issue(fixRepositoryOf(stage), number).comments;
}

function answered(comments: readonly Comment[], expected: { answer: string }, lastCommentId: number): string | undefined {
  const fresh = comments.filter((comment) => isOurs(comment) && comment.id > lastCommentId);
  if (fresh.some((comment) => comment.body.includes(expected.answer))) return undefined;
  return fresh.length === 0 ? 'there is no answer' : `the answer is: ${fresh.map((comment) => comment.body).join(' / ')}`;
}

/** Our own: another App may make one of the same name. */
function checkReads(stage: Stage, { check, on, summary = '' }: Extract<Expectation, { check: unknown }>): string | undefined {
  const { world } = stage.github;
  const fix = findFix(stage, on);
  if (fix === undefined) return `there is no pull request for ${on}`;
  const { repo, headSha } = fix;
  const runs = world.checkRuns(repo, headSha).filter((run) => run.name === 'fixlead/lgtm' && run.app.id === world.app.id);
  const [run, ...others] = runs;
  if (others.length > 0) return `there are ${runs.length} such checks`;
  if (run?.conclusion !== check) return `the check is ${run?.conclusion ?? 'not there'}`;
  return reads(run.output.summary, summary, 'the check');
}

function reads(text: string | undefined, wanted: string, what: string): string | undefined {
  if (text === undefined) return `${what} is not there`;
  return text.includes(wanted) ? undefined : `${what} reads: ${text.replaceAll(/\s+/g, ' ').slice(0, 400)}`;
}

/** Undefined before there is a repository. */
function access(stage: Stage): readonly string[] | undefined {
  const repo = findFixRepository(stage);
  if (repo === undefined) return undefined;
  const { teams, collaborators } = stage.github.world.repository(repo);
  return [...teams.keys(), ...collaborators.keys()].toSorted();
}

function sees(found: readonly string[] | undefined, wanted: readonly string[]): string | undefined {
  if (found === undefined) return 'there is no fix repository';
  return found.join() === wanted.join() ? undefined : `it lets in: ${found.join(', ') || 'nobody by name'}`;
}

function isPublic(stage: Stage, line: string): boolean {
  const tip = tipOf(stage, stage.scenario.repository, line);
  return tip !== undefined && tip === findFix(stage, line)?.headSha;
}

function isProposed(stage: Stage, line: string): boolean {
  const { issues } = stage.github.world.repository(stage.scenario.repository);
  return issues.some(({ state, pull }) => state === 'open' && pull?.base === line && pull.headSha === findFix(stage, line)?.headSha);
}

function isMirrored(stage: Stage, line: string): boolean {
  const tip = tipOf(stage, fixRepositoryOf(stage), line);
  return tip !== undefined && tip === tipOf(stage, stage.scenario.repository, line);
}

/** Asked of git itself, as anybody could; undefined where there is no such line, or none yet. */
function tipOf({ github }: Stage, repository: string, line: string): string | undefined {
  const { folder } = github.world.repository(repository);
  const asked = ['-C', folder, 'for-each-ref', '--format=%(objectname)', `refs/heads/${line}`];
  return execFileSync('git', asked, { encoding: 'utf8' }).trim() || undefined;
}
