/** Sets the stage for a scenario: the simulated GitHub with its people and repositories, and the app in a process of its own. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { keepThreadsAwake } from '../adapters/awake-threads.ts';
import type { Instant } from '../core/time/time.ts';
import { startApp } from './app-under-drill.ts';
import { keepApp } from './kept-app.ts';
import type { Scenario } from './scenario.ts';
import { buildWorld } from './scenario-world.ts';
import { keyPattern, makeKeyring, type Keyring } from './outside/keyring.ts';
import { startOutside, type Outside } from './outside/outside.ts';
import { startSimulatedGitHub, type SimulatedGitHub } from './simulated-github/simulated-github.ts';

export type Stage = {
  readonly scenario: Scenario;
  readonly github: SimulatedGitHub;
  readonly outside: Outside;
  readonly keyring: Keyring;
  readonly folder: string;
  readonly storeUrl: string;
  now(): Instant;
  /** Lets time pass up to `at`, in the steps in which the app wants to be woken. `check` may end it early; answers whether it did. */
  advance(at: Instant, check?: () => boolean): Promise<boolean>;
  /** Lets the app and GitHub finish what is in hand, without letting time pass. */
  quiet(): Promise<Instant>;
  /** Kills the app's process at once; it is started again on the same store by whoever next needs it. Answers whether there was one. */
  kill(): Promise<boolean>;
  /** Kills it so the next time GitHub has taken a push to this public branch, before the app hears of it. */
  killAtPush(branch: string): void;
  /** Ends the app in good order, so that its store can be looked at. */
  stopApp(): Promise<void>;
  close(): Promise<void>;
};

export type StageOptions = {
  /** A fresh SQLite file unless given. */
  readonly storeUrl?: string | undefined;
  readonly seed?: number | undefined;
  readonly onLog?: ((text: string) => void) | undefined;
  /** Told that the app died by itself and will be started again. */
  readonly onDeath?: (() => void) | undefined;
  /** How the app is started, and killed; in a process of its own unless given. */
  readonly startApp?: typeof startApp | undefined;
  /** Told as things happen, for whoever wants to strike at a certain moment. */
  readonly onMoment?: ((moment: Moment) => void) | undefined;
};

export type Moment =
  /** The app's process was started and is not up yet. */
  | { readonly kind: 'start' }
  /** The app has been told a new time. */
  | { readonly kind: 'clock-step' }
  /** GitHub has done what the app asked; the app has not heard the answer. */
  | { readonly kind: 'request'; readonly method: string; readonly path: string }
  /** GitHub begins to send a webhook. */
  | { readonly kind: 'delivery'; readonly event: string; readonly action: string | undefined }
  /** The app has just answered for a webhook. */
  | { readonly kind: 'acknowledgement'; readonly event: string };

const appId = 4711;

export async function setStage(scenario: Scenario, options: StageOptions = {}): Promise<Stage> {
  const rest = keepThreadsAwake();
  const folder = await mkdtemp(join(tmpdir(), 'fixlead-drill-'));
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const secret = randomBytes(32).toString('hex');
  let now = firstInstant(scenario) - 60_000;
  /** The public branch whose next push kills the app. */
  let trap: string | undefined;
  const { onMoment = () => undefined } = options;
  const github = await startSimulatedGitHub({
    now: () => now,
    app: { id: appId, slug: 'fixlead', publicKeyPem: publicKey, webhookSecret: secret },
    gitRoot: folder,
    seed: options.seed ?? 1,
    observe: ({ method, path }) => onMoment({ kind: 'request', method, path }),
    observeDelivery: ({ event, action, payload }) => {
      if (event === 'push' && trap !== undefined && isPushTo(payload, scenario.repository, trap)) {
        trap = undefined;
        void app.kill();
      }
      onMoment({ kind: 'delivery', event, action });
    },
    observeAttempt: ({ event, statusCode }) => void (statusCode === 202 && onMoment({ kind: 'acknowledgement', event })),
  });
  await buildWorld(github, scenario);
  const keyring = await makeKeyring(namesWithKeys(scenario), now);
  const outside = await startOutside(keyring);
  const storeUrl = options.storeUrl ?? `sqlite:${join(folder, 'fixlead.sqlite')}`;
  const places = { storeUrl, folder, gitHubUrl: github.apiUrl, outside: outside.env };
  const env = environmentOf({ privateKey, secret }, places);
  const app = keepApp({
    start: () => (options.startApp ?? startApp)(env, now, options.onLog ?? (() => undefined)),
    onStart: () => onMoment({ kind: 'start' }),
    onUp: (url) => github.deliverTo(`${url}/api/github/webhooks`),
    onDeath: () => options.onDeath?.(),
  });
  const quiet = async (): Promise<Instant> => {
    for (;;) {
      const before = github.world.requests.length + github.world.deliveries.length;
      await github.idle();
      const nextAt = await app.ask((one) => one.settle());
      await github.idle();
      if (before === github.world.requests.length + github.world.deliveries.length) return nextAt;
    }
  };
  const setNow = async (at: Instant): Promise<void> => {
    now = Math.max(now, at);
    await app.ask((one) => one.setNow(now));
    onMoment({ kind: 'clock-step' });
  };
  return {
    scenario,
    github,
    outside,
    keyring,
    folder,
    storeUrl,
    now: () => now,
    quiet,
    advance: async (at, check = () => false) => {
      for (;;) {
        const nextAt = await quiet();
        if (check()) return true;
        if (now >= at) return false;
        await setNow(Math.min(nextAt, at));
      }
    },
    kill: () => app.kill(),
    killAtPush: (branch) => void (trap = branch),
    stopApp: () => app.stop(),
    close: async () => {
      await app.close();
      await github.close();
      await outside.close();
      await rm(folder, { recursive: true, force: true }).finally(rest);
    },
  };
}

/** Whoever a step gives a key. */
function namesWithKeys({ steps }: Scenario): readonly string[] {
  const said = steps.flatMap(({ does }) => (does !== undefined && 'says' in does ? [does.says] : []));
  return said.flatMap((words) => [...words.matchAll(keyPattern)].map(([, name = '']) => name));
}

function isPushTo(payload: unknown, repository: string, branch: string): boolean {
  const pushed = pushPayload.safeParse(payload);
  return pushed.success && pushed.data.repository.full_name === repository && pushed.data.ref === `refs/heads/${branch}`;
}

const pushPayload = z.object({ ref: z.string(), repository: z.object({ full_name: z.string() }) });

function firstInstant(scenario: Scenario): Instant {
  return scenario.steps[0]?.at ?? scenario.ends;
}

type Secrets = { readonly privateKey: string; readonly secret: string };
type Places = { readonly storeUrl: string; readonly folder: string; readonly gitHubUrl: string; readonly outside: Outside['env'] };

function environmentOf(
  { privateKey, secret }: Secrets,
  { storeUrl, folder, gitHubUrl, outside }: Places,
): Readonly<Record<string, string>> {
  return {
    APP_ID: String(appId),
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: secret,
    // Nobody outside this machine hears of a drill.
    ...{ ...outside, FIXLEAD_PUBLIC_QUESTIONS: 'none' },
    FIXLEAD_STORE: storeUrl,
    FIXLEAD_DATA: join(folder, 'data'),
    FIXLEAD_GITHUB_API_URL: gitHubUrl,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
  };
}
