/** Reading and changing advisories and their comments, whose interface is a preview that may be absent. */
import { z } from 'zod';
import type { CaseId, RepositoryName } from '../../core/ids.ts';
import type { PolledComment } from '../../engine/ports/github.ts';
import type { Asker } from './ask.ts';
import { askForAll } from './ask.ts';
import { lacksPermission, wasRefusedWith } from './failures.ts';
import { ownerAndRepo } from './places.ts';
import type { Advisory } from './advisory-answer.ts';
import { advisoryAnswer } from './advisory-answer.ts';
import { commentAnswer, perPage } from './read-answers.ts';

export type AdvisoryPlace = { readonly repository: RepositoryName; readonly caseId: CaseId };

const advisoryPath = '/repos/{owner}/{repo}/security-advisories/{ghsa_id}';
/** 3,000 comments. */
const maxCommentPages = 30;

export async function getAdvisory(asker: Asker, place: AdvisoryPlace): Promise<Advisory> {
  return asker.ask(`GET ${advisoryPath}`, parametersOf(place), advisoryAnswer);
}

export async function changeAdvisory(asker: Asker, place: AdvisoryPlace, change: Readonly<Record<string, unknown>>): Promise<Advisory> {
  return asker.ask(`PATCH ${advisoryPath}`, { ...parametersOf(place), ...change }, advisoryAnswer);
}

/** GitHub answers 202 and tells nothing more; the id shows on the advisory when there is one. */
export async function askAboutCve(asker: Asker, place: AdvisoryPlace): Promise<void> {
  await asker.ask(`POST ${advisoryPath}/cve`, parametersOf(place), z.unknown());
}

/**
 * All comments that are not confidential, oldest first, or `absent` where GitHub does not offer them to us: the comments answer 404, or
 * 403 for want of a permission, while the advisory itself can be read.
 * Errors: GitHubFailure, also when the advisory cannot be read.
 * Source: GitHub changelog of 2026-10-02, "Repository security advisory comments API in public preview".
 */
export async function listComments(asker: Asker, place: AdvisoryPlace): Promise<readonly PolledComment[] | 'absent'> {
  try {
    return await askForAll(asker, {
      route: `GET ${advisoryPath}/comments`,
      parameters: { ...parametersOf(place), per_page: perPage },
      items: z.array(commentAnswer),
      maxPages: maxCommentPages,
    });
  } catch (error) {
    if (!wasRefusedWith(error, 404) && !lacksPermission(error)) throw error;
    await getAdvisory(asker, place);
    return 'absent';
  }
}

export async function postComment(asker: Asker, place: AdvisoryPlace, body: string): Promise<PolledComment> {
  return asker.ask(`POST ${advisoryPath}/comments`, { ...parametersOf(place), body }, commentAnswer);
}

export async function changeComment(asker: Asker, place: AdvisoryPlace, commentId: string, body: string): Promise<PolledComment> {
  return asker.ask(`PATCH ${advisoryPath}/comments/{comment_id}`, { ...parametersOf(place), comment_id: commentId, body }, commentAnswer);
}

function parametersOf({ repository, caseId }: AdvisoryPlace) {
  return { ...ownerAndRepo(repository), ghsa_id: caseId };
}
