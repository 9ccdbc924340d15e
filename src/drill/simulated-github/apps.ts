/** The app itself: its JWT, its installations, their tokens. Source: docs.github.com, "Authenticating as a GitHub App". */
import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { announceInstallation } from './announce.ts';
import { bodyOf, created, numberParam, ok, type Answer, type Context, type RepositoryContext } from './api.ts';
import { installationToken } from './chance.ts';
import { covers, installationFor, same } from './look-up.ts';
import { pageOf, paged } from './pages.ts';
import { GitHubProblem, invalid, notFound } from './problems.ts';
import { askedOf } from './registered-app.ts';
import { isoTime, showApp, showInstallation } from './show-account.ts';
import { showRepository, showRepositoryInInstallation } from './show-repository.ts';
import type { Installation, Permissions, Repository, World } from './world.ts';

const claims = z.object({ iss: z.union([z.string(), z.number()]), iat: z.number().int(), exp: z.number().int() });

/** Refuses a JWT that is not the app's own, or is not valid now by the drill's clock; lifetime at most ten minutes. Unit: seconds. */
export function verifyAppJwt(world: World, publicKeyPem: string, jwt: string): void {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const signed = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    createPublicKey(publicKeyPem),
    Buffer.from(signature, 'base64url'),
  );
  const read = claims.safeParse(jsonOf(payload));
  if (!signed || !read.success || !isRs256(header)) throw new GitHubProblem(401, 'A JSON web token could not be decoded');
  const { iss, iat, exp } = read.data;
  if (String(iss) !== String(world.app.id) && iss !== `Iv23li${world.app.id}`)
    throw new GitHubProblem(401, 'Integration must generate a public key');
  const now = world.now() / 1000;
  if (exp <= now)
    throw new GitHubProblem(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (exp > now + 660 || exp - iat > 720) throw new GitHubProblem(401, "'Expiration time' claim ('exp') is too far in the future");
  if (iat > now + 60)
    throw new GitHubProblem(401, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
}

const isRs256 = (header: string) => z.object({ alg: z.literal('RS256') }).safeParse(jsonOf(header)).success;

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

export type Coverage = { readonly repositories: 'all' | readonly Repository[]; readonly permissions: Permissions };

export function installApp(world: World, organisation: string, coverage: Coverage, by: string): Installation {
  if (world.installations.some((one) => same(one.organisation, organisation)))
    throw new Error(`The app is installed on ${organisation} already.`);
  const { repositories, permissions } = coverage;
  const covered = repositories === 'all' ? repositories : new Set(repositories.map(({ id }) => id));
  const at = world.now();
  const installation: Installation = { id: world.nextId(), organisation, repositories: covered, permissions, createdAt: at, updatedAt: at };
  world.installations.push(installation);
  tell(world, installation, 'created', by);
  return installation;
}

/** Its tokens die with it. */
export function uninstallApp(world: World, installation: Installation, by: string): void {
  tell(world, installation, 'deleted', by);
  world.installations.splice(world.installations.indexOf(installation), 1);
}

function tell(world: World, installation: Installation, action: string, by: string): void {
  const payload = { repositories: coveredBy(world, installation).map(showRepositoryInInstallation) };
  announceInstallation(world, installation, by, { event: 'installation', action, payload });
}

export function acceptPermissions(world: World, installation: Installation, permissions: Permissions, by: string): void {
  installation.permissions = permissions;
  installation.updatedAt = world.now();
  announceInstallation(world, installation, by, { event: 'installation', action: 'new_permissions_accepted', payload: {} });
}

export type CoverageChange = { readonly added: readonly Repository[]; readonly removed: readonly Repository[] };

export function changeCoverage(world: World, installation: Installation, { added, removed }: CoverageChange, by: string): void {
  const covered = new Set(coveredBy(world, installation).map(({ id }) => id));
  for (const { id } of added) covered.add(id);
  for (const { id } of removed) covered.delete(id);
  installation.repositories = covered;
  installation.updatedAt = world.now();
  const action = added.length > 0 ? 'added' : 'removed';
  const [addedShown, removedShown] = [added.map(showRepositoryInInstallation), removed.map(showRepositoryInInstallation)];
  const payload = { repository_selection: 'selected', repositories_added: addedShown, repositories_removed: removedShown };
  announceInstallation(world, installation, by, { event: 'installation_repositories', action, payload });
}

/** Lists show temporary private forks too, although the app may not open them. */
const coveredBy = (world: World, installation: Installation) => world.repositories.filter((repository) => covers(installation, repository));

export function installationOf(world: World, organisation: string): Installation {
  const installation = world.installations.find((candidate) => same(candidate.organisation, organisation));
  if (!installation) throw new Error(`The app is not installed on ${organisation}.`);
  return installation;
}

/** What was granted anywhere, the App must have asked for. */
const asksFor = (world: World): Permissions =>
  askedOf(world)?.permissions ?? (Object.assign({ metadata: 'read' }, ...world.installations.map((one) => one.permissions)) as Permissions);

export const getApp = ({ world }: Context): Answer =>
  ok({
    ...showApp(world, world.app, asksFor(world)),
    installations_count: world.installations.length,
  });

export const listInstallations = (context: Context): Answer =>
  paged(context, context.world.installations, (installation) => showInstallation(context.world, installation));

/** The secret is shown as stars. */
export const getHookConfig = ({ world }: Context): Answer =>
  ok({
    content_type: 'json',
    insecure_ssl: '0',
    secret: '********',
    ...(world.postman.target() !== undefined && { url: world.postman.target() }),
  });

export const getInstallation = (context: Context): Answer => ok(showInstallation(context.world, asked(context)));

export function getRepositoryInstallation({ world, repository }: RepositoryContext): Answer {
  const installation = installationFor(world, repository);
  if (!installation) throw notFound();
  return ok(showInstallation(world, installation));
}

const tokenBody = z.object({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.number()).optional(),
  permissions: z.record(z.string(), z.enum(['read', 'write', 'admin'])).optional(),
});

/** A token for one installation, for the repositories and permissions asked for or for all it has. */
export function postAccessToken(context: Context): Answer {
  const { world } = context;
  const installation = asked(context);
  const { repositories: names, repository_ids: ids, permissions: wanted } = bodyOf(context, tokenBody);
  const isNarrowed = names !== undefined || ids !== undefined;
  const repositories = coveredBy(world, installation).filter(({ id, name }) => !isNarrowed || ids?.includes(id) || names?.includes(name));
  if (isNarrowed && repositories.length < (ids ?? []).length + (names ?? []).length) {
    throw invalid('There is at least one repository that does not exist or is not accessible to the parent installation.');
  }
  const permissions = narrow(installation.permissions, wanted);
  const token = installationToken(world.chance.tokens, world.app.id);
  const expiresAt = world.now() + world.limits.tokenLifetimeMs;
  const repositoryIds = isNarrowed ? new Set(repositories.map(({ id }) => id)) : undefined;
  world.tokens.set(token, { actor: { kind: 'installation', installation, repositoryIds, permissions }, expiresAt });
  return created({
    token,
    expires_at: isoTime(expiresAt),
    permissions,
    repository_selection: isNarrowed ? 'selected' : installation.repositories === 'all' ? 'all' : 'selected',
    ...(isNarrowed && { repositories: repositories.map((repository) => showRepository(world, repository)) }),
  });
}

function narrow(granted: Permissions, wanted: Readonly<Record<string, string>> | undefined): Permissions {
  if (!wanted) return granted;
  const entries = Object.entries(wanted).map(([name, level]) => {
    const has = granted[name];
    if (!has || (level !== 'read' && has === 'read')) throw invalid('The permissions requested are not granted to this installation.');
    return [name, level === 'read' ? 'read' : has] as const;
  });
  return Object.fromEntries(entries);
}

export function listInstallationRepositories(context: Context): Answer {
  const { world, actor } = context;
  if (actor.kind !== 'installation') throw notFound();
  const all = coveredBy(world, actor.installation).filter(({ id }) => actor.repositoryIds?.has(id) !== false);
  const { slice, headers } = pageOf(context, all);
  const repositories = slice.map((repository) => showRepository(world, repository));
  const selection = actor.installation.repositories === 'all' ? 'all' : 'selected';
  return { status: 200, body: { total_count: all.length, repository_selection: selection, repositories }, headers };
}

function asked(context: Context): Installation {
  const installation = context.world.installations.find(({ id }) => id === numberParam(context, 'installation_id'));
  if (!installation) throw notFound();
  return installation;
}
