/** Who somebody is in a case: to the project, and besides as its reporter. */
import type { Actor } from '../core/command-events.ts';
import type { Login } from '../core/ids.ts';
import type { Engine } from './engine.ts';
import type { FoundCase } from './find-case.ts';
import { whoIs } from './who-is.ts';

/** Who somebody is in this case, asked of GitHub at this moment. Errors: as `whoIs`. */
export async function actor(engine: Engine, attempt: number, { stored }: FoundCase, login: Login): Promise<Actor> {
  if (stored === undefined) return { login, role: 'unknown' };
  const { case: thisCase, policy } = stored;
  const role = await whoIs(engine, attempt, { ...thisCase, policy }, login);
  return { login, role: role === 'outsider' && thisCase.report.reporter === login ? 'reporter' : role };
}
