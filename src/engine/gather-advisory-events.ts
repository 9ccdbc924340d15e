/** What is seen of the advisory itself: how it stands, what it says, and who wrote in its comments. */
import type { CaseEvent } from '../core/events.ts';
import { isWaiting } from '../core/intake/waiting.ts';
import { editedBeforeRead } from '../core/messages.ts';
import { readComment, type ReadLine } from '../commands/read-comment.ts';
import type { Engine } from './engine.ts';
import type { FoundCase } from './find-case.ts';
import { commandEvents } from './gather-command-events.ts';
import type { Sighting } from './sighting.ts';
import { actor } from './who-acts.ts';
import { isYetToBeReopened } from './yet-to-be-reopened.ts';

/** What stands there comes before what state it is in: at the publication it is known what was published. */
export async function advisoryEvents(
  engine: Engine,
  sighting: Extract<Sighting, { kind: 'AdvisorySighted' }>,
  found: FoundCase,
): Promise<readonly CaseEvent[]> {
  const seen = (await isYetToBeReopened(engine.store, sighting.state, found.stored)) ? [] : [advisoryEvent(sighting, found)];
  return sighting.facts === undefined ? seen : [...seen, { kind: 'AdvisoryRead', advisory: sighting.facts, at: engine.clock.now() }];
}

function advisoryEvent(sighting: Extract<Sighting, { kind: 'AdvisorySighted' }>, found: FoundCase): CaseEvent {
  const { at, caseId, repository, installationId, reporter, title, text, reportedAt, state, temporaryFork, severity } = sighting;
  if (found.stored !== undefined || (state !== 'triage' && state !== 'draft'))
    return { kind: 'AdvisorySeen', state, temporaryFork, severity, at };
  return {
    kind: 'ReportReceived',
    caseId,
    repository,
    installationId,
    reporter,
    title,
    text,
    reportedAt,
    state,
    policyProblem: undefined,
    at,
  };
}

export async function advisoryCommentEvents(
  engine: Engine,
  attempt: number,
  found: FoundCase,
  sighting: Extract<Sighting, { kind: 'AdvisoryCommentSighted' }>,
): Promise<readonly CaseEvent[]> {
  const { author, commentId, digest, text, unedited, at } = sighting;
  const from = { kind: 'advisory', commentId } as const;
  const lines = unedited ? readComment(text) : editedLines(text);
  return [
    { kind: 'AdvisoryCommentSeen', commentId, digest, at },
    ...(await spokenEvents(engine, attempt, found, sighting)),
    ...(await commandEvents(engine, attempt, found, { author, from, at, text, lines })),
  ];
}

/** That somebody wrote at all: the reporter's answer ends a wait, a maintainer's first word is the first contact (S24). Asked only while it matters. */
async function spokenEvents(
  engine: Engine,
  attempt: number,
  found: FoundCase,
  { author, at, commentId }: Extract<Sighting, { kind: 'AdvisoryCommentSighted' }>,
): Promise<readonly CaseEvent[]> {
  if (found.stored === undefined) return [];
  const { case: thisCase, policy } = found.stored;
  if (author === thisCase.report.reporter) return isWaiting(thisCase) ? [{ kind: 'ReporterSpoke', at }] : [];
  if (thisCase.contacted !== undefined || !policy.answerNeedsPlan) return [];
  const { role } = await actor(engine, attempt, found, author);
  return role === 'maintainer' ? [{ kind: 'MaintainerSpoke', by: author, commentId, at }] : [];
}

function editedLines(text: string): readonly ReadLine[] {
  const hadCommands = readComment(text).length > 0;
  return hadCommands ? [{ line: 1, problem: { code: 'unreadable', message: editedBeforeRead() } }] : [];
}
