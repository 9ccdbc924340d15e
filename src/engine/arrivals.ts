/** How our own finds and outcomes are written as arrivals, and read back. The keys make each of them happen once. */
import type { Tell } from '../core/decision.ts';
import type { CaseEvent } from '../core/events.ts';
import { isCaseId, type CaseId, type RepositoryName, type SubjectId } from '../core/ids.ts';
import type { ProjectEvent } from '../core/project/project-events.ts';
import type { Instant } from '../core/time/time.ts';
import type { Arrival } from './ports/store.ts';
import type { MemberLinkWish } from './member-link-asked.ts';
import type { OutsideEvidence } from './outside-evidence.ts';
import type { Sighting } from './sighting.ts';

export function sightingArrival(key: string, sighting: Sighting, receivedAt: Instant): Arrival {
  const about = 'caseId' in sighting ? sighting.caseId : undefined;
  return { key, source: 'poll', name: 'sighting', body: JSON.stringify(sighting), about, receivedAt };
}

export function outcomeArrival(key: string, about: SubjectId, event: CaseEvent | ProjectEvent, now: Instant): Arrival {
  return { key: `outcome:${key}`, source: 'outcome', name: 'event', body: JSON.stringify(event), about, receivedAt: now };
}

/** What came by the door for a CI outside GitHub, after it was found out whose it is. */
export function outsideEvidenceArrival(key: string, said: OutsideEvidence): Arrival {
  return { key, source: 'evidence', name: 'outside-evidence', body: JSON.stringify(said), about: undefined, receivedAt: said.at };
}

/** What a step has to tell another subject; `key` is that of the arrival which the step was about. */
export function toldArrival(key: string, tell: Tell, now: Instant): Arrival {
  const told = { key: `told:${key}`, source: 'outcome', receivedAt: now } as const;
  return tell.to === 'case'
    ? { ...told, name: 'event', body: JSON.stringify(tell.event), about: tell.caseId }
    : {
        ...told,
        name: 'project-event',
        body: JSON.stringify({ installationId: tell.installationId, event: tell.event }),
        about: tell.repository,
      };
}

/** What an arrival of ours says. `installationId` is known where the project may not have begun yet. */
export type OwnArrival =
  | { readonly kind: 'sighting'; readonly sighting: Sighting }
  | { readonly kind: 'outside-evidence'; readonly said: OutsideEvidence }
  | { readonly kind: 'member-link'; readonly wish: MemberLinkWish }
  | { readonly kind: 'case'; readonly caseId: CaseId; readonly event: CaseEvent }
  | {
      readonly kind: 'project';
      readonly repository: RepositoryName;
      readonly installationId: number | undefined;
      readonly event: ProjectEvent;
    };

/** We wrote it ourselves, into our own store, so it is not checked again. */
export function readOwnArrival(arrival: Arrival): OwnArrival {
  const value: unknown = JSON.parse(arrival.body);
  if (arrival.name === 'sighting') return { kind: 'sighting', sighting: value as Sighting };
  if (arrival.name === 'outside-evidence') return { kind: 'outside-evidence', said: value as OutsideEvidence };
  if (arrival.name === 'member-link') return { kind: 'member-link', wish: value as MemberLinkWish };
  const { about } = arrival;
  if (about === undefined) throw new Error(`Arrival ${arrival.key} carries an event of no case and no project`);
  if (isCaseId(about)) return { kind: 'case', caseId: about, event: value as CaseEvent };
  if (arrival.name !== 'project-event')
    return { kind: 'project', repository: about, installationId: undefined, event: value as ProjectEvent };
  const { installationId, event } = value as { readonly installationId: number; readonly event: ProjectEvent };
  return { kind: 'project', repository: about, installationId, event };
}
