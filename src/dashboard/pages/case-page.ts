/** All that is known of one case, for those who may see it: the whole of it for maintainers, where it stands for everybody else. */
import { html } from 'hono/html';
import { advisoryUrl } from '../../core/messages.ts';
import { phaseInWords } from '../../core/phase-in-words.ts';
import { formatUtcMinute, type Instant } from '../../core/time/time.ts';
import type { HistoryLine, StoredCase } from '../../engine/ports/store.ts';
import { eventInWords, isNews, shownEvent, type ShownEvent } from '../case/event-words.ts';
import { dateSection } from '../case/date-section.ts';
import { gatesSection } from '../case/gates-section.ts';
import { linesSection } from '../case/lines-section.ts';
import { noticesSection } from '../case/notices-section.ts';
import { obligationsSection } from '../case/obligations-section.ts';
import { peopleSection } from '../case/people-section.ts';
import { timeline } from '../case/timeline.ts';
import { actLinks } from './act-pages.ts';
import { badge, when, words } from '../parts.ts';
import type { AskedOfCase, Html, Reply } from '../route.ts';

/** As many events stand in the picture, the newest; the history has them all. */
const mostInPicture = 200;
const newest = 12;

export async function casePage({ dashboard, seen }: AskedOfCase): Promise<Reply> {
  const { stored, view } = seen;
  const now = dashboard.clock.now();
  if (view === 'involved') return { kind: 'page', title: stored.case.id, body: standingPage(stored, now) };
  const lines = await dashboard.store.readHistory(stored.case.id, mostInPicture);
  return { kind: 'page', title: stored.case.id, body: wholePage(stored, lines, now) };
}

export function wholePage(stored: StoredCase, lines: readonly HistoryLine[], now: Instant): Html {
  const news = newsIn(lines);
  return html`${heading(stored, now)} ${timeline(stored, news, now)} ${obligationsSection(stored, now)} ${actLinks(stored)}
    ${gatesSection(stored, now)} ${dateSection(stored, now)} ${linesSection(stored)} ${noticesSection(stored, now)}
    ${peopleSection(stored, now)}
    <section id="history">
      <h2>Lately</h2>
      ${eventList(news.slice(-newest).toReversed(), now)}
      <p>
        <a href="/cases/${stored.case.id}/history">The whole history, ${stored.version} lines, with its chain verified</a> ·
        <a href="/cases/${stored.case.id}/policy">The policy that rules it</a>
      </p>
    </section>`;
}

function newsIn(lines: readonly HistoryLine[]): readonly ShownEvent[] {
  return lines.map(shownEvent).filter(isNews);
}

/** What the reporter may read on the advisory as well. */
function standingPage(stored: StoredCase, now: Instant): Html {
  const { recent } = stored.case;
  return html`${heading(stored, now)} ${timeline(stored, [], now)} ${obligationsSection(stored, now)}
    <section>
      <h2>Lately</h2>
      ${
        recent.length === 0
          ? html`<p>Nothing yet.</p>`
          : html`<ul>
              ${recent.toReversed().map((note) => html`<li>${when(note.at, now)}: ${words(note.words)}</li>`)}
            </ul>`
      }
    </section>`;
}

function heading({ case: thisCase }: StoredCase, now: Instant): Html {
  const { id, repository, report, score, caseIssue, stuck } = thisCase;
  return html`<p class="crumbs"><a href="/">Cases</a> › ${id}</p>
    <h1><span class="mono">${id}</span> <span class="h-sub">${phaseInWords(thisCase, now)}</span></h1>
    <p class="meta">
      ${score === undefined ? badge('plain', 'not scored') : badge(score.cvss.score >= 7 ? 'bad' : 'plain', `${score.cvss.severity} ${score.cvss.score.toFixed(1)}${score.final === undefined ? ', provisional' : ''}`)}
      ${repository} ·
      <a href="${advisoryUrl(thisCase)}">advisory</a
      >${caseIssue === undefined ? '' : html` · <a href="https://github.com/${caseIssue.repository}/issues/${caseIssue.number}">case issue</a>`}
      · reported ${when(report.reportedAt, now)}
    </p>
    <p class="report-title">“${report.title}”</p>
    ${stuck.length === 0 ? '' : html`<p class="notice bad">${stuck.length} thing${stuck.length === 1 ? ' was' : 's were'} given up and need${stuck.length === 1 ? 's' : ''} a person: <a href="/given-up">see what</a>.</p>`}`;
}

function eventList(events: readonly ShownEvent[], now: Instant): Html {
  return html`<ul class="bare">
    ${events.map((event) => html`<li>${when(event.at, now)} ${eventInWords(event)} <span class="small">${event.on}</span></li>`)}
  </ul>`;
}

/** As many lines as one page of the history has. */
const linesPerPage = 200;

export async function historyPage({ dashboard, seen, query }: AskedOfCase): Promise<Reply> {
  const { stored } = seen;
  const lines = await dashboard.store.readHistory(stored.case.id);
  const verified = dashboard.verifyHistory(stored, lines);
  const pages = Math.max(1, Math.ceil(lines.length / linesPerPage));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(query.get('page') ?? pages)) || 1));
  const shown = lines.slice((page - 1) * linesPerPage, page * linesPerPage);
  const body = html`<p class="crumbs"><a href="/">Cases</a> › <a href="/cases/${stored.case.id}">${stored.case.id}</a> › History</p>
    <h1>History of <span class="mono">${stored.case.id}</span></h1>
    ${
      verified.whole
        ? html`<p class="notice good">All ${lines.length} lines are as they were written: each carries the hash of the one before.</p>`
        : html`<p class="notice bad">
            Line ${verified.brokenAt} was changed after it was written. Do not rely on what follows; compare with a backup.
          </p>`
    }
    <nav aria-label="Pages of the history">
      ${Array.from({ length: pages }, (_, index) => index + 1).map((number) => html`<a class="page-number" href="?page=${number}" ${number === page ? html`aria-current="page"` : ''}>${number}</a> `)}
    </nav>
    <div class="wide" tabindex="0" role="region" aria-label="Lines of the history">
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Decided</th>
            <th scope="col">What</th>
            <th scope="col">Because</th>
            <th scope="col">Hash</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(historyRow)}
        </tbody>
      </table>
    </div>`;
  return { kind: 'page', title: `History of ${stored.case.id}`, body };
}

function historyRow(line: HistoryLine): Html {
  const event = shownEvent(line);
  const because = line.because.map((reason) => ('rule' in reason ? reason.rule : '')).filter((rule) => rule !== '');
  return html`<tr>
    <th scope="row">${line.version}</th>
    <td>${formatUtcMinute(line.decidedAt)}</td>
    <td>${eventInWords(event)} <span class="small">${event.on}</span></td>
    <td>${because.join(', ')}</td>
    <td><code>${line.hash.slice(0, 12)}</code></td>
  </tr>`;
}
