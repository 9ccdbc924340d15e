/** A notice as a public issue of the project itself. */
import { z } from 'zod';
import type { RepositoryName } from '../../../core/ids.ts';
import type { NoticeSender, SentNotice } from '../../../engine/ports/github.ts';
import { isOurs } from '../marker.ts';
import { ownerAndRepo } from '../places.ts';
import { issueAnswer, perPage } from '../read-answers.ts';
import { bodyOf, mayBe } from './notice-text.ts';
import type { Tools } from './performer.ts';

/** How far back we look for an issue that an earlier try may have opened: 300 issues, newest first. */
const maxIssuePages = 3;

export function noticeIssue({ connection }: Tools): NoticeSender {
  const issues = '/repos/{owner}/{repo}/issues';
  return {
    look: async ({ installationId, repository }, notice) => {
      const ownLogin = await connection.ownLogin();
      const newestFirst = { ...ownerAndRepo(repository), state: 'all', sort: 'created', direction: 'desc', per_page: perPage };
      const asker = connection.asInstallation(installationId);
      for await (const { items } of asker.pages(`GET ${issues}`, newestFirst, z.array(issueAnswer), maxIssuePages)) {
        const found = items.find(
          (issue) => isOurs({ text: issue.body, author: issue.author }, notice.key, ownLogin) && mayBe(notice, issue.body),
        );
        if (found !== undefined) return sent(repository, found.number);
      }
      return undefined;
    },
    send: async ({ installationId, repository }, notice) => {
      const issue = { ...ownerAndRepo(repository), title: notice.subject, body: bodyOf(notice) };
      const answer = await connection.asInstallation(installationId).ask(`POST ${issues}`, issue, issueAnswer);
      return sent(repository, answer.number);
    },
  };
}

function sent(repository: RepositoryName, number: number): SentNotice {
  return { result: `issue ${repository}#${number}`, link: `https://github.com/${repository}/issues/${number}` };
}
