/** The app broken on purpose, each time in one way that the chaos has to find: what shows that its checks can fail. */
import { DatabaseSync } from 'node:sqlite';
import type { Effect } from '../../src/core/effects.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import type { Violation } from './violation.ts';

export type Broken = {
  readonly does: string;
  readonly found: Violation['kind'];
  readonly store?: (store: Store, url: string) => Store;
  /** Told of each piece that the app sends to GitHub. */
  readonly meddle?: (gitHubUrl: string) => (sent: string) => void;
  readonly log?: (line: string, env: Readonly<Record<string, string>>) => string;
};

const hourMs = 3_600_000;
/** Of the scenario that is played. */
const releaseAt = Date.UTC(2026, 2, 3, 16);
const isAsleep = (now: number): boolean => now >= releaseAt && now < releaseAt + 3 * hourMs;

export const broken: readonly Broken[] = [
  {
    does: 'answers for webhooks that it does not keep',
    found: 'lost',
    store: (store) =>
      over(store, {
        receive: async (arrivals) => {
          await store.receive(arrivals.filter(({ name }) => name !== 'issue_comment'));
          return arrivals.map(() => true);
        },
      }),
  },
  {
    does: 'lays a webhook aside',
    found: 'stuck',
    store: (store) =>
      over(store, {
        receive: async (arrivals) => {
          const isNew = await store.receive(arrivals);
          for (const { key, name, receivedAt } of arrivals)
            if (name === 'repository_advisory') await store.parkArrival(key, { error: 'no room', now: receivedAt });
          return isNew;
        },
      }),
  },
  {
    does: 'forgets what it wanted to answer',
    found: 'expectation',
    store: (store) =>
      over(
        store,
        saving(store, ({ kind }) => kind !== 'SayInFixRepository'),
      ),
  },
  {
    does: 'forgets whom it wanted to tell outside',
    found: 'lost',
    store: (store) =>
      over(
        store,
        saving(store, ({ kind }) => kind !== 'SendNotice'),
      ),
  },
  {
    does: 'does what it wants twice',
    found: 'duplicate',
    store: (store) =>
      over(store, {
        claimEffects: async (claim) => {
          const claimed = await store.claimEffects(claim);
          return claimed.flatMap((one) => (one.effect.kind === 'SayInFixRepository' ? [one, one] : [one]));
        },
      }),
  },
  {
    does: 'sleeps for three hours when the Release Date comes',
    found: 'late',
    store: (store) =>
      over(store, {
        ringWakeUps: async (now, limit) => (isAsleep(now) ? 0 : store.ringWakeUps(now, limit)),
        nextDueAt: async (now) => (isAsleep(now) ? releaseAt + 3 * hourMs : store.nextDueAt(now)),
      }),
  },
  {
    does: 'publishes as soon as there is a date',
    found: 'early',
    meddle: onceAfter('The Release Date is', ({ ghsa }) => ({
      ...{ method: 'PATCH', path: `/repos/acme/widget/security-advisories/${ghsa}`, body: { state: 'published' } },
    })),
  },
  {
    does: 'opens a public issue about a case',
    found: 'public',
    meddle: onceAfter('POST /repos/acme/widget-private/issues/', ({ ghsa }) => ({
      ...{ method: 'POST', path: '/repos/acme/widget/issues', body: { title: `About ${ghsa}` } },
    })),
  },
  {
    does: 'leaves a line of the history out',
    found: 'history',
    store: (store, url) =>
      over(store, {
        saveStep: async (...step) => {
          const saved = await store.saveStep(...step);
          const database = new DatabaseSync(url.slice('sqlite:'.length), { timeout: 2_000 });
          database.exec('delete from history where version = 2');
          database.close();
          return saved;
        },
      }),
  },
  {
    does: 'prints a secret',
    found: 'secret',
    log: (line, env) => line.replace('"msg":"listening"', `"key":"${env['WEBHOOK_SECRET'] ?? ''}","msg":"listening"`),
  },
];

function over(store: Store, changed: Partial<Store>): Store {
  return new Proxy(store, { get: (target, name, receiver) => Reflect.get(name in changed ? changed : target, name, receiver) as unknown });
}

function saving(store: Store, kept: (effect: Effect) => boolean): Pick<Store, 'saveStep'> {
  return {
    saveStep: (key, id, now, decide) =>
      store.saveStep(key, id, now, (current) => {
        const step = decide(current);
        return 'ignored' in step ? step : { ...step, effects: step.effects.filter(kept) };
      }),
  };
}

type Ask = { readonly method: string; readonly path: string; readonly body: object };

/** Asks GitHub for something of its own, with the token of the app, the first time that the app sends these words. */
function onceAfter(words: string, ask: (known: { readonly ghsa: string }) => Ask): NonNullable<Broken['meddle']> {
  return (gitHubUrl) => {
    let [authorization, ghsa, isDone] = ['', '', false];
    return (sent) => {
      authorization = /^authorization: (token ghs_\S+)/im.exec(sent)?.[1] ?? authorization;
      ghsa = /GHSA(?:-[0-9a-z]{4}){3}/.exec(sent)?.[0] ?? ghsa;
      if (isDone || ghsa === '' || !sent.includes(words)) return;
      isDone = true;
      const { method, path, body } = ask({ ghsa });
      const headers = { authorization, 'content-type': 'application/json' };
      void fetch(`${gitHubUrl}${path}`, { method, headers, body: JSON.stringify(body) });
    };
  };
}
