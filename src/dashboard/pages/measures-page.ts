/** How long things took and which promises were kept, of the cases somebody maintains, by the month of the report. */
import { html } from 'hono/html';
import { measure } from '../../core/schedule/measures.ts';
import { byMonth, mediansOf, spans, tallyOf, type Month, type Span } from '../../core/schedule/months.ts';
import { inWords, table } from '../parts.ts';
import type { AskedBySomebody, Html, Reply } from '../route.ts';

const names: Readonly<Record<Span, string>> = {
  toFirstAnswerMs: 'Report to first answer',
  toAcceptedMs: 'Report to acceptance',
  toFixReadyMs: 'Report to reviewed fix',
  toPublishedMs: 'Report to publication',
  exposedMs: 'Publicly known to published',
  fixExposedMs: 'Fix public to published',
  toLastToldMs: 'Publication to the last notice',
};

export async function measuresPage({ dashboard, visibility, visitor }: AskedBySomebody): Promise<Reply> {
  const { seen } = await visibility.viewsOf(visitor, await dashboard.store.readCases());
  const now = dashboard.clock.now();
  const measured = seen.flatMap(({ view, stored }) => (view === 'maintainer' ? [measure(stored.case, stored.policy, now)] : []));
  const months = byMonth(measured);
  const medians = mediansOf(measured);
  const promises = Object.entries(tallyOf(measured));
  const body =
    measured.length === 0
      ? nothingYet()
      : html`<h1>Measures</h1>
          <p>Of ${measured.length} cases. Each figure is the median: half took longer.</p>
          ${spans.map((span) => (medians[span] === undefined ? '' : chart(span, medians[span], months)))}
          <h2>Promises of the policy</h2>
          ${table(
            'Promises kept, broken and open',
            ['Promise', 'Kept', 'Broken', 'Open'],
            promises.map(([name, { kept, broken, open }]) => [name.replaceAll('-', ' '), String(kept), String(broken), String(open)]),
          )}`;
  return { kind: 'page', title: 'Measures', body };
}

function nothingYet(): Html {
  return html`<h1>Measures</h1>
    <div class="empty">
      <h2>There is nothing to measure yet</h2>
      <p>
        Once a project that you maintain has cases, this page shows how long the first answer, the fix and the publication took, month by
        month, against what the policy promises.
      </p>
    </div>`;
}

const width = 640;
const barHeight = 20;
const step = 28;
const left = 90;

/** Bars for the newest year; the figure stands beside each. */
function chart(span: Span, median: number, months: readonly Month[]): Html {
  const shown = months.slice(-12).flatMap(({ month, medians }) => (medians[span] === undefined ? [] : [{ month, ms: medians[span] }]));
  const longest = Math.max(1, ...shown.map(({ ms }) => ms));
  const height = shown.length * step + 6;
  return html`<section>
    <h2>${names[span]} <span class="count">${inWords(median)}</span></h2>
    <div class="chart">
      <svg
        viewBox="0 0 ${width} ${height}"
        role="img"
        aria-label="${names[span]}, by month: ${shown.map(({ month, ms }) => `${month} ${inWords(ms)}`).join(', ')}"
      >
        ${shown.map(
          ({ month, ms }, index) =>
            html`<text class="name" x="${left - 10}" y="${index * step + 18}">${month}</text>
              <rect
                class="measure"
                x="${left}"
                y="${index * step + 4}"
                width="${Math.max(2, Math.round((ms / longest) * (width - left - 110)))}"
                height="${barHeight}"
                rx="3"
              />
              <text x="${left + Math.max(2, Math.round((ms / longest) * (width - left - 110))) + 8}" y="${index * step + 18}"
                >${inWords(ms)}</text
              >`,
        )}
      </svg>
    </div>
  </section>`;
}
