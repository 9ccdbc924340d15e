/** Builds the app from its parts and starts it. */
import type { DestinationStream } from 'pino';
import { keepThreadsAwake } from './adapters/awake-threads.ts';
import { systemClock } from './adapters/clock.ts';
import { gitAdapter } from './adapters/git/git.ts';
import { gitHubAdapter } from './adapters/github/github.ts';
import { createLog } from './adapters/log.ts';
import { publicSources } from './adapters/public-sources/public-sources.ts';
import { readKey } from './adapters/mail/read-key.ts';
import { mailSender } from './wiring/channel-senders.ts';
import { openStore } from './adapters/store/open-store.ts';
import { createMetrics } from './dashboard/metrics.ts';
import { defaultBounds, type Bounds, type Engine } from './engine/engine.ts';
import type { Store } from './engine/ports/store.ts';
import type { Clock } from './engine/ports/clock.ts';
import { startWork, type Work } from './engine/work.ts';
import type { Settings } from './settings/settings.ts';
import { openDoor, type Door } from './wiring/door.ts';
import { performersOf } from './wiring/performers.ts';

export type Fixlead = {
  readonly url: string;
  readonly engine: Engine;
  readonly work: Work;
  /** Takes nothing new in, finishes what is in hand, closes the store. */
  stop(): Promise<void>;
};

/** What a fire drill may replace: time, how long things are waited for, and where the log goes. Everything else is as in production. */
export type Circumstances = {
  readonly clock?: Clock;
  readonly bounds?: Partial<Bounds>;
  /** How long GitHub may take for one answer. Unit: real ms. */
  readonly gitHubTimeoutMs?: number | undefined;
  readonly logTo?: DestinationStream;
  /** What stands between the app and its store, to fail in its place. */
  readonly around?: (store: Store) => Store;
};

/** Errors: throws StoreProblem when the store cannot be opened, and what the system says when the port cannot be had; then nothing is left running. */
export async function startFixlead(settings: Settings, circumstances: Circumstances = {}): Promise<Fixlead> {
  const { clock = systemClock, bounds = {}, gitHubTimeoutMs, logTo, around = (opened) => opened } = circumstances;
  const log = createLog({ level: settings.logLevel, to: logTo });
  const store = around(await openStore(settings.store.reveal(), { log }));
  try {
    const metrics = createMetrics({ store, clock });
    let webhooks = 0;
    const engine: Engine = {
      ...engineOf(settings, { store, clock, log, gitHubTimeoutMs }),
      bounds: { ...defaultBounds, ...bounds },
      stopwatch: metrics.stopwatch,
      webhooksSoFar: () => webhooks,
    };
    let isReady = false;
    const door = await openDoor(settings, engine, { metrics, isReady: () => isReady, logTo, onWebhook: () => (webhooks += 1) });
    try {
      const work = await startWork(engine);
      isReady = true;
      const rest = keepThreadsAwake();
      const stop = (): Promise<void> => {
        isReady = false;
        return stopAll(door, work, engine).finally(rest);
      };
      return { url: door.url, engine, work, stop };
    } catch (cause) {
      await door.close();
      throw cause;
    }
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

type Ground = Pick<Engine, 'store' | 'clock' | 'log'> & Pick<Circumstances, 'gitHubTimeoutMs'>;

function engineOf(settings: Settings, { store, clock, log, gitHubTimeoutMs }: Ground): Omit<Engine, 'bounds'> {
  const { appId, privateKey, githubApiUrl, dataFolder, gitUrl } = settings;
  const now = (): number => clock.now();
  const signIn = { appId, privateKey: privateKey.reveal(), apiUrl: githubApiUrl };
  const github = gitHubAdapter({ ...signIn, log, now, requestTimeoutMs: gitHubTimeoutMs });
  const git = gitAdapter({ folder: dataFolder, baseUrl: gitUrl, tokenFor: (at, how) => github.tokenForGit(at, how) });
  return {
    ...{ store, github, git, clock, log, readKey },
    performers: performersOf(settings, { store, git, github, clock, log }),
    publicSources: settings.publicSources && publicSources(settings.publicSources, { now, log }),
    canMail: mailSender(settings.channels) !== undefined,
  };
}

async function stopAll(door: Door, work: Work, engine: Engine): Promise<void> {
  await door.close();
  await work.stop();
  await engine.store.close();
}
