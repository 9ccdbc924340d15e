// The whole bot in one process, talking over real HTTP with a GitHub on this machine. People say things, time passes, and what the bot says can be read.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { digestOf } from '../../src/adapters/github/marker.ts';
import { secret as secretText } from '../../src/adapters/secret.ts';
import { effectKey } from '../../src/core/effects.ts';
import { caseId, type CaseId } from '../../src/core/ids.ts';
import { parseUtcMinute, type Instant } from '../../src/core/time/time.ts';
import { createDrillClock, isAtRest, untilQuiet } from '../../src/drill/drill-clock.ts';
import type { Misbehaviour } from '../../src/drill/simulated-github/misbehaviour.ts';
import { startSimulatedGitHub, type SimulatedGitHub } from '../../src/drill/simulated-github/simulated-github.ts';
import { clientIdOf, clientSecretOf } from '../../src/drill/simulated-github/web-sign-in.ts';
import type { Comment, Permissions } from '../../src/drill/simulated-github/world.ts';
import type { Bounds, Engine } from '../../src/engine/engine.ts';
import { startFixlead, type Fixlead } from '../../src/main.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { undocumentedIn } from './documented.ts';

/** Where somebody says something: a pull request by its number in the fix repository. */
export type Where = 'advisory' | 'case-issue' | number;

export type Conversation = {
  readonly github: SimulatedGitHub;
  readonly storeUrl: string;
  /** Where the bot listens. */
  url(): string;
  now(): Instant;
  /** A private report; answers the case it makes. */
  report(
    who?: string,
    fields?: { readonly summary?: string; readonly description?: string; readonly repository?: string },
  ): Promise<CaseId>;
  /** Of which case everything below speaks, where there are several; the first reported unless changed. */
  turnTo(id: CaseId): void;
  /** Posts a comment and lets the bot answer; answers the comment's id. */
  say(who: string, where: Where, text: string): Promise<number>;
  /** What the bot said there as comments that are not edited in place, oldest first, without its hidden marks. */
  repliesTo(where: Where): readonly string[];
  /** The last of them. */
  replyTo(where: Where): string | undefined;
  /** The one comment on the advisory that is kept up to date; the body of the case issue. */
  status(): string;
  board(): string;
  advisoryState(): string;
  /** Opens a pull request from the ready-made branch `fix` for `main`; answers its number. */
  openFix(who?: string): Promise<number>;
  /** Accepted, with a fix by wanda, two LGTMs and a Release Date in a day; answers the pull request's number. */
  makeReady(): Promise<number>;
  /** `2026-03-05 16:00 UTC`, so long from now. Unit: ms. */
  inWords(aheadMs: number): string;
  misbehave(rule: Misbehaviour): () => void;
  /** Lets the bot and GitHub finish what is in hand. */
  settle(): Promise<void>;
  /** Lets time pass, in the steps in which the bot wants to be woken. Unit: ms. */
  pass(ms: number): Promise<void>;
  /** The whole log so far, as text. */
  log(): string;
  /** Stops the bot and starts it anew on the same store. */
  restart(): Promise<void>;
  /** Stops it, without starting it again until `restart`. */
  stop(): Promise<void>;
  /** Errors: throws when anything was sent or answered that GitHub does not document. */
  close(): Promise<void>;
};

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export const project = 'acme/widget';
export const fixes = 'acme/widget-security';
const secret = 'k3Yw9fQz7Lr2Vx5Tn8Bm4Hc6Jd1Gp0Sa';
const startsAt = Date.parse('2026-03-02T09:00:00Z');
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
export const { privateKey } = keys;

export const aPolicyFile = `maintainers: { team: acme/security }
fix_repository: ${fixes}
lines: [main]
lgtm: { required: 2 }
publish: auto
`;

/** Nothing is gained by looking every few minutes of a time that flies. */
const bounds: Partial<Bounds> = {
  slowestLinesLookMs: 12 * hour,
  slowestPublicLookMs: 12 * hour,
  slowestPolicyLookMs: 12 * hour,
  idleMs: 6 * hour,
  slowestRepositoryLookMs: hour,
  slowestCaseLookMs: 30 * minute,
  slowestAccessLookMs: 12 * hour,
  slowestRulesLookMs: 12 * hour,
  sweepMs: hour,
};

export type ConversationOptions = {
  /** Undefined: there is none. */
  readonly policy?: string | undefined;
  /** Survives a restart; in memory otherwise. */
  readonly onDisk?: boolean;
  readonly evidence?: Settings['evidence'];
  /** Where notices and mails go out; nowhere otherwise. */
  readonly channels?: Settings['channels'];
  /** What the App may besides what every App of ours may. */
  readonly permissions?: Permissions;
  /** What the organisation pays for; a paid plan unless it says otherwise. */
  readonly plan?: 'free';
  /** Whether there is a dashboard, on a port of its own choosing. */
  readonly withDashboard?: boolean;
  /** Gets the engine of each life of the bot as soon as it lives. */
  readonly onStart?: (engine: Engine) => void;
};

export async function aConversation(options: ConversationOptions = {}): Promise<Conversation> {
  // All HTTP here is real.
  if (nock.isActive()) nock.restore();
  const asked = { policy: aPolicyFile, permissions: {}, onDisk: false, withDashboard: false, ...options };
  const { policy, onDisk, evidence, channels, permissions, plan, withDashboard } = asked;
  const folder = await mkdtemp(join(tmpdir(), 'conversation-'));
  const drill = createDrillClock(startsAt);
  const now = () => drill.clock.now();
  const undocumented: string[] = [];
  const github = await startSimulatedGitHub({
    now,
    app: { id: 4711, slug: 'fixlead', publicKeyPem: keys.publicKey, webhookSecret: secret },
    gitRoot: folder,
    ...undocumentedIn(undocumented),
  });
  await buildProject(github, policy, { permissions, plan });
  const log: string[] = [];
  const storeUrl = onDisk ? `sqlite:${join(folder, 'fixlead.sqlite')}` : 'sqlite::memory:';
  const settings: Settings = {
    ...{ appId: 4711, privateKey: secretText(privateKey), webhookSecret: secretText(secret), store: secretText(storeUrl) },
    ...{ host: '127.0.0.1', port: 0, logLevel: 'debug' },
    ...{ githubApiUrl: github.apiUrl, gitUrl: github.apiUrl, dataFolder: join(folder, 'data') },
    ...(evidence && { evidence }),
    ...(channels && { channels }),
    ...(withDashboard && (await dashboardSettings(github.world.app))),
  };
  let fixlead: Fixlead | undefined;
  const start = async (): Promise<void> => {
    fixlead = await startFixlead(settings, { clock: drill.clock, bounds, logTo: { write: (line) => void log.push(line) } });
    options.onStart?.(fixlead.engine);
    github.deliverTo(`${fixlead.url}/api/github/webhooks`);
  };
  const stop = async (): Promise<void> => {
    await fixlead?.stop();
    fixlead = undefined;
  };
  const asleep = () => untilQuiet(() => fixlead === undefined || isAtRest(drill, fixlead.work));
  const settle = async (): Promise<void> => {
    const activity = () => github.world.requests.length + github.world.deliveries.length;
    for (let before = -1; before !== activity();) {
      before = activity();
      await github.idle();
      await asleep();
      await github.idle();
    }
  };
  const pass = async (ms: number): Promise<void> => {
    const until = now() + ms;
    for (;;) {
      await settle();
      if (now() >= until) return;
      drill.setNow(Math.min(drill.sleepers().nextAt, until));
    }
  };
  /** What is said on the advisory no webhook tells; then the writes, one a second. */
  const hear = async (): Promise<void> => {
    fixlead?.work.lookNow();
    await pass(10 * second);
  };

  let current: CaseId | undefined;
  const id = (): CaseId => {
    if (current === undefined) throw new Error('nobody has reported anything yet');
    return current;
  };
  const caseIssue = () => {
    const issue = github.world.repository(fixes).issues.find((one) => one.pull === undefined && one.title.includes(id()));
    if (issue === undefined) throw new Error(`there is no case issue of ${id()}`);
    return issue;
  };
  const commentsAt = (where: Where): readonly Comment[] => {
    if (where === 'advisory') return github.world.advisory(id()).comments;
    return where === 'case-issue' ? caseIssue().comments : github.world.issue(fixes, where).comments;
  };
  const isStatus = (comment: Comment) => comment.body.includes(digestOf(effectKey(id(), 'status')));
  const statusComment = () => commentsOfOurs('advisory').find(isStatus);
  const commentsOfOurs = (where: Where) => commentsAt(where).filter((comment) => comment.author === 'fixlead[bot]');

  const conversation: Conversation = {
    ...{ github, storeUrl, now, settle, pass, stop },
    url: () => fixlead?.url ?? '',
    async report(who = 'rita', { summary = 'Widgets explode', description = 'Shake one.', repository = project } = {}) {
      const vulnerabilities = [{ package: { ecosystem: 'npm' as const, name: 'widget' }, vulnerable_version_range: '< 2' }];
      const reported = caseId(await github.actAs(who).reportVulnerability(repository, { summary, description, vulnerabilities }));
      current ??= reported;
      await hear();
      return reported;
    },
    turnTo: (other) => void (current = other),
    async say(who, where, text) {
      const person = github.actAs(who);
      const number = where === 'case-issue' ? caseIssue().number : where;
      const commentId =
        number === 'advisory' ? await person.commentOnAdvisory(id(), text) : await person.commentOnIssue(fixes, number, text);
      await hear();
      return commentId;
    },
    repliesTo: (where) => commentsOfOurs(where).flatMap((comment) => (isStatus(comment) ? [] : [visible(comment.body)])),
    replyTo: (where) => conversation.repliesTo(where).at(-1),
    status: () => visible(statusComment()?.body ?? ''),
    board: () => visible(caseIssue().body ?? ''),
    advisoryState: () => github.world.advisory(id()).state,
    async openFix(who = 'wanda') {
      const number = await github.actAs(who).openPullRequest({ repo: fixes, head: 'fix', base: 'main', title: `Fix ${id()}` });
      await hear();
      return number;
    },
    async makeReady() {
      await conversation.say('max', 'case-issue', '/accept');
      const number = await conversation.openFix();
      await conversation.say('ana', number, '/lgtm');
      await conversation.say('ben', number, '/lgtm');
      await conversation.say('max', 'case-issue', `/date ${conversation.inWords(day)}`);
      return number;
    },
    inWords: (aheadMs) => inWords(now() + aheadMs),
    misbehave: (rule) => github.misbehave(rule),
    log: () => log.join(''),
    async restart() {
      await stop();
      await start();
      await hear();
    },
    async close() {
      await stop();
      await github.close();
      await rm(folder, { recursive: true, force: true });
      if (undocumented.length > 0) throw new Error(`not as GitHub documents:\n${undocumented.join('\n')}`);
    },
  };
  await start();
  await settle();
  return conversation;
}

/** The port must be known before the start: GitHub sends the browser back to it. */
async function dashboardSettings(app: { readonly id: number }): Promise<Pick<Settings, 'port' | 'dashboard'>> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const secrets = { clientSecret: secretText(clientSecretOf(app)), sessionKey: secretText('the session key of a conversation') };
  return { port, dashboard: { url: `http://127.0.0.1:${port}`, clientId: clientIdOf(app), ...secrets } };
}

async function buildProject(
  { world }: SimulatedGitHub,
  policy: string | undefined,
  { permissions, plan }: Pick<ConversationOptions, 'permissions'> & { plan: 'free' | undefined },
): Promise<void> {
  for (const login of ['max', 'ana', 'ben', 'wanda', 'rita', 'oscar']) world.addUser(login);
  world.addOrganisation('acme', { owners: ['max'], ...(plan && { plan }) });
  world.addTeam('acme', 'security', ['max', 'ana', 'ben']);
  const files = { 'README.md': '# Widget\n', ...(policy !== undefined && { '.github/fixlead.yml': policy }) };
  await world.addRepository(project, { files, teams: { security: 'admin' } });
  const access = { teams: { security: 'admin' }, collaborators: { wanda: 'write' } } as const;
  await world.addRepository(fixes, { mirrorOf: project, private: true, branches: { fix: { 'fix.txt': 'Do not shake.\n' } }, ...access });
  world.installApp('acme', 'all', { ...appPermissions, ...permissions });
}

/** What every App of ours may. */
export const appPermissions: Permissions = {
  ...{ repository_advisories: 'write', metadata: 'read', members: 'read', checks: 'write', contents: 'write' },
  ...{ pull_requests: 'write', issues: 'write' },
};

/** The minute as commands take it; what is left of it is cut off. */
export function inWords(at: Instant): string {
  const text = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (!parseUtcMinute(text).ok) throw new Error(`${text} is no minute`);
  return text;
}

/** Without the mark in its last line, which readers do not see. */
function visible(body: string): string {
  return body.replace(/\n*<!-- fixlead:[0-9a-f]{16} -->\s*$/, '');
}
