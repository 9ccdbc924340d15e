/** A pull request as it stands at one moment, with everybody who had a hand in it. */
import { z } from 'zod';
import type { Place } from '../../core/act.ts';
import type { Login } from '../../core/ids.ts';
import { isLogin, login } from '../../core/ids.ts';
import type { LivePullRequest } from '../../engine/ports/github.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import type { Asker } from './ask.ts';
import { askForAll } from './ask.ts';
import { nameOf, ownerAndRepo } from './places.ts';
import type { Commit } from './pull-request-answers.ts';
import { commitAnswer, pullRequestAnswer } from './pull-request-answers.ts';
import { perPage } from './read-answers.ts';

/** GitHub lists no more commits of a pull request than these. */
const maxCommits = 250;

/**
 * Authors are the opener and whoever wrote, committed or co-wrote a commit, as far as GitHub or a `noreply` address names them; whom neither
 * names is listed as unknown.
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
  const hands = commits.flatMap(handsOf);
  const authors = new Set([pull.opener, ...hands.flatMap(loginsOf)]);
  const unknown = new Set(hands.filter((hand) => loginsOf(hand).length === 0).flatMap(({ name, email }) => asNamed(name, email)));
  const { headSha, line, branch, state, names, mergedAs } = pull;
  const tree = commits.at(-1)?.tree;
  return {
    ...{ headSha, authors: [...authors], line, branch, state, names },
    ...(tree !== undefined && { tree }),
    ...(mergedAs !== undefined && { mergedAs }),
    ...(unknown.size > 0 && { unknownAuthors: [...unknown] }),
  };
}

type Hand = { readonly login: Login | undefined; readonly name: string; readonly email: string };

/** GitHub looks up the addresses of author and committer, and not those that stand in the message. */
function handsOf({ hands, message }: Commit): readonly Hand[] {
  const trailers = [...message.matchAll(/^co-authored-by:([^<>]*)<([^<>]+)>\s*$/gim)];
  return [...hands, ...trailers.map(([, name = '', email = '']) => ({ login: undefined, name: name.trim(), email: email.trim() }))];
}

/** An address may name another login than the account that GitHub found for it; then both had a hand in it. */
function loginsOf({ login: found, email }: Hand): readonly Login[] {
  const named = noreply.exec(email.trim())?.[1];
  return [...(found === undefined ? [] : [found]), ...(named !== undefined && isLogin(named) ? [login(named)] : [])];
}

function asNamed(name: string, email: string): readonly string[] {
  return name === '' && email === '' ? [] : [`${name} <${email}>`.trim()];
}

/** Source: GitHub Docs, "Email addresses reference", the two forms of noreply addresses. */
const noreply = /^(?:\d+\+)?([^@+\s]+)@users\.noreply\.github\.com$/i;
