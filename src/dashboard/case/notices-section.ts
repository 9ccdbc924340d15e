/** The notices of a case as they would read now, and where each went. */
import { html } from 'hono/html';
import { kinds, noticeKinds, isApprovedKind, type NoticeKind } from '../../core/notices/kinds.ts';
import { noticeOf } from '../../core/notices/notice.ts';
import { noticesOf } from '../../core/notices/notice-policy.ts';
import { check, whole } from '../../core/notices/writing.ts';
import type { Instant } from '../../core/time/time.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { badge, when, words } from '../parts.ts';
import type { Html } from '../route.ts';

export function noticesSection(stored: StoredCase, now: Instant): Html {
  return html`<section id="notices">
    <h2>Notices</h2>
    ${noticeKinds.map((kind) => noticePart(stored, kind, now))}
  </section>`;
}

function noticePart({ case: thisCase, policy }: StoredCase, kind: NoticeKind, now: Instant): Html {
  const { what, audience, goes } = kinds[kind];
  const { text, findings } = check(kind, thisCase, policy);
  const channels = isApprovedKind(kind) ? noticesOf(policy).channels[kind] : [];
  const { approved, sends } = isApprovedKind(kind) || kind === 'correction' ? noticeOf(thisCase, kind) : { approved: undefined, sends: [] };
  return html`<details>
    <summary>
      ${what}
      <span class="small">for ${audience === 'public' ? 'everybody' : audience}</span>
      ${approved === undefined ? '' : badge('good', 'approved')}
      ${sends.some(({ state }) => state === 'failed') ? badge('bad', 'not sent') : ''}
    </summary>
    <p class="small">
      It goes out
      ${goes}${channels.length === 0 ? '' : `, on ${channels.join(', ')}`}.${approved === undefined ? '' : ` Approved by @${approved.by}.`}
    </p>
    ${text === undefined ? '' : html`<pre>${whole(text)}</pre>`}
    ${
      findings.length === 0
        ? ''
        : html`<ul>
            ${findings.map(({ rule, says }) => html`<li>${words(`It ${says}`)} <span class="small">(${rule})</span></li>`)}
          </ul>`
    }
    ${
      sends.length === 0
        ? ''
        : html`<ul>
            ${sends.map(({ channel, state, at, link, error }) => html`<li>${channel}: ${state.replace('-', ' ')} ${when(at, now)}${link === undefined ? '' : html`, ${link}`}${error === undefined ? '' : html`: ${error}`}</li>`)}
          </ul>`
    }
  </details>`;
}
