import { html } from 'hono/html';
import { endFeeds, feedsOf, makeFeed } from '../feed.ts';
import { when } from '../parts.ts';
import type { AskedBySomebody, Html, Reply } from '../route.ts';

export async function feedPage(asked: AskedBySomebody): Promise<Reply> {
  return { kind: 'page', title: 'Calendar feed', body: await draw(asked, undefined) };
}

export async function changeFeed(asked: AskedBySomebody): Promise<Reply> {
  if (asked.form.get('what') === 'make') return { kind: 'page', title: 'Calendar feed', body: await draw(asked, await makeFeed(asked)) };
  await endFeeds(asked.dashboard, asked.visitor.session.githubId);
  return { kind: 'redirect', to: '/feeds' };
}

async function draw({ dashboard, visitor }: AskedBySomebody, made: string | undefined): Promise<Html> {
  const [known] = await feedsOf(dashboard, visitor.session.githubId);
  const button = (what: string, words: string): Html =>
    html`<form method="post" action="/feeds">
      <input type="hidden" name="form_token" value="${visitor.formToken}" />
      <button type="submit" name="what" value="${what}" class="quiet">${words}</button>
    </form>`;
  return html`<h1>Calendar feed</h1>
    <p>The due dates of the open cases that you maintain, for your own calendar. It names cases by their numbers and nothing else.</p>
    ${made === undefined ? '' : html`<p class="notice good">This is its address. It is shown this once; whoever has it can read the feed.<br /><code>${made}</code></p>`}
    <p>${known === undefined ? 'You have none.' : html`You have one, made ${when(known.madeAt, dashboard.clock.now())}.`}</p>
    <div class="actions">
      ${button('make', known === undefined ? 'Make an address' : 'Make another address, and end this one')}
      ${known === undefined ? '' : button('end', 'End it')}
    </div>
    <h2>For programs</h2>
    <p><a href="/tokens">Tokens of the JSON API</a></p>
    <h2>Signed in elsewhere?</h2>
    <form method="post" action="/sign-out">
      <input type="hidden" name="form_token" value="${visitor.formToken}" />
      <button type="submit" name="everywhere" value="yes" class="quiet">Sign out everywhere</button>
    </form>`;
}
