/** What stands around every page. */
import { html } from 'hono/html';
import type { Html } from './route.ts';
import type { MemberVisitor } from './member/member-visitor.ts';
import type { Visitor } from './visitor.ts';

export type Page = { readonly title: string; readonly body: Html; readonly who: Visitor | MemberVisitor | undefined };

/** In the order in which they stand in the heading. */
const places = [
  ['/', 'Cases'],
  ['/calendar', 'Calendar'],
  ['/measures', 'Measures'],
  ['/distributors', 'Distributors'],
  ['/given-up', 'Given up'],
] as const;

export function layout({ title, body, who }: Page, path: string): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Fixlead</title>
        <link rel="stylesheet" href="/assets/style.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <a class="brand" href="${isMember(who) ? '/member' : '/'}">Fixlead</a>
          ${who === undefined ? '' : isMember(who) ? memberHeading(who) : heading(who, path)}
        </header>
        <main id="main" tabindex="-1">${body}</main>
      </body>
    </html>`;
}

function heading({ login, formToken }: Visitor, path: string): Html {
  const link = ([to, name]: (typeof places)[number]): Html =>
    html`<li><a href="${to}" ${to === path ? html`aria-current="page"` : ''}>${name}</a></li>`;
  return html`<nav aria-label="Pages">
      <ul>
        ${places.map(link)}
      </ul>
    </nav>
    <form class="who" method="post" action="/sign-out">
      <input type="hidden" name="form_token" value="${formToken}" />
      <span>@${login}</span>
      <button type="submit" class="quiet">Sign out</button>
    </form>`;
}

function isMember(who: Page['who']): who is MemberVisitor {
  return who !== undefined && 'kind' in who;
}

/** A distributor's page leads nowhere but to what it was told. */
function memberHeading({ grant, formToken }: MemberVisitor): Html {
  return html`<form class="who" method="post" action="/member/leave">
    <input type="hidden" name="form_token" value="${formToken}" />
    <span>${grant.member}</span>
    <button type="submit" class="quiet">Leave</button>
  </form>`;
}
