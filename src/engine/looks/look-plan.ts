/** What is to be looked at, and when: each look has a rhythm of its own, fast after something was found, slowing down while it stays quiet. */
import type { RepositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';

/** One thing to look at, again and again. */
export type WantedLook = {
  readonly name: string;
  /** Whose GitHub is asked: an account, or everybody's. */
  readonly owner: string;
  /** When it is quiet. Unit: ms. */
  readonly slowestMs: number;
  /** Where something may happen that brings it forward. */
  readonly in: readonly RepositoryName[];
  /** Whether it costs more than a question to GitHub, so that only what happens where it looks brings it forward. */
  readonly isDear: boolean;
  /** Whether one process's look serves all of them. */
  readonly isShared: boolean;
  /** Answers whether it found something new. */
  readonly run: () => Promise<boolean>;
};

export type PlannedLook = WantedLook & {
  nextAt: Instant;
  intervalMs: number;
  /** Whether somebody waits for it: this process never took it, or something happened that it may show. */
  isUrgent: boolean;
};

export type LookPlan = {
  /** Of a group of looks, all that are wanted from now on; a new one is due at once. */
  want(group: string, wanted: readonly WantedLook[], now: Instant): void;
  /** Brings those forward of which it is said. */
  hurry(now: Instant, isMeant: (look: WantedLook) => boolean): void;
  due(now: Instant, isFree: (look: WantedLook) => boolean): readonly PlannedLook[];
  /** When the first of them is due that is free; infinitely late when there is none. */
  nextAt(isFree: (look: WantedLook) => boolean): Instant;
};

/** `fastestMs`: the wait after something was found. */
export function createLookPlan(fastestMs: number): LookPlan {
  const planned = new Map<string, PlannedLook>();
  return {
    want(group, wanted, now) {
      const names = new Set(wanted.map(({ name }) => `${group}: ${name}`));
      for (const name of planned.keys()) if (name.startsWith(`${group}: `) && !names.has(name)) planned.delete(name);
      for (const look of wanted) {
        const name = `${group}: ${look.name}`;
        if (planned.has(name)) continue;
        planned.set(name, { ...look, nextAt: now, intervalMs: Math.min(fastestMs, look.slowestMs), isUrgent: true });
      }
    },
    hurry(now, isMeant) {
      for (const look of planned.values()) if (isMeant(look)) Object.assign(look, { nextAt: now, isUrgent: true });
    },
    due: (now, isFree) => [...planned.values()].filter((look) => isDue(look, now) && isFree(look)),
    nextAt: (isFree) =>
      [...planned.values()].reduce((soonest, look) => (isFree(look) ? Math.min(soonest, look.nextAt) : soonest), Infinity),
  };
}

/** Says when to take a look again that was just taken: at once when it was hurried meanwhile. */
export function taken(look: PlannedLook, { found, fastestMs, now }: { found: boolean; fastestMs: number; now: Instant }): void {
  look.intervalMs = Math.min(found ? fastestMs : look.intervalMs * 2, look.slowestMs);
  look.nextAt = look.isUrgent ? now : now + look.intervalMs;
}

/** No look waits for longer than its interval: one that seems to was planned by a clock that was ahead. */
function isDue({ nextAt, intervalMs }: PlannedLook, now: Instant): boolean {
  return nextAt <= now || nextAt > now + intervalMs;
}
