/** A case as a picture: what happened, what is due when, when the clocks stood still, and the Release Date. Everything in it stands in the tables too. */
import { html } from 'hono/html';
import { standing } from '../../core/schedule/obligation.ts';
import { obligations } from '../../core/schedule/obligations.ts';
import { formatUtcMinute, type Instant } from '../../core/time/time.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { eventInWords, type ShownEvent } from './event-words.ts';
import type { Html } from '../route.ts';

/** Unit: of the drawing, which scales. */
const width = 960;
const left = 190;
const right = 24;
const rowHeight = 30;
const top = 34;

type Span = { readonly from: Instant; readonly until: Instant };

export function timeline({ case: thisCase, policy }: StoredCase, events: readonly ShownEvent[], now: Instant): Html {
  const duties = obligations(thisCase, policy);
  const marks = duties.flatMap(({ dueAt, metAt }) => [dueAt, metAt]).filter((at) => at !== undefined);
  const { reportedAt } = thisCase.report;
  const span = spanOf([
    reportedAt,
    now,
    ...marks,
    ...events.map(({ at }) => at),
    ...(thisCase.release ? [thisCase.release.releaseAt] : []),
  ]);
  const x = (at: Instant): number => Math.round(left + ((at - span.from) / (span.until - span.from)) * (width - left - right));
  const rows = duties.map((duty, index) => dutyRow(duty, { y: top + rowHeight * (index + 1), x, reportedAt, now }));
  const height = top + rowHeight * (duties.length + 1) + 26;
  const bottom = height - 26;
  const waits = thisCase.waits.map(
    ({ from, until = now }) =>
      html`<rect class="pause" x="${x(from)}" y="${top - 14}" width="${Math.max(2, x(until) - x(from))}" height="${bottom - top + 14}"
        ><title>The clocks stood still: ${formatUtcMinute(from)} to ${formatUtcMinute(until)}</title></rect
      >`,
  );
  const dots = events.map(
    (event) =>
      html`<circle class="event" cx="${x(event.at)}" cy="${top}" r="5"
        ><title>${formatUtcMinute(event.at)}: ${eventInWords(event)}</title></circle
      >`,
  );
  return html`<div class="picture" tabindex="0" role="region" aria-label="Timeline">
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="timeline-title timeline-words">
      <title id="timeline-title">Timeline of ${thisCase.id}</title>
      <desc id="timeline-words">
        From ${formatUtcMinute(span.from)} to ${formatUtcMinute(span.until)}. The tables below say the same in words.
      </desc>
      ${days(span, x, bottom)} ${waits}
      <text class="name" x="${left - 12}" y="${top + 5}">what happened</text>
      <line class="axis" x1="${left}" y1="${top}" x2="${width - right}" y2="${top}" />
      ${dots} ${rows} ${upright('now', x(now), bottom, 'now')}
      ${thisCase.release === undefined ? '' : upright('release', x(thisCase.release.releaseAt), bottom, 'Release Date')}
    </svg>
  </div>`;
}

type Frame = { readonly y: number; readonly x: (at: Instant) => number; readonly reportedAt: Instant; readonly now: Instant };

/** A bar from where the time runs to where it is due, and a mark where it was met. */
function dutyRow(duty: ReturnType<typeof obligations>[number], { y, x, reportedAt, now }: Frame): Html {
  const { what, name, dueAt, metAt, from = reportedAt } = duty;
  const state = standing(duty, now).replace(' ', '-');
  const end = dueAt ?? metAt ?? now;
  const start = Math.min(from, end);
  const said = dueAt === undefined ? 'no due instant' : `due ${formatUtcMinute(dueAt)}`;
  return html`<g class="duty ${state}">
    <title>${what}: ${said}, ${standing(duty, now)}${metAt === undefined ? '' : ` ${formatUtcMinute(metAt)}`}</title>
    <text class="name" x="${left - 12}" y="${y + 5}">${name.replaceAll('-', ' ')}</text>
    <rect class="bar" x="${x(start)}" y="${y - 6}" width="${Math.max(3, x(end) - x(start))}" height="12" rx="3" />
    ${dueAt === undefined ? '' : html`<path class="due" d="M${x(dueAt)} ${y - 9}v18" />`}
    ${metAt === undefined ? '' : html`<path class="met" d="M${x(metAt) - 6} ${y}l4 5l8 -10" />`}
    ${state === 'overdue' && dueAt !== undefined ? html`<rect class="late" x="${x(dueAt)}" y="${y - 6}" width="${Math.max(2, x(now) - x(dueAt))}" height="12" />` : ''}
  </g>`;
}

function upright(kind: 'now' | 'release', x: number, bottom: number, words: string): Html {
  const anchor = x > width - 120 ? 'end' : 'start';
  const y = kind === 'now' ? bottom + 18 : top - 18;
  return html`<g class="${kind}"
    ><line x1="${x}" y1="${top - 14}" x2="${x}" y2="${bottom}" /><text
      x="${x + (anchor === 'end' ? -5 : 5)}"
      y="${y}"
      text-anchor="${anchor}"
      >${words}</text
    ></g
  >`;
}

const dayMs = 86_400_000;
/** At most so many days are named. */
const mostLabels = 9;

function days(span: Span, x: (at: Instant) => number, bottom: number): readonly Html[] {
  const count = (span.until - span.from) / dayMs;
  const step = Math.max(1, Math.ceil(count / mostLabels));
  const first = Math.ceil(span.from / dayMs);
  const shown = Array.from({ length: Math.floor((span.until / dayMs - first) / step) + 1 }, (_, index) => (first + index * step) * dayMs);
  return shown
    .filter((at) => x(at) < width - 60)
    .map(
      (at) =>
        html`<g class="day"
          ><line x1="${x(at)}" y1="${top - 8}" x2="${x(at)}" y2="${bottom}" /><text x="${x(at) + 3}" y="${bottom + 18}"
            >${new Date(at).toISOString().slice(5, 10)}</text
          ></g
        >`,
    );
}

/** A little room on both sides; never empty. */
function spanOf(instants: readonly Instant[]): Span {
  let [from = 0] = instants;
  let until = from;
  for (const at of instants) {
    from = Math.min(from, at);
    until = Math.max(until, at);
  }
  const room = Math.max(dayMs / 4, (until - from) * 0.02);
  return { from: from - room, until: until + room };
}
