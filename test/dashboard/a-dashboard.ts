// The dashboard on a store in memory, without HTTP, GitHub and the engine: who sees what is said by the test.
import { verifyHistory } from '../../src/adapters/store/history-chain.ts';
import { openStore } from '../../src/adapters/store/open-store.ts';
import type { CaseId } from '../../src/core/ids.ts';
import { dashboardApp } from '../../src/dashboard/app.ts';
import type { Dashboard } from '../../src/dashboard/dashboard.ts';
import { createSealing, digestOf, unguessable } from '../../src/dashboard/sealing.ts';
import { openSession, readVisitor } from '../../src/dashboard/visitor.ts';
import type { AccessKey, LetIn, MemberGrant } from '../../src/engine/ports/surface.ts';
import type { Arrival, ProjectStep, Step, Store } from '../../src/engine/ports/store.ts';
import { login, repositoryName } from '../../src/core/ids.ts';
import type { Project } from '../../src/core/project/project.ts';
import { anArrival, aPolicy, reportedAt } from '../fixtures/a-case.ts';

export const now = reportedAt + 3_600_000;
export const url = 'https://fixlead.example.org';

export type ADashboard = {
  readonly dashboard: Dashboard;
  readonly store: Store;
  /** What was put into the inbox. */
  readonly received: Arrival[];
  readonly logged: string[];
  save(...steps: readonly Step[]): Promise<void>;
  /** A cookie with which somebody is signed in; the form token that goes with it. */
  signIn(who: string): Promise<{ readonly cookie: string; readonly formToken: string }>;
  saveProject(project: Project, history?: ProjectStep['history']): Promise<void>;
  /** The text of a link that was mailed to a distributor, or of a session as it is after it was opened; changed as a test wants it. */
  giveLink(member: string, changed?: Partial<AccessKey & MemberGrant>): Promise<{ readonly secret: string }>;
  openPage(member: string, changed?: Partial<AccessKey & MemberGrant>): Promise<{ readonly cookie: string; readonly formToken: string }>;
  ask(path: string, how?: RequestInit): Promise<Response>;
  /** From now on GitHub cannot be asked who is a maintainer. */
  failFacts(why: Error): void;
};

export type People = {
  readonly maintainers?: readonly string[];
  /** Whom GitHub shows which advisories, besides the maintainers, who see all. */
  readonly sees?: (who: string, caseId: CaseId) => boolean;
  /** Whom GitHub names, on an advisory as in a repository. */
  readonly letIn?: LetIn;
};

export async function aDashboard({
  maintainers = ['max'],
  sees = () => false,
  letIn = { people: [], teams: [] },
}: People = {}): Promise<ADashboard> {
  const store = await openStore('sqlite::memory:');
  const received: Arrival[] = [];
  const logged: string[] = [];
  const logs = (...said: readonly unknown[]): void => void logged.push(JSON.stringify(said));
  let failure: Error | undefined;
  const isSeen = (token: string, id: CaseId): boolean => maintainers.includes(token) || sees(token, id);
  const dashboard: Dashboard = {
    ...{ url, store, verifyHistory, sealing: createSealing('the key of a dashboard in memory') },
    clock: { now: () => now, sleepUntil: async () => undefined },
    log: { debug: logs, info: logs, warn: logs, error: logs },
    receive: async (arrival) => void received.push(arrival),
    preview: async () => ({ outcome: 'accepted', effects: [] }),
    facts: {
      async isMaintainer(_installation, _repository, _policy, who) {
        if (failure !== undefined) throw failure;
        return maintainers.includes(who);
      },
    },
    people: {
      signInUrl: () => 'https://github.com/login/oauth/authorize',
      exchangeCode: () => Promise.reject(new Error('nobody signs in here')),
      renew: () => Promise.reject(new Error('nothing expires here')),
      whoAmI: async (token) => ({ login: login(token), githubId: 1 }),
      publish: () => Promise.reject(new Error('nothing is published here')),
      setState: () => Promise.reject(new Error('nothing is closed here')),
      onAdvisory: async () => letIn,
      inRepository: async () => letIn,
      sees: async (token, _repository, id) => isSeen(token, id),
      visibleAdvisories: async (token) => new Set((await store.listCases()).map(({ id }) => id).filter((id) => isSeen(token, id))),
    },
  };
  const app = dashboardApp(dashboard);
  let saved = 0;
  return {
    ...{ dashboard, store, received, logged },
    async save(...steps) {
      for (const step of steps) {
        const key = `step:${(saved += 1)}`;
        await store.receive([anArrival({ key, about: step.next.id })]);
        await store.saveStep(key, step.next.id, now, () => step);
      }
    },
    async signIn(who) {
      const tokens = { token: who, expiresAt: undefined, renewWith: undefined };
      const [cookie = ''] = (await openSession(dashboard, { login: login(who), githubId: 1 }, tokens)).split(';');
      return { cookie, formToken: (await readVisitor(dashboard, cookie))?.formToken ?? '' };
    },
    async saveProject(project, history = []) {
      const key = `step:${(saved += 1)}`;
      await store.receive([anArrival({ key, about: project.id })]);
      const step = { next: project, policy: aPolicy(), history, effects: [], wakeUps: [], arrivals: [] };
      await store.saveProjectStep(key, project.id, now, () => step);
    },
    async giveLink(member, changed = {}) {
      const secret = unguessable();
      await store.addAccessKey({ ...memberKey('member-link', member, secret), ...changed } as AccessKey);
      return { secret };
    },
    async openPage(member, changed = {}) {
      const secret = unguessable();
      const key = { ...memberKey('member-session', member, secret), usedAt: now, ...changed } as AccessKey;
      await store.addAccessKey(key);
      return { cookie: `__Host-fixlead-member=${secret}`, formToken: dashboard.sealing.sign('member-form', key.id) };
    },
    failFacts: (why) => void (failure = why),
    ask: async (path, how = {}) => app.fetch(new Request(url + path, how)),
  };
}

function memberKey(kind: 'member-link' | 'member-session', member: string, secret: string): AccessKey {
  const grant = { repository: repositoryName('acme/widget'), member, address: `security@${member}.example.org`, since: reportedAt };
  const times = { madeAt: now, expiresAt: now + 3_600_000 };
  return { kind, id: digestOf(secret), login: login(`[${member}]`), githubId: 0, caseId: undefined, ...times, ...grant };
}
