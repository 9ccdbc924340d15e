/** From the link in a mail to a distributor's page, and to another link where that one opens nothing any more. */
import { html } from 'hono/html';
import { whyNoRoleAddress } from '../../core/distributors/role-address.ts';
import { memberLinkArrival } from '../../engine/member-link-asked.ts';
import { setCookie } from '../cookies.ts';
import type { Asked, AskedByMember, Html, Reply } from '../route.ts';
import { unguessable } from '../sealing.ts';
import { endPages, openPage, readLink } from './member-visitor.ts';

/** It is only shown: programs that look at mails follow links, and must not use this one up. It names nobody. */
export async function linkPage({ dashboard, param }: Asked): Promise<Reply> {
  const text = param('link');
  if ((await readLink(dashboard, text)) === undefined) return opensNothing();
  const body = html`<h1>A distributor’s page</h1>
    <p>This link opens the page of the distributor that it was mailed to: what it was told under embargo, and where it answers.</p>
    <p class="notice">
      It opens once. What is done on the page is done in that distributor’s name, and its maintainers’ embargo agreement holds for all of
      it.
    </p>
    <form method="post" action="/member/link/${text}">
      <div class="actions"><button type="submit">Open the page</button></div>
    </form>`;
  return { kind: 'page', title: 'A distributor’s page', body };
}

export async function useLink({ dashboard, param }: Asked): Promise<Reply> {
  const cookie = await openPage(dashboard, param('link'));
  if (cookie === undefined) return opensNothing();
  dashboard.log.info({}, 'a distributor opened its page');
  return { kind: 'redirect', to: '/member', cookies: [cookie] };
}

/** The same for one that was used, that ended, and that never was. */
function opensNothing(): Reply {
  const body = html`<h1>This link opens nothing</h1>
    <p>It was opened before, its time is over, or what it led to has ended. Each link opens once.</p>
    ${newLinkForm()}`;
  return { kind: 'page', status: 404, title: 'This link opens nothing', body };
}

export async function newLinkPage(): Promise<Reply> {
  const body = html`<h1>Another link to a distributor’s page</h1>
    ${newLinkForm()}`;
  return { kind: 'page', title: 'Another link', body };
}

function newLinkForm(): Html {
  return html`<form method="post" action="/member/new-link">
    <label for="address">The role address that you are told at</label>
    <p class="hint" id="address-hint">
      Such as security@distribution.example.org. Another link goes to this address alone, if it is one that is told early.
    </p>
    <input type="email" id="address" name="address" aria-describedby="address-hint" required maxlength="200" autocomplete="email" />
    <div class="actions"><button type="submit">Mail another link</button></div>
  </form>`;
}

/** The same answer whatever was typed, and in the same time for what the list may hold: whose address it is, if anybody's, is found out later, and nobody is told. */
export async function askForLink({ dashboard, form, mayAskForLink }: Asked): Promise<Reply> {
  const address = (form.get('address') ?? '').trim().slice(0, 200);
  if (whyNoRoleAddress(address) === undefined && mayAskForLink(address))
    await dashboard.receive(memberLinkArrival(unguessable(), { address, at: dashboard.clock.now() }));
  const body = html`<h1>Look into the mailbox</h1>
    <p>
      If that address is one that is told early, and there is something to answer, a mail with another link is on its way to it. It is sent
      once in an hour at most. We do not say here whose address it is.
    </p>`;
  return { kind: 'page', title: 'Look into the mailbox', body };
}

export async function leavePage({ dashboard, member, form }: AskedByMember): Promise<Reply> {
  await endPages(dashboard, member, form.get('everywhere') === 'yes' ? 'all' : 'this');
  return { kind: 'redirect', to: '/member/new-link', cookies: [setCookie(dashboard, 'member', '', 0)] };
}
