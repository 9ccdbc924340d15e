/** The policy that rules a case, setting by setting: what it means, what holds, and by which sentence where it is that of a preset. */
import { html } from 'hono/html';
import { rulingInWords } from '../../core/policy-version/policy-words.ts';
import { quoteRule } from '../../core/rules.ts';
import { policyKeys, type PolicyKey } from '../../policy/policy-keys.ts';
import { cautious } from '../../policy/presets/cautious.ts';
import { distributorsList } from '../../policy/presets/distributors-list.ts';
import { vitess } from '../../policy/presets/vitess.ts';
import { table, words } from '../parts.ts';
import type { AskedOfCase, Html, Reply } from '../route.ts';

const presets = [vitess, distributorsList, cautious];

export async function policyPage({ seen }: AskedOfCase): Promise<Reply> {
  const { case: thisCase, policy } = seen.stored;
  const { settings } = policy;
  const keys = Object.keys(policyKeys).filter(isKey);
  const body = html`<p class="crumbs"><a href="/">Cases</a> › <a href="/cases/${thisCase.id}">${thisCase.id}</a> › Policy</p>
    <h1>The policy of <span class="mono">${thisCase.id}</span></h1>
    <p>${words(rulingInWords(thisCase) ?? 'Which file it came from was not noted when the case was opened.')}</p>
    <p class="small">A case keeps the policy it was opened under until a maintainer says <code>/policy adopt</code> in its issue.</p>
    ${
      settings === undefined
        ? html`<p class="notice warn">
            This case was opened by an older Fixlead, which did not keep the settings in the words of the file.
          </p>`
        : table(
            'Settings',
            ['Setting', 'Holds', 'Meaning'],
            keys.map((key) => [html`<code>${key}</code>`, html`<code>${inFile(settings[key])}</code>`, meaning(key, settings[key])]),
          )
    }`;
  return { kind: 'page', title: `Policy of ${thisCase.id}`, body };
}

function isKey(key: string): key is PolicyKey {
  return Object.hasOwn(policyKeys, key);
}

function inFile(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}

function meaning(key: PolicyKey, value: unknown): Html {
  const same = presets.filter(({ settings }) => JSON.stringify(settings[key].value) === JSON.stringify(value));
  const rules = [...new Set(same.flatMap(({ settings }) => settings[key].rules))];
  return html`${words(policyKeys[key].meaning)}
  ${same.length === 0 ? html`<span class="small">The project's own.</span>` : html`<span class="small">As under ${same.map(({ name }) => name).join(', ')}.</span>`}
  ${
    rules.length === 0
      ? ''
      : html`<details>
          <summary>by ${rules.join(', ')}</summary>
          <ul>
            ${rules.map((rule) => html`<li>${quoteRule(rule)}</li>`)}
          </ul>
        </details>`
  }`;
}
