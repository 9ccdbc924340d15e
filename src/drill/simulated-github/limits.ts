/** How much GitHub lets one client ask, by the drill's clock. Source: docs.github.com, "Rate limits for the REST API". */
import { GitHubProblem } from './problems.ts';
import type { Actor, Budget, World } from './world.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

export function budgetOf(world: World, actor: Actor): Budget {
  const key =
    actor.kind === 'installation'
      ? `installation ID ${actor.installation.id}`
      : actor.kind === 'person'
        ? `user ${actor.login}`
        : actor.kind;
  const known = world.limits.budgets.get(key);
  if (known && known.resetAt > world.now()) return known;
  const fresh = { used: 0, resetAt: world.now() + hourMs };
  world.limits.budgets.set(key, fresh);
  return fresh;
}

export function limitHeaders(world: World, budget: Budget): Record<string, string> {
  return {
    'x-ratelimit-limit': String(world.limits.requestsPerHour),
    'x-ratelimit-remaining': String(Math.max(0, world.limits.requestsPerHour - budget.used)),
    'x-ratelimit-used': String(budget.used),
    'x-ratelimit-reset': String(Math.ceil(budget.resetAt / 1000)),
    'x-ratelimit-resource': 'core',
  };
}

export function refuseWhenExhausted(world: World, actor: Actor): void {
  const budget = budgetOf(world, actor);
  if (budget.used >= world.limits.requestsPerHour) throw exhausted(world, budget);
}

export function exhausted(world: World, budget: Budget): GitHubProblem {
  const spent = { ...budget, used: world.limits.requestsPerHour };
  return new GitHubProblem(403, 'API rate limit exceeded', { headers: limitHeaders(world, spent) });
}

/** The secondary limit on creating content: 80 requests a minute and 500 an hour. */
export function countContentCreation(world: World, actor: Actor, method: string): void {
  if (!world.limits.contentCreation || method === 'GET' || actor.kind !== 'installation') return;
  const now = world.now();
  const within = (ms: number) => world.limits.contentCreatedAt.filter((at) => at > now - ms).length;
  if (within(minuteMs) >= 80 || within(hourMs) >= 500) throw secondaryLimit(60);
  world.limits.contentCreatedAt.push(now);
}

export function secondaryLimit(retryAfterSeconds: number): GitHubProblem {
  return new GitHubProblem(403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', {
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

export function showRateLimit(world: World, actor: Actor) {
  const { used, resetAt } = budgetOf(world, actor);
  const core = {
    limit: world.limits.requestsPerHour,
    used,
    remaining: Math.max(0, world.limits.requestsPerHour - used),
    reset: Math.ceil(resetAt / 1000),
  };
  return { resources: { core, search: { ...core, limit: 30, used: 0, remaining: 30 } }, rate: core };
}
