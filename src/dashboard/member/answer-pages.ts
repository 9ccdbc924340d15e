/** From a form on a distributor's page over the page that says what will happen and who will see it to what became of it. */
import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { MemberSays } from '../../core/distributors/member-says.ts';
import { sayDate } from '../../core/time/say-date.ts';
import type { Instant } from '../../core/time/time.ts';
import { answerKey } from '../../engine/performers/answer-on-dashboard.ts';
import { sightingArrival } from '../../engine/arrivals.ts';
import type { ActSighting } from '../../engine/preview-act.ts';
import { waitForLine } from '../outcome-line.ts';
import { rememberWho } from '../who-acted.ts';
import { badge, hiddenFields, words } from '../parts.ts';
import { noSuchPage, problem } from '../pages/problems.ts';
import type { AskedOfTold, Html, Reply } from '../route.ts';
import { findAnswer, type Answer } from './answers.ts';

/** Unit: characters. */
const longestWords = 2_000;

export async function answerConfirm(asked: AskedOfTold): Promise<Reply> {
  const { form, dashboard, member, param } = asked;
  const answer = findAnswer(param('answer'));
  if (answer === undefined) return noSuchPage();
  const given = (form.get('words') ?? '').replaceAll(/\r\n?/g, '\n').trim().slice(0, longestWords);
  if (answer.words !== undefined && given === '')
    return problem(400, `${answer.words.label} is missing`, 'Nothing was done. Please go back and write it.');
  const says = answer.says({ words: given, releaseAt: releaseAtIn(form) });
  if ('releaseAt' in says && Number.isNaN(says.releaseAt))
    return problem(400, 'It is not said which date is meant', 'Nothing was done. Please open your page and answer from there.');
  const actId = randomUUID();
  const preview = await dashboard.preview(sighting(asked, actId, says));
  const agreed = dashboard.sealing.sign('member-form', signedPart(asked, actId, says));
  const hidden = { form_token: member.formToken, act_id: actId, says: JSON.stringify(says), agreed };
  const body =
    preview.outcome === 'refused'
      ? html`<h1>${answer.title}: not now</h1>
          <p class="notice warn">${words(preview.message)}</p>
          <div class="actions">${back(asked)}</div>`
      : confirmation(asked, answer, { says, hidden });
  return { kind: 'page', title: answer.title, body: html`${crumbs(asked)} ${body}` };
}

/** NaN for what our pages never send. Unit: ms since 1970, to the year 5138: a date that no clock has could not be shown. */
function releaseAtIn(form: URLSearchParams): Instant {
  const text = form.get('release_at') ?? '';
  return /^\d{1,14}$/.test(text) ? Number(text) : NaN;
}

type Confirming = { readonly says: MemberSays; readonly hidden: Readonly<Record<string, string>> };

function confirmation(asked: AskedOfTold, { title, what, others }: Answer, { says, hidden }: Confirming): Html {
  const { told, member } = asked;
  const { id } = told.case;
  return html`<h1>${title}?</h1>
    <p>${what}</p>
    ${'releaseAt' in says ? html`<p>The date: <b>${sayDate(says.releaseAt)}</b>.</p>` : ''}
    ${'words' in says ? html`<pre>${says.words}</pre>` : ''} ${'concern' in says ? html`<pre>${says.concern}</pre>` : ''}
    <h2>What will happen, and who will see it</h2>
    <ul class="gates">
      <li>
        ${badge('plain', 'maintainers')} it stands in the private issue and in the history of ${id}, as the word of ${member.grant.member},
        by its link
      </li>
      ${others.map((other) => html`<li>${badge('plain', 'the reporter')} ${other}</li>`)}
      <li>${badge('plain', 'distributors')} no other distributor learns of it from us</li>
    </ul>
    <form method="post" action="/member/cases/${id}/answered">
      ${hiddenFields(hidden)}
      <div class="actions"><button type="submit">${title}</button> ${back(asked)}</div>
    </form>`;
}

/** What was agreed to goes into the inbox; sent twice it counts once. */
export async function answerDo(asked: AskedOfTold): Promise<Reply> {
  const { dashboard, form, told, member } = asked;
  const actId = form.get('act_id') ?? '';
  const signed = form.get('says') ?? '';
  if (!dashboard.sealing.isSigned('member-form', signedText(asked, actId, signed), form.get('agreed') ?? ''))
    return problem(403, 'This is not what you were shown', 'Nothing was done. Please open your page and begin again.');
  // We signed the text, so it is what we wrote.
  const act = sighting(asked, actId, JSON.parse(signed) as MemberSays);
  await rememberWho(dashboard.store, actId, member.sessionId);
  await dashboard.receive({ ...sightingArrival(`member-act:${actId}`, act, dashboard.clock.now()), about: told.case.id });
  dashboard.log.info({ caseId: told.case.id, act: actId }, 'a distributor answered on its page');
  return { kind: 'redirect', to: `/member/cases/${told.case.id}/answers/${actId}` };
}

export async function answerOutcome(asked: AskedOfTold): Promise<Reply> {
  const { dashboard, told, param } = asked;
  const { id } = told.case;
  const act = param('act');
  const line = await waitForLine(dashboard, id, act, (event) => event.kind === 'MemberSpoke' && event.act === act);
  if (line === 'no-such-act') return noSuchPage();
  const said = await dashboard.store.readCursor(answerKey(act));
  const body =
    line === undefined
      ? html`<h1>Not decided yet</h1>
          <p class="notice warn">It is in the inbox, and is worked on in its turn. Look at this page again in a moment.</p>`
      : html`<h1>${line.outcome === 'refused' ? 'Nothing was done' : 'Done'}</h1>
          <p class="notice ${line.outcome === 'refused' ? 'warn' : 'good'}">${words(said ?? 'It stands in the history of the case.')}</p>`;
  return {
    kind: 'page',
    title: 'What became of it',
    body: html`${crumbs(asked)} ${body}
      <div class="actions">${back(asked)}</div>`,
  };
}

function sighting({ dashboard, member, told }: AskedOfTold, actId: string, says: MemberSays): ActSighting {
  const { id: caseId, installationId } = told.case;
  const { member: name, address } = member.grant;
  return { kind: 'MemberActSighted', caseId, installationId, actId, member: name, address, says, at: dashboard.clock.now() };
}

function signedPart(asked: AskedOfTold, actId: string, says: MemberSays): string {
  return signedText(asked, actId, JSON.stringify(says));
}

function signedText({ member, told }: AskedOfTold, actId: string, says: string): string {
  return JSON.stringify([member.sessionId, told.case.id, actId, says]);
}

function back({ told }: AskedOfTold): Html {
  return html`<a class="button quiet" href="/member/cases/${told.case.id}">Back to ${told.case.id}</a>`;
}

function crumbs({ member, told }: AskedOfTold): Html {
  return html`<p class="crumbs">
    <a href="/member">${member.grant.member}</a> › <a href="/member/cases/${told.case.id}">${told.case.id}</a>
  </p>`;
}
