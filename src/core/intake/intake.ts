/** How a case begins, and what GitHub shows of its advisory. */
import { somebody } from '../act.ts';
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Seen } from '../events.ts';
import type { AdvisoryState } from '../sighting-events.ts';
import { closedByHand, commentChanged } from '../messages.ts';
import { policyNotUsed } from '../policy-version/policy-words.ts';
import { accept, ignore, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { seeSeverity } from '../score/hand-edits.ts';
import { becamePublic, wishState } from '../disclosure/publication.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { nextPhase } from '../transitions.ts';
import { answeredByDeciding } from './triage.ts';

export function openCase(event: Seen<'ReportReceived'>): Decision {
  const { caseId, repository, installationId, reporter, title, text, reportedAt } = event;
  const drafted = event.state === 'draft';
  const opened: Case = {
    id: caseId,
    repository,
    installationId,
    phase: drafted ? 'accepted' : 'reported',
    report: { title, text, reporter, reportedAt },
    policyVersion: event.policyVersion,
    contacted: drafted ? { by: reporter ?? somebody, at: reportedAt } : undefined,
    // Maintainers who began the draft themselves owe nobody a first answer.
    acknowledged: drafted ? { by: reporter ?? somebody, at: reportedAt } : undefined,
    accepted: drafted ? { by: reporter ?? somebody, at: reportedAt } : undefined,
    rejected: undefined,
    fixLead: undefined,
    score: undefined,
    affected: undefined,
    exception: undefined,
    waits: [],
    knownPublicly: undefined,
    slowedDown: undefined,
    upstream: undefined,
    mitigation: undefined,
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
  const problem =
    event.policyProblem === undefined
      ? []
      : tellMaintainers(next, 'policy-problem', policyNotUsed(event.policyProblem, event.policyVersion));
  return accept(next, [{ rule: drafted ? 'S27' : 'S9' }], problem);
}

/** The advisory as GitHub shows it: somebody may have used GitHub's own buttons. */
export function seeAdvisory(thisCase: Case, event: Seen<'AdvisorySeen'> | Seen<'ReportReceived'>, policy: Policy): Decision {
  if (event.kind === 'ReportReceived') return event.state === 'draft' ? seeState(thisCase, event, policy) : ignore('the report is known');
  const withFork =
    event.temporaryFork === undefined || event.temporaryFork === thisCase.temporaryFork ? thisCase : noticeFork(thisCase, event);
  const { next, effects } = seeSeverity(withFork, event);
  const decision = seeState(next, event, policy);
  if (decision.outcome === 'accepted') return { ...decision, effects: [...effects, ...decision.effects] };
  const fact = withFork === thisCase ? 'another severity was seen on the advisory' : 'a temporary private fork appeared';
  return decision.outcome === 'ignored' && next !== thisCase ? accept(next, [{ fact }], effects) : decision;
}

function noticeFork(thisCase: Case, event: Seen<'AdvisorySeen'>): Case {
  return withNote(
    { ...thisCase, temporaryFork: event.temporaryFork },
    event.at,
    'a temporary private fork appeared; the app cannot see into it',
  );
}

function seeState(thisCase: Case, event: { readonly at: Instant; readonly state: AdvisoryState }, policy: Policy): Decision {
  const act = { by: somebody, at: event.at };
  switch (event.state) {
    case 'triage':
      return ignore('the report is still waiting');
    case 'draft': {
      if (nextPhase(thisCase.phase, 'SeenAsDraft') === undefined) return ignore(`the case is ${thisCase.phase}, and stays so`);
      if (thisCase.accepted !== undefined) return ignore('it is known to be a draft');
      // Nobody wrote to the reporter by it, so where the first contact is a clock of its own that one runs on.
      const { acknowledged } = answeredByDeciding(thisCase, act, policy);
      const next: Case = { ...thisCase, phase: 'accepted', accepted: act, acknowledged };
      return accept(withNote(next, event.at, 'the report was accepted on GitHub'), [{ rule: 'S27' }]);
    }
    case 'closed': {
      if (thisCase.reopened !== undefined && event.at <= thisCase.reopened.at) return ignore('it was closed before it was reopened');
      if (thisCase.phase === 'rejected' || nextPhase(thisCase.phase, 'SeenClosed') === undefined) return ignore('it is known to be closed');
      const next: Case = { ...thisCase, phase: 'rejected', rejected: { ...act, reason: 'closed on GitHub without a reason given here' } };
      // The wish for a draft, or to publish, may still be waiting; this one takes its place.
      return accept(
        withNote(next, event.at, 'the advisory was closed on GitHub'),
        [{ rule: 'S23' }],
        [wishState(next, 'closed'), ...tellMaintainers(next, `closed-by-hand/${event.at}`, closedByHand(next))],
      );
    }
    case 'published':
    // Only what was public can be withdrawn.
    case 'withdrawn':
      return becamePublic(thisCase, event.at);
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
    tellMaintainers(
      next,
      `comment-changed/${event.commentId}/${gone ? 'gone' : digest}`,
      commentChanged(next, gone ? 'deleted' : 'edited'),
    ),
  );
}
