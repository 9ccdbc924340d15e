/** From a form over the page that says exactly what will happen and who will see it to what became of it. */
import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import { whatInWords } from '../../core/messages.ts';
import type { Effect } from '../../core/effects.ts';
import { isCommand, type CaseEvent } from '../../core/events.ts';
import { nextPhase } from '../../core/transitions.ts';
import { answerKey } from '../../engine/answer-on-dashboard.ts';
import { sightingArrival } from '../../engine/arrivals.ts';
import type { HistoryLine, StoredCase } from '../../engine/ports/store.ts';
import type { ActSighting, Preview } from '../../engine/preview-act.ts';
import { acts, commandOf, findAct, type Act, type Field } from '../acts.ts';
import { waitForLine } from '../outcome-line.ts';
import { rememberWho } from '../who-acted.ts';
import { badge, hiddenFields, words } from '../parts.ts';
import type { AskedOfCase, Html, Reply } from '../route.ts';
import { noSuchPage, problem } from './problems.ts';

/** Those that the phase of the case allows; whether the person may is said on the next page. */
export function actLinks(stored: StoredCase): Html | string {
  const { case: thisCase } = stored;
  const offered = acts.filter(({ makes, isOffered }) => nextPhase(thisCase.phase, makes) !== undefined && isOffered?.(stored) !== false);
  if (offered.length === 0) return '';
  return html`<nav class="actions" aria-label="Acts">
    ${offered.map(({ name, title, final }) => html`<a class="button quiet${final ? ' final' : ''}" href="/cases/${thisCase.id}/act/${name}">${title}</a>`)}
  </nav>`;
}

export async function actForm(asked: AskedOfCase): Promise<Reply> {
  const act = findAct(asked.param('act'));
  if (act === undefined) return noSuchPage();
  return act.fields.length === 0 ? confirmPage(asked, act) : { kind: 'page', title: act.title, body: formPage(asked, act, []) };
}

export async function actConfirm(asked: AskedOfCase): Promise<Reply> {
  const act = findAct(asked.param('act'));
  if (act === undefined) return noSuchPage();
  const { missing } = commandOf(act, asked.form);
  return missing.length === 0
    ? confirmPage(asked, act)
    : { kind: 'page', status: 400, title: act.title, body: formPage(asked, act, missing) };
}

/** What the person agreed to goes into the inbox, for the case as they saw it; sent twice it counts once. */
export async function actDo(asked: AskedOfCase): Promise<Reply> {
  const { dashboard, form, visitor, seen } = asked;
  const actId = form.get('act_id') ?? '';
  const text = form.get('command') ?? '';
  const drawn = Number(form.get('drawn') ?? NaN);
  const isOurs = dashboard.sealing.isSigned('form', signedPart({ actId, text, drawn, by: visitor.session.id }), form.get('agreed') ?? '');
  if (!isOurs) return problem(403, 'This is not what you were shown', 'Nothing was done. Please open the case and begin again.');
  const act = sighting(asked, { actId, text, drawn });
  await rememberWho(dashboard.store, actId, visitor.session.id);
  await dashboard.receive({ ...sightingArrival(`act:${actId}`, act, dashboard.clock.now()), about: seen.stored.case.id });
  dashboard.log.info({ caseId: seen.stored.case.id, login: visitor.login, act: actId }, 'did something on the dashboard');
  return { kind: 'redirect', to: `/cases/${seen.stored.case.id}/acts/${actId}` };
}

async function confirmPage(asked: AskedOfCase, act: Act): Promise<Reply> {
  const { dashboard, form, seen, visitor } = asked;
  const { text } = commandOf(act, form);
  const drawn = seen.stored.version;
  const actId = randomUUID();
  const preview = await dashboard.preview(sighting(asked, { actId, text, drawn }));
  const agreed = dashboard.sealing.sign('form', signedPart({ actId, text, drawn, by: visitor.session.id }));
  const hidden = { form_token: visitor.formToken, act_id: actId, command: text, drawn: String(drawn), agreed };
  return {
    kind: 'page',
    title: act.title,
    body: html`${crumbs(seen.stored, act)} ${showPreview(seen.stored, act, { text, preview, hidden })}`,
  };
}

type Showing = { readonly text: string; readonly preview: Preview; readonly hidden: Readonly<Record<string, string>> };

function showPreview({ case: thisCase }: StoredCase, act: Act, { text, preview, hidden }: Showing): Html {
  const back = html`<a class="button quiet" href="/cases/${thisCase.id}">Back, do nothing</a>`;
  if (preview.outcome === 'refused')
    return html`<h1>${act.title}: not now</h1>
      <p class="notice warn">${words(preview.message)}</p>
      <p class="small">As <code>${text}</code></p>
      <div class="actions">${back}</div>`;
  return html`<h1>${act.title}?</h1>
    <p>${act.what}</p>
    <p class="small">As <code>${text}</code> on ${thisCase.id}, under your name.</p>
    <h2>What will happen, and who will see it</h2>
    <ul class="gates">
      ${preview.effects.filter(isWorthSaying).map(effectLine)}
      <li>${badge('plain', 'maintainers')} it stands in the history of the case, with your login</li>
    </ul>
    ${answerPart(preview.effects)}
    <p class="small">If the case changes before you agree, nothing is done and you look again.</p>
    <form method="post" action="/cases/${thisCase.id}/act/${act.name}/do">
      ${hiddenFields(hidden)}
      <div class="actions"><button type="submit" class="${act.final ? 'danger' : ''}">${act.title}</button> ${back}</div>
    </form>`;
}

/** What an act leads to later, such as a publication that waits for the fix, stands in the answer alone. */
function answerPart(effects: readonly Effect[]): Html | string {
  const answer = effects.find((effect) => effect.kind === 'AnswerOnDashboard');
  return answer === undefined
    ? ''
    : html`<h2>What you will be told</h2>
        <div class="notice">${answer.body.split('\n\n').map((part) => html`<p>${words(part)}</p>`)}</div>`;
}

/** The answer stands below. */
function isWorthSaying({ kind }: Effect): boolean {
  return kind !== 'AnswerOnDashboard';
}

const audienceWords: Readonly<Record<Effect['audience'], string>> = {
  public: 'everybody',
  reporter: 'the reporter and collaborators',
  maintainers: 'maintainers',
  cna: 'GitHub’s CVE staff',
  distributors: 'distributors',
};

function effectLine(effect: Effect): Html {
  const text =
    'body' in effect && typeof effect.body === 'string' && effect.kind !== 'ShowBoard' && effect.kind !== 'ShowStatus'
      ? effect.body
      : undefined;
  return html`<li>
    ${badge(effect.audience === 'public' ? 'bad' : 'plain', audienceWords[effect.audience])} ${whatInWords(effect.kind)}
    ${
      text === undefined
        ? ''
        : html`<details>
            <summary>the words</summary>
            <pre>${text}</pre>
          </details>`
    }
  </li>`;
}

function formPage({ seen, form, visitor }: AskedOfCase, act: Act, missing: readonly string[]): Html {
  return html`${crumbs(seen.stored, act)}
    <h1>${act.title}</h1>
    <p>${act.what}</p>
    ${missing.map((words) => html`<p class="notice warn" role="alert">${words}</p>`)}
    <form method="post" action="/cases/${seen.stored.case.id}/act/${act.name}">
      <input type="hidden" name="form_token" value="${visitor.formToken}" />
      ${act.fields.map((field) => fieldPart(field, form.get(field.name) ?? ''))}
      <div class="actions"><button type="submit">See what would happen</button></div>
    </form>`;
}

function fieldPart({ name, label, hint, choices, optional }: Field, value: string): Html {
  const common = html`id="${name}" name="${name}" aria-describedby="${name}-hint" ${optional === true ? '' : html`required`}`;
  const input =
    choices === undefined
      ? html`<input type="text" ${common} value="${value}" maxlength="2000" autocomplete="off" />`
      : html`<select ${common}>
          ${choices.map((choice) => html`<option ${choice === value ? html`selected` : ''}>${choice}</option>`)}
        </select>`;
  return html`<label for="${name}">${label}${optional === true ? ' (may be left out)' : ''}</label>
    <p class="hint" id="${name}-hint">${hint}</p>
    ${input}`;
}

export async function actOutcome({ dashboard, seen, param }: AskedOfCase): Promise<Reply> {
  const { id } = seen.stored.case;
  const line = await waitForLine(dashboard, id, (event) => isOfAct(event, param('act')));
  const answer = await dashboard.store.readCursor(answerKey(param('act')));
  const back = html`<div class="actions"><a class="button" href="/cases/${id}">To the case</a></div>`;
  return {
    kind: 'page',
    title: `What became of it, ${id}`,
    body: html`<p class="crumbs"><a href="/">Cases</a> › <a href="/cases/${id}">${id}</a></p>
      ${outcomeWords(line, answer)} ${back}`,
  };
}

function outcomeWords(line: HistoryLine | undefined, answer: string | undefined): Html {
  if (line === undefined)
    return html`<h1>Not decided yet</h1>
      <p class="notice warn">It is in the inbox, and is worked on in its turn. Look at this page again in a moment.</p>`;
  if (line.outcome === 'refused') {
    const why = line.because.flatMap((reason) => ('fact' in reason ? [reason.fact] : [])).at(-1);
    return html`<h1>Nothing was done</h1>
      <p class="notice warn">${words(why ?? 'It was refused.')}</p>`;
  }
  return html`<h1>Done</h1>
    <p class="notice good">It stands in the history of the case. What follows from it is carried out now, one thing a second.</p>
    ${answer === undefined ? '' : html`<pre>${answer}</pre>`}`;
}

function isOfAct(event: CaseEvent, act: string): boolean {
  return isCommand(event) && event.from.kind === 'dashboard' && event.from.commentId === act;
}

type Agreed = { readonly actId: string; readonly text: string; readonly drawn: number };

function sighting({ dashboard, visitor, seen }: AskedOfCase, agreed: Agreed): ActSighting {
  const { id: caseId, installationId } = seen.stored.case;
  return { kind: 'ActSighted', caseId, installationId, author: visitor.login, at: dashboard.clock.now(), ...agreed };
}

function signedPart({ actId, text, drawn, by }: Agreed & { readonly by: string }): string {
  return JSON.stringify([by, actId, text, drawn]);
}

function crumbs({ case: { id } }: StoredCase, act: Act): Html {
  return html`<p class="crumbs"><a href="/">Cases</a> › <a href="/cases/${id}">${id}</a> › ${act.title}</p>`;
}
