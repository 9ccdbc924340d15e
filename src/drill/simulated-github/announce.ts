/** Turns what happened into the webhook GitHub would send the app, if the app is installed there and may know. */
import { accountOf, installationFor, same } from './look-up.ts';
import { isoTime, nodeId, showInstallation, showOrganisation, showUser, subscribedEvents } from './show-account.ts';
import { showRepository } from './show-repository.ts';
import type { Installation, Repository, Scene, World } from './world.ts';

export type Happening = { readonly event: string; readonly action?: string; readonly payload: Readonly<Record<string, unknown>> };

/** Which permission an event needs, when it needs one; several mean any of them. Source: docs.github.com, "Webhook events and payloads". */
export const permissionsFor: Readonly<Record<string, readonly string[]>> = {
  check_run: ['checks'],
  check_suite: ['checks'],
  create: ['contents'],
  fork: ['contents'],
  issue_comment: ['issues', 'pull_requests'],
  issues: ['issues'],
  member: ['members'],
  membership: ['members'],
  organization: ['members'],
  pull_request: ['pull_requests'],
  pull_request_review: ['pull_requests'],
  push: ['contents'],
  release: ['contents'],
  repository_advisory: ['repository_advisories'],
  team: ['members'],
  workflow_run: ['actions'],
};

/** Of something in a repository. */
export function announce({ world, repository, by }: Scene, happening: Happening): void {
  const installation = installationFor(world, repository);
  const needed = permissionsFor[happening.event];
  if (!installation || (needed && !needed.some((name) => installation.permissions[name]))) return;
  const payload = {
    ...happening.payload,
    repository: showRepository(world, repository),
    ...organisationOf(world, repository),
    installation: { id: installation.id, node_id: nodeId('Installation', installation.id) },
  };
  send(world, { ...happening, payload }, { by, installationId: installation.id, repositoryId: repository.id });
}

/** Of something in an organisation and in none of its repositories. */
export function announceInOrganisation(world: World, organisation: string, by: string, happening: Happening): void {
  const installation = world.installations.find((one) => same(one.organisation, organisation));
  const needed = permissionsFor[happening.event];
  if (!installation || (needed && !needed.some((name) => installation.permissions[name]))) return;
  const payload = {
    ...happening.payload,
    organization: showOrganisation(world, organisation),
    installation: { id: installation.id, node_id: nodeId('Installation', installation.id) },
  };
  send(world, { ...happening, payload }, { by, installationId: installation.id, repositoryId: undefined });
}

/** Of something about the installation itself. */
export function announceInstallation(world: World, installation: Installation, by: string, happening: Happening): void {
  const payload = { installation: showInstallation(world, installation), requester: null, ...happening.payload };
  send(world, { ...happening, payload }, { by, installationId: installation.id, repositoryId: undefined });
}

function send(
  world: World,
  { event, action, payload }: Happening,
  about: { by: string; installationId: number; repositoryId: number | undefined },
): void {
  const { by, ...ids } = about;
  const body = JSON.stringify({ ...(action !== undefined && { action }), ...payload, sender: showUser(world, by) });
  world.observeDelivery({ event, action, payload: JSON.parse(body) as unknown });
  world.postman.send({ event, action, ...ids, body });
}

function organisationOf(world: World, repository: Repository) {
  const owner = accountOf(world, repository.owner);
  return owner.type === 'Organization' ? { organization: showOrganisation(world, owner.login) } : {};
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
