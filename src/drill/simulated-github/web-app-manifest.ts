/** GitHub's own pages by which people make an App from a manifest and install it. Source: GitHub Docs, "Registering a GitHub App from a manifest". */
import { z } from 'zod';
import { ping, permissionsFor } from './announce.ts';
import { created, param, type Answer, type Context } from './api.ts';
import { installApp } from './apps.ts';
import { findAccount } from './look-up.ts';
import { invalid, notFound } from './problems.ts';
import { registrationOf, type Asked } from './registered-app.ts';
import { showApp } from './show-account.ts';
import { clientIdOf, clientSecretOf, htmlPage } from './web-sign-in.ts';
import type { World } from './world.ts';

const newApp = /^(?:\/organizations\/([\w-]+))?\/settings\/apps\/new(\/created)?$/;
const newInstallation = /^\/apps\/[\w-]+\/installations(\/new)?$/;

export const isManifestPath = (path: string): boolean => newApp.test(path) || newInstallation.test(path);

/** Unit: ms. Source: GitHub Docs, as above: "you must complete this step within one hour". */
const codeLivesMs = 3_600_000;

const manifestShape = z.strictObject({
  name: z.string().min(1).max(34),
  url: z.url(),
  description: z.string().optional(),
  hook_attributes: z.strictObject({ url: z.url(), active: z.boolean().optional() }),
  redirect_url: z.url(),
  callback_urls: z.array(z.url()).max(10).optional(),
  setup_url: z.url().optional(),
  public: z.boolean(),
  request_oauth_on_install: z.boolean().optional(),
  default_permissions: z.record(z.string(), z.enum(['read', 'write'])),
  default_events: z.array(z.string()),
});
type Manifest = z.infer<typeof manifestShape>;

/** Nobody has a password here: a button says who sits at the browser. */
export function answerManifestPage(
  world: World,
  { method, path, query }: Pick<Context['request'], 'method' | 'path' | 'query'>,
  form: URLSearchParams,
): Answer {
  const [, organisation, isCreated] = newApp.exec(path) ?? [];
  if (newApp.test(path)) {
    if (method !== 'POST') return htmlPage('<h1>Send a manifest by POST</h1>');
    const manifest = readManifest(form.get('manifest'));
    if (typeof manifest === 'string') return htmlPage(`<h1>The manifest is not good</h1><p>${escape(manifest)}</p>`);
    return isCreated === undefined
      ? showManifest(world, path, manifest, query.get('state') ?? '')
      : make(world, organisation, manifest, form);
  }
  return method === 'GET' ? showInstallation(world, path) : install(world, form);
}

function readManifest(text: string | null): Manifest | string {
  const read = z
    .string()
    .transform((json, context) => parsed(json) ?? context.addIssue('no JSON'))
    .pipe(manifestShape)
    .safeParse(text);
  if (!read.success) return z.prettifyError(read.error);
  const { default_events: events, default_permissions: permissions } = read.data;
  const unheard = events.filter((event) => permissionsFor[event]?.some((name) => permissions[name]) === false);
  return unheard.length > 0 ? `Default events are not supported by permissions: ${unheard.join(', ')}` : read.data;
}

function showManifest(world: World, path: string, manifest: Manifest, state: string): Answer {
  const people = [...world.accounts.values()].filter(({ type }) => type === 'User');
  const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${escape(value)}">`;
  const buttons = people.map(({ login }) => `<button name="login" value="${login}">Create GitHub App as ${login}</button>`);
  return htmlPage(`<h1>Register a new GitHub App</h1><p>${escape(manifest.name)}</p>
    <form method="post" action="${path}/created">${hidden('manifest', JSON.stringify(manifest))}${hidden('state', state)}${buttons.join(' ')}</form>`);
}

/** Only an owner makes an App of an organisation. */
function make(world: World, organisation: string | undefined, manifest: Manifest, form: URLSearchParams): Answer {
  const login = form.get('login') ?? '';
  const owner = organisation === undefined ? findAccount(world, login) : findAccount(world, organisation);
  if (owner === undefined || (organisation !== undefined && owner.members.get(login) !== 'admin')) throw notFound();
  const code = world.chance.tokens.word('0123456789abcdef', 40);
  const { default_permissions: permissions, default_events: events, setup_url: setupUrl } = manifest;
  const asked = { permissions, events, setupUrl };
  registrationOf(world).waiting.set(code, { hookUrl: manifest.hook_attributes.url, asked, expiresAt: world.now() + codeLivesMs });
  const back = new URL(manifest.redirect_url);
  back.searchParams.set('code', code);
  if (form.get('state') !== '') back.searchParams.set('state', form.get('state') ?? '');
  return { status: 302, headers: { location: back.href } };
}

/** A code opens the App's secrets once. */
export function postConversion(context: Context): Answer {
  const { world } = context;
  const registration = registrationOf(world);
  const { waiting, privateKeyPem, webhookSecret } = registration;
  const made = waiting.get(param(context, 'code'));
  waiting.delete(param(context, 'code'));
  if (made === undefined || made.expiresAt <= world.now()) throw notFound();
  if (privateKeyPem === undefined) throw invalid('The simulated GitHub was given no private key to hand out.');
  registration.asked = made.asked;
  world.postman.deliverTo(made.hookUrl);
  ping(world);
  return created({
    ...showApp(world, world.app, made.asked.permissions),
    client_id: clientIdOf(world.app),
    client_secret: clientSecretOf(world.app),
    webhook_secret: webhookSecret,
    pem: privateKeyPem,
  });
}

function showInstallation(world: World, path: string): Answer {
  const accounts = [...world.accounts.values()].filter(({ type }) => type !== 'Bot');
  const buttons = accounts.map(({ login }) => `<button name="account" value="${login}">Install on ${login}</button>`);
  return htmlPage(`<h1>Install the App</h1><form method="post" action="${path.replace(/\/new$/, '')}">${buttons.join(' ')}</form>`);
}

function install(world: World, form: URLSearchParams): Answer {
  const account = findAccount(world, form.get('account') ?? '');
  const { asked } = registrationOf(world);
  if (account === undefined || asked === undefined) throw notFound();
  const by = [...account.members].find(([, role]) => role === 'admin')?.[0] ?? account.login;
  const { id } = installApp(world, account.login, { repositories: 'all', permissions: asked.permissions }, by);
  return afterwards(asked, id);
}

function afterwards({ setupUrl }: Asked, id: number): Answer {
  if (setupUrl === undefined) return htmlPage('<h1>Installed</h1>');
  const next = new URL(setupUrl);
  next.searchParams.set('installation_id', String(id));
  next.searchParams.set('setup_action', 'install');
  return { status: 302, headers: { location: next.href } };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
