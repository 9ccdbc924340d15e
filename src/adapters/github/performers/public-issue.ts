import { z } from 'zod';
import type { EffectOf } from '../../../core/effects.ts';
import { findCaseId } from '../../../core/ids.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { Found, Performer } from '../../../engine/ports/github.ts';
import { readsTheSame } from '../marker.ts';
import { nameOf, ownerAndRepo } from '../places.ts';
import { issueAnswer, perPage } from '../read-answers.ts';
import type { Tools } from './performer.ts';

/** How far back we look for an issue that an earlier try may have opened: 300 issues, newest first. */
const maxIssuePages = 3;

/** It carries no mark of ours, which is made from the name of the advisory: an earlier try is known by its author and its very words. */
export function openPublicIssue({ connection, now }: Tools): Performer<'OpenPublicIssue'> {
  const opened = (effect: EffectOf<'OpenPublicIssue'>, number: number): Found => {
    const place = { repository: effect.repository, number };
    return { result: `issue ${nameOf(place)}`, event: { kind: 'PublicIssueOpened', at: now(), place } };
  };
  return {
    look: async ({ installationId }, effect) => {
      const ownLogin = await connection.ownLogin();
      const newestFirst = { ...ownerAndRepo(effect.repository), state: 'all', sort: 'created', direction: 'desc', per_page: perPage };
      const asker = connection.asInstallation(installationId);
      for await (const { items } of asker.pages('GET /repos/{owner}/{repo}/issues', newestFirst, z.array(issueAnswer), maxIssuePages)) {
        const found = items.find(
          (issue) => issue.author === ownLogin && issue.title === effect.title && readsTheSame(issue.body, effect.body),
        );
        if (found !== undefined) return opened(effect, found.number);
      }
      return undefined;
    },
    perform: async ({ installationId }, effect) => {
      if (findCaseId(`${effect.title}\n${effect.body}`) !== undefined)
        throw new GitHubFailure('refused to write: a public issue would name an advisory', { permanent: true });
      const issue = { ...ownerAndRepo(effect.repository), title: effect.title, body: effect.body };
      const answer = await connection.asInstallation(installationId).ask('POST /repos/{owner}/{repo}/issues', issue, issueAnswer);
      return opened(effect, answer.number);
    },
  };
}
