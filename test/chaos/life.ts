/**
 * One life of the app, in this very process: wired by the same `main.ts`, but its store and its wires fail the moment it is killed, so that
 * nothing it still has in its head can reach anybody. What is left is what was durable, as after `kill -9`.
 */
import type { Instant } from '../../src/core/time/time.ts';
import { AppDied } from '../../src/drill/app-under-drill.ts';
import { createDrillClock, isAtRest, untilQuiet, type DrillClock } from '../../src/drill/drill-clock.ts';
import type { Bounds } from '../../src/engine/engine.ts';
import { startFixlead, type Fixlead } from '../../src/main.ts';
import { readSettings } from '../../src/settings/settings.ts';
import type { Broken } from './broken.ts';
import { failingStore, type When } from './failing-store.ts';
import { openGate, type Gate } from './gate.ts';

type Faulty = Pick<Broken, 'store' | 'meddle' | 'log'>;

export type Life = {
  /** Where webhooks go. Errors: AppDied. */
  readonly url: Promise<string>;
  /** Errors: AppDied. */
  setNow(shown: Instant, truly: Instant): Promise<void>;
  /** By this life's own clock. Errors: AppDied. */
  settle(): Promise<Instant>;
  /** At once. */
  kill(): void;
  stop(): Promise<void>;
  /** Lets go of what a dead one still holds. */
  bury(): Promise<void>;
  isDead(): boolean;
};

/** In what a life that is under fault differs from one in production, besides the faults. */
export type Pace = {
  /** Slow ones cost less, and hide what is found only because everything is looked at again soon. */
  readonly looks: 'ordinary' | 'slow';
  /** How long GitHub may take for one answer; as long as in production where undefined. Unit: real ms. */
  readonly gitHubTimeoutMs: number | undefined;
};

export type Birth = {
  readonly env: Readonly<Record<string, string>>;
  readonly at: Instant;
  /** The true time. */
  readonly truly: Instant;
  readonly onLog: (line: string) => void;
  readonly onCall: (call: string, when: When) => void;
  readonly fails: () => When | undefined;
  readonly pace: Pace;
  /** What is wrong with it, on purpose. */
  readonly broken?: Faulty | undefined;
};

/** A life of an app with which nothing is wrong. */
const whole: Faulty = {};

const hourMs = 3_600_000;
/** As in the drill, and slower. */
const slowLooks: Partial<Bounds> = {
  ...{ idleMs: 24 * hourMs, fastestLookMs: hourMs / 6, slowestRepositoryLookMs: 6 * hourMs, slowestCaseLookMs: hourMs },
  ...{ slowestLinesLookMs: 24 * hourMs, slowestAccessLookMs: 12 * hourMs, slowestPublicLookMs: 12 * hourMs },
  ...{ slowestPolicyLookMs: 24 * hourMs, slowestElsewhereLookMs: 3 * hourMs, sweepMs: hourMs / 2 },
};
/** What a dead one holds is let go of within this time, or left. Unit: ms. */
const burialMs = 5_000;

export function beginLife({ env, at, truly, onLog, onCall, fails, pace, broken = whole }: Birth): Life {
  const drill = createDrillClock(at, truly);
  let dead = false;
  let die: (error: Error) => void = () => undefined;
  const death = new Promise<never>((_, reject) => (die = reject));
  death.catch(() => undefined);
  const gates: Gate[] = [];
  const isDead = (): boolean => dead;
  const log = (line: string): void => void (dead || onLog(broken.log?.(line, env) ?? line));
  const begun = begin({ env, drill, log, gates, pace, broken, store: { onCall, fails, isDead } });
  begun.catch(() => undefined);
  const url = Promise.race([begun.then(({ front }) => front), death]);
  url.catch(() => undefined);

  const fallen = (): void => gates.forEach((gate) => gate.fall());
  return {
    url,
    isDead,
    setNow: async (shown, now) => drill.setNow(shown, now),
    settle: async () => {
      await url;
      const { work } = (await begun).fixlead;
      await untilQuiet(() => {
        if (dead) throw new AppDied('the app died');
        return isAtRest(drill, work);
      });
      return drill.sleepers().nextAt;
    },
    kill: () => {
      dead = true;
      fallen();
      die(new AppDied('the app was killed'));
    },
    stop: async () => {
      await (await begun.catch(() => undefined))?.fixlead.stop();
      fallen();
    },
    bury: async () => {
      const late = new Promise<void>((resolve) => setTimeout(resolve, burialMs).unref());
      const life = begun.then(({ fixlead }) => fixlead.stop()).catch(() => undefined);
      await Promise.race([life, late]);
      fallen();
    },
  };
}

type Beginning = {
  readonly env: Birth['env'];
  readonly drill: DrillClock;
  readonly log: (line: string) => void;
  readonly gates: Gate[];
  readonly pace: Pace;
  readonly broken: Faulty;
  readonly store: Parameters<typeof failingStore>[1];
};

async function begin({
  env,
  drill,
  log,
  gates,
  pace,
  broken,
  store,
}: Beginning): Promise<{ readonly fixlead: Fixlead; readonly front: string }> {
  const gitHubUrl = env['FIXLEAD_GITHUB_API_URL'] ?? '';
  const toGitHub = await openGate(gitHubUrl, broken.meddle?.(gitHubUrl));
  gates.push(toGitHub);
  const read = readSettings({ ...env, FIXLEAD_GITHUB_API_URL: toGitHub.url });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const fixlead = await startFixlead(read.settings, {
    clock: drill.clock,
    bounds: pace.looks === 'ordinary' ? {} : slowLooks,
    gitHubTimeoutMs: pace.gitHubTimeoutMs,
    logTo: { write: log },
    around: (opened) => failingStore(broken.store?.(opened, env['FIXLEAD_STORE'] ?? '') ?? opened, store),
  });
  const front = await openGate(fixlead.url);
  gates.push(front);
  return { fixlead, front: front.url };
}
