/** Where words go: the answer to where it was asked, news to whom it concerns. A text said once has a key of its own. */
import type { Case } from './case.ts';
import { effectKey, type Effect } from './effects.ts';
import type { CommandEvent, Surface } from './command-events.ts';
import { tellReporterByHand } from './messages.ts';

/** The answer to one command, standing where the command was typed. */
export function answer(thisCase: Case, event: CommandEvent, body: string): Effect {
  const key = effectKey(thisCase.id, `answer/${event.from.kind}/${event.from.commentId}/${event.line}`);
  if (event.from.kind === 'dashboard') return { key, kind: 'AnswerOnDashboard', audience: 'maintainers', act: event.from.commentId, body };
  return event.from.kind === 'advisory'
    ? { key, kind: 'SayOnAdvisory', audience: 'reporter', body }
    : {
        key,
        kind: 'SayInFixRepository',
        audience: 'maintainers',
        place: { repository: event.from.repository, number: event.from.number },
        body,
      };
}

/** Whether only maintainers read what is said there. */
export function isPrivatePlace(surface: Surface): boolean {
  return surface.kind !== 'advisory';
}

/** News for the reporter: on the advisory, or handed to the maintainers where GitHub does not let us write there. */
export function tellReporter(thisCase: Case, name: string, body: string): readonly Effect[] {
  const key = effectKey(thisCase.id, `tell-reporter/${name}`);
  if (thisCase.advisoryComments !== 'absent') return [{ key, kind: 'SayOnAdvisory', audience: 'reporter', body }];
  return inCaseIssue(thisCase, key, tellReporterByHand(body));
}

/** News for the maintainers: in the case issue, or on the advisory while there is none. */
export function tellMaintainers(thisCase: Case, name: string, body: string): readonly Effect[] {
  const key = effectKey(thisCase.id, `tell-maintainers/${name}`);
  if (thisCase.caseIssue !== undefined) return inCaseIssue(thisCase, key, body);
  return thisCase.advisoryComments === 'absent' ? [] : [{ key, kind: 'SayOnAdvisory', audience: 'reporter', body }];
}

/** News that the reporter must not read, such as names of commits and files: in the case issue, or not at all while there is none. */
export function tellInPrivate(thisCase: Case, name: string, body: string): readonly Effect[] {
  return inCaseIssue(thisCase, effectKey(thisCase.id, `tell-in-private/${name}`), body);
}

function inCaseIssue(thisCase: Case, key: string, body: string): readonly Effect[] {
  return thisCase.caseIssue === undefined
    ? []
    : [{ key, kind: 'SayInFixRepository', audience: 'maintainers', place: thisCase.caseIssue, body }];
}
