/** From a sighting to events: everything that deciding will need is found out here, so that deciding never asks. */
import type { Actor, CommandEvent, Surface } from '../core/command-events.ts';
import type { CaseEvent, Command } from '../core/events.ts';
import type { CaseId, Login, RepositoryName } from '../core/ids.ts';
import { editedBeforeRead } from '../core/messages.ts';
import { isWaiting } from '../core/intake/waiting.ts';
import type { Place } from '../core/act.ts';
import type { Asked, WithoutTyped } from '../commands/command-row.ts';
import { helpPage } from '../commands/help.ts';
import { withLineInDoubt } from '../commands/line-in-doubt.ts';
import { policyEvent } from '../commands/policy-event.ts';
import { readComment, type ReadLine } from '../commands/read-comment.ts';
import { findMember, isMember, registerOf } from '../core/distributors/register.ts';
import { hasAccess } from '../core/fix-repository/access.ts';
import { findPullRequest } from '../core/fix/approvals.ts';
import { askAgain, evidenceOf, giversAsked } from './ask-again.ts';
import type { Engine } from './engine.ts';
import type { FoundCase } from './find-case.ts';
import { openingSeen } from './opened-issue.ts';
import { lastRefusals } from './last-refusals.ts';
import type { StoredCase } from './ports/store.ts';
import { earlyFacts } from './find-distributors.ts';
import { findPatch } from './find-patch.ts';
import { findPolicyOrGiveUp, releasedTagsOrGiveUp } from './find-policy.ts';
import type { Sighting } from './sighting.ts';
import { ledBy } from './who-is-away.ts';
import { whoIs } from './who-is.ts';
import { isYetToBeReopened } from './yet-to-be-reopened.ts';

/** Errors: throws when GitHub cannot be asked who somebody is; after `mostRoleTries` tries the answer is `unknown` instead. */
export async function gatherEvents(engine: Engine, attempt: number, sighting: Sighting, found: FoundCase): Promise<readonly CaseEvent[]> {
  const { at } = sighting;
  switch (sighting.kind) {
    case 'AdvisorySighted':
      return advisoryEvents(engine, sighting, found);
    case 'AdvisoryCommentSighted': {
      const { commentId, digest } = sighting;
      const from = { kind: 'advisory', commentId } as const;
      const lines = sighting.unedited ? readComment(sighting.text) : editedLines(sighting.text);
      return [
        { kind: 'AdvisoryCommentSeen', commentId, digest, at },
        ...(await spokenEvents(engine, attempt, found, sighting)),
        ...(await commandEvents(engine, attempt, found, { author: sighting.author, from, at, text: sighting.text, lines })),
      ];
    }
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
    case 'IssueCommentSighted': {
      const { place, commentId, author } = sighting;
      const from: Surface = { kind: sighting.onPullRequest ? 'pull-request' : 'case-issue', commentId, ...place };
      const { text } = sighting;
      const commands = await commandEvents(engine, attempt, found, { author, from, at, text, lines: readComment(text) });
      return commands.length === 0
        ? []
        : [...openingSeen(found, sighting), ...(await pullRequestSeen(engine, attempt, place, found)), ...commands];
    }
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
    case 'ReviewSighted': {
      const by = await actor(engine, attempt, found, sighting.reviewer);
      const review = { kind: 'ReviewSubmitted', place: sighting.place, by, verdict: sighting.verdict, sha: sighting.sha, at } as const;
      const seen = await pullRequestSeen(engine, attempt, sighting.place, found);
      return seen.length === 0 ? [] : [...seen, review];
    }
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
    case 'FixRepositoryOpened': {
      const { repository, login, team } = sighting;
      if (team !== undefined)
        return isMeant(found, repository, team) ? [] : [{ kind: 'FixRepositoryExposed', repository, to: undefined, team, at }];
      const { role } = login === undefined ? { role: 'outsider' } : await actor(engine, attempt, found, login);
      if (role === 'maintainer' || role === 'reporter') return [];
      if (login !== undefined && (await wasLetIn(engine, attempt, found, login))) return [];
      return [{ kind: 'FixRepositoryExposed', repository, to: login, at }];
    }
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

/** Only teams of the organisation that owns a repository can be let into it. */
function isMeant({ stored }: FoundCase, repository: RepositoryName, team: string): boolean {
  const [owner = ''] = repository.split('/');
  const { maintainers, fixTeam } = stored?.policy ?? {};
  return [maintainers, fixTeam].some((one) => one?.organisation.toLowerCase() === owner && one.slug.toLowerCase() === team);
}

/** Somebody whom we let in ourselves, or who is in the team that the policy names for the fix. */
async function wasLetIn(engine: Engine, attempt: number, { stored }: FoundCase, login: Login): Promise<boolean> {
  if (stored === undefined) return false;
  const { case: thisCase, policy } = stored;
  if (hasAccess(thisCase, (to) => to.kind === 'person' && to.login === login)) return true;
  if (policy.fixTeam === undefined) return false;
  return (await whoIs(engine, attempt, { ...thisCase, policy: { ...policy, maintainers: policy.fixTeam } }, login)) === 'maintainer';
}

/** That somebody wrote at all: the reporter's answer ends a wait, a maintainer's first word is the first contact (S24). Asked only while it matters. */
async function spokenEvents(
  engine: Engine,
  attempt: number,
  found: FoundCase,
  { author, at, commentId }: Extract<Sighting, { kind: 'AdvisoryCommentSighted' }>,
): Promise<readonly CaseEvent[]> {
  if (found.stored === undefined) return [];
  const { case: thisCase, policy } = found.stored;
  if (author === thisCase.report.reporter) return isWaiting(thisCase) ? [{ kind: 'ReporterSpoke', at }] : [];
  if (thisCase.contacted !== undefined || !policy.answerNeedsPlan) return [];
  const { role } = await actor(engine, attempt, found, author);
  return role === 'maintainer' ? [{ kind: 'MaintainerSpoke', by: author, commentId, at }] : [];
}

/** What stands there comes before what state it is in: at the publication it is known what was published. */
async function advisoryEvents(
  engine: Engine,
  sighting: Extract<Sighting, { kind: 'AdvisorySighted' }>,
  found: FoundCase,
): Promise<readonly CaseEvent[]> {
  const seen = (await isYetToBeReopened(engine.store, sighting.state, found.stored)) ? [] : [advisoryEvent(sighting, found)];
  return sighting.facts === undefined ? seen : [...seen, { kind: 'AdvisoryRead', advisory: sighting.facts, at: engine.clock.now() }];
}

function advisoryEvent(sighting: Extract<Sighting, { kind: 'AdvisorySighted' }>, found: FoundCase): CaseEvent {
  const { at, caseId, repository, installationId, reporter, title, text, reportedAt, state, temporaryFork, severity } = sighting;
  if (found.stored !== undefined || (state !== 'triage' && state !== 'draft'))
    return { kind: 'AdvisorySeen', state, temporaryFork, severity, at };
  return {
    kind: 'ReportReceived',
    caseId,
    repository,
    installationId,
    reporter,
    title,
    text,
    reportedAt,
    state,
    policyProblem: undefined,
    at,
  };
}

/** The head as it stands now was learnt of now, whenever it was pushed: an LGTM typed before was not of it. */
async function pullRequestSeen(engine: Engine, attempt: number, place: Place, found: FoundCase): Promise<readonly CaseEvent[]> {
  if (found.pull === undefined) return [];
  const { names: _names, ...facts } = found.pull;
  const at = engine.clock.now();
  const patch = await findPatch(engine, attempt, found, { place, pull: found.pull });
  return [{ kind: 'PullRequestSeen', place, ...facts, ...patch, at }];
}

/** A line of the fix repository moves when a fix is merged, and the news of the one may come before that of the other. */
async function fixesOf(
  engine: Engine,
  attempt: number,
  found: FoundCase,
  { line, mirrorSha }: Extract<Sighting, { kind: 'LineSighted' }>,
): Promise<readonly CaseEvent[]> {
  if (found.stored === undefined) return [];
  const { pullRequests, mirror, installationId } = found.stored.case;
  if (mirror?.[line]?.mirrorSha === mirrorSha) return [];
  const open = pullRequests.filter((pull) => pull.line === line && pull.state === 'open');
  const seen = open.map(async ({ repository, number }) => {
    const place = { repository, number };
    return pullRequestSeen(engine, attempt, place, { ...found, pull: await engine.github.facts.pullRequest(installationId, place) });
  });
  return (await Promise.all(seen)).flat();
}

/** A push may keep LGTMs, so whoever gave them is asked about again; and tests may have been quicker than this news. */
async function pushEvents(engine: Engine, attempt: number, found: FoundCase, place: Place): Promise<readonly CaseEvent[]> {
  const seen = await pullRequestSeen(engine, attempt, place, found);
  const { stored, pull } = found;
  if (stored === undefined || pull === undefined) return seen;
  const known = findPullRequest(stored.case, place);
  const moved = known !== undefined && known.headSha !== pull.headSha;
  const asked = moved ? await giversAsked(engine, attempt, stored) : [];
  return [...asked, ...seen, ...(await evidenceOf(engine, stored, { repository: place.repository, ...pull }))];
}

function editedLines(text: string): readonly ReadLine[] {
  const hadCommands = readComment(text).length > 0;
  return hadCommands ? [{ line: 1, problem: { code: 'unreadable', message: editedBeforeRead() } }] : [];
}

/** Before these the gates are asked afresh what they rest on. */
const usesGate: readonly Asked['kind'][] = ['PublicationAsked', 'PublicationForced', 'FixSaidReady'];

type Comment = {
  readonly author: Login;
  readonly from: Surface;
  readonly at: number;
  readonly text: string;
  readonly lines: readonly ReadLine[];
};

async function commandEvents(engine: Engine, attempt: number, found: FoundCase, comment: Comment): Promise<readonly CaseEvent[]> {
  if (comment.lines.length === 0 || found.stored === undefined) return [];
  const by = await actor(engine, attempt, found, comment.author);
  const usesGates = comment.lines.some((read) => 'asked' in read && usesGate.includes(read.asked.kind));
  const events: CaseEvent[] = usesGates ? [...(await askAgain(engine, attempt, found.stored))] : [];
  for (const read of comment.lines) {
    const typed = { by, from: comment.from, line: read.line, at: comment.at };
    if ('problem' in read) events.push({ ...typed, kind: 'CommandNotUnderstood', code: read.problem.code, message: read.problem.message });
    else {
      const facts = await withFacts(engine, attempt, found, found.stored, comment.author, read.asked);
      events.push(withLineInDoubt({ ...typed, ...facts }, comment.text));
    }
  }
  return events;
}

async function withFacts(
  engine: Engine,
  attempt: number,
  found: FoundCase,
  stored: StoredCase,
  author: Login,
  asked: Asked,
): Promise<WithoutTyped<CommandEvent>> {
  if (asked.kind === 'HelpAsked') return { kind: 'HelpAsked', page: helpPage(stored.policy) };
  if (asked.kind === 'WhyAsked')
    return asked.topic === 'refused' ? { ...asked, refusals: await lastRefusals(engine.store, stored.case.id) } : asked;
  if (asked.kind === 'PolicyAsked' || asked.kind === 'PolicyAdoptionAsked')
    return policyEvent(asked.kind, stored.policy, await findPolicyOrGiveUp(engine, attempt, stored.case));
  if (asked.kind === 'AffectedLinesNamed') {
    const releasedTags = await releasedTagsOrGiveUp(engine, attempt, stored);
    return releasedTags === undefined ? asked : { ...asked, releasedTags };
  }
  if (asked.kind === 'EarlyAsked' || asked.kind === 'EarlyConfirmed')
    return { ...asked, ...(await earlyFacts(engine, attempt, stored, asked)) };
  if (asked.kind === 'RetryAsked') return { ...asked, what: await parkedUnder(engine, asked.key) };
  if (asked.kind === 'DuplicateNamed') return { ...asked, other: await otherReport(engine, asked.of) };
  if (asked.kind !== 'FixLeadNamed' && asked.kind !== 'AwaySaid') return asked;
  const named = await actor(engine, attempt, found, asked.login ?? author);
  if (asked.kind === 'FixLeadNamed') return { ...asked, login: named.login, role: named.role };
  return { ...asked, login: named.login, role: named.role, leads: await ledBy(engine, stored.case.repository, named.login) };
}

async function parkedUnder({ store }: Engine, key: string): Promise<string | undefined> {
  return (await store.listParked()).find((one) => one.key === key)?.what;
}

/** Only what is asked of the other case: the event is kept in the history of this one, where the words of that report have no place. */
async function otherReport(engine: Engine, of: CaseId): Promise<Command<'DuplicateNamed'>['other']> {
  const stored = await engine.store.readCase(of);
  if (stored === undefined) return undefined;
  const { repository, phase, duplicateOf } = stored.case;
  return { repository, phase, duplicateOf };
}

/** Who somebody is in this case, asked of GitHub at this moment. */
async function actor(engine: Engine, attempt: number, { stored }: FoundCase, login: Login): Promise<Actor> {
  if (stored === undefined) return { login, role: 'unknown' };
  const { case: thisCase, policy } = stored;
  const role = await whoIs(engine, attempt, { ...thisCase, policy }, login);
  return { login, role: role === 'outsider' && thisCase.report.reporter === login ? 'reporter' : role };
}
