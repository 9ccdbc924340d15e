/** The set-up as an HTTP application: every request is checked here, the same way, before a page is asked. */
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { readCookie } from '../cookies.ts';
import { layout } from '../layout.ts';
import { problem, problemPage } from '../pages/problems.ts';
import type { Reply } from '../route.ts';
import { isSame } from '../sealing.ts';
import { securityHeaders } from '../security-headers.ts';
import { openDesk, type Desk } from './desk.ts';
import type { Asked, AskedByHolder, Route } from './route.ts';
import { routes } from './routes.ts';
import type { Setup } from './setup.ts';

export type SetupApp = {
  /** To be opened once, in one browser, within the hour. */
  readonly link: string;
  readonly fetch: (request: Request) => Response | Promise<Response>;
};

/** Unit: bytes. */
const maxFormBytes = 64 * 1024;

export function setupApp(setup: Setup): SetupApp {
  const desk = openDesk(setup.now(), setup.madeBefore);
  const app = new Hono();
  app.use(bodyLimit({ maxSize: maxFormBytes, onError: (context) => context.text('too large', 413) }));
  const answerWith = async (context: Context, route: Route | undefined): Promise<Response> =>
    send(setup, context, await answer(setup, desk, context, route));
  for (const route of routes) app.on(route.method, route.path, (context) => answerWith(context, route));
  app.notFound((context) => answerWith(context, undefined));
  app.onError((_error, context) => send(setup, context, broken()));
  return { link: `${setup.origin}/setup/open?token=${desk.token}`, fetch: (request) => app.fetch(request) };
}

async function answer(setup: Setup, desk: Desk, context: Context, route: Route | undefined): Promise<Reply> {
  // A page of somebody else's whose name was made to point here would send its own name.
  if (context.req.header('host') !== new URL(setup.origin).host) return otherHost(setup);
  if (route === undefined) return problem(404, 'There is no such page', 'The address leads nowhere.');
  const asked = { setup, desk, query: new URL(context.req.url).searchParams, form: await formOf(context) };
  if (route.who === 'anyone') return route.answer(asked);
  const session = desk.session(readCookie({ url: setup.origin }, context.req.header('cookie'), 'setup') ?? '');
  if (session === undefined) return notLetIn();
  if (route.method === 'POST' && !isOwnForm(asked, session.formToken, context)) return foreignForm();
  return answerHolder({ ...asked, session }, route);
}

function answerHolder(asked: AskedByHolder, route: Exclude<Route, { who: 'anyone' }>): Promise<Reply> | Reply {
  const { made } = asked.desk;
  if (route.when === 'before') return made === undefined ? route.answer(asked) : { kind: 'redirect', to: '/setup/checklist' };
  return made === undefined ? { kind: 'redirect', to: '/setup' } : route.answer({ ...asked, made });
}

async function formOf({ req }: Context): Promise<URLSearchParams> {
  const isForm = req.method === 'POST' && (req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  return new URLSearchParams(isForm ? await req.text() : '');
}

/** The token of this browser, and where it says where a form comes from, from here. */
function isOwnForm({ form, setup }: Asked, formToken: string, { req }: Context): boolean {
  const origin = req.header('origin');
  const site = req.header('sec-fetch-site');
  const fromHere = (origin === undefined || origin === setup.origin) && (site === undefined || site === 'same-origin');
  return fromHere && isSame(form.get('form_token') ?? '', formToken);
}

const otherHost = ({ origin }: Setup): Reply =>
  problem(403, 'This is not the address of the set-up', `Open it at ${origin}, or name the address that you use with --page-url.`);
const notLetIn = (): Reply =>
  problem(
    403,
    'This page opens with the address that was printed',
    'It opens once, in one browser. If it was used, start fixlead setup again.',
  );
const foreignForm = (): Reply =>
  problem(403, 'This form was not drawn for you', 'Nothing was done. Please open the page again and send its form from there.');
const broken = (): Reply =>
  problem(500, 'Something went wrong here', 'Nothing was written. Please start fixlead setup again, and report it if it stays so.');

async function send({ origin, webUrl }: Setup, context: Context, reply: Reply): Promise<Response> {
  for (const [name, value] of Object.entries(securityHeaders([webUrl]))) context.header(name, value);
  switch (reply.kind) {
    case 'redirect':
      for (const cookie of reply.cookies ?? []) context.header('set-cookie', cookie, { append: true });
      return context.redirect(new URL(reply.to, origin).pathname + new URL(reply.to, origin).search, 303);
    case 'file':
      context.header('content-type', reply.contentType);
      return context.newResponse(reply.text, 200);
    case 'problem':
      return sendPage(context, { title: reply.title, body: problemPage(reply), status: reply.status });
    case 'page':
      return sendPage(context, reply);
  }
}

async function sendPage(context: Context, { title, body, status }: Omit<Extract<Reply, { kind: 'page' }>, 'kind'>): Promise<Response> {
  const known = ([400, 403, 404, 500, 503] as const).find((one) => one === status) ?? 200;
  return context.html(await layout({ title, body, who: undefined }, '/setup'), known);
}
