/** Builds the app from its parts and starts it: the only file that knows everyone. */
import type { Server as HttpServer } from 'node:http';
import { Probot, Server } from 'probot';
import { systemClock } from './adapters/clock.ts';
import { gitHubAdapter } from './adapters/github/github.ts';
import { receiveDelivery } from './adapters/github/receive-delivery.ts';
import { createLog } from './adapters/log.ts';
import { openStore } from './adapters/store/open-store.ts';
import { defaultBounds, type Bounds, type Engine } from './engine/engine.ts';
import type { Arrival, Clock } from './engine/ports.ts';
import { startWork, type Work } from './engine/work.ts';
import { answerHealth } from './health.ts';
import { fixleadApp } from './index.ts';
import type { Settings } from './settings.ts';

export type Fixlead = {
  readonly url: string;
  readonly engine: Engine;
  readonly work: Work;
  /** Takes nothing new in, finishes what is in hand, closes the store. */
  stop(): Promise<void>;
};

/** What a fire drill may replace: time, and how long things are waited for. Everything else is as in production. */
export type Circumstances = { readonly clock?: Clock; readonly bounds?: Partial<Bounds> };

/** Errors: throws StoreProblem when the store cannot be opened, and what the system says when the port cannot be had. */
export async function startFixlead(settings: Settings, { clock = systemClock, bounds = {} }: Circumstances = {}): Promise<Fixlead> {
  const log = createLog({ level: settings.logLevel });
  const store = await openStore(settings.store, { log });
  try {
    const { appId, privateKey, githubApiUrl } = settings;
    const github = gitHubAdapter({ appId, privateKey, apiUrl: githubApiUrl, log, now: () => clock.now() });
    const engine: Engine = { store, github, clock, log, bounds: { ...defaultBounds, ...bounds } };
    const server = await startServer(settings, engine);
    const work = await startWork(engine);
    return { url: `http://${server.host}:${server.port}`, engine, work, stop: () => stopAll(server, work, engine) };
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

async function startServer(settings: Settings, engine: Engine): Promise<Server> {
  const { store, clock, log } = engine;
  const receive = async (arrival: Arrival): Promise<void> => {
    await store.receive([arrival]);
  };
  const intake = receiveDelivery({ secret: settings.webhookSecret, receive, now: () => clock.now(), log });
  // Probot's own webhook middleware works on an event before it is durable, and without a bound on its size; ours stands in its place.
  class DurableProbot extends Probot.defaults({ appId: settings.appId, privateKey: settings.privateKey, secret: settings.webhookSecret }) {
    override getNodeMiddleware(): ReturnType<Probot['getNodeMiddleware']> {
      return Promise.resolve(intake);
    }
  }
  const quiet = createLog({ level: settings.logLevel === 'silent' ? 'silent' : 'warn' });
  const server = new Server({
    Probot: DurableProbot,
    log: quiet,
    host: settings.host,
    // Probot takes 0 for not given and listens on 3000, where the next Fixlead on this machine would too; written as text, it is kept.
    port: settings.port === 0 ? ('0' as unknown as number) : settings.port,
    enableStaticFiles: false,
    enablePing: false,
  });
  await server.load(
    fixleadApp(async ({ guid, name, body }) => {
      await receive({ key: `delivery:${guid}`, source: 'webhook', name, body, caseId: undefined, receivedAt: clock.now() });
    }),
  );
  server.addHandler(answerHealth(store));
  const http: HttpServer = await server.start();
  http.requestTimeout = 60_000;
  log.info({ host: server.host, port: server.port }, 'listening');
  return server;
}

async function stopAll(server: Server, work: Work, engine: Engine): Promise<void> {
  await server.stop();
  await work.stop();
  await engine.store.close();
}
