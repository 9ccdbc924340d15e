/** One app or several on one store behind one address, in this process or each in its own; each may die by itself, and is born again when it is next needed. */
import { AppDied, type AppUnderDrill } from '../../src/drill/app-under-drill.ts';
import type { Chance } from '../../src/drill/simulated-github/chance.ts';
import type { Instant } from '../../src/core/time/time.ts';
import type { Home } from './homes.ts';
import { beginLife, type Birth, type Life } from './life.ts';
import { beginProcess } from './process-life.ts';

export type Replicas = {
  readonly startApp: (env: Birth['env'], at: Instant, onLog: Birth['onLog']) => AppUnderDrill;
  /** How far the clocks of the app go behind the true time; below 0, ahead of it. Unit: ms. */
  setBehind(ms: number): void;
  /** How often one was killed. */
  deaths(): number;
  /** Everything it was given that must stay secret, and the rest of its environment. */
  env(): Birth['env'];
  bury(): Promise<void>;
};

export type Circle = {
  readonly replicas: number;
  readonly home: Home;
  readonly chance: Chance;
  readonly inProcesses: boolean;
  readonly pace: Birth['pace'];
  readonly onCall: Birth['onCall'];
  readonly fails: Birth['fails'];
  readonly broken?: Birth['broken'];
  /** What every second life has besides its environment. */
  readonly everySecond: Birth['env'];
  /** When the world changes although the app sleeps: a clock is set back at its minute, and not when whoever was put to sleep by it wakes. */
  readonly nextTurnAt: () => Instant;
  /** Told that one could not start: somebody has to look after the machine. */
  readonly onStillborn: () => void;
  /** Told that one died, and nobody had killed it. */
  readonly onCrash: () => void;
  /** Whether the one that dies leaves the beginning of a write. */
  readonly tears: () => boolean;
};

/** One that cannot start is started again, as a supervisor would, so often in a row. */
const mostStillborn = 8;

export function replicasOn({ replicas, home, chance, inProcesses, pace, onCall, fails, broken, tears, ...told }: Circle): Replicas {
  const living: (Life | undefined)[] = Array.from({ length: replicas }, () => undefined);
  const numbers = new Map<Life, number>();
  const burials: Promise<unknown>[] = [];
  let behindMs = 0;
  let births = 0;
  let deaths = 0;
  let stillborn = 0;
  let known: Birth['env'] = {};

  /** The one that answers next; of several, whichever chance picks. */
  const pick = (): number => Math.floor(chance.next() * replicas);
  const killOne = (): void => {
    const victim = living.findIndex((life, index) => life !== undefined && index >= pick());
    const index = victim >= 0 ? victim : living.findIndex((life) => life !== undefined);
    const dying = living[index];
    if (dying === undefined) return;
    deaths += 1;
    living[index] = undefined;
    layDown(dying);
  };
  const layDown = (dying: Life): void => {
    dying.kill();
    const tearTail = (): void => void (tears() && home.tearTail());
    if (inProcesses) return void burials.push(dying.bury().then(tearTail));
    home.leave(numbers.get(dying) ?? 0);
    tearTail();
    burials.push(dying.bury());
  };
  const beginOne = (env: Birth['env'], at: Instant, onLog: Birth['onLog']): Life => {
    births += 1;
    const own = births % 2 === 0 ? told.everySecond : {};
    const birth = { env: { ...env, ...own, FIXLEAD_STORE: home.urlOf(births) }, at: at - behindMs, truly: at, onLog, pace };
    const after = Promise.all(inProcesses ? burials : []);
    const born = inProcesses ? beginProcess({ ...birth, after, onCrash: told.onCrash }) : beginLife({ ...birth, onCall, fails, broken });
    numbers.set(born, births);
    return born;
  };
  /** One that could not start is gone, like one that was killed. */
  const urlOf = async (life: Life): Promise<string> => {
    try {
      const url = await life.url;
      stillborn = 0;
      return url;
    } catch (error) {
      if (error instanceof AppDied || (stillborn += 1) > mostStillborn) throw error;
      const index = living.indexOf(life);
      if (index >= 0) living[index] = undefined;
      layDown(life);
      told.onStillborn();
      throw new AppDied('it could not start', { cause: error });
    }
  };
  const startApp: Replicas['startApp'] = (env, at, onLog) => {
    known = env;
    for (const [index, life] of living.entries()) living[index] = life === undefined || life.isDead() ? beginOne(env, at, onLog) : life;
    const circle = living.filter((life) => life !== undefined);
    const alive = (): readonly Life[] => {
      if (circle.some((life) => life.isDead())) throw new AppDied('one of them died');
      return circle;
    };
    const url = Promise.all(circle.map(urlOf)).then((urls) => urls[pick()] ?? '');
    url.catch(() => undefined);
    let truly = at;
    const setClocks = async (): Promise<void> => void (await Promise.all(alive().map((life) => life.setNow(truly - behindMs, truly))));
    return {
      url,
      setNow: async (now) => {
        truly = now;
        await setClocks();
      },
      settle: async () => {
        // They may have been set since the time was told.
        await setClocks();
        // What one has saved another may take up.
        for (const life of alive()) await life.settle();
        const wakesAt = Math.min(...(await Promise.all(alive().map((life) => life.settle())))) + behindMs;
        return Math.min(wakesAt, told.nextTurnAt());
      },
      kill: async () => killOne(),
      stop: async () => {
        await Promise.all(living.flatMap((life) => (life === undefined ? [] : [life.stop()])));
        living.fill(undefined);
      },
    };
  };
  return {
    startApp,
    setBehind: (ms) => void (behindMs = ms),
    deaths: () => deaths,
    env: () => known,
    bury: async () => void (await Promise.all(burials)),
  };
}
