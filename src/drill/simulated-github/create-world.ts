/** An empty world. */
import { createChance } from './chance.ts';
import { createPostman } from './deliveries.ts';
import { createMisbehaving } from './misbehaviour.ts';
import type { Account, Delivery, Token, World } from './world.ts';

export function createWorld(options: {
  now: () => number;
  app: { id: number; slug: string; webhookSecret: string };
  observeDelivery: World['observeDelivery'];
  observeAttempt: World['observeAttempt'];
  apiUrl: string;
  gitRoot: string;
  seed: number;
}): World {
  let lastId = 1000;
  const base = {
    now: options.now,
    app: { id: options.app.id, slug: options.app.slug, createdAt: options.now() },
    apiUrl: options.apiUrl,
    gitRoot: options.gitRoot,
    // One each, so that a token more or a webhook less does not change the ids of what people make.
    chance: { advisories: createChance(options.seed), tokens: createChance(options.seed + 1), deliveries: createChance(options.seed + 2) },
    misbehaving: createMisbehaving(options.seed + 3),
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
    observeAttempt: options.observeAttempt,
  } satisfies Omit<World, 'postman'>;
  return { ...base, postman: createPostman(base, options.app.webhookSecret) };
}
