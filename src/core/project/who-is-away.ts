/** The project keeps who is away, and tells the cases that they lead. */
import type { ProjectDecision, Tell } from '../decision.ts';
import { whyNotMaintainer } from '../permissions.ts';
import { absence, withAbsence, type Away } from '../people/away.ts';
import { awayAnswer, whyNotAway } from '../people/away-words.ts';
import type { CaseId, Login } from '../ids.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import type { Project } from './project.ts';
import type { ProjectEvent } from './project-events.ts';
import { answerInProject } from './say-to-project.ts';

type Change = { readonly login: Login; readonly absent: Away | undefined; readonly leads: readonly CaseId[]; readonly at: Instant };

/** Said in a case, where it was answered. */
export function keepAway(
  project: Project,
  { login, absent, leads, at }: Change,
  now: Instant,
): Extract<ProjectDecision, { outcome: 'accepted' }> {
  const away = withAbsence(project.away ?? [], login, absent, now);
  const tells = leads.map((caseId): Tell => ({ to: 'case', caseId, event: { kind: 'AwayHeard', away, at } }));
  return { outcome: 'accepted', next: { ...project, away }, effects: [], because: [{ fact: 'a maintainer said so' }], tells };
}

/** Said in the project's own issue, or on the dashboard. */
export function sayAwayToProject(
  project: Project,
  event: Extract<ProjectEvent, { kind: 'AwaySaid' }>,
  policy: Policy,
  now: Instant,
): ProjectDecision {
  const { by, login, until, leads, at } = event;
  const answer = (body: string) => answerInProject(project, event, body);
  const wrong = whyNotMaintainer(event, policy) ?? whyNotAway(event, policy, now);
  if (wrong !== undefined) return { outcome: 'refused', refusal: { ...wrong, because: [] }, effects: answer(wrong.message) };
  const absent = until === undefined ? undefined : absence(login, until, { by: by.login, at }, policy.calendar);
  return { ...keepAway(project, { login, absent, leads, at }, now), effects: answer(awayAnswer(login, absent)) };
}
