/** From a form over the page that says exactly what will happen and who will see it to what became of it. */
import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import { nextPhase } from '../../core/transitions.ts';
import type { CaseId } from '../../core/ids.ts';
import { answerKey } from '../../engine/performers/answer-on-dashboard.ts';
import { sightingArrival } from '../../engine/arrivals.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import type { ActSighting } from '../../engine/preview-act.ts';
import { commandOf } from '../act-form.ts';
import { actGroups, acts, findAct, type Act } from '../acts.ts';
import { waitForLine } from '../outcome-line.ts';
import { rememberWho } from '../who-acted.ts';
import type { AskedOfCase, Html, Reply } from '../route.ts';
import { formPage, outcomeWords, showPreview, type ActGround } from './act-parts.ts';
import { noSuchPage, problem } from './problems.ts';

/** Those that the phase of the case allows; whether the person may is said on the next page. */
export function actLinks(stored: StoredCase): Html | string {
  const { case: thisCase } = stored;
  const offered = acts.filter(({ makes, isOffered }) => nextPhase(thisCase.phase, makes) !== undefined && isOffered?.(stored) !== false);
  if (offered.length === 0) return '';
  const groups = actGroups.map((name) => ({ name, members: offered.filter(({ group }) => group === name) }));
  return html`<section>
    <h2>What you can do</h2>
    <nav class="acts" aria-label="Acts">
      ${groups.map(({ name, members }) => (members.length === 0 ? '' : actGroup(thisCase.id, name, members)))}
    </nav>
  </section>`;
}

function actGroup(id: CaseId, name: string, members: readonly Act[]): Html {
  return html`<h3 class="act-group">${name}</h3>
    <div class="actions">
      ${members.map(({ name: act, title, final }) => html`<a class="button quiet${final ? ' final' : ''}" href="/cases/${id}/act/${act}">${title}</a>`)}
    </div>`;
}

export async function actForm(asked: AskedOfCase): Promise<Reply> {
  const act = findAct(asked.param('act'));
  if (act === undefined) return noSuchPage();
  return act.fields.length === 0 ? confirmPage(asked, act) : { kind: 'page', title: act.title, body: formOf(asked, act, []) };
}

export async function actConfirm(asked: AskedOfCase): Promise<Reply> {
  const act = findAct(asked.param('act'));
  if (act === undefined) return noSuchPage();
  const { missing } = commandOf(act, asked.form);
  return missing.length === 0
    ? confirmPage(asked, act)
    : { kind: 'page', status: 400, title: act.title, body: formOf(asked, act, missing) };
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
  const ground = groundOf(seen.stored, act.title);
  const drawn = seen.stored.version;
  const actId = randomUUID();
  const preview = await dashboard.preview(sighting(asked, { actId, text, drawn }));
  const agreed = dashboard.sealing.sign('form', signedPart({ actId, text, drawn, by: visitor.session.id }));
  const hidden = { form_token: visitor.formToken, act_id: actId, command: text, drawn: String(drawn), agreed };
  return {
    kind: 'page',
    title: act.title,
    body: html`${ground.crumbs} ${showPreview(ground, act, { text, preview, hidden })}`,
  };
}

export async function actOutcome({ dashboard, seen, param }: AskedOfCase): Promise<Reply> {
  const { id } = seen.stored.case;
  const line = await waitForLine(dashboard, id, param('act'));
  if (line === 'no-such-act') return noSuchPage();
  const answer = await dashboard.store.readCursor(answerKey(param('act')));
  const back = html`<div class="actions"><a class="button" href="/cases/${id}">To the case</a></div>`;
  return {
    kind: 'page',
    title: `What became of it, ${id}`,
    body: html`<p class="crumbs"><a href="/">Cases</a> › <a href="/cases/${id}">${id}</a></p>
      ${outcomeWords(line, answer)} ${back}`,
  };
}

type Agreed = { readonly actId: string; readonly text: string; readonly drawn: number };

function sighting({ dashboard, visitor, seen }: AskedOfCase, agreed: Agreed): ActSighting {
  const { id: caseId, installationId } = seen.stored.case;
  return { kind: 'ActSighted', caseId, installationId, author: visitor.login, at: dashboard.clock.now(), ...agreed };
}

function signedPart({ actId, text, drawn, by }: Agreed & { readonly by: string }): string {
  return JSON.stringify([by, actId, text, drawn]);
}

function groundOf({ case: { id } }: StoredCase, title: string): ActGround {
  const crumbs = html`<p class="crumbs"><a href="/">Cases</a> › <a href="/cases/${id}">${id}</a> › ${title}</p>`;
  return { base: `/cases/${id}`, back: `/cases/${id}`, name: id, what: 'the case', crumbs };
}

function formOf({ seen, form, visitor }: AskedOfCase, act: Act, missing: readonly string[]): Html {
  return formPage(groundOf(seen.stored, act.title), act, { given: form, missing, formToken: visitor.formToken });
}
