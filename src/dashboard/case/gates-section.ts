/** The gates before the publication of a case, and what each still needs. */
import { html } from 'hono/html';
import { publicationGates } from '../../core/gates.ts';
import type { Instant } from '../../core/time/time.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { badge, words } from '../parts.ts';
import type { Html } from '../route.ts';

export function gatesSection({ case: thisCase, policy }: StoredCase, now: Instant): Html {
  const gates = publicationGates(thisCase, policy, now);
  const red = gates.filter(({ green }) => !green).length;
  return html`<section id="gates">
    <h2>Before it may be published</h2>
    <p>
      ${red === 0 ? badge('good', 'every gate is green') : badge('warn', `${red} of ${gates.length} gates ${red === 1 ? 'is' : 'are'} not green`)}
    </p>
    <ul class="gates">
      ${gates.map(
        (gate) =>
          html`<li>
            ${gate.overridden === true ? badge('bad', 'overridden') : gate.green ? badge('good', 'green') : badge('warn', 'not yet')}
            <b>${gate.name}</b>: ${words(gate.says)}${gate.green ? '' : html`<br /><span class="small">Needs: ${words(gate.who)}</span>`}
          </li>`,
      )}
    </ul>
  </section>`;
}
