/** Builds the app from its parts and starts it: the only file that knows everyone. */
import type { Server as HttpServer } from 'node:http';
import type { DestinationStream, Logger } from 'pino';
import { Probot, Server } from 'probot';
import { systemClock } from './adapters/clock.ts';
import { gitAdapter } from './adapters/git/git.ts';
import { createGitPerformers } from './adapters/git/performers.ts';
import { keysOf } from './adapters/evidence/issuer-keys.ts';
import { receiveEvidence } from './adapters/evidence/receive-evidence.ts';
import { gitHubAdapter } from './adapters/github/github.ts';
import { gitHubPeople } from './adapters/github/people.ts';
import { isForWebhook, receiveDelivery } from './adapters/github/receive-delivery.ts';
import { createLog } from './adapters/log.ts';
import { writeRecords } from './adapters/records/write-records.ts';
import { publicSources } from './adapters/public-sources/public-sources.ts';
import { readKey } from './adapters/mail/read-key.ts';
import { verifyHistory } from './adapters/store/history-chain.ts';
import { channelSenders, mailSender } from './channel-senders.ts';
import { openStore } from './adapters/store/open-store.ts';
import { dashboardHandler } from './dashboard/app.ts';
import { createMetrics, type Metrics } from './dashboard/metrics.ts';
import { whoActed } from './dashboard/who-acted.ts';
import { memberLinks } from './dashboard/member/member-links.ts';
import { statusLinks } from './dashboard/status-links.ts';
import { createSealing } from './dashboard/sealing.ts';
import { answerOnDashboard } from './engine/answer-on-dashboard.ts';
import { isCaseId } from './core/ids.ts';
import { defaultBounds, type Bounds, type Engine } from './engine/engine.ts';
import { mailDistributor } from './engine/mail-distributor.ts';
import { mailMemberLink } from './engine/mail-member-link.ts';
import type { MemberLinks } from './engine/member-link.ts';
import { keepStatusPage, type StatusLinks } from './engine/keep-status-page.ts';
import { keepAccess } from './engine/keep-access.ts';
import { proposeFix } from './engine/propose-fix.ts';
import { previewAct, type ActSighting, type Preview } from './engine/preview-act.ts';
import { publishAsPerson, setStateAsPerson } from './engine/act-as-person.ts';
import { notBefore } from './engine/not-before.ts';
import { pushFix } from './engine/push-fix.ts';
import { sendNotice } from './engine/send-notice.ts';
import type { Arrival, Store } from './engine/ports/store.ts';
import type { GitHubPeople } from './engine/ports/surface.ts';
import type { Clock } from './engine/ports/clock.ts';
import { startWork, type Work } from './engine/work.ts';
import { audienceOf, noKeys } from './evidence-settings.ts';
import { answerHealth } from './health.ts';
import { fixleadApp } from './index.ts';
import type { Settings } from './settings.ts';
import type { DashboardSettings } from './surface-settings.ts';

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
  readonly logTo?: DestinationStream;
  /** What stands between the app and its store, to fail in its place. */
  readonly around?: (store: Store) => Store;
};

/** Errors: throws StoreProblem when the store cannot be opened, and what the system says when the port cannot be had; then nothing is left running. */
export async function startFixlead(settings: Settings, circumstances: Circumstances = {}): Promise<Fixlead> {
  const { clock = systemClock, bounds = {}, logTo, around = (opened) => opened } = circumstances;
  const log = createLog({ level: settings.logLevel, to: logTo });
  const store = around(await openStore(settings.store.reveal(), { log }));
  try {
    const { appId, privateKey, githubApiUrl, dataFolder, gitUrl } = settings;
    const github = gitHubAdapter({ appId, privateKey: privateKey.reveal(), apiUrl: githubApiUrl, log, now: () => clock.now() });
    const git = gitAdapter({ folder: dataFolder, baseUrl: gitUrl, tokenFor: (at, how) => github.tokenForGit(at, how) });
    const ofGit = createGitPerformers({ git, now: () => clock.now(), refuseUnlessPrivate: (at) => github.refuseUnlessPrivate(at) });
    const senders = { ...channelSenders(settings.channels, () => clock.now()), github: github.notices };
    const now = (): number => clock.now();
    const clocks = { facts: github.facts, store, now };
    const memberPages = settings.dashboard && memberLinksOf(settings.dashboard);
    const performers = {
      ...github.performers,
      ...ofGit,
      SetAccess: keepAccess({ setAccess: github.performers.SetAccess, store, now }),
      PushFix: notBefore(clocks, pushFix({ git, store, now })),
      ProposeFix: notBefore(clocks, proposeFix({ git, github, store, now })),
      ...onAdvisory(settings, github.performers, { clocks, store, clock, log }),
      AnswerOnDashboard: answerOnDashboard(store),
      KeepStatusPage: keepStatusPage({
        ...{ store, now, say: github.performers.SayOnAdvisory, sayByHand: github.performers.SayInFixRepository },
        links: settings.dashboard && statusLinksOf(settings.dashboard),
      }),
      WriteRecords: writeRecords({
        folder: settings.recordsFolder,
        isPublished: async ({ about, repository, installationId }) =>
          isCaseId(about) && (await github.facts.isPublished(installationId, repository, about)),
      }),
      SendNotice: sendNotice({ senders, facts: github.facts, now }),
      MailDistributor: mailDistributor({ store, git, links: memberPages, send: mailSender(settings.channels), now }),
      MailMemberLink: mailMemberLink({ store, links: memberPages, send: mailSender(settings.channels), now }),
    };
    const metrics = createMetrics({ store, clock });
    const { stopwatch } = metrics;
    let webhooks = 0;
    const elsewhere = settings.publicSources && publicSources(settings.publicSources, { now, log });
    const engine: Engine = {
      store,
      github,
      git,
      publicSources: elsewhere,
      performers,
      readKey,
      canMail: mailSender(settings.channels) !== undefined,
      clock,
      log,
      bounds: { ...defaultBounds, ...bounds },
      stopwatch,
      webhooksSoFar: () => webhooks,
    };
    let isReady = false;
    const door = await openDoor(settings, engine, { metrics, isReady: () => isReady, logTo, onWebhook: () => (webhooks += 1) });
    try {
      const work = await startWork(engine);
      isReady = true;
      const stop = (): Promise<void> => {
        isReady = false;
        return stopAll(door, work, engine);
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

type AroundAdvisory = Pick<Engine, 'store' | 'clock' | 'log'> & { readonly clocks: Parameters<typeof notBefore>[0] };
type OnAdvisory = Pick<Engine['performers'], 'PublishAdvisory' | 'SetAdvisoryState'>;

/** By the hand of whoever asked for it on the dashboard, where there is one. */
function onAdvisory(settings: Settings, byApp: OnAdvisory, { clocks, store, clock, log }: AroundAdvisory): OnAdvisory {
  const { SetAdvisoryState, PublishAdvisory } = byApp;
  if (settings.dashboard === undefined) return { SetAdvisoryState, PublishAdvisory: notBefore(clocks, PublishAdvisory) };
  const people = peopleOf(settings, settings.dashboard, clock);
  const sealing = createSealing(settings.dashboard.sessionKey.reveal());
  const tools = { people, actorOf: whoActed({ store, sealing, clock, people }), now: () => clock.now(), log };
  return {
    PublishAdvisory: notBefore(clocks, publishAsPerson(tools, byApp.PublishAdvisory)),
    SetAdvisoryState: setStateAsPerson(tools, byApp.SetAdvisoryState),
  };
}

function peopleOf(
  { githubApiUrl: apiUrl, gitUrl: webUrl }: Settings,
  { clientId, clientSecret }: DashboardSettings,
  clock: Clock,
): GitHubPeople {
  return gitHubPeople({ apiUrl, webUrl, clientId, clientSecret: clientSecret.reveal(), now: () => clock.now() });
}

function statusLinksOf({ url, sessionKey }: DashboardSettings): StatusLinks {
  return statusLinks({ url, sealing: createSealing(sessionKey.reveal()) });
}

function memberLinksOf({ url, sessionKey }: DashboardSettings): MemberLinks {
  return memberLinks({ url, sealing: createSealing(sessionKey.reveal()) });
}

type Door = { readonly url: string; close(): Promise<void> };

type Surroundings = {
  readonly metrics: Metrics;
  readonly isReady: () => boolean;
  readonly logTo: DestinationStream | undefined;
  readonly onWebhook: () => void;
};

async function openDoor(settings: Settings, engine: Engine, { metrics, isReady, logTo, onWebhook }: Surroundings): Promise<Door> {
  const { store, clock, log } = engine;
  const receive = async (arrival: Arrival): Promise<void> => {
    await store.receive([arrival]);
  };
  const takeIn = (arrival: Arrival): Promise<void> => {
    onWebhook();
    return receive(arrival);
  };
  const { appId } = settings;
  const [privateKey, secret] = [settings.privateKey.reveal(), settings.webhookSecret.reveal()];
  const intake = receiveDelivery({ secret, receive: takeIn, now: () => clock.now(), log });
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
  server.addHandler(evidenceDoor(settings, engine));
  // The last one: it answers whatever nobody else did.
  if (settings.dashboard !== undefined) server.addHandler(dashboardFor(settings, settings.dashboard, { engine, receive }));
  const http = await listen(server, quiet);
  http.requestTimeout = requestTimeoutMs;
  standBefore(http, intake);
  log.info({ host: server.host, port: server.port }, 'listening');
  return { url: `http://${server.host}:${server.port}`, close: () => close(server, http) };
}

function evidenceDoor({ appId, evidence = noKeys }: Settings, { store, clock, log }: Engine): ReturnType<typeof receiveEvidence> {
  const now = (): number => clock.now();
  const { issuer, keys } = evidence;
  const tokens = { issuer, audience: audienceOf(appId), keyNamed: keysOf(issuer, now), now };
  return receiveEvidence({ keys, tokens, receive: async (arrival) => (await store.receive([arrival]))[0] === true, now, log });
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

/** How long a request may take to arrive in full. Unit: ms. */
const requestTimeoutMs = 60_000;
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

async function stopAll(door: Door, work: Work, engine: Engine): Promise<void> {
  await door.close();
  await work.stop();
  await engine.store.close();
}
