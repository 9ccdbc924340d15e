/** What we say to the reporter: comments on the advisory, where GitHub offers them. */
import type { EffectOf } from '../../../core/effects.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { Found, PerformContext, Performer } from '../../../engine/ports/github.ts';
import { changeComment, listComments, postComment } from '../advisories.ts';
import { lacksPermission, wasRefusedWith } from '../failures.ts';
import { isOurs, readsTheSame, withMarker } from '../marker.ts';
import type { Tools } from './performer.ts';
import { advisoryOf, editInPlace } from './performer.ts';

export function sayOnAdvisory(tools: Tools): Performer<'SayOnAdvisory'> {
  return {
    look: async (context, effect) => {
      const found = await findOurs(tools, context, effect.key);
      return found === 'absent' ? absent(tools) : found && said(found.commentId);
    },
    perform: (context, effect) => post(tools, context, effect),
  };
}

/** One comment of ours, edited in place. Should somebody have taken the mark off it, a new one is posted. */
export function showStatus(tools: Tools): Performer<'ShowStatus'> {
  const wanted = (effect: EffectOf<'ShowStatus'>) => withMarker(effect.body, effect.key);
  return editInPlace(
    async (context, effect) => {
      const found = await findOurs(tools, context, effect.key);
      if (found === 'absent') return absent(tools);
      return found !== undefined && readsTheSame(found.text, wanted(effect)) ? said(found.commentId) : undefined;
    },
    async (context, effect) => {
      const found = await findOurs(tools, context, effect.key);
      if (found === 'absent') return absent(tools);
      if (found === undefined) return post(tools, context, effect);
      const asker = tools.connection.asInstallation(context.installationId);
      return said((await changeComment(asker, advisoryOf(context), found.commentId, wanted(effect))).commentId);
    },
  );
}

async function findOurs({ connection }: Tools, context: PerformContext, effectKey: string) {
  const comments = await listComments(connection.asInstallation(context.installationId), advisoryOf(context));
  if (comments === 'absent') return comments;
  const ownLogin = await connection.ownLogin();
  return comments.find((comment) => isOurs(comment, effectKey, ownLogin));
}

async function post(tools: Tools, context: PerformContext, effect: EffectOf<'SayOnAdvisory' | 'ShowStatus'>): Promise<Found> {
  const asker = tools.connection.asInstallation(context.installationId);
  try {
    return said((await postComment(asker, advisoryOf(context), withMarker(effect.body, effect.key))).commentId);
  } catch (error) {
    if (!wasRefusedWith(error, 404) && !lacksPermission(error)) throw error;
    if ((await listComments(asker, advisoryOf(context))) === 'absent') return absent(tools);
    // To call the comments absent here would be wrong: the next poll finds them, and the case would go to and fro.
    throw new GitHubFailure(`GitHub lets us read the comments of ${context.about} but not write one (${error.reason})`, {
      permanent: true,
    });
  }
}

function said(commentId: string): Found {
  return { result: `comment ${commentId}` };
}

/** No failure: the case learns of it and says the same in its private issue. */
function absent({ now }: Tools): Found {
  return { result: 'comments-absent', event: { kind: 'AdvisoryCommentsFound', at: now(), are: 'absent' } };
}
