/** The dashboard as a handler for node:http: every request is checked here, the same way, before a page is asked. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { findCaseId } from '../core/ids.ts';
import { GitHubFailure } from '../engine/ports/failures.ts';
import { TokenRefused } from '../engine/ports/surface.ts';
import { readToken } from './api/token.ts';
import type { Dashboard } from './dashboard.ts';
import { isSecure } from './dashboard.ts';
import { layout } from './layout.ts';
import { listedProjects } from './listed-projects.ts';
import * as problems from './pages/problems.ts';
import { problemPage } from './pages/problems.ts';
import type { Asked, AskedBySomebody, Reply, Route } from './route.ts';
import { routes } from './routes.ts';
import { digestOf, isSame } from './sealing.ts';
import { securityHeaders } from './security-headers.ts';
import { createOutlooks } from './outlook.ts';
import { createVisibility } from './visibility.ts';
import { boundedLinkAsks } from './member/link-asks.ts';
import { readMember, type MemberVisitor } from './member/member-visitor.ts';
import { readVisitor, type Visitor } from './visitor.ts';

/** Unit: bytes. Forms hold a few lines of text. */
const maxFormBytes = 64 * 1024;

/** Answers everything that nobody else did: it must be the last handler. */
export function dashboardHandler(dashboard: Dashboard): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const app = dashboardApp(dashboard);
  const listener = getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false });
  return async (request, response) => {
    await listener(request, response);
    return true;
  };
}

export function dashboardApp(dashboard: Dashboard): { readonly fetch: (request: Request) => Response | Promise<Response> } {
  const kept = {
    ...{ dashboard, visibility: createVisibility(dashboard), outlookOf: createOutlooks() },
    mayAskForLink: boundedLinkAsks(() => dashboard.clock.now()),
  };
  const app = new Hono();
  app.use(bodyLimit({ maxSize: maxFormBytes, onError: (context) => context.text('too large', 413) }));
  const answerWith = async (context: Context, route: Route | undefined): Promise<Response> => {
    const asked = await readAsked(kept, context);
    if (route === undefined) return send(dashboard, context, problems.noSuchPage(), asked.visitor);
    // No form of ours is sent from elsewhere, whoever may open it.
    if (route.method === 'POST' && !isFromHere(dashboard, context)) return send(dashboard, context, problems.foreignForm(), undefined);
    if (route.who === 'member' || route.who === 'told') {
      const member = await readMember(dashboard, asked.cookie);
      return send(dashboard, context, await answerMember(asked, route, member), member);
    }
    try {
      return await send(dashboard, context, await answer(asked, route, context), asked.visitor);
    } catch (cause) {
      if (cause instanceof GitHubFailure) return send(dashboard, context, problems.notFoundOut(), asked.visitor);
      if (!(cause instanceof TokenRefused)) throw cause;
      // GitHub does not take their token any more: what they may see cannot be found out again without a new sign-in.
      if (asked.visitor !== undefined) await dashboard.store.endSession(asked.visitor.session.id);
      return send(dashboard, context, problems.signInAgain(), undefined);
    }
  };
  for (const route of routes) app.on(route.method, route.path, (context) => answerWith(context, route));
  app.notFound((context) => answerWith(context, undefined));
  app.onError((error, context) => {
    // The path may hold a key that opens something, and the message a text of GitHub's: neither is logged.
    dashboard.log.error({ method: context.req.method, error: error.name }, 'a page could not be drawn');
    return send(dashboard, context, problems.broken(), undefined);
  });
  return app;
}

type Kept = Pick<Asked, 'dashboard' | 'visibility' | 'outlookOf' | 'mayAskForLink'>;

async function readAsked(kept: Kept, context: Context): Promise<Asked> {
  const { req } = context;
  const cookie = req.header('cookie');
  const isForm = req.method === 'POST' && (req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  return {
    ...kept,
    cookie,
    authorization: req.header('authorization'),
    path: new URL(req.url).pathname,
    query: new URL(req.url).searchParams,
    form: new URLSearchParams(isForm ? await req.text() : ''),
    param: (name) => req.param(name) ?? '',
    visitor: await readVisitor(kept.dashboard, cookie),
  };
}

/** Errors: TokenRefused when GitHub does not know the person any more. */
async function answer(asked: Asked, route: Exclude<Route, MemberRoute>, context: Context): Promise<Reply> {
  const { visitor } = asked;
  if (route.who === 'anyone') return route.answer(asked);
  if (route.who === 'token') return answerToken(asked, route);
  if (visitor === undefined) return notSignedIn(route, context);
  if (route.method === 'POST' && !isSame(asked.form.get('form_token') ?? '', visitor.formToken)) return problems.foreignForm();
  return answerSomebody({ ...asked, visitor }, route);
}

type MemberRoute = Extract<Route, { who: 'member' | 'told' }>;

/** What it was not told of is for it as if it were not there. */
async function answerMember(asked: Asked, route: MemberRoute, member: MemberVisitor | undefined): Promise<Reply> {
  if (member === undefined) return problems.noMemberPage();
  if (route.method === 'POST' && !isSame(asked.form.get('form_token') ?? '', member.formToken)) return problems.foreignForm();
  if (route.who === 'member') return route.answer({ ...asked, member });
  const told = member.told.find((stored) => stored.case.id === findCaseId(asked.param('case')));
  return told === undefined ? problems.notTold() : route.answer({ ...asked, member, told });
}

async function answerToken(asked: Asked, route: Extract<Route, { who: 'token' }>): Promise<Reply> {
  const key = await readToken(asked.dashboard, asked.authorization);
  if (key === undefined) return problems.noToken();
  return key.reads.includes(route.reads) ? route.answer({ ...asked, key }) : problems.tokenReadsLess();
}

async function answerSomebody(asked: AskedBySomebody, route: Exclude<Route, MemberRoute | { who: 'anyone' | 'token' }>): Promise<Reply> {
  if (route.who === 'signed-in') return route.answer(asked);
  if (route.who === 'project') return answerOfProject(asked, route);
  const id = findCaseId(asked.param('case'));
  const stored = id === undefined ? undefined : await asked.dashboard.store.readCase(id);
  // The same answer for a case that is hidden and for one that is none.
  if (stored === undefined) return problems.noSuchCase();
  const view = await asked.visibility.viewOf(asked.visitor, stored);
  if (view === 'nothing') return problems.noSuchCase();
  if (view === 'not-found-out') return problems.notFoundOut();
  if (view === 'involved' && route.who === 'whole-case') return problems.forMaintainers();
  return route.answer({ ...asked, seen: { stored, view } });
}

/** The same answer for a project that is not theirs and for one that is none. */
async function answerOfProject(asked: AskedBySomebody, route: Extract<Route, { who: 'project' }>): Promise<Reply> {
  const named = `${asked.param('owner')}/${asked.param('name')}`.toLowerCase();
  const project = (await listedProjects(asked)).find(({ repository }) => repository === named);
  return project === undefined ? problems.noSuchPage() : route.answer({ ...asked, project });
}

function notSignedIn({ method }: Route, context: Context): Reply {
  const { pathname, search } = new URL(context.req.url);
  return method === 'GET'
    ? { kind: 'redirect', to: `/sign-in?${new URLSearchParams({ to: pathname + search }).toString()}` }
    : problems.signInAgain();
}

/** Where the browser says where a form comes from. Those of a session also bring back its token. */
function isFromHere({ url }: Dashboard, { req }: Context): boolean {
  const origin = req.header('origin');
  const site = req.header('sec-fetch-site');
  return (origin === undefined || origin === url) && (site === undefined || site === 'same-origin');
}

async function send(dashboard: Dashboard, context: Context, reply: Reply, who: Visitor | MemberVisitor | undefined): Promise<Response> {
  for (const [name, value] of Object.entries(securityHeaders())) context.header(name, value);
  if (isSecure(dashboard)) context.header('strict-transport-security', 'max-age=31536000');
  switch (reply.kind) {
    case 'redirect':
      for (const cookie of reply.cookies ?? []) context.header('set-cookie', cookie, { append: true });
      return context.redirect(reply.to, 303);
    case 'file':
      return sendFile(context, reply);
    case 'problem':
      return sendProblem(context, reply, who);
    case 'page': {
      const page = { title: reply.title, body: reply.body, who };
      return context.html(await layout(page, new URL(context.req.url).pathname), statusOf(reply));
    }
  }
}

function sendFile(context: Context, reply: Extract<Reply, { kind: 'file' }>): Response {
  context.header('content-type', reply.contentType);
  if (reply.tagged === undefined) return context.newResponse(reply.text, statusOf(reply));
  const tag = `"${digestOf(reply.text).slice(0, 32)}"`;
  context.header('etag', tag);
  // Kept by whoever asked, and by nobody on the way; asked for again each time.
  context.header('cache-control', 'private, no-cache');
  return context.req.header('if-none-match') === tag ? context.body(null, 304) : context.newResponse(reply.text, statusOf(reply));
}

const codes: Readonly<Record<number, string>> = {
  ...{ 400: 'bad-request', 401: 'no-token', 403: 'not-permitted', 404: 'not-found', 500: 'broken', 503: 'not-found-out' },
};

async function sendProblem(
  context: Context,
  { status, title, words }: Extract<Reply, { kind: 'problem' }>,
  who: Visitor | MemberVisitor | undefined,
): Promise<Response> {
  const { pathname } = new URL(context.req.url);
  if (!pathname.startsWith('/api/'))
    return context.html(await layout({ title, body: problemPage({ title, words }), who }, pathname), statusOf({ status }));
  if (status === 401) context.header('www-authenticate', 'Bearer');
  return context.json({ error: { code: codes[status] ?? 'broken', message: `${title}. ${words}` } }, statusOf({ status }));
}

function statusOf({ status = 200 }: { readonly status?: number }): 200 | 400 | 401 | 403 | 404 | 409 | 500 | 503 {
  const known = ([200, 400, 401, 403, 404, 409, 500, 503] as const).find((one) => one === status);
  return known ?? 500;
}
