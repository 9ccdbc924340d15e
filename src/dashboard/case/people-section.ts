/** Who has to do with a case, and whom the app let in. */
import { html } from 'hono/html';
import type { Access } from '../../core/fix-repository/access-record.ts';
import type { Instant } from '../../core/time/time.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { badge, table, when } from '../parts.ts';
import type { Html } from '../route.ts';

export function peopleSection({ case: thisCase, policy }: StoredCase, now: Instant): Html {
  const { id, report, fixLead, finders = [], exposures = [], away = [], access = [] } = thisCase;
  const team = policy.maintainers;
  return html`<section id="people">
    <h2>People</h2>
    <ul>
      <li>
        Reporter: ${report.reporter === undefined ? 'none, maintainers began it' : `@${report.reporter}`}, since
        ${when(report.reportedAt, now)}
      </li>
      <li>Maintainers: ${team === undefined ? 'whoever may maintain the repository' : html`the team ${team.organisation}/${team.slug}`}</li>
      <li>Fix Lead: ${fixLead === undefined ? 'nobody yet' : html`@${fixLead.login}, since ${when(fixLead.since ?? fixLead.at, now)}`}</li>
      ${policy.fixRepository === undefined ? '' : html`<li>Fix repository: <a href="https://github.com/${policy.fixRepository}">${policy.fixRepository}</a></li>`}
      ${finders.map(({ login, at }) => html`<li>Found it as well: ${login === undefined ? 'maintainers' : `@${login}`}, ${when(at, now)}</li>`)}
      ${exposures.map(({ repository, to, at }) => html`<li>${badge('bad', 'exposed')} ${repository} to ${to === undefined ? 'everybody' : `@${to}`}, ${when(at, now)}</li>`)}
      ${away.filter(({ untilAt }) => untilAt >= now).map(({ login, until }) => html`<li>Away: @${login} until ${until}</li>`)}
    </ul>
    ${accessPart(access, now)}
    <p><a href="/cases/${id}/people">Who can see it now, as GitHub says</a></p>
  </section>`;
}

function accessPart(access: readonly Access[], now: Instant): Html | string {
  if (access.length === 0) return '';
  const rows = access.map(({ to, repository, level, since, how, until }) => [
    to.kind === 'person' ? `@${to.login}` : `team ${to.organisation}/${to.slug}`,
    how === 'refused' ? badge('bad', 'refused by GitHub') : how === 'had' ? 'had it before' : level,
    html`${repository}<br /><span class="small">since ${when(since, now)}</span>`,
    until === undefined ? '' : html`taken away ${when(until, now)}`,
  ]);
  return table('Access that the app gave and takes away', ['Who', 'Access', 'Where', 'Ended'], rows);
}
