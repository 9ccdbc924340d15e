/** The next thirty days: what is due on which, which are no business days, and who is away. */
import { html } from 'hono/html';
import { isOpen } from '../../core/case.ts';
import { awayNow } from '../../core/people/away.ts';
import { obligations } from '../../core/schedule/obligations.ts';
import { isBusinessDay, type Calendar } from '../../core/time/calendar.ts';
import { sayDay } from '../../core/time/say-date.ts';
import { civilDateOf, dayNumberOf, formatUtcMinute, type CivilDate, type Instant } from '../../core/time/time.ts';
import { localDateOf } from '../../core/time/wall-clock.ts';
import { badge } from '../parts.ts';
import type { AskedBySomebody, Html, Reply } from '../route.ts';
import type { Seen } from '../visibility.ts';

const dayCount = 30;

export async function calendarPage({ dashboard, visibility, visitor }: AskedBySomebody): Promise<Reply> {
  const { seen } = await visibility.viewsOf(visitor, await dashboard.store.readCases());
  const open = seen.filter(({ stored }) => isOpen(stored.case));
  const body = html`<h1>The next ${dayCount} days</h1>
    <p><a href="/feeds">A feed for your own calendar</a></p>
    ${
      open.length === 0
        ? html`<div class="empty">
            <h2>Nothing is due</h2>
            <p>
              Of each open case that you may see this page shows the days on which something is due, in the time zone of its project, with
              holidays and who is away.
            </p>
          </div>`
        : [...Map.groupBy(open, ({ stored }) => stored.case.repository)].map(([repository, cases]) =>
            projectPart(repository, cases, dashboard.clock.now()),
          )
    }`;
  return { kind: 'page', title: 'Calendar', body };
}

type Due = { readonly id: string; readonly what: string; readonly at: Instant };

function projectPart(repository: string, cases: readonly Seen[], now: Instant): Html | string {
  const calendar = cases.at(-1)?.stored.policy.calendar;
  if (calendar === undefined) return '';
  const dues = cases.flatMap(duesOf);
  const first = dayNumberOf(localDateOf(now, calendar.timeZone));
  const days = Array.from({ length: dayCount }, (_, index) => civilDateOf(first + index));
  const away = cases.flatMap(({ stored, view }) => (view === 'maintainer' ? awayNow(stored.case.away, now) : []));
  const people = new Map(away.map((one) => [one.login, one.until]));
  return html`<section>
    <h2>${repository} <span class="count">${calendar.name === 'none' ? 'no holidays' : calendar.name}, ${calendar.timeZone}</span></h2>
    ${people.size === 0 ? '' : html`<p>Away: ${[...people].map(([login, until]) => `@${login} until ${until}`).join(', ')}</p>`}
    <ol class="days">
      ${days.map((on) =>
        dayPart(
          on,
          dues.filter(({ at }) => localDateOf(at, calendar.timeZone) === on),
          calendar,
        ),
      )}
    </ol>
  </section>`;
}

function duesOf({ stored: { case: thisCase, policy } }: Seen): readonly Due[] {
  return obligations(thisCase, policy).flatMap(({ what, dueAt, metAt }) =>
    dueAt === undefined || metAt !== undefined ? [] : [{ id: thisCase.id, what, at: dueAt }],
  );
}

function dayPart(on: CivilDate, dues: readonly Due[], calendar: Calendar): Html {
  const name = calendar.names?.[on];
  const isOff = !isBusinessDay(on, calendar);
  return html`<li class="${isOff ? 'off' : ''}${dues.length > 0 ? ' busy' : ''}">
    <span>${sayDay(dayNumberOf(on))}</span>
    ${isOff ? html`<span class="small">${name ?? 'no business day'}</span>` : ''}
    ${dues.map(({ id, what, at }) => html`<div>${badge('warn', formatUtcMinute(at).slice(11))} <a href="/cases/${id}">${id}</a> ${what}</div>`)}
  </li>`;
}
