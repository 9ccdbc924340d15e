/** What is due, what is late and whom it waits for, of all cases that somebody may see. */
import { html } from 'hono/html';
import { phaseInWords } from '../../core/phase-in-words.ts';
import type { Instant } from '../../core/time/time.ts';
import { inOrder, type Outlook, type Outlooks, type Urgency } from '../outlook.ts';
import { badge, when } from '../parts.ts';
import type { Asked, Html, Reply } from '../route.ts';
import type { Views } from '../visibility.ts';

export async function frontPage({ dashboard, visibility, outlookOf, visitor }: Asked): Promise<Reply> {
  if (visitor === undefined) return welcome();
  const views = await visibility.viewsOf(visitor, await dashboard.store.readCases());
  return { kind: 'page', title: 'Cases', body: caseList(views, outlookOf, dashboard.clock.now()) };
}

function welcome(): Reply {
  const body = html`<h1>Security cases of your projects</h1>
    <p>What is due, by which sentence of the policy, and who must act.</p>
    <p><a class="button" href="/sign-in">Sign in with GitHub</a></p>
    <p class="small">You see what GitHub shows you: the advisories of your projects, and those you reported.</p>`;
  return { kind: 'page', title: 'Sign in', body };
}

const sections: readonly { readonly urgency: Urgency; readonly title: string }[] = [
  { urgency: 'overdue', title: 'Overdue' },
  { urgency: 'due soon', title: 'Due within two days' },
  { urgency: 'waiting', title: 'Waiting for the reporter' },
  { urgency: 'later', title: 'Later' },
  { urgency: 'closed', title: 'Closed' },
];

/** As many closed cases as are shown, the newest. */
const mostClosed = 50;

export function caseList({ seen, notFoundOut }: Views, outlookOf: Outlooks, now: Instant): Html {
  const outlooks = inOrder(seen.map((one) => outlookOf(one, now)));
  const of = (urgency: Urgency): readonly Outlook[] => outlooks.filter((one) => one.urgency === urgency);
  return html`<h1>Cases</h1>
    ${notFoundOut.length === 0 ? '' : html`<p class="notice warn">GitHub did not say whether you may see the cases of ${notFoundOut.join(', ')}, so they are not shown. Please look again in a few minutes.</p>`}
    ${seen.length === 0 ? nothingYet() : summary(of)}
    ${sections.map(({ urgency, title }) => section(title, urgency === 'closed' ? of(urgency).toReversed().slice(0, mostClosed) : of(urgency), now))}`;
}

function nothingYet(): Html {
  return html`<div class="empty">
    <h2>There is nothing here that you may see</h2>
    <p>
      A case begins when somebody reports a vulnerability privately, under <b>Security → Report a vulnerability</b> of a repository where
      Fixlead is installed, or when a maintainer begins a draft advisory there.
    </p>
    <p>If you expected a case: GitHub has to show you its advisory. A maintainer can add you to it as a collaborator.</p>
  </div>`;
}

function summary(of: (urgency: Urgency) => readonly Outlook[]): Html {
  const figures = sections
    .filter(({ urgency }) => urgency !== 'closed')
    .map(({ urgency, title }) => ({ title, urgency, count: of(urgency).length }));
  return html`<ul class="figures">
    ${figures.map(({ title, urgency, count }) => html`<li class="${count > 0 ? urgency.replace(' ', '-') : 'none'}"><b>${count}</b> ${title}</li>`)}
  </ul>`;
}

function section(title: string, outlooks: readonly Outlook[], now: Instant): Html | string {
  if (outlooks.length === 0) return '';
  return html`<section>
    <h2>${title} <span class="count">${outlooks.length}</span></h2>
    <ul class="cases">
      ${outlooks.map((one) => row(one, now))}
    </ul>
  </section>`;
}

function row({ seen, urgency, next, waitsFor }: Outlook, now: Instant): Html {
  const { id, repository, score, release } = seen.stored.case;
  return html`<li class="case ${urgency.replace(' ', '-')}">
    <div class="case-name"><a href="/cases/${id}">${id}</a> <span class="small">${repository}</span></div>
    <div>
      ${phaseInWords(seen.stored.case, now)}
      ${score === undefined ? '' : badge('plain', `${score.cvss.severity} ${score.cvss.score.toFixed(1)}`)}
    </div>
    <div>
      ${next === undefined ? (urgency === 'closed' ? '' : 'nothing is due') : html`${urgency === 'overdue' ? badge('bad', 'overdue') : urgency === 'due soon' ? badge('warn', 'due soon') : ''} ${next.what}<br />${when(next.dueAt, now)}`}
      ${release === undefined || next?.name === 'release' || urgency === 'closed' ? '' : html`<br /><span class="small">Release Date ${when(release.releaseAt, now)}</span>`}
    </div>
    <div class="waits">${urgency === 'closed' ? '' : html`waits for <b>${waitsFor}</b>`}</div>
  </li>`;
}
