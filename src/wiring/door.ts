/** The one port: webhooks first, then health, evidence, and the dashboard for whatever is left. */
import type { Server as HttpServer } from 'node:http';
import type { DestinationStream, Logger } from 'pino';
import { Probot, Server } from 'probot';
import { bodyRoom, type BodyRoom } from '../adapters/body-room.ts';
import { keysOf } from '../adapters/evidence/issuer-keys.ts';
import { receiveEvidence } from '../adapters/evidence/receive-evidence.ts';
import { isForWebhook, receiveDelivery } from '../adapters/github/receive-delivery.ts';
import { createLog } from '../adapters/log.ts';
import { verifyHistory } from '../adapters/store/history-chain.ts';
import { dashboardHandler } from '../dashboard/app.ts';
import type { Metrics } from '../dashboard/metrics.ts';
import { createSealing } from '../dashboard/sealing.ts';
import type { Engine } from '../engine/engine.ts';
import { previewAct, type ActSighting, type Preview } from '../engine/preview-act.ts';
import type { Arrival } from '../engine/ports/store.ts';
import { audienceOf, noKeys } from '../settings/evidence-settings.ts';
import { answerHealth } from './health.ts';
import { fixleadApp } from '../index.ts';
import type { Settings } from '../settings/settings.ts';
import type { DashboardSettings } from '../settings/surface-settings.ts';
import { peopleOf } from './dashboard-parts.ts';

export type Door = { readonly url: string; close(): Promise<void> };

type Surroundings = {
  readonly metrics: Metrics;
  readonly isReady: () => boolean;
  readonly logTo: DestinationStream | undefined;
  readonly onWebhook: () => void;
};

/** Opens the one port there is. Errors: what the system says when it cannot be had. */
export async function openDoor(settings: Settings, engine: Engine, { metrics, isReady, logTo, onWebhook }: Surroundings): Promise<Door> {
  const { store, clock, log } = engine;
  const receive = async (arrival: Arrival): Promise<void> => {
    await store.receive([arrival]);
  };
  const takeIn = (arrival: Arrival): Promise<void> => {
    onWebhook();
    return receive(arrival);
  };
  const room = bodyRoom(roomBytes);
  const { appId } = settings;
  const [privateKey, secret] = [settings.privateKey.reveal(), settings.webhookSecret.reveal()];
  const intake = receiveDelivery({ secret, receive: takeIn, now: () => clock.now(), log, room });
  // Probot's own webhook middleware works on an event before it is durable, and without a bound on its size; ours stands before all of it.
  class DurableProbot extends Probot.defaults({ appId, privateKey, secret }) {
    override getNodeMiddleware(): ReturnType<Probot['getNodeMiddleware']> {
      return Promise.resolve(() => Promise.resolve(false));
    }
  }
  const quiet = createLog({ level: settings.logLevel === 'silent' ? 'silent' : 'warn', to: logTo });
  const server = new Server({
    Probot: DurableProbot,
    log: quiet,
    host: settings.host,
    port: portForProbot(settings.port),
    enableStaticFiles: false,
    enablePing: false,
  });
  await server.load(
    fixleadApp(async ({ guid, name, body }) => {
      await receive({ key: `delivery:${guid}`, source: 'webhook', name, body, about: undefined, receivedAt: clock.now() });
    }),
  );
  server.addHandler(answerHealth({ store, isReady, metrics, metricsToken: settings.metricsToken?.reveal() }));
  server.addHandler(evidenceDoor(settings, engine, room));
  // The last one: it answers whatever nobody else did.
  if (settings.dashboard !== undefined) server.addHandler(dashboardFor(settings, settings.dashboard, { engine, receive }));
  const http = await listen(server, quiet);
  Object.assign(http, bounds);
  standBefore(http, intake);
  log.info({ host: server.host, port: server.port }, 'listening');
  return { url: `http://${server.host}:${server.port}`, close: () => close(server, http) };
}

function evidenceDoor(
  { appId, evidence = noKeys }: Settings,
  { store, clock, log }: Engine,
  room: BodyRoom,
): ReturnType<typeof receiveEvidence> {
  const now = (): number => clock.now();
  const { issuer, keys } = evidence;
  const tokens = { issuer, audience: audienceOf(appId), keyNamed: keysOf(issuer, now), now };
  return receiveEvidence({ keys, tokens, receive: async (arrival) => (await store.receive([arrival]))[0] === true, now, log, room });
}

type Behind = { readonly engine: Engine; readonly receive: (arrival: Arrival) => Promise<void> };

function dashboardFor(settings: Settings, own: DashboardSettings, { engine, receive }: Behind): ReturnType<typeof dashboardHandler> {
  const { store, clock, log, github } = engine;
  const { url, sessionKey } = own;
  const people = peopleOf(settings, own, clock);
  const sealing = createSealing(sessionKey.reveal());
  const preview = (act: ActSighting): Promise<Preview> => previewAct(engine, act);
  return dashboardHandler({ url, store, people, facts: github.facts, sealing, clock, log, receive, preview, verifyHistory });
}

/** Of all bodies that are on their way: two of the largest that GitHub sends, and many small ones. Unit: bytes. */
const roomBytes = 64 * 1024 * 1024;
/** What the server itself holds to. Past `maxConnections` a caller is hung up on: the app needs sockets of its own, most of all at a Release Date. */
const bounds = {
  /** How long a request may take to arrive in full, and its headers. Unit: ms; looked at every half a minute. */
  requestTimeout: 60_000,
  headersTimeout: 15_000,
  maxConnections: 2_000,
} as const satisfies Partial<HttpServer>;
/** How long whoever is being served when we stop may still take: Docker kills after ten seconds, and work must end as well. Unit: ms. */
const longestGoodbyeMs = 3_000;

/** To Probot 0 is no port, and it would take 3000; the text is one, and means the same to Node. */
function portForProbot(port: number): number {
  return port === 0 ? ('0' as unknown as number) : port;
}

/** Probot would log a port that cannot be had, with a stack trace; whoever started us is told in a line. */
async function listen(server: Server, quiet: Logger): Promise<HttpServer> {
  const { level } = quiet;
  quiet.level = 'silent';
  try {
    return await server.start();
  } finally {
    quiet.level = level;
  }
}

/** Ahead of Probot's server, which makes a log of its own for each request: a good part of what taking in a webhook costs. */
function standBefore(http: HttpServer, intake: ReturnType<typeof receiveDelivery>): void {
  const behind = http.listeners('request');
  http.removeAllListeners('request');
  http.on('request', (request, response) => {
    if (isForWebhook(request)) void intake(request, response);
    else for (const listener of behind) listener.call(http, request, response);
  });
}

async function close(server: Server, http: HttpServer): Promise<void> {
  const hangUp = setTimeout(() => http.closeAllConnections(), longestGoodbyeMs);
  try {
    await server.stop();
  } finally {
    clearTimeout(hangUp);
  }
}
