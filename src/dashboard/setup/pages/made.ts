/** The browser comes back from GitHub: the App is there, its credentials are fetched and written down. */
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import { problem } from '../../pages/problems.ts';
import type { Reply } from '../../route.ts';
import type { AskedByHolder } from '../route.ts';

/** The state says that this browser began it, so that nobody can slip an App of their own in. */
export async function made({ setup, desk, query }: AskedByHolder): Promise<Reply> {
  const begun = desk.take(query.get('state') ?? '', setup.now());
  const code = query.get('code') ?? '';
  if (begun === undefined || code === '')
    return problem(
      400,
      'This is not the App that was begun here',
      'Nothing was fetched or written. Open the set-up again and begin anew; an App that GitHub made meanwhile can be deleted in its settings.',
    );
  try {
    desk.made = await setup.makeApp(code, begun.appUrl);
    return { kind: 'redirect', to: '/setup/checklist' };
  } catch (cause) {
    if (cause instanceof GitHubFailure) return problem(503, 'The App’s credentials could not be fetched', `${cause.message}. ${deleteIt}`);
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return problem(500, 'The App’s credentials could not be written', `The system said ${String(cause.code)}. ${deleteIt}`);
  }
}

const deleteIt = 'GitHub gives them once: delete the App in its settings on GitHub, then open the set-up again and begin anew.';
