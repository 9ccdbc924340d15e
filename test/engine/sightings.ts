// What GitHub may show, as sightings; a test names only what it is about.
import { login } from '../../src/core/ids.ts';
import type { PolledComment } from '../../src/engine/ports/github.ts';
import type { Sighting } from '../../src/engine/sighting.ts';
import { aCaseId, aFixRepository, aMaintainer, aReporter, aRepository, reportedAt } from '../fixtures/a-case.ts';
import { hourMs, sha, theCaseIssue } from '../fixtures/happenings.ts';
import type { LivePullRequest } from '../../src/engine/ports/github.ts';

type Sighted<Kind extends Sighting['kind']> = Extract<Sighting, { kind: Kind }>;
type But<Kind extends Sighting['kind']> = Partial<Omit<Sighted<Kind>, 'kind'>>;

const seen = { installationId: 41, at: reportedAt + hourMs } as const;
/** The pull request #11 of the fix repository. */
export const pull11 = { repository: aFixRepository, number: 11 } as const;

export function advisorySighted(but: But<'AdvisorySighted'> = {}): Sighting {
  return {
    ...seen,
    kind: 'AdvisorySighted',
    caseId: aCaseId,
    repository: aRepository,
    state: 'triage',
    reporter: aReporter,
    title: 'Widgets can be read by anybody',
    text: 'Ask for /widgets/1 without signing in.',
    reportedAt,
    temporaryFork: undefined,
    ...but,
  };
}

export function advisoryComment(text: string, but: But<'AdvisoryCommentSighted'> = {}): Sighting {
  return {
    ...{
      ...seen,
      kind: 'AdvisoryCommentSighted',
      caseId: aCaseId,
      commentId: '71',
      author: aMaintainer,
      text,
      digest: `digest of ${text}`,
    },
    ...{ unedited: true, ...but },
  };
}

export function issueComment(text: string, but: But<'IssueCommentSighted'> = {}): Sighting {
  const said = { place: theCaseIssue, onPullRequest: false, commentId: '72', author: aMaintainer, text };
  return { ...seen, kind: 'IssueCommentSighted', ...said, ...but };
}

export function pullComment(text: string, but: But<'IssueCommentSighted'> = {}): Sighting {
  return issueComment(text, { place: pull11, onPullRequest: true, commentId: '73', ...but });
}

export function pullSighted(but: But<'PullRequestSighted'> = {}): Sighting {
  const shown = {
    place: pull11,
    line: 'main',
    headSha: sha('1'),
    state: 'open',
    author: login('wanda'),
    names: `fix for ${aCaseId}`,
  } as const;
  return { ...seen, kind: 'PullRequestSighted', ...shown, ...but };
}

export function changeProposed(but: But<'ChangeProposed'> = {}): Sighting {
  return { ...seen, kind: 'ChangeProposed', place: { repository: aRepository, number: 12 }, headSha: sha('a'), ...but };
}

export function reviewSighted(but: But<'ReviewSighted'> = {}): Sighting {
  return { ...seen, kind: 'ReviewSighted', place: pull11, reviewer: aMaintainer, verdict: 'approved', sha: sha('a'), ...but };
}

/** The pull request as GitHub shows it when it is asked. */
export function live(but: Partial<LivePullRequest> = {}): LivePullRequest {
  return { headSha: sha('a'), authors: [login('wanda')], line: 'main', state: 'open', names: `fix for ${aCaseId}`, ...but };
}

export function polled(commentId: string, text: string, but: Partial<PolledComment> = {}): PolledComment {
  const at = reportedAt + hourMs;
  return { commentId, author: aMaintainer, authorIsBot: false, text, createdAt: at, updatedAt: at, ...but };
}
