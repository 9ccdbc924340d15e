/** The Release Date of a case: set, proposed, agreed to and objected to. */
import { html } from 'hono/html';
import { agreementsTo, missingMembers, missingParties } from '../../core/disclosure/date-parties.ts';
import { sayDate } from '../../core/time/say-date.ts';
import type { Instant } from '../../core/time/time.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { badge, when } from '../parts.ts';
import type { Html } from '../route.ts';

export function dateSection({ case: thisCase, policy }: StoredCase, now: Instant): Html {
  const { release, proposedRelease: proposed, dateObjections = [] } = thisCase;
  return html`<section id="date">
    <h2>Release Date</h2>
    ${release === undefined ? html`<p>None is set.</p>` : html`<p><b>${sayDate(release.releaseAt, policy.dateZones)}</b> <span class="far">set by @${release.by}</span></p>`}
    ${proposed === undefined ? '' : html`<p>Proposed: ${sayDate(proposed.releaseAt, policy.dateZones)}, by @${proposed.by}</p>`}
    ${
      proposed === undefined
        ? ''
        : html`<p>
            Agreed:
            ${
              agreementsTo(thisCase, proposed.releaseAt)
                .map((one) => `${whose(one)} (${one.party}${one.binds ? '' : ', not binding'})`)
                .join(', ') || 'nobody yet'
            }.
            Still missing:
            ${
              missingParties(thisCase, proposed.releaseAt)
                .map((party) => (party === 'distributors' ? missingMembers(thisCase, proposed.releaseAt).join(', ') : party))
                .join(', ') || 'nobody'
            }.
          </p>`
    }
    ${
      dateObjections.length === 0
        ? ''
        : html`<ul>
            ${dateObjections.map(({ by, member, at, concern, ended }) => html`<li>${whose({ by, member })} objected ${when(at, now)}: ${concern} ${ended === undefined ? badge('bad', 'stands') : badge('plain', ended.how)}</li>`)}
          </ul>`
    }
    ${thisCase.holds.map(({ by, at, reason }) => html`<p class="notice bad">On hold by @${by} since ${when(at, now)}: ${reason}</p>`)}
  </section>`;
}

function whose({ by, member }: { readonly by: string; readonly member?: string | undefined }): string {
  return member ?? `@${by}`;
}
