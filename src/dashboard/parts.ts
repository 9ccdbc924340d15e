/** Small pieces that several pages show. */
import { html } from 'hono/html';
import { formatUtcMinute, type Instant } from '../core/time/time.ts';
import type { Html } from './route.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The instant for people and machines, and how far away it is. */
export function when(at: Instant, now: Instant): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${formatUtcMinute(at)}</time> <span class="far">${howFar(at, now)}</span>`;
}

/** `in 3 days`, `2 hours ago`: the largest unit that there are two of, rounded down. */
export function howFar(at: Instant, now: Instant): string {
  const distance = Math.abs(at - now);
  if (distance < 2 * minuteMs) return at <= now ? 'just now' : 'in a minute';
  const words = inWords(distance);
  return at > now ? `in ${words}` : `${words} ago`;
}

export function inWords(ms: number): string {
  if (ms >= 2 * dayMs) return `${Math.floor(ms / dayMs)} days`;
  if (ms >= 2 * hourMs) return `${Math.floor(ms / hourMs)} hours`;
  return ms < 2 * minuteMs ? 'a minute' : `${Math.floor(ms / minuteMs)} minutes`;
}

/** A word in a frame; the frame's form says as much as its colour. */
export function badge(kind: 'bad' | 'warn' | 'good' | 'plain', words: string): Html {
  const sign = { bad: '▲', warn: '◆', good: '✓', plain: '' }[kind];
  return html`<span class="badge ${kind}">${sign === '' ? '' : html`<span aria-hidden="true">${sign}</span> `}${words}</span>`;
}

/** Our own sentences as the core words them for GitHub: code and bold are shown so, everything else is plain text. */
export function words(text: string): Html {
  const pieces = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/);
  return html`${pieces.map((piece) => {
    if (piece.startsWith('`') && piece.length > 2) return html`<code>${piece.slice(1, -1)}</code>`;
    return piece.startsWith('**') && piece.length > 4 ? html`<b>${piece.slice(2, -2)}</b>` : piece;
  })}`;
}

/** A table that scrolls by itself where it is too wide, also by keyboard. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly (Html | string)[])[]): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell, at) => (at === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** What a form carries along unseen. */
export function hiddenFields(fields: Readonly<Record<string, string>>): Html {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`;
}
