/** Whether what the app does comes as soon as the trouble that was played allows. */
import type { Pace } from './life.ts';
import type { Played } from './expected.ts';
import type { Plan } from './plan.ts';
import type { Violation } from './violation.ts';

/** What may have held the app up. */
export type Excuses = Pick<Plan, 'spells'> & {
  readonly looks: Pace['looks'];
  readonly deaths: number;
  /** How often people did something once more, which they do a few minutes after they were asked to. */
  readonly timesAgain: number;
};

const minuteMs = 60_000;
/** What a dead one leaves is taken up when its lease has run out. Unit: ms of drill time. */
const leaseMs = 61_000;
const fewMinutesMs = 10 * minuteMs;
/**
 * The longest wait between two tries, and then for a look or for missed webhooks to be asked for: every five minutes, or every half an hour
 * where looks are slow. Unit: ms of drill time.
 */
const waits: { readonly [Looks in Pace['looks']]: number } = { ordinary: 16 * minuteMs, slow: 70 * minuteMs };
/** What a clock that was ahead has put off is found within five minutes when that is more than an hour and five minutes, and else waits for so long. */
const clockAheadMs = 70 * minuteMs;

/** Until when it may take that what was begun then comes. What came `cameAt` is held up by no trouble that begins after it. */
export function explainedUntil({ begunAt, cameAt }: { readonly begunAt: number; readonly cameAt: number }, excuses: Excuses): number {
  const { spells, looks, deaths, timesAgain } = excuses;
  const troubles = spells.filter(({ from, until }) => from <= cameAt && until >= begunAt);
  const over = Math.max(begunAt, ...troubles.map(({ until }) => until));
  // A webhook that fails again is asked for in twice the time: after some trouble, at most in as long again as it lasted.
  const asLongAgain = over - Math.min(begunAt, ...troubles.map(({ from }) => from));
  const clockMs = spells.some(({ fault, from }) => fault === 'clock-ahead' && from <= cameAt) ? clockAheadMs : 0;
  return over + asLongAgain + clockMs + waits[looks] + deaths * leaseMs + timesAgain * fewMinutesMs;
}

/** Where looks are slow nothing is said of what people wait for: they wait for hours. */
export function cameLate(timeline: readonly Played[], excuses: Excuses): readonly Violation[] {
  if (excuses.looks === 'slow') return [];
  return timeline.flatMap(({ begunAt, words, checks }) =>
    checks.flatMap(({ words: expected, holdsAt }): readonly Violation[] => {
      if (holdsAt === undefined) return [];
      const explained = explainedUntil({ begunAt, cameAt: holdsAt }, excuses);
      if (holdsAt <= explained) return [];
      const [took, may] = [holdsAt, explained].map((at) => Math.round((at - begunAt) / minuteMs));
      return [{ kind: 'late', what: `${words}: ${expected}, after ${took} minutes; explained are ${may}` }];
    }),
  );
}
