import { z } from 'zod';
import type { Place } from '../../../core/act.ts';
import type { EffectOf } from '../../../core/effects.ts';
import type { RepositoryName } from '../../../core/ids.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { Found, Performer } from '../../../engine/ports/github.ts';
import { isOurs, keepMarkerOf, readsTheSame, withMarker } from '../marker.ts';
import { issueAt, nameOf, ownerAndRepo } from '../places.ts';
import { anyAnswer, issueAnswer, perPage } from '../read-answers.ts';
import type { Tools } from './performer.ts';
import { editInPlace } from './performer.ts';

/** How far back we look for an issue that an earlier try may have opened: 1,000 issues, newest first. */
const maxIssuePages = 10;

export function openCaseIssue(tools: Tools): Performer<'OpenCaseIssue'> {
  return openIssue(tools, (place) => ({ kind: 'CaseIssueOpened', at: tools.now(), place }));
}

export function openProjectIssue(tools: Tools): Performer<'OpenProjectIssue'> {
  return openIssue(tools, (place) => ({ kind: 'ProjectIssueOpened', at: tools.now(), place }));
}

function openIssue(
  { connection }: Tools,
  openedAt: (place: Place) => Found['event'] & object,
): Performer<'OpenCaseIssue'> & Performer<'OpenProjectIssue'> {
  const opened = (effect: EffectOf<'OpenCaseIssue' | 'OpenProjectIssue'>, number: number): Found => {
    const place = { repository: effect.repository, number };
    return { result: `issue ${nameOf(place)}`, event: openedAt(place) };
  };
  return {
    look: async ({ installationId }, effect) => {
      const ownLogin = await connection.ownLogin();
      const newestFirst = { ...ownerAndRepo(effect.repository), state: 'all', sort: 'created', direction: 'desc', per_page: perPage };
      const asker = connection.asInstallation(installationId);
      for await (const { items } of asker.pages('GET /repos/{owner}/{repo}/issues', newestFirst, z.array(issueAnswer), maxIssuePages)) {
        const found = items.find(
          (issue) => !issue.isPullRequest && isOurs({ text: issue.body, author: issue.author }, effect.key, ownLogin),
        );
        if (found !== undefined) return opened(effect, found.number);
      }
      return undefined;
    },
    perform: async ({ installationId }, effect) => {
      const issue = { ...ownerAndRepo(effect.repository), title: effect.title, body: withMarker(effect.body, effect.key) };
      const answer = await connection.asInstallation(installationId).ask('POST /repos/{owner}/{repo}/issues', issue, issueAnswer);
      return opened(effect, answer.number);
    },
  };
}

/** The issue was opened by us and carries the mark of that: it stays at the end of every board. */
export function showBoard({ connection }: Tools): Performer<'ShowBoard'> {
  const read = async (installationId: number, effect: EffectOf<'ShowBoard'>) => {
    const asker = connection.asInstallation(installationId);
    const issue = await asker.ask('GET /repos/{owner}/{repo}/issues/{issue_number}', issueAt(effect.place), issueAnswer);
    if (issue.author !== (await connection.ownLogin())) throw notOurs(effect.place.repository, issue.number);
    return { asker, posted: issue.body, wanted: keepMarkerOf(issue.body, effect.body) };
  };
  const shown = (effect: EffectOf<'ShowBoard'>): Found => ({ result: `board ${nameOf(effect.place)}` });
  return editInPlace(
    async ({ installationId }, effect) => {
      const { posted, wanted } = await read(installationId, effect);
      return readsTheSame(posted, wanted) ? shown(effect) : undefined;
    },
    async ({ installationId }, effect) => {
      const { asker, wanted } = await read(installationId, effect);
      await asker.ask('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { ...issueAt(effect.place), body: wanted }, anyAnswer);
      return shown(effect);
    },
  );
}

function notOurs(repository: RepositoryName, number: number): GitHubFailure {
  return new GitHubFailure(`refused to write: the issue ${nameOf({ repository, number })} was not opened by us`, { permanent: true });
}
