/** The tokens that somebody made for the JSON API. */
import { html } from 'hono/html';
import { formatUtcMinute } from '../../core/time/time.ts';
import { apiReadings } from '../../engine/ports/surface.ts';
import { mostDays, newToken, readWish, shortId, usualDays, type ApiKey } from '../api/token.ts';
import { badge, when } from '../parts.ts';
import type { AskedBySomebody, Html, Reply } from '../route.ts';
import { problem } from './problems.ts';

const title = 'Tokens';

export async function tokenPage(asked: AskedBySomebody): Promise<Reply> {
  return { kind: 'page', title, body: await draw(asked, {}) };
}

export async function changeTokens(asked: AskedBySomebody): Promise<Reply> {
  const { form } = asked;
  const ending = form.get('end');
  return ending === null ? make(asked) : end(asked, ending);
}

async function make(asked: AskedBySomebody): Promise<Reply> {
  const { dashboard, form, visitor } = asked;
  const typed = { name: form.get('name') ?? '', scope: form.get('scope') ?? '', days: form.get('days') ?? '', reads: form.getAll('reads') };
  const wished = readWish(typed);
  if ('problems' in wished) return { kind: 'page', status: 400, title, body: await draw(asked, { problems: wished.problems }) };
  const maker = { login: visitor.login, githubId: visitor.session.githubId };
  const { token, key } = newToken(maker, wished, dashboard.clock.now());
  await dashboard.store.addAccessKey(key);
  dashboard.log.info({ login: visitor.login, token: shortId(key), scope: key.scope }, 'made a token');
  return { kind: 'page', title, body: await draw(asked, { made: token }) };
}

async function end(asked: AskedBySomebody, id: string): Promise<Reply> {
  const { dashboard, visitor } = asked;
  const found = (await ownTokens(asked)).find((key) => shortId(key) === id);
  if (found === undefined) return problem(404, 'There is no such token of yours', 'It was ended already.');
  await dashboard.store.endAccessKey(found.id, visitor.session.githubId);
  dashboard.log.info({ login: visitor.login, token: id }, 'ended a token');
  return { kind: 'redirect', to: '/tokens' };
}

async function ownTokens({ dashboard, visitor }: AskedBySomebody): Promise<readonly ApiKey[]> {
  const { githubId } = visitor.session;
  return (await dashboard.store.listAccessKeys({ githubId, kind: 'api' })).filter((key) => key.kind === 'api');
}

type Drawing = { readonly made?: string; readonly problems?: readonly string[] };

async function draw(asked: AskedBySomebody, { made, problems = [] }: Drawing): Promise<Html> {
  const own = await ownTokens(asked);
  return html`<h1>Tokens</h1>
    <p>
      With a token a program reads what you maintain, over the JSON API: cases and obligations by their numbers, without a title and without
      a word of a report. It shows nothing that you may not see at that moment, and changes nothing.
    </p>
    ${made === undefined ? '' : html`<p class="notice good">This is the token. It is shown this once; whoever has it can read with it.<br /><code>${made}</code></p>`}
    ${problems.map((words) => html`<p class="notice warn" role="alert">${words}</p>`)}
    ${
      own.length === 0
        ? html`<p>You have none.</p>`
        : html`<ul class="cases">
            ${own.map((key) => entry(key, asked))}
          </ul>`
    }
    <h2>Make one</h2>
    ${makeForm(asked, made !== undefined)}`;
}

function entry(key: ApiKey, { visitor, dashboard }: AskedBySomebody): Html {
  const { name, scope, reads, madeAt, expiresAt } = key;
  const now = dashboard.clock.now();
  const isOver = expiresAt !== undefined && expiresAt <= now;
  return html`<li class="case">
    <div class="case-name">${name} <span class="small">${shortId(key)}</span></div>
    <div>reads ${reads.join(' and ')} of <b>${scope}</b></div>
    <div>
      made ${when(madeAt, now)}<br />
      ${isOver ? badge('plain', 'over') : 'holds until'} ${expiresAt === undefined ? '' : formatUtcMinute(expiresAt)}
    </div>
    <form method="post" action="/tokens">
      <input type="hidden" name="form_token" value="${visitor.formToken}" />
      <button type="submit" name="end" value="${shortId(key)}" class="quiet">End it<span class="hidden">: ${name}</span></button>
    </form>
  </li>`;
}

/** What was typed stands there again, unless a token was made of it. */
function makeForm({ visitor, form }: AskedBySomebody, isDone: boolean): Html {
  const typed = (name: string): string => (isDone ? '' : (form.get(name) ?? ''));
  return html`<form method="post" action="/tokens">
    <input type="hidden" name="form_token" value="${visitor.formToken}" />
    <label for="name">Name</label>
    <p class="hint" id="name-hint">What it is for, such as “wall screen”.</p>
    <input
      type="text"
      id="name"
      name="name"
      required
      maxlength="60"
      aria-describedby="name-hint"
      value="${typed('name')}"
      autocomplete="off"
    />
    <label for="scope">Scope</label>
    <p class="hint" id="scope-hint">A repository such as acme/widget, or its owner, such as acme.</p>
    <input
      type="text"
      id="scope"
      name="scope"
      required
      maxlength="140"
      aria-describedby="scope-hint"
      value="${typed('scope')}"
      autocomplete="off"
    />
    <label for="days">Days that it holds</label>
    <p class="hint" id="days-hint">1 to ${mostDays}.</p>
    <input
      type="text"
      inputmode="numeric"
      id="days"
      name="days"
      required
      maxlength="3"
      aria-describedby="days-hint"
      value="${typed('days') || usualDays}"
    />
    <fieldset>
      <legend>It may read</legend>
      ${apiReadings.map((one) => html`<label><input type="checkbox" name="reads" value="${one}" checked /> ${one}</label>`)}
    </fieldset>
    <div class="actions"><button type="submit">Make the token</button></div>
  </form>`;
}
