/** One arrival's road: what it is, which case it is about, what must be known first, then one step. */
import type { CaseEvent } from '../core/events.ts';
import type { CaseId, RepositoryName } from '../core/ids.ts';
import { policyOfCase } from '../core/fix-repository/own-repository.ts';
import { doubtWakeUp } from '../core/fix/doubted-givers.ts';
import { giversOf } from '../core/fix/givers.ts';
import { readOwnArrival, sightingArrival, type OwnArrival } from './arrivals.ts';
import { askAgain, giversAsked } from './ask-again.ts';
import { departedFixLead } from './departed-fix-lead.ts';
import type { Engine } from './engine.ts';
import { gatherEvents } from './gather-events.ts';
import { gatherProjectEvents } from './gather-project-events.ts';
import { findCase, testedCase } from './find-case.ts';
import { memberLinkAsked, type MemberLinkWish } from './member-link-asked.ts';
import { rememberEvidence, type OutsideEvidence } from './outside-evidence.ts';
import { GitHubFailure } from './ports/failures.ts';
import type { Arrival, ClaimedArrival } from './ports/store.ts';
import { awayNews } from './who-is-away.ts';
import { policyForNewCase } from './policy-for-case.ts';
import { askedAgainInPublic } from './public-pull.ts';
import { ringAtItsTime } from './rang-early.ts';
import type { Sighting } from './sighting.ts';
import { step, stepProject, type ProjectGround } from './step.ts';

/** Errors: throws when the world cannot be asked; the caller tries again. */
export async function handleArrival(engine: Engine, arrival: ClaimedArrival): Promise<void> {
  if (arrival.source === 'webhook') return handleDelivery(engine, arrival);
  const own = readOwnArrival(arrival);
  const later = await ringAtItsTime(engine, arrival, own);
  if (later !== undefined)
    return engine.store.finishArrival(arrival.key, { note: 'a clock ahead rang it', arrivals: [later], now: engine.clock.now() });
  switch (own.kind) {
    case 'sighting':
      return handleSighting(engine, arrival, own.sighting);
    case 'outside-evidence':
      return handleOutsideEvidence(engine, arrival, own.said);
    case 'member-link':
      return handleMemberLink(engine, arrival, own.wish);
    case 'case':
      return stepEvents(engine, arrival, own.caseId, [
        ...(await askedFirst(engine, arrival.attempt, own)),
        ...(await departedFixLead(engine, own.caseId, own.event)),
        own.event,
      ]);
    case 'project':
      return handleProjectEvent(engine, arrival, own);
  }
}

/** It is remembered whatever it is found to be about: the pull request may come later. */
async function handleOutsideEvidence(engine: Engine, arrival: ClaimedArrival, said: OutsideEvidence): Promise<void> {
  const { repository, testedIn, evidence, at } = said;
  await rememberEvidence(engine.store, said, engine.clock.now());
  const found = await testedCase(engine, { repository: testedIn, evidence });
  if ('none' in found) return finish(engine, arrival, found.none);
  return stepEvents(engine, arrival, found.caseId, [{ kind: 'EvidenceGiven', repository, evidence, at }]);
}

async function handleMemberLink(engine: Engine, arrival: ClaimedArrival, wish: MemberLinkWish): Promise<void> {
  const arrivals = await memberLinkAsked(engine, arrival.key, wish);
  await engine.store.finishArrival(arrival.key, { note: `concerns ${arrivals.length} members`, arrivals, now: engine.clock.now() });
}

/** When the Release Date comes the gates are used, and rest on who is a maintainer at that moment; who could not be asked about is asked about again. */
async function askedFirst(
  engine: Engine,
  attempt: number,
  { caseId, event }: Extract<OwnArrival, { kind: 'case' }>,
): Promise<readonly CaseEvent[]> {
  if (event.kind !== 'WakeUpRang' || (event.name !== 'release' && event.name !== doubtWakeUp)) return [];
  const stored = await engine.store.readCase(caseId);
  if (stored === undefined) return [];
  return event.name === doubtWakeUp ? giversAsked(engine, attempt, stored) : askAgain(patientOf(engine), attempt, stored);
}

function patientOf(engine: Engine): Engine {
  return { ...engine, bounds: { ...engine.bounds, mostRoleTries: engine.bounds.mostRoleTriesAtDate } };
}

async function handleProjectEvent(engine: Engine, arrival: ClaimedArrival, own: Extract<OwnArrival, { kind: 'project' }>): Promise<void> {
  const installationId = own.installationId ?? (await engine.store.readProject(own.repository))?.project.installationId;
  if (installationId === undefined) return finish(engine, arrival, `there is no project ${own.repository}`);
  const ground = await projectGround(engine, own.repository, installationId);
  return stepProject(engine, arrival, ground, [own.event, ...(await askedAgainInPublic(engine, arrival.attempt, ground, own.event))]);
}

async function projectGround(engine: Engine, repository: RepositoryName, installationId: number): Promise<ProjectGround> {
  const { policy } = await policyForNewCase(engine, installationId, repository);
  return { repository, installationId, policy };
}

async function handleDelivery(engine: Engine, arrival: ClaimedArrival): Promise<void> {
  const sightings = engine.github.readDelivery(arrival.name, arrival.body, arrival.receivedAt);
  if ('unreadable' in sightings)
    throw new GitHubFailure(`Delivery ${arrival.key} is not what GitHub documents: ${sightings.unreadable}`, { permanent: true });
  const [only, ...others] = sightings;
  if (only === undefined) return finish(engine, arrival, 'concerns no case');
  if (others.length === 0) return handleSighting(engine, arrival, only);
  const arrivals = sightings.map((sighting, index) => sightingArrival(`${arrival.key}#${index}`, sighting, arrival.receivedAt));
  await engine.store.finishArrival(arrival.key, { note: `became ${arrivals.length} arrivals`, arrivals, now: engine.clock.now() });
}

async function handleSighting(engine: Engine, arrival: ClaimedArrival, sighting: Sighting): Promise<void> {
  if (sighting.kind === 'RepositoryOpened') {
    const arrivals = await openedArrivals(engine, arrival, sighting);
    const note = `${sighting.repository} was opened: concerns ${arrivals.length} cases`;
    return engine.store.finishArrival(arrival.key, { note, arrivals, now: engine.clock.now() });
  }
  if (sighting.kind === 'MembersChanged') return doubtGivers(engine, arrival, sighting);
  const found = await findCase(engine, sighting);
  if ('none' in found) return finish(engine, arrival, found.none);
  if ('project' in found) {
    const ground = await projectGround(engine, found.project, sighting.installationId);
    return stepProject(engine, arrival, ground, await gatherProjectEvents(engine, arrival.attempt, sighting, ground));
  }
  if (arrival.about === undefined && isSaidInCaseIssue(sighting)) return putInLine(engine, arrival, sighting, found.caseId);
  const events = await gatherEvents(engine, arrival.attempt, sighting, found);
  return stepEvents(engine, arrival, found.caseId, events);
}

/** One for each open case whose fixes are made there. */
async function openedArrivals(
  engine: Engine,
  { key, receivedAt }: ClaimedArrival,
  opened: Extract<Sighting, { kind: 'RepositoryOpened' }>,
): Promise<readonly Arrival[]> {
  const { repository, login, team, installationId, at } = opened;
  const open = await engine.store.listCases({ open: true });
  const stored = await Promise.all(open.map((one) => engine.store.readCase(one.id)));
  const concerned = stored
    .filter((one) => one !== undefined && policyOfCase(one.policy, one.case).fixRepository === repository)
    .flatMap((one) => (one === undefined ? [] : [one.case.id]));
  return concerned.map((caseId) =>
    sightingArrival(`${key}#${caseId}`, { kind: 'FixRepositoryOpened', caseId, repository, login, team, installationId, at }, receivedAt),
  );
}

/** GitHub does not say which of our cases it matters to: each that rests on somebody's word is looked at by itself. */
async function doubtGivers(engine: Engine, arrival: ClaimedArrival, { installationId, at }: Sighting): Promise<void> {
  const open = await engine.store.listCases({ open: true });
  const concerned = open.filter((one) => one.installationId === installationId && giversOf(one).length > 0);
  const arrivals = concerned.map(({ id: caseId }) => {
    const sighting = { kind: 'GiversDoubted', caseId, installationId, at } as const;
    return { ...sightingArrival(`${arrival.key}#${caseId}`, sighting, arrival.receivedAt), about: caseId };
  });
  await engine.store.finishArrival(arrival.key, { note: `is about ${arrivals.length} cases`, arrivals, now: engine.clock.now() });
}

function isSaidInCaseIssue(sighting: Sighting): boolean {
  return sighting.kind === 'IssueCommentSighted' && !sighting.onPullRequest;
}

/**
 * The store gives out what is known to be about one case in the order in which it came, also when the one before must be tried again:
 * of two dates the later one holds. Not what is said on pull requests: these are read from GitHub, and a failure there would hold up the case.
 */
async function putInLine(engine: Engine, arrival: ClaimedArrival, sighting: Sighting, caseId: CaseId): Promise<void> {
  const inLine = { ...sightingArrival(`${arrival.key}#in-line`, sighting, arrival.receivedAt), about: caseId };
  await engine.store.finishArrival(arrival.key, { note: `is about case ${caseId}`, arrivals: [inLine], now: engine.clock.now() });
}

async function stepEvents(engine: Engine, arrival: ClaimedArrival, caseId: CaseId, events: readonly CaseEvent[]): Promise<void> {
  const opening = events.find((event) => event.kind === 'ReportReceived');
  const fresh = opening === undefined ? undefined : await policyForNewCase(engine, opening.installationId, opening.repository);
  const stamped = events.map((event) =>
    event.kind === 'ReportReceived' ? { ...event, policyProblem: fresh?.problem, policyVersion: fresh?.version } : event,
  );
  await step(engine, arrival, caseId, [...(await awayNews(engine, caseId)), ...stamped], fresh?.policy);
}

async function finish(engine: Engine, arrival: ClaimedArrival, note: string): Promise<void> {
  await engine.store.finishArrival(arrival.key, { note, arrivals: [], now: engine.clock.now() });
}
