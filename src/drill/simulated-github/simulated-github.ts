/** A GitHub on this machine, for drills and tests: REST, git and webhooks over HTTP, with state, and with trouble on request. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { ping } from './announce.ts';
import { createWorld } from './create-world.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import { personIn, type Person } from './person.ts';
import { register } from './registered-app.ts';
import { createDoorkeeper, type Exchange } from './server.ts';
import { withBuilding, type SimulatedWorld } from './world-building.ts';
import type { World } from './world.ts';

export type SimulatedGitHub = {
  /** The REST API, such as `http://127.0.0.1:40123`. */
  readonly apiUrl: string;
  /** Where to clone from and push to, over smart HTTP. */
  readonly gitUrl: (fullName: string) => string;
  readonly world: SimulatedWorld;
  /** What a person does. Always the same Person, and the same token, for one login. */
  actAs(login: string): Person;
  /** Starts something going wrong; what it returns stops it. */
  misbehave(rule: Misbehaviour): () => void;
  /** From now on webhooks go there. Before it is called nothing is sent. */
  deliverTo(url: string): void;
  /** Sends what GitHub sends when a hook is set up. */
  ping(): void;
  /** Resolves when no request is in flight and every webhook has been tried. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

export type SimulatedGitHubOptions = {
  /** The drill's clock, epoch ms. All times come from it. */
  readonly now: () => number;
  readonly app: {
    readonly id: number;
    readonly slug: string;
    readonly publicKeyPem: string;
    readonly webhookSecret: string;
    readonly webhookUrl?: string;
    /** Handed to whoever makes the App from a manifest; without it nobody can. */
    readonly privateKeyPem?: string;
  };
  /** Told of every request that was answered without misbehaviour. */
  readonly observe?: (exchange: Exchange) => void;
  /** Told of every webhook GitHub would send, whether or not it arrives. */
  readonly observeDelivery?: World['observeDelivery'];
  /** Told of every try to deliver one, the moment its end is known. */
  readonly observeAttempt?: World['observeAttempt'];
  /** An existing folder for the bare repositories; the caller removes it. */
  readonly gitRoot: string;
  /** For everything chosen by chance; 1 unless given. */
  readonly seed?: number;
};

export async function startSimulatedGitHub(options: SimulatedGitHubOptions): Promise<SimulatedGitHub> {
  const { now, app, gitRoot, seed = 1, observe = ignore, observeDelivery = ignore, observeAttempt = ignore } = options;
  const doorkeeper = createDoorkeeper({ world: () => world, publicKeyPem: app.publicKeyPem, observe });
  doorkeeper.server.listen(0, '127.0.0.1');
  await once(doorkeeper.server, 'listening');
  const apiUrl = `http://127.0.0.1:${(doorkeeper.server.address() as AddressInfo).port}`;
  const world = withBuilding(createWorld({ now, app, apiUrl, gitRoot, seed, observeDelivery, observeAttempt }));
  register(world, app);
  if (app.webhookUrl !== undefined) world.postman.deliverTo(app.webhookUrl);
  const people = new Map<string, Person>();

  return {
    apiUrl,
    gitUrl: (fullName) => `${apiUrl}/${fullName}.git`,
    world,
    actAs: (login) => people.get(login.toLowerCase()) ?? people.set(login.toLowerCase(), personIn(world, login)).get(login.toLowerCase())!,
    misbehave: (rule) => world.misbehaving.add(rule),
    deliverTo: (url) => world.postman.deliverTo(url),
    ping: () => ping(world),
    async idle() {
      const isBusy = () => doorkeeper.inFlight() > 0 || world.postman.pending() > 0;
      do {
        while (isBusy()) await sleep(2);
        await nextTurn();
      } while (isBusy());
    },
    async close() {
      doorkeeper.server.closeAllConnections();
      doorkeeper.server.close();
      await once(doorkeeper.server, 'close');
    },
  };
}

const ignore = () => undefined;
