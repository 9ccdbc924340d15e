/** The channels on GitHub, by the name behind `github:`. Here alone we write words of our own into a public repository. */
import type { NoticeSender } from '../../../engine/ports/github.ts';
import { noticeDiscussion } from './notice-discussion.ts';
import { noticeIssue } from './notice-issue.ts';
import { noticeInReleases } from './notice-release.ts';
import type { Tools } from './performer.ts';

export function noticesOnGitHub(tools: Tools): NoticeSender {
  const [issue, release, discussion] = [noticeIssue(tools), noticeInReleases(tools), noticeDiscussion(tools)];
  const senderOf = (name: string): NoticeSender => (name === 'release' ? release : name === 'issue' ? issue : discussion);
  return {
    look: async (context, notice, name) => senderOf(name).look?.(context, notice, name),
    send: async (context, notice, name) => {
      // What was given up may stand there all the same: its answer was lost, or could not be looked for.
      const before = notice.retries > 0 ? await senderOf(name).look?.(context, notice, name) : undefined;
      return before ?? senderOf(name).send(context, notice, name);
    },
  };
}
