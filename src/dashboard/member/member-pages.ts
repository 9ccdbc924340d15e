/** What a distributor sees: how it stands on the list, of which cases it was told, and of each what it was sent. Nothing of others, and nothing more of the case. */
import { html } from 'hono/html';
import { distributorsOf } from '../../core/distributors/distributor-policy.ts';
import { patchName } from '../../core/distributors/early-texts.ts';
import { toldPeople, whyLeftOut } from '../../core/distributors/member-standing.ts';
import { memberView, type MemberDate, type MemberView, type ToldMail } from '../../core/distributors/member-view.ts';
import type { EarlyAnswer } from '../../core/distributors/early.ts';
import { sayDate } from '../../core/time/say-date.ts';
import type { Instant } from '../../core/time/time.ts';
import { badge, howFar, table, when } from '../parts.ts';
import type { AskedByMember, AskedOfTold, Html, Reply } from '../route.ts';
import { answerForms } from './answer-forms.ts';

export async function memberPage({ dashboard, member: visitor }: AskedByMember): Promise<Reply> {
  const { grant, told, formToken } = visitor;
  const now = dashboard.clock.now();
  const rows = told.map((stored) => {
    const { mails, date } = memberView(stored.case, grant.member);
    const last = mails.at(-1);
    return [
      html`<a class="mono" href="/member/cases/${stored.case.id}">${stored.case.id}</a>`,
      last === undefined ? '' : html`${when(last.at, now)}`,
      date === undefined ? 'not told' : html`${when(date.releaseAt, now)} ${date.isProposed ? badge('warn', 'proposed') : ''}`,
      ownWord(date),
    ];
  });
  const body = html`<h1>${grant.member}</h1>
    <p class="h-sub">A distributor of ${grant.repository}</p>
    <h2>What you were told of</h2>
    ${table('What you were told of', ['Case', 'Last mail', 'Release Date', 'Your word on it'], rows)} ${standing(visitor, now)}
    <form method="post" action="/member/leave">
      <input type="hidden" name="form_token" value="${formToken}" />
      <input type="hidden" name="everywhere" value="yes" />
      <p class="small">
        Did a link get into the wrong hands? This ends every page that was opened for ${grant.member}. Then tell the maintainers.
      </p>
      <div class="actions"><button type="submit" class="quiet">End all pages of ${grant.member}</button></div>
    </form>`;
  return { kind: 'page', title: 'Your page', body };
}

function standing({ member, register, told }: AskedByMember['member'], now: Instant): Html {
  const newest = told.at(-1);
  const { agreement } = distributorsOf(newest?.policy ?? {});
  const why = whyLeftOut(member, agreement, register, now);
  const { key, consent } = member;
  return html`<section>
    <h2>How you stand on the list</h2>
    <dl>
      <dt>Told at</dt>
      <dd>${member.address}</dd>
      <dt>Told now</dt>
      <dd>${why === undefined ? badge('good', 'yes') : html`${badge('warn', 'no')} it ${why.says}`}</dd>
      <dt>OpenPGP key</dt>
      <dd>
        ${key === undefined ? 'none' : html`<span class="mono">${key.fingerprint}</span>${key.expiresAt === undefined ? '' : html`, until ${when(key.expiresAt, now)}`}`}
      </dd>
      <dt>Embargo agreement</dt>
      <dd>${consent === undefined ? 'no consent' : `version ${consent.version}`}</dd>
      <dt>Of your team may be told</dt>
      <dd>${toldPeople(member, agreement, register).join(', ') || 'nobody by name'}</dd>
    </dl>
    <p class="small">To change any of this, write to the maintainers.</p>
  </section>`;
}

export async function memberCasePage({ dashboard, member, told }: AskedOfTold): Promise<Reply> {
  const { id } = told.case;
  const now = dashboard.clock.now();
  const view = memberView(told.case, member.grant.member);
  const body = html`<p class="crumbs"><a href="/member">${member.grant.member}</a> › ${id}</p>
    <h1><span class="mono">${id}</span></h1>
    ${datePart(view.date, now)} ${answerForms({ id, view, formToken: member.formToken, isDecided: told.case.phase !== 'accepted', now })}
    <section>
      <h2>What you were sent</h2>
      ${view.mails.toReversed().map((mail) => mailPart(mail, now))}
    </section>
    ${answersPart(view, now)}`;
  return { kind: 'page', title: `${id}, as you were told it`, body };
}

function datePart(date: MemberDate | undefined, now: Instant): Html {
  if (date === undefined) return html`<p class="notice">You were told of no Release Date that is still on the table.</p>`;
  return html`<p class="notice">
    ${date.isProposed ? 'Proposed' : 'The'} Release Date: <b>${sayDate(date.releaseAt)}</b>
    <span class="far">${howFar(date.releaseAt, now)}</span>. The embargo ends at that minute, and not before.
    ${date.says === undefined ? '' : html`You ${date.says === 'agrees' ? 'agreed' : 'objected'}.`}
  </p>`;
}

function mailPart({ at, subject, body, patches }: ToldMail, now: Instant): Html {
  return html`<details>
    <summary>${subject} <span class="small">${when(at, now)}</span></summary>
    <pre>${body}</pre>
    ${patches.map((patch) => html`<p class="small">${patchName(patch)}, ${patch.size} bytes, SHA-256 <span class="mono">${patch.digest}</span></p>`)}
  </details>`;
}

function answersPart({ answers }: MemberView, now: Instant): Html | string {
  if (answers.length === 0) return '';
  return html`<section>
    <h2>What you said</h2>
    <ul>
      ${answers.map((answer) => html`<li>${when(answer.at, now)}: ${answerInWords(answer)}</li>`)}
    </ul>
  </section>`;
}

function answerInWords(answer: EarlyAnswer): string {
  switch (answer.what) {
    case 'received':
      return 'you have it';
    case 'feedback':
      return answer.words;
    case 'agreed':
      return `you agree to ${sayDate(answer.releaseAt)}`;
    case 'advisory':
      return answer.link;
  }
}

function ownWord(date: MemberDate | undefined): Html | string {
  if (date?.says === undefined) return date === undefined ? '' : 'none yet';
  return date.says === 'agrees' ? badge('good', 'you agree') : badge('warn', 'you object');
}
