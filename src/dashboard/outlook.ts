/** Of one case what matters at a glance: what is due next, by when, and whom it waits for. */
import { isOpen } from '../core/case.ts';
import { isWaiting } from '../core/intake/waiting.ts';
import { standing, type Obligation } from '../core/schedule/obligation.ts';
import { obligations } from '../core/schedule/obligations.ts';
import type { Instant } from '../core/time/time.ts';
import type { StoredCase } from '../engine/ports/store.ts';
import type { Seen } from './visibility.ts';

export type Urgency = 'overdue' | 'due soon' | 'later' | 'waiting' | 'closed';

export type Outlook = {
  readonly seen: Seen;
  readonly urgency: Urgency;
  /** The open obligation that is due first; undefined when none has a due instant. */
  readonly next: (Obligation & { readonly dueAt: Instant }) | undefined;
  readonly waitsFor: string;
};

/** What is due within this time is due soon. */
const soonMs = 48 * 3_600_000;

export type Outlooks = (seen: Seen, now: Instant) => Outlook;

type OpenDuty = NonNullable<Outlook['next']>;
const mostRemembered = 5_000;

/** What is due is computed once for each version of a case: of hundreds of cases few have changed since the last look. */
export function createOutlooks(): Outlooks {
  const known = new Map<string, OpenDuty | undefined>();
  const nextOf = ({ stored }: Seen): OpenDuty | undefined => {
    const key = `${stored.case.id} ${stored.version}`;
    if (known.has(key)) return known.get(key);
    if (known.size >= mostRemembered) known.clear();
    const next = firstDue(stored);
    known.set(key, next);
    return next;
  };
  return (seen, now) => {
    const { case: thisCase } = seen.stored;
    if (!isOpen(thisCase)) return { seen, urgency: 'closed', next: undefined, waitsFor: 'nobody' };
    const next = nextOf(seen);
    if (isWaiting(thisCase)) return { seen, urgency: 'waiting', next, waitsFor: 'the reporter' };
    return { seen, urgency: urgencyOf(next, now), next, waitsFor: next?.owner ?? 'the maintainers' };
  };
}

function firstDue({ case: thisCase, policy }: StoredCase): OpenDuty | undefined {
  return obligations(thisCase, policy)
    .flatMap((one) => (one.metAt === undefined && one.dueAt !== undefined ? [{ ...one, dueAt: one.dueAt }] : []))
    .toSorted((one, other) => one.dueAt - other.dueAt)[0];
}

function urgencyOf(next: Outlook['next'], now: Instant): Urgency {
  if (next === undefined) return 'later';
  if (standing(next, now) === 'overdue') return 'overdue';
  return next.dueAt - now <= soonMs ? 'due soon' : 'later';
}

/** What is due first stands first; what has no date stands last, oldest report first. */
export function inOrder(outlooks: readonly Outlook[]): readonly Outlook[] {
  const reportedAt = ({ seen }: Outlook): Instant => seen.stored.case.report.reportedAt;
  const due = ({ next }: Outlook): number => next?.dueAt ?? Infinity;
  return outlooks.toSorted((one, other) => (due(one) === due(other) ? reportedAt(one) - reportedAt(other) : due(one) - due(other)));
}
