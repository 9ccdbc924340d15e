/** Acts on a project's list of distributors: from a form over what exactly will happen to what became of it. */
import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import { answerKey } from '../../engine/performers/answer-on-dashboard.ts';
import { sightingArrival } from '../../engine/arrivals.ts';
import { drawnRegister } from '../../engine/drawn-register.ts';
import type { ActSighting } from '../../engine/preview-act.ts';
import { commandOf } from '../act-form.ts';
import { waitForLine } from '../outcome-line.ts';
import { findProjectAct, type ProjectAct } from '../project-acts.ts';
import { rememberWho } from '../who-acted.ts';
import type { AskedOfProject, Html, Reply } from '../route.ts';
import { formPage, outcomeWords, showPreview, type ActGround } from './act-parts.ts';
import { noSuchPage, problem } from './problems.ts';

export async function projectActForm(asked: AskedOfProject): Promise<Reply> {
  const act = findProjectAct(asked.project.register, asked.param('act'));
  return act === undefined ? noSuchPage() : { kind: 'page', title: act.title, body: form(asked, act, []) };
}

export async function projectActConfirm(asked: AskedOfProject): Promise<Reply> {
  const { project, dashboard, visitor } = asked;
  const act = findProjectAct(project.register, asked.param('act'));
  if (act === undefined) return noSuchPage();
  const { text, missing } = commandOf(act, asked.form);
  if (missing.length > 0) return { kind: 'page', status: 400, title: act.title, body: form(asked, act, missing) };
  const agreed = { actId: randomUUID(), text, drawn: drawnRegister(project.register) };
  const preview = await dashboard.preview(sighting(asked, agreed));
  const signature = dashboard.sealing.sign('form', signedPart(asked, agreed));
  const hidden = { form_token: visitor.formToken, act_id: agreed.actId, command: text, drawn: agreed.drawn, agreed: signature };
  const ground = groundOf(asked, act.title);
  return { kind: 'page', title: act.title, body: html`${ground.crumbs} ${showPreview(ground, act, { text, preview, hidden })}` };
}

/** What the person agreed to goes into the inbox, for the list as they saw it; sent twice it counts once. */
export async function projectActDo(asked: AskedOfProject): Promise<Reply> {
  const { dashboard, form: sent, visitor, project } = asked;
  const agreed = { actId: sent.get('act_id') ?? '', text: sent.get('command') ?? '', drawn: sent.get('drawn') ?? '' };
  if (!dashboard.sealing.isSigned('form', signedPart(asked, agreed), sent.get('agreed') ?? ''))
    return problem(403, 'This is not what you were shown', 'Nothing was done. Please open the list and begin again.');
  const arrival = sightingArrival(`act:${agreed.actId}`, sighting(asked, agreed), dashboard.clock.now());
  await rememberWho(dashboard.store, agreed.actId, visitor.session.id);
  await dashboard.receive({ ...arrival, about: project.repository });
  dashboard.log.info({ project: project.repository, login: visitor.login, act: agreed.actId }, 'did something on the dashboard');
  return { kind: 'redirect', to: `${baseOf(asked)}/acts/${agreed.actId}` };
}

export async function projectActOutcome(asked: AskedOfProject): Promise<Reply> {
  const { dashboard, project, param } = asked;
  const line = await waitForLine(dashboard, project.repository, param('act'));
  if (line === 'no-such-act') return noSuchPage();
  const answer = await dashboard.store.readCursor(answerKey(param('act')));
  const title = 'What became of it';
  const body = html`${groundOf(asked, title).crumbs} ${outcomeWords(line, answer)}
    <div class="actions"><a class="button" href="/distributors">To the list</a></div>`;
  return { kind: 'page', title, body };
}

function form(asked: AskedOfProject, act: ProjectAct, missing: readonly string[]): Html {
  const given = asked.form.size > 0 ? asked.form : asked.query;
  return formPage(groundOf(asked, act.title), act, { given, missing, formToken: asked.visitor.formToken });
}

type Agreed = { readonly actId: string; readonly text: string; readonly drawn: string };

function sighting({ dashboard, visitor, project }: AskedOfProject, agreed: Agreed): ActSighting {
  const { repository, installationId } = project;
  return { kind: 'ProjectActSighted', repository, installationId, author: visitor.login, at: dashboard.clock.now(), ...agreed };
}

function signedPart({ visitor, project }: AskedOfProject, { actId, text, drawn }: Agreed): string {
  return JSON.stringify([visitor.session.id, project.repository, actId, text, drawn]);
}

function groundOf(asked: AskedOfProject, title: string): ActGround {
  const { repository } = asked.project;
  const crumbs = html`<p class="crumbs"><a href="/distributors">Distributors</a> › ${repository} › ${title}</p>`;
  return { base: baseOf(asked), back: '/distributors', name: repository, what: 'the list', crumbs };
}

function baseOf({ project }: AskedOfProject): string {
  return `/distributors/${project.repository}`;
}
