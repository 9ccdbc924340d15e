/** Everything the engine works with, handed down from `main.ts`. */
import type { Clock, Log } from './ports/clock.ts';
import type { Git } from './ports/git.ts';
import type { GitHub, Performers, PublicSources } from './ports/github.ts';
import type { KeyReader } from './ports/mail.ts';
import type { Store } from './ports/store.ts';

export type Engine = {
  readonly store: Store;
  readonly github: GitHub;
  readonly git: Git;
  /** Undefined: nobody is asked whether they speak of a case. */
  readonly publicSources?: PublicSources | undefined;
  /** One for each kind of effect, from whichever adapter reaches that system. */
  readonly performers: Performers;
  readonly readKey: KeyReader;
  /** Whether e-mail is set up, without which no distributor can be told. */
  readonly canMail: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly bounds: Bounds;
  /** Takes the time of our own work, for whoever watches over the app; absent where nobody does. */
  readonly stopwatch?: Stopwatch;
  /** How many webhooks came to the door since the start; absent where there is no door. */
  readonly webhooksSoFar?: () => number;
};

/** A step is one arrival decided on, an effect one try to carry it out. */
export type Stopwatch = { start(what: 'step' | 'effect'): /** Ends the measurement. */ () => void };

/** Every queue, retry and wait has a bound, and every bound has a name here. */
export type Bounds = {
  /** How long what was claimed stays with whoever died over it; past it, others may take it. Who lives keeps an effect for longer. Unit: ms. */
  readonly leaseMs: number;
  /** How long a round of work waits for what is slow before it goes on without it. Unit: ms of the machine. */
  readonly patienceMs: number;
  /** One write per installation in this time. Source: GitHub Docs, "Best practices for using the REST API": wait a second between writes. */
  readonly paceMs: number;
  readonly arrivalsAtOnce: number;
  readonly effectsAtOnce: number;
  /** Accounts whose GitHub is looked at side by side. */
  readonly looksAtOnce: number;
  /** Tries of one arrival or effect before it is parked where a person sees it, when it is not GitHub, a channel or the store that fails. */
  readonly mostTries: number;
  /** The same while GitHub fails: with these waits, about five hours. Its outages last hours, and what is parked needs a person. */
  readonly mostTriesInOutage: number;
  /** How often the app may end over one arrival in a row, or over one effect, before it is parked. */
  readonly mostDeaths: number;
  /** Tries after which a role that cannot be found out counts as unknown, and the answer says so. */
  readonly mostRoleTries: number;
  /** The same when the Release Date comes: with these waits, about four minutes. A publication that is stopped needs people. */
  readonly mostRoleTriesAtDate: number;
  /** Back-off doubles from the first to the longest. Unit: ms. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** Longer than anything is ever put off, also by GitHub, whose limits begin anew every hour: what waits for longer, a wrong clock has put off. Unit: ms. */
  readonly longestWaitMs: number;
  /** The longest sleep between two looks for work, since a wake-up may be missed. Unit: ms. */
  readonly idleMs: number;
  /** The sleep when something is due that could not be worked on: somebody else has it in hand, or the store fails. Unit: ms. */
  readonly restMs: number;
  /** Looks at GitHub: every so often while something happens, slowing down while it is quiet. Unit: ms. */
  readonly fastestLookMs: number;
  /** A repository's list of advisories when quiet. Unit: ms. */
  readonly slowestRepositoryLookMs: number;
  /** A repository's policy file when nothing was found in it. */
  readonly slowestPolicyLookMs: number;
  /** An open case's comments when quiet: somebody may be waiting for an answer. Unit: ms. */
  readonly slowestCaseLookMs: number;
  /** An open case's lines, in public and in the fix repository, when quiet; their webhooks bring a look forward. Unit: ms. */
  readonly slowestLinesLookMs: number;
  /** Who is in an open case's fix repository, when quiet; its webhooks tell of most. Unit: ms. */
  readonly slowestAccessLookMs: number;
  /** Whether GitHub still requires our check where a fix is made. Unit: ms. */
  readonly slowestRulesLookMs: number;
  /** What the public repository shows of a case's fix; its webhooks bring a look forward. Unit: ms. */
  readonly slowestPublicLookMs: number;
  /** Whether others speak of an open case, when nobody does. Unit: ms. */
  readonly slowestElsewhereLookMs: number;
  /** How long webhooks that are done with are remembered: ten times as long as GitHub may send them again. Unit: ms. */
  readonly keptWebhooksMs: number;
  /** How many of them go at once. */
  readonly prunedAtOnce: number;
  /** How often it is looked for them. Unit: ms. */
  readonly slowestPruningMs: number;
  /** How often missed deliveries are asked for again. Unit: ms. */
  readonly sweepMs: number;
};

export const defaultBounds: Bounds = {
  leaseMs: 60_000,
  patienceMs: 1_000,
  paceMs: 1_000,
  arrivalsAtOnce: 16,
  effectsAtOnce: 16,
  looksAtOnce: 8,
  mostTries: 8,
  mostTriesInOutage: 40,
  mostDeaths: 6,
  mostRoleTries: 4,
  mostRoleTriesAtDate: 8,
  firstRetryMs: 2_000,
  longestRetryMs: 600_000,
  longestWaitMs: 3_900_000,
  idleMs: 60_000,
  restMs: 1_000,
  fastestLookMs: 15_000,
  slowestRepositoryLookMs: 600_000,
  slowestPolicyLookMs: 3_600_000,
  slowestCaseLookMs: 180_000,
  slowestLinesLookMs: 600_000,
  slowestAccessLookMs: 600_000,
  slowestRulesLookMs: 1_800_000,
  slowestPublicLookMs: 600_000,
  slowestElsewhereLookMs: 3_600_000,
  keptWebhooksMs: 30 * 24 * 3_600_000,
  prunedAtOnce: 5_000,
  slowestPruningMs: 24 * 3_600_000,
  sweepMs: 300_000,
};

/** Doubling back-off after `attempt` failed tries. Unit: ms. */
export function backOffMs(attempt: number, bounds: Pick<Bounds, 'firstRetryMs' | 'longestRetryMs'>): number {
  return Math.min(bounds.longestRetryMs, bounds.firstRetryMs * 2 ** Math.min(attempt - 1, 30));
}
