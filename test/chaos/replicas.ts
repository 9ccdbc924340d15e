/** One app or several on one store, in this process, behind one address; each may die by itself, and is born again when it is next needed. */
import { AppDied, type AppUnderDrill } from '../../src/drill/app-under-drill.ts';
import type { Chance } from '../../src/drill/simulated-github/chance.ts';
import type { Instant } from '../../src/core/time/time.ts';
import type { Home } from './homes.ts';
import { beginLife, type Birth, type Life } from './life.ts';

export type Replicas = {
  readonly startApp: (env: Birth['env'], at: Instant, onLog: Birth['onLog']) => AppUnderDrill;
  /** How far the clocks of the app go behind the true time. Unit: ms. */
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
  readonly onCall: Birth['onCall'];
  readonly fails: Birth['fails'];
  /** Whether the one that dies leaves the beginning of a write. */
  readonly tears: () => boolean;
};

export function replicasOn({ replicas, home, chance, onCall, fails, tears }: Circle): Replicas {
  const living: (Life | undefined)[] = Array.from({ length: replicas }, () => undefined);
  const burials: Promise<void>[] = [];
  let behindMs = 0;
  let births = 0;
  let deaths = 0;
  let known: Birth['env'] = {};

  /** The one that answers next; of several, whichever chance picks. */
  const pick = (): number => Math.floor(chance.next() * replicas);
  const killOne = (): void => {
    const victim = living.findIndex((life, index) => life !== undefined && index >= pick());
    const index = victim >= 0 ? victim : living.findIndex((life) => life !== undefined);
    const dying = living[index];
    if (dying === undefined) return;
    dying.kill();
    home.leave(numbers.get(dying) ?? 0);
    if (tears()) home.tearTail();
    deaths += 1;
    living[index] = undefined;
    burials.push(dying.bury());
  };
  const numbers = new Map<Life, number>();
  const startApp: Replicas['startApp'] = (env, at, onLog) => {
    known = env;
    for (const [index, life] of living.entries()) {
      if (life !== undefined) continue;
      births += 1;
      const born = beginLife({ env: { ...env, FIXLEAD_STORE: home.urlOf(births) }, at: at - behindMs, onLog, onCall, fails });
      numbers.set(born, births);
      living[index] = born;
    }
    const circle = living.filter((life) => life !== undefined);
    const alive = (): readonly Life[] => {
      if (circle.some((life) => life.isDead())) throw new AppDied('one of them died');
      return circle;
    };
    return {
      url: Promise.all(circle.map(({ url }) => url)).then((urls) => urls[pick()] ?? ''),
      setNow: async (now) => alive().forEach((life) => life.setNow(now - behindMs)),
      settle: async () => {
        // What one has saved another may take up.
        for (const life of alive()) await life.settle();
        return Math.min(...(await Promise.all(alive().map((life) => life.settle())))) + behindMs;
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
