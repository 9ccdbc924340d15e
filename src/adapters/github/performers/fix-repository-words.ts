import { z } from 'zod';
import type { Performer } from '../../../engine/ports/github.ts';
import { askForAll } from '../ask.ts';
import { isOurs, withMarker } from '../marker.ts';
import { issueAt } from '../places.ts';
import { commentAnswer, perPage } from '../read-answers.ts';
import type { Tools } from './performer.ts';

const comments = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
/** 3,000 comments. */
const maxCommentPages = 30;

/** Issues and pull requests share numbers and this way of commenting. */
export function sayInFixRepository({ connection }: Tools): Performer<'SayInFixRepository'> {
  return {
    look: async ({ installationId }, effect) => {
      const all = await askForAll(connection.asInstallation(installationId), {
        route: `GET ${comments}`,
        parameters: { ...issueAt(effect.place), per_page: perPage },
        items: z.array(commentAnswer),
        maxPages: maxCommentPages,
      });
      const ownLogin = await connection.ownLogin();
      const found = all.find((comment) => isOurs(comment, effect.key, ownLogin));
      return found && { result: `comment ${found.commentId}` };
    },
    perform: async ({ installationId }, effect) => {
      const comment = { ...issueAt(effect.place), body: withMarker(effect.body, effect.key) };
      const answer = await connection.asInstallation(installationId).ask(`POST ${comments}`, comment, commentAnswer);
      return { result: `comment ${answer.commentId}` };
    },
  };
}
