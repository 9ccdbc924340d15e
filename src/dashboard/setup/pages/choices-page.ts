/** What is to be known before the App is made, and what GitHub will then be asked for. */
import { html } from 'hono/html';
import { askedEvents } from '../../../engine/doctor/events.ts';
import { askedPermissions, type AskedPermission } from '../../../engine/doctor/permissions.ts';
import { isAddress } from '../../address.ts';
import { table, words } from '../../parts.ts';
import type { Html, Reply } from '../../route.ts';
import { longestName, manifestFor, newAppUrl } from '../manifest.ts';
import type { AskedByHolder } from '../route.ts';

const optional = askedPermissions.filter(({ tier }) => tier === 'optional');

type Filled = { readonly name: string; readonly appUrl: string; readonly organisation: string; readonly optional: readonly string[] };

export async function choicesPage({ setup, session }: AskedByHolder): Promise<Reply> {
  const { appUrl, organisation } = setup.suggested;
  const name = organisation === '' ? '' : `Fixlead for ${organisation}`.slice(0, longestName);
  return form({ name, appUrl, organisation, optional: [] }, session.formToken, []);
}

export async function confirmChoices({ setup, desk, session, form: given }: AskedByHolder): Promise<Reply> {
  const read = (name: string): string => (given.get(name) ?? '').trim();
  const chosen = optional.map(({ name }) => name).filter((name) => given.getAll('optional').includes(name));
  const filled = { name: read('name'), appUrl: read('app_url').replace(/\/$/, ''), organisation: read('organisation'), optional: chosen };
  const wrong = problemsIn(filled);
  if (wrong.length > 0) return form(filled, session.formToken, wrong);
  const manifest = manifestFor(filled, setup.origin);
  const action = newAppUrl(setup.webUrl, filled.organisation, desk.begin(filled, setup.now()));
  return confirmation(filled, { action, manifest: JSON.stringify(manifest), permissions: manifest.default_permissions });
}

function problemsIn({ name, appUrl, organisation }: Filled): readonly string[] {
  return [
    ...(name === '' || name.length > longestName ? [`The name needs 1 to ${longestName} characters.`] : []),
    ...(isAddress(appUrl) ? [] : ['The address must begin with https:// and have no path, such as https://fixlead.example.org.']),
    ...(/^[a-z\d][a-z\d-]{0,38}$|^$/i.test(organisation) ? [] : ['The organisation is named as in its address on GitHub, such as acme.']),
  ];
}

function form(filled: Filled, formToken: string, wrong: readonly string[]): Reply {
  const body = html`<h1>Set up Fixlead</h1>
    <p>
      Fixlead works as a GitHub App that belongs to you and that you run yourself. This page makes it: you choose, GitHub asks you once
      more, and its credentials are written into this folder and shown to nobody.
    </p>
    ${wrong.length === 0 ? '' : html`<div class="notice bad" role="alert">${wrong.map((one) => html`<p>${one}</p>`)}</div>`}
    <form method="post" action="/setup">
      <input type="hidden" name="form_token" value="${formToken}" />
      <label for="organisation">Organisation</label>
      <p class="hint" id="organisation-hint">Who owns the App, such as acme. Leave it empty to make it for your own account.</p>
      <input
        type="text"
        id="organisation"
        name="organisation"
        value="${filled.organisation}"
        aria-describedby="organisation-hint"
        autocomplete="off"
      />
      <label for="name">Name of the App</label>
      <p class="hint" id="name-hint">
        It stands beside everything that Fixlead says. No other App on GitHub may have it; at most ${longestName} characters.
      </p>
      <input
        type="text"
        id="name"
        name="name"
        value="${filled.name}"
        maxlength="${longestName}"
        required
        aria-describedby="name-hint"
        autocomplete="off"
      />
      <label for="app_url">Where GitHub and people will reach the app</label>
      <p class="hint" id="app-url-hint">
        GitHub sends what happens to <code>/api/github/webhooks</code> there, and the dashboard is there too.
      </p>
      <input
        type="text"
        id="app_url"
        name="app_url"
        value="${filled.appUrl}"
        placeholder="https://fixlead.example.org"
        required
        aria-describedby="app-url-hint"
        autocomplete="off"
      />
      <fieldset>
        <legend>May it also do these?</legend>
        ${optional.map((permission) => choice(permission, filled.optional.includes(permission.name)))}
      </fieldset>
      <div class="actions"><button type="submit">See what GitHub will be asked</button></div>
    </form>
    <details>
      <summary>What it asks for in any case, and what would not work without</summary>
      ${permissionTable(askedPermissions.filter(({ tier }) => tier !== 'optional'))}
    </details>`;
  return { kind: 'page', status: wrong.length === 0 ? 200 : 400, title: 'Set up', body };
}

function choice({ name, level, gives, without }: AskedPermission, isChosen: boolean): Html {
  return html`<div class="choice">
    <input type="checkbox" id="${name}" name="optional" value="${name}" ${isChosen ? html`checked` : ''} aria-describedby="${name}-hint" />
    <label for="${name}"><code>${name}: ${level}</code></label>
    <p class="hint" id="${name}-hint">${words(gives)} Without it: ${words(without)}</p>
  </div>`;
}

function permissionTable(rows: readonly AskedPermission[]): Html {
  const cells = rows.map(({ name, level, gives, without }) => [html`<code>${name}: ${level}</code>`, words(gives), words(without)]);
  return table('Permissions', ['Permission', 'What it gives', 'Without it'], cells);
}

type Asking = { readonly action: string; readonly manifest: string; readonly permissions: Readonly<Record<string, string>> };

function confirmation({ name, appUrl, organisation }: Filled, { action, manifest, permissions }: Asking): Reply {
  const rows = askedPermissions.filter((permission) => Object.hasOwn(permissions, permission.name));
  const body = html`<h1>Make the App ${name}?</h1>
    <p>
      The button leads to GitHub, which asks once more and makes the App for
      ${organisation === '' ? 'your own account' : html`<b>${organisation}</b>`}. Nobody else can install it. GitHub then sends you back
      here, and its credentials are written into this folder, readable by you alone.
    </p>
    <form method="post" action="${action}">
      <input type="hidden" name="manifest" value="${manifest}" />
      <div class="actions">
        <button type="submit">Make it on GitHub</button>
        <a class="button quiet" href="/setup">Change something</a>
      </div>
    </form>
    <h2>What it will be asked to do</h2>
    ${permissionTable(rows)}
    <h2>What it will hear of</h2>
    ${table(
      'Events',
      ['Events', 'Why'],
      askedEvents.map(({ names, why }) => [html`<code>${names.join(', ')}</code>`, words(why)]),
    )}
    <h2>Where it will be reached</h2>
    <p>
      Webhooks go to <code>${appUrl}/api/github/webhooks</code>; people come back to <code>${appUrl}/sign-in/done</code> after they signed
      in.
    </p>`;
  return { kind: 'page', title: 'Set up', body };
}
