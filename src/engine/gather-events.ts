/** From a sighting to events: everything that deciding will need is found out here, so that deciding never asks. */
import type { Surface } from '../core/command-events.ts';
import type { CaseEvent } from '../core/events.ts';
import { findMember, isMember, registerOf } from '../core/distributors/register.ts';
import { readComment } from '../commands/read-comment.ts';
import { askAgain, giversAsked } from './ask-again.ts';
import type { Engine } from './engine.ts';
import type { FoundCase } from './find-case.ts';
import { fixRepositoryOpened } from './fix-repository-opened.ts';
import { advisoryCommentEvents, advisoryEvents } from './gather-advisory-events.ts';
import { commandEvents } from './gather-command-events.ts';
import { fixesOf, pullRequestSeen, pushEvents, reviewEvents } from './gather-pull-request-events.ts';
import { openingSeen } from './opened-issue.ts';
import type { Sighting } from './sighting.ts';

/** Errors: throws when GitHub cannot be asked who somebody is; after `mostRoleTries` tries the answer is `unknown` instead. */
export async function gatherEvents(engine: Engine, attempt: number, sighting: Sighting, found: FoundCase): Promise<readonly CaseEvent[]> {
  const { at } = sighting;
  switch (sighting.kind) {
    case 'AdvisorySighted':
      return advisoryEvents(engine, sighting, found);
    case 'AdvisoryCommentSighted':
      return advisoryCommentEvents(engine, attempt, found, sighting);
    case 'AdvisoryCommentChanged': {
      const { commentId, digest } = sighting;
      return [
        digest === undefined ? { kind: 'AdvisoryCommentGone', commentId, at } : { kind: 'AdvisoryCommentEdited', commentId, digest, at },
      ];
    }
    case 'AdvisoryCommentsProbed':
      return [{ kind: 'AdvisoryCommentsFound', are: sighting.are, at }];
    case 'LineSighted': {
      const { line, publicSha, mirrorSha } = sighting;
      return [...(await fixesOf(engine, attempt, found, sighting)), { kind: 'LineSeen', line, publicSha, mirrorSha, at }];
    }
    case 'IssueCommentSighted':
      return issueCommentEvents(engine, attempt, found, sighting);
    case 'ActSighted': {
      const { author, actId, drawn, text } = sighting;
      const from: Surface = { kind: 'dashboard', commentId: actId, drawn };
      return commandEvents(engine, attempt, found, { author, from, at, text, lines: readComment(text) });
    }
    case 'MemberActSighted': {
      const { member, actId: act, says } = sighting;
      return [{ kind: 'MemberSpoke', member, act, isMember: await isListed(engine, found, sighting), says, at }];
    }
    case 'PullRequestSighted':
      return pushEvents(engine, attempt, found, sighting.place);
    case 'GiversDoubted':
      return found.stored === undefined ? [] : giversAsked(engine, attempt, found.stored);
    case 'EvidenceSighted':
      return [{ kind: 'EvidenceGiven', repository: sighting.repository, evidence: sighting.evidence, at }];
    case 'CheckRerequested': {
      const asked = found.stored === undefined ? [] : await askAgain(engine, attempt, found.stored);
      return [...asked, { kind: 'CheckAskedAgain', repository: sighting.repository, sha: sighting.sha, at }];
    }
    case 'RulesSighted':
      return sighting.unguarded.length === 0
        ? [{ kind: 'EnforcementFound', holds: 'by-github', at }]
        : [{ kind: 'EnforcementLost', lines: sighting.unguarded, at }];
    case 'ReviewSighted':
      return reviewEvents(engine, attempt, found, sighting);
    case 'FixSightedInPublic':
      return [{ kind: 'FixBecamePublic', line: sighting.line, sha: sighting.sha, at }];
    case 'ProposalSighted': {
      const { kind: _kind, caseId: _case, installationId: _installation, ...ended } = sighting;
      return [{ kind: 'ProposalEnded', ...ended }];
    }
    case 'TraceSighted':
      return [{ kind: 'LeakSeen', what: sighting.what, where: sighting.where, at }];
    case 'ReleaseSighted':
      return [{ kind: 'ReleaseSeen', line: sighting.line, tag: sighting.tag, at }];
    case 'FixRepositoryOpened':
      return fixRepositoryOpened(engine, attempt, found, sighting);
    case 'PublicIssueSighted':
    case 'ProjectActSighted':
    case 'PublicPullSighted':
    case 'RepositoryOpened':
    case 'ChangeProposed':
    case 'MembersChanged':
    case 'SurroundingsChanged':
      return [];
  }
}

async function issueCommentEvents(
  engine: Engine,
  attempt: number,
  found: FoundCase,
  sighting: Extract<Sighting, { kind: 'IssueCommentSighted' }>,
): Promise<readonly CaseEvent[]> {
  const { place, commentId, author, text, at } = sighting;
  const from: Surface = { kind: sighting.onPullRequest ? 'pull-request' : 'case-issue', commentId, ...place };
  const commands = await commandEvents(engine, attempt, found, { author, from, at, text, lines: readComment(text) });
  if (commands.length === 0) return [];
  return [...openingSeen(found, sighting), ...(await pullRequestSeen(engine, attempt, place, found)), ...commands];
}

/** Whether the register has this member at this address now. */
async function isListed(
  { store }: Engine,
  { stored }: FoundCase,
  { member: name, address }: Extract<Sighting, { kind: 'MemberActSighted' }>,
): Promise<boolean> {
  const project = stored && (await store.readProject(stored.case.repository))?.project;
  const member = findMember(registerOf(project ?? {}), name);
  return isMember(member) && member.address === address;
}
