/** What holds already and what is still to be done: the same as `fixlead doctor` says. */
import { html } from 'hono/html';
import type { Finding } from '../../../engine/doctor/finding.ts';
import { badge } from '../../parts.ts';
import type { Html, Reply } from '../../route.ts';
import type { AskedOfApp } from '../route.ts';

export async function checklistPage(asked: AskedOfApp): Promise<Reply> {
  const repository = repositoryIn(asked.query);
  return page(asked, repository, { found: await asked.setup.examine(repository) });
}

export async function sendTests(asked: AskedOfApp): Promise<Reply> {
  const repository = repositoryIn(asked.form);
  if (repository === undefined) return page(asked, undefined, { found: await asked.setup.examine(undefined) });
  const sent = await asked.setup.sendTests(repository);
  return page(asked, repository, { found: await asked.setup.examine(repository), sent });
}

function repositoryIn(given: URLSearchParams): string | undefined {
  const text = (given.get('repository') ?? '').trim();
  return /^[\w-]{1,39}\/[\w.-]{1,100}$/.test(text) ? text : undefined;
}

type Seen = { readonly found: readonly Finding[]; readonly sent?: readonly Finding[] };

function page({ made, session }: AskedOfApp, repository: string | undefined, { found, sent }: Seen): Reply {
  const left = found.filter(({ state }) => state === 'fail').length;
  const body = html`<h1>${repository === undefined ? 'The App is made' : `Is ${repository} set up?`}</h1>
    ${summary(repository, left)}
    <ol class="steps">
      <li>In another terminal, in the same folder: <code>npm start</code>. The app reads the files that were just written.</li>
      <li><a href="${made.installUrl}">Install ${made.slug}</a> on the public repository and on its private fix repository.</li>
      <li>Name the public repository, and see here what is still to be done.</li>
    </ol>
    <form method="get" action="/setup/checklist">
      <label for="repository">Public repository</label>
      <input
        type="text"
        id="repository"
        name="repository"
        value="${repository ?? ''}"
        placeholder="acme/widget"
        autocomplete="off"
        required
      />
      <div class="actions"><button type="submit">Look again</button></div>
    </form>
    <ul class="checklist">
      ${found.map(line)}
    </ul>
    ${repository === undefined ? '' : tests(repository, session.formToken, sent)}
    ${repository !== undefined && left === 0 && made.appUrl !== undefined ? html`<p><a class="button" href="${made.appUrl}/">Open the dashboard</a></p>` : ''}`;
  return { kind: 'page', title: 'Checklist', body };
}

function summary(repository: string | undefined, left: number): Html {
  if (repository === undefined)
    return html`<p>Its credentials stand in <code>.env</code> and beside it, readable by you alone. Three steps are left.</p>`;
  if (left === 0) return html`<p class="notice good">Nothing has to be mended. A private report now opens a case.</p>`;
  return html`<p class="notice warn">
    ${left === 1 ? 'One thing has' : `${left} things have`} to be mended before Fixlead can do its work.
  </p>`;
}

const marks = { ok: ['good', 'done'], warn: ['warn', 'could be better'], fail: ['bad', 'to do'] } as const;

function line({ name, state, says, mend, tryIt }: Finding): Html {
  const [kind, word] = marks[state];
  return html`<li class="${state}">
    <span class="mark">${badge(kind, word)}</span>
    <div>
      <b>${name}</b>: ${says} ${mend === undefined ? '' : html`<p>What helps: ${mend}</p>`}
      ${
        tryIt === undefined
          ? ''
          : html`<details>
              <summary>See for yourself that it holds</summary>
              <p>${tryIt}</p>
            </details>`
      }
    </div>
  </li>`;
}

function tests(repository: string, formToken: string, sent: readonly Finding[] | undefined): Html {
  return html`<h2>Mail and Slack</h2>
    <p>
      A test message says that it is one, and nothing of any case. It goes to each Slack channel and mailing list that the policy file
      names.
    </p>
    ${
      sent === undefined
        ? ''
        : html`<ul class="checklist">
            ${sent.map(line)}
          </ul>`
    }
    <form method="post" action="/setup/tests">
      <input type="hidden" name="form_token" value="${formToken}" />
      <input type="hidden" name="repository" value="${repository}" />
      <div class="actions"><button type="submit" class="quiet">Send test messages</button></div>
    </form>`;
}
