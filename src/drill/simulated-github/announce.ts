/** Turns what happened into the webhook GitHub would send the app, if the app is installed there and may know. */
import { installationFor, same } from './look-up.ts';
import { isoTime, nodeId, showOrganisation, showUser, subscribedEvents } from './show-account.ts';
import { showRepository } from './show-repository.ts';
import type { Installation, Repository, World } from './world.ts';

export type Happening = {
  readonly event: string;
  readonly action?: string;
  readonly by: string;
  readonly repository?: Repository;
  /** For what happens to an installation and not in a repository. */
  readonly installation?: Installation;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** Which permission an event needs, when it needs one; several mean any of them. Source: docs.github.com, "Webhook events and payloads". */
const permissionsFor: Readonly<Record<string, readonly string[]>> = {
  check_run: ['checks'],
  check_suite: ['checks'],
  create: ['contents'],
  fork: ['contents'],
  issue_comment: ['issues', 'pull_requests'],
  issues: ['issues'],
  member: ['members'],
  pull_request: ['pull_requests'],
  pull_request_review: ['pull_requests'],
  push: ['contents'],
  release: ['contents'],
  repository_advisory: ['repository_advisories'],
};

export function announce(world: World, happening: Happening): void {
  const { event, action, repository } = happening;
  const installation = happening.installation ?? (repository && installationFor(world, repository));
  if (!installation) return;
  const needed = permissionsFor[event];
  if (needed && !needed.some((name) => installation.permissions[name])) return;
  const payload = {
    ...(action !== undefined && { action }),
    ...happening.payload,
    ...(repository && { repository: showRepository(world, repository), ...organisationOf(world, repository) }),
    sender: showUser(world, happening.by),
    ...(!('installation' in happening.payload) && {
      installation: { id: installation.id, node_id: nodeId('Installation', installation.id) },
    }),
  };
  const body = JSON.stringify(payload);
  world.observeDelivery({ event, action, payload: JSON.parse(body) as unknown });
  world.postman.send({ event, action, installationId: installation.id, repositoryId: repository?.id, body });
}

function organisationOf(world: World, repository: Repository) {
  const owner = [...world.accounts.values()].find((account) => same(account.login, repository.owner));
  return owner?.type === 'Organization' ? { organization: showOrganisation(world, owner.login) } : {};
}

/** What GitHub sends when a hook is set up. */
export function ping(world: World): void {
  const at = isoTime(world.app.createdAt);
  const config = { content_type: 'json', insecure_ssl: '0', secret: '********', url: 'https://example.org' };
  const hook = {
    type: 'App',
    id: world.app.id + 400_000,
    name: 'web',
    active: true,
    events: subscribedEvents,
    config,
    app_id: world.app.id,
  };
  const payload = { zen: 'Keep it logically awesome.', hook_id: hook.id, hook: { ...hook, updated_at: at, created_at: at } };
  world.observeDelivery({ event: 'ping', action: undefined, payload });
  world.postman.send({
    event: 'ping',
    action: undefined,
    installationId: undefined,
    repositoryId: undefined,
    body: JSON.stringify(payload),
  });
}
