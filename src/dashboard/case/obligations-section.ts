/** What is due of a case, each with the sentences of the policy that say so. */
import { html } from 'hono/html';
import { sayStanding } from '../../core/messages.ts';
import { quoteRule, type RuleId } from '../../core/rules.ts';
import { standing } from '../../core/schedule/obligation.ts';
import { obligations } from '../../core/schedule/obligations.ts';
import type { Instant } from '../../core/time/time.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { badge, table, when, words } from '../parts.ts';
import type { Html } from '../route.ts';

export function obligationsSection({ case: thisCase, policy }: StoredCase, now: Instant): Html {
  const rows = obligations(thisCase, policy).map((one) => {
    const state = standing(one, now);
    const kind = state === 'overdue' ? 'bad' : state === 'met late' ? 'warn' : state === 'met' ? 'good' : 'plain';
    return [
      html`${one.what}${sentences(one.rules)}`,
      html`${one.dueAt === undefined ? '' : html`${when(one.dueAt, now)}<br />`}<span class="small">${words(one.counted)}</span>`,
      words(one.owner),
      badge(kind, sayStanding(one, now)),
    ];
  });
  return html`<section id="obligations">
    <h2>What is due</h2>
    ${table('Obligations and the sentences they come from', ['What', 'Due', 'Who', 'Standing'], rows)}
  </section>`;
}

function sentences(rules: readonly RuleId[]): Html {
  return html`<details>
    <summary>why: ${rules.join(', ')}</summary>
    <ul>
      ${rules.map((rule) => html`<li>${quoteRule(rule)}</li>`)}
    </ul>
  </details>`;
}
