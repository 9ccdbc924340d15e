/** A pull request as it stands at one moment, with everybody who had a hand in it. */
import { z } from 'zod';
import type { Place } from '../../core/case.ts';
import type { Login } from '../../core/ids.ts';
import { isLogin, login } from '../../core/ids.ts';
import type { LivePullRequest } from '../../engine/ports.ts';
import { GitHubFailure } from '../../engine/ports.ts';
import type { Asker } from './ask.ts';
import { askForAll } from './ask.ts';
import { nameOf, ownerAndRepo } from './places.ts';
import type { Commit } from './read-answers.ts';
import { commitAnswer, perPage, pullRequestAnswer } from './read-answers.ts';

/** GitHub lists no more commits of a pull request than these. */
const maxCommits = 250;

/**
 * Authors are the opener and whoever wrote, committed or co-wrote a commit, as far as GitHub or a `noreply` address names them.
 * Errors: GitHubFailure; permanent when there are more commits than GitHub lists, since then the authors cannot all be known; not permanent
 * when somebody pushed while we read.
 */
export async function pullRequestFacts(asker: Asker, place: Place): Promise<LivePullRequest | undefined> {
  const where = { ...ownerAndRepo(place.repository), pull_number: place.number };
  const pull = await asker.askIfThere('GET /repos/{owner}/{repo}/pulls/{pull_number}', where, pullRequestAnswer);
  if (pull === undefined) return undefined;
  if (pull.commits > maxCommits) {
    const why = `${nameOf(place)} has ${pull.commits} commits; GitHub lists ${maxCommits}, so we cannot know all authors`;
    throw new GitHubFailure(why, { permanent: true });
  }
  const commits = await askForAll(asker, {
    route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits',
    parameters: { ...where, per_page: perPage },
    items: z.array(commitAnswer),
    maxPages: Math.ceil(maxCommits / perPage),
  });
  if (commits.length !== pull.commits || commits.at(-1)?.sha !== pull.headSha) {
    throw new GitHubFailure(`${nameOf(place)} changed while it was read`, {});
  }
  const authors = new Set([pull.opener, ...commits.flatMap(authorsOf)]);
  return { headSha: pull.headSha, authors: [...authors], line: pull.line, state: pull.state, names: pull.names };
}

function authorsOf(commit: Commit): readonly Login[] {
  const coAuthors = [...commit.message.matchAll(/^co-authored-by:.*<([^<>]+)>\s*$/gim)].map(([, email = '']) => email);
  const named = [...commit.emails, ...coAuthors].map((email) => noreply.exec(email.trim())?.[1]);
  return [...commit.logins, ...named.filter((name) => name !== undefined && isLogin(name)).map((name) => login(name ?? ''))];
}

/** Source: GitHub Docs, "Email addresses reference", the two forms of noreply addresses. */
const noreply = /^(?:\d+\+)?([^@+\s]+)@users\.noreply\.github\.com$/i;
