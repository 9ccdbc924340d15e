/**
 * The check on each pull request of the public repository. Everybody may see it, so what is wanted of it is one of two words; why a pull request
 * waits is no part of it. It waits until a maintainer approved it, whatever is in it: so a fix under embargo is one of many that wait.
 * The reasoning: docs/security.md, "The check in public".
 */
import type { ProjectDecision, Tell } from '../decision.ts';
import { effectKey, type EffectOf, type WakeUp } from '../effects.ts';
import { publicAnswer, type PublicAnswer } from './public-answer.ts';
import type { HeldPull, Project } from './project.ts';
import type { ProjectEvent } from './project-events.ts';

type Seen = Extract<ProjectEvent, { kind: 'PublicPullSeen' }>;

/** What an approved one lacks is looked for again so often. Unit: ms. */
const askAgainMs = 5 * 60_000;
const prefix = 'public-check/';

export function seePublicPull(project: Project, event: Seen): ProjectDecision {
  const { number, sha, isOpen, isApproved, at } = event;
  const before = project.heldPulls?.find((one) => one.number === number);
  const others = (project.heldPulls ?? []).filter((one) => one.number !== number);
  if (!isOpen)
    return before === undefined
      ? { outcome: 'ignored', because: 'it is closed' }
      : {
          outcome: 'accepted',
          next: { ...project, heldPulls: others },
          effects: [],
          because: [{ fact: 'a public pull request was closed' }],
        };
  const answer = publicAnswer(event);
  const secret = event.fixes.filter((fix) => !fix.isGoingOut).map((fix) => fix.caseId);
  const isHeld = isApproved && answer === 'waiting';
  const held: HeldPull = { number, sha, isApproved, fixes: secret, ...(isHeld && { askAgainAt: at + askAgainMs }) };
  const heldPulls = isHeld || secret.length > 0 ? [...others, held] : others;
  const tells = newsFor(project, event, before);
  const next = heldPulls.length === 0 && project.heldPulls === undefined ? project : { ...project, heldPulls };
  return {
    ...{ outcome: 'accepted', next, effects: [publicCheck(project, event, answer)], because: [{ rule: 'S100' }] },
    ...(tells.length > 0 && { tells }),
  };
}

function publicCheck({ id, repository }: Project, { sha, at, again }: Seen, answer: PublicAnswer): EffectOf<'ShowPublicCheck'> {
  const key = effectKey(id, `public-check/${sha}`);
  return { key, kind: 'ShowPublicCheck', audience: 'public', repository, sha, answer, ...(again === true && { askedAt: at }) };
}

/** To each case once for a head, and once more when somebody approved it. */
function newsFor({ repository }: Project, { number, sha, isApproved, fixes, at }: Seen, before: HeldPull | undefined): readonly Tell[] {
  const known = before?.sha === sha && before.isApproved === isApproved ? before.fixes : [];
  const place = { repository, number };
  return fixes
    .filter(({ caseId, isGoingOut }) => !isGoingOut && !known.includes(caseId))
    .map(({ caseId, isReviewed }) => ({ to: 'case', caseId, event: { kind: 'FixShownInPull', place, sha, isApproved, isReviewed, at } }));
}

export function publicCheckWakeUps({ heldPulls = [] }: Project): readonly WakeUp[] {
  return heldPulls.flatMap(({ number, askAgainAt }) =>
    askAgainAt === undefined ? [] : [{ name: `${prefix}${number}`, dueAt: askAgainAt }],
  );
}

/** The number of the pull request that is to be looked at again; undefined where the ring is about something else. */
export function pullToAskAgain({ name }: Pick<WakeUp, 'name'>): number | undefined {
  return name.startsWith(prefix) ? Number(name.slice(prefix.length)) : undefined;
}

/** What is found then follows in the same step, and says when to look again. */
export function publicCheckRang(project: Project, number: number): ProjectDecision {
  const held = project.heldPulls ?? [];
  if (!held.some((one) => one.number === number && one.askAgainAt !== undefined))
    return { outcome: 'ignored', because: 'nothing of the project waits for it' };
  const heldPulls = held.map((one) => (one.number === number ? withoutRing(one) : one));
  return { outcome: 'accepted', next: { ...project, heldPulls }, effects: [], because: [{ fact: 'a public pull request still waits' }] };
}

function withoutRing({ askAgainAt: _, ...rest }: HeldPull): HeldPull {
  return rest;
}
