/** How a case begins, and what GitHub shows of its advisory. */
import type { Case } from './case.ts';
import type { Decision } from './decision.ts';
import type { Seen } from './events.ts';
import type { Login } from './ids.ts';
import { commentEdited, policyNotUsed, publishedByOthers } from './messages.ts';
import { accept, ignore, withNote } from './outcome.ts';
import { tellMaintainers } from './say.ts';
import { nextPhase } from './transitions.ts';

/** Named when GitHub's own pages, not a command, did something: GitHub does not say who. */
const somebody = 'somebody-on-github' as Login;

export function openCase(event: Seen<'ReportReceived'>): Decision {
  const { caseId, repository, installationId, reporter, title, text, reportedAt } = event;
  const drafted = event.state === 'draft';
  const opened: Case = {
    id: caseId,
    repository,
    installationId,
    phase: drafted ? 'accepted' : 'reported',
    report: { title, text, reporter, reportedAt },
    // Maintainers who began the draft themselves owe nobody a first answer.
    acknowledged: drafted ? { by: reporter ?? somebody, at: reportedAt } : undefined,
    accepted: drafted ? { by: reporter ?? somebody, at: reportedAt } : undefined,
    rejected: undefined,
    fixLead: undefined,
    score: undefined,
    pullRequests: [],
    holds: [],
    proposedRelease: undefined,
    release: undefined,
    published: undefined,
    caseIssue: undefined,
    advisoryComments: 'unknown',
    temporaryFork: undefined,
    seenComments: {},
    rung: [],
    stuck: [],
    recent: [],
  };
  const next = withNote(opened, reportedAt, drafted ? 'maintainers began the advisory' : 'the report came in');
  const problem = event.policyProblem === undefined ? [] : tellMaintainers(next, 'policy-problem', policyNotUsed(event.policyProblem));
  return accept(next, [{ rule: drafted ? 'S27' : 'S9' }], problem);
}

/** The advisory as GitHub shows it: somebody may have used GitHub's own buttons. */
export function seeAdvisory(thisCase: Case, event: Seen<'AdvisorySeen'> | Seen<'ReportReceived'>): Decision {
  if (event.kind === 'ReportReceived') return event.state === 'draft' ? seeState(thisCase, event, 'draft') : ignore('the case is open');
  const withFork =
    event.temporaryFork === undefined || event.temporaryFork === thisCase.temporaryFork ? thisCase : noticeFork(thisCase, event);
  const decision = seeState(withFork, event, event.state);
  return decision.outcome === 'ignored' && withFork !== thisCase
    ? accept(withFork, [{ fact: 'a temporary private fork appeared' }])
    : decision;
}

function noticeFork(thisCase: Case, event: Seen<'AdvisorySeen'>): Case {
  return withNote(
    { ...thisCase, temporaryFork: event.temporaryFork },
    event.at,
    'a temporary private fork appeared; the app cannot see into it',
  );
}

function seeState(thisCase: Case, event: { at: number }, state: Seen<'AdvisorySeen'>['state']): Decision {
  const act = { by: somebody, at: event.at };
  switch (state) {
    case 'triage':
      return ignore('the report is still waiting');
    case 'draft': {
      if (thisCase.accepted !== undefined || nextPhase(thisCase.phase, 'SeenAsDraft') === undefined)
        return ignore('it is known to be a draft');
      const next: Case = { ...thisCase, phase: 'accepted', accepted: act, acknowledged: thisCase.acknowledged ?? act };
      return accept(withNote(next, event.at, 'the report was accepted on GitHub'), [{ rule: 'S27' }]);
    }
    case 'closed':
    case 'withdrawn': {
      if (thisCase.phase === 'rejected' || nextPhase(thisCase.phase, 'SeenClosed') === undefined) return ignore('it is known to be closed');
      const next: Case = { ...thisCase, phase: 'rejected', rejected: { ...act, reason: 'closed on GitHub without a reason given here' } };
      return accept(withNote(next, event.at, 'the advisory was closed on GitHub'), [{ rule: 'S23' }]);
    }
    case 'published': {
      if (thisCase.phase === 'published') return ignore('it is known to be published');
      if (thisCase.phase === 'publishing')
        return accept({ ...thisCase, phase: 'published', published: { at: event.at, by: 'fixlead' } }, [{ rule: 'S46' }]);
      const next: Case = { ...thisCase, phase: 'published', published: { at: event.at, by: 'somebody-else' } };
      return accept(
        withNote(next, event.at, 'the advisory was published on GitHub'),
        [{ rule: 'S46' }],
        tellMaintainers(next, 'published', publishedByOthers(event.at)),
      );
    }
  }
}

export function seeComment(thisCase: Case, event: Seen<'AdvisoryCommentSeen'>): Decision {
  const seenComments = { ...thisCase.seenComments, [event.commentId]: { digest: event.digest, gone: false } };
  return accept({ ...thisCase, seenComments, advisoryComments: 'available' }, []);
}

/** A collaborator may rewrite or delete anybody's comment; it acts no more, but it is remembered and told. */
export function noticeCommentChange(thisCase: Case, event: Seen<'AdvisoryCommentEdited'> | Seen<'AdvisoryCommentGone'>): Decision {
  const known = thisCase.seenComments[event.commentId];
  if (known === undefined) return ignore('the comment was not seen before');
  const digest = event.kind === 'AdvisoryCommentEdited' ? event.digest : known.digest;
  const gone = event.kind === 'AdvisoryCommentGone';
  if (known.digest === digest && known.gone === gone) return ignore('that is known');
  const next = { ...thisCase, seenComments: { ...thisCase.seenComments, [event.commentId]: { digest, gone } } };
  return accept(
    next,
    [{ fact: 'an advisory comment was edited or deleted after it was read' }],
    tellMaintainers(next, `comment-changed/${event.commentId}/${digest}`, commentEdited()),
  );
}
