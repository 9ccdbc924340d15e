/** Who is away stands with the project; before a case is decided on it hears what has changed. */
import type { CaseEvent } from '../core/events.ts';
import type { CaseId, Login, RepositoryName } from '../core/ids.ts';
import type { Engine } from './engine.ts';

export async function awayNews(engine: Engine, caseId: CaseId): Promise<readonly CaseEvent[]> {
  const stored = await engine.store.readCase(caseId);
  if (stored === undefined) return [];
  const away = (await engine.store.readProject(stored.case.repository))?.project.away ?? [];
  if (JSON.stringify(away) === JSON.stringify(stored.case.away ?? [])) return [];
  return [{ kind: 'AwayHeard', away, at: engine.clock.now() }];
}

/** The open cases that somebody leads. */
export async function ledBy(engine: Engine, repository: RepositoryName, login: Login): Promise<readonly CaseId[]> {
  const open = await engine.store.listCases({ open: true, repository });
  return open.filter((one) => one.fixLead?.login === login).map((one) => one.id);
}
