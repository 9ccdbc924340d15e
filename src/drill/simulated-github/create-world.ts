/** An empty world. */
import { createChance } from './chance.ts';
import { createPostman } from './deliveries.ts';
import { createMisbehaving } from './misbehaviour.ts';
import type { Account, Delivery, Token, World } from './world.ts';

export function createWorld(options: {
  now: () => number;
  app: { id: number; slug: string; webhookSecret: string };
  observeDelivery: World['observeDelivery'];
  apiUrl: string;
  gitRoot: string;
  seed: number;
}): World {
  let lastId = 1000;
  const chance = createChance(options.seed);
  const base = {
    now: options.now,
    app: { id: options.app.id, slug: options.app.slug, owner: undefined, createdAt: options.now() },
    apiUrl: options.apiUrl,
    gitRoot: options.gitRoot,
    chance,
    misbehaving: createMisbehaving(createChance(options.seed + 1)),
    limits: { contentCreation: false, requestsPerHour: 5000, tokenLifetimeMs: 3_600_000, budgets: new Map(), contentCreatedAt: [] },
    accounts: new Map<string, Account>(),
    teams: [],
    repositories: [],
    installations: [],
    tokens: new Map<string, Token>(),
    requests: [],
    deliveries: [] as Delivery[],
    nextId: () => ++lastId,
    observeDelivery: options.observeDelivery,
  } satisfies Omit<World, 'postman'>;
  return { ...base, postman: createPostman(base, options.app.webhookSecret) };
}
