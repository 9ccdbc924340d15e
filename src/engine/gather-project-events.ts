/** From a sighting that concerns no single case to events of its project. */
import type { ProjectEvent, ProjectSurface } from '../core/project/project-events.ts';
import { readComment } from '../commands/read-comment.ts';
import type { Engine } from './engine.ts';
import { policyProposed } from './read-proposal.ts';
import type { Sighting } from './sighting.ts';
import type { ProjectGround } from './step.ts';
import { ledBy } from './who-is-away.ts';
import { whoIs } from './who-is.ts';

/** Errors: throws when GitHub cannot be asked who somebody is; after `mostRoleTries` tries the answer is `unknown` instead. */
export async function gatherProjectEvents(
  engine: Engine,
  attempt: number,
  sighting: Sighting,
  ground: ProjectGround,
): Promise<readonly ProjectEvent[]> {
  if (sighting.kind === 'ChangeProposed') return [await policyProposed(engine, attempt, sighting)];
  if (sighting.kind !== 'IssueCommentSighted') return [];
  const lines = readComment(sighting.text);
  if (lines.length === 0) return [];
  const by = { login: sighting.author, role: await whoIs(engine, attempt, ground, sighting.author) };
  const from: ProjectSurface = { kind: 'project-issue', commentId: sighting.commentId, ...sighting.place };
  return Promise.all(
    lines.map(async (read): Promise<ProjectEvent> => {
      const typed = { by, from, line: read.line, at: sighting.at };
      if ('problem' in read) return { ...typed, kind: 'ProjectCommandNotUnderstood', message: read.problem.message };
      if (read.asked.kind !== 'AwaySaid') return { ...typed, kind: 'ProjectCommandNotUnderstood', message: saidInCases };
      const login = read.asked.login ?? by.login;
      const role = read.asked.login === undefined ? by.role : await whoIs(engine, attempt, ground, login);
      return { ...typed, ...read.asked, login, role, leads: await ledBy(engine, ground.repository, login) };
    }),
  );
}

const saidInCases = "This concerns a single case: please say it in that case's issue.";
