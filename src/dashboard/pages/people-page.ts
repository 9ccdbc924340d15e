/** Who can look at a case now, as GitHub shows it to the maintainer who asks, beside what the app knows: since when, and whether it let them in. */
import { html } from 'hono/html';
import { policyOfCase } from '../../core/fix-repository/own-repository.ts';
import type { Login, RepositoryName } from '../../core/ids.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import type { LetIn } from '../../engine/ports/surface.ts';
import { badge, table, when } from '../parts.ts';
import type { AskedOfCase, Html, Reply } from '../route.ts';

export async function peoplePage(asked: AskedOfCase): Promise<Reply> {
  const { stored } = asked.seen;
  const { id } = stored.case;
  const { fixRepository, fixMode } = policyOfCase(stored.policy, stored.case);
  const [onAdvisory, inRepository] = await Promise.all([
    orNotFoundOut(askAdvisory(asked)),
    fixRepository === undefined || fixMode === 'temporary-fork' ? undefined : orNotFoundOut(askRepository(asked, fixRepository)),
  ]);
  const body = html`<p class="crumbs"><a href="/">Cases</a> › <a href="/cases/${id}">${id}</a> › Who can see it</p>
    <h1>Who can see <span class="mono">${id}</span></h1>
    <p>As GitHub shows it to you now. Owners of the organisation, and whoever its base permission lets read everything, are in as well.</p>
    ${part('On the advisory', onAdvisory, asked)} ${fixRepository === undefined ? '' : part(`In ${fixRepository}`, inRepository, asked)}`;
  return { kind: 'page', title: `Who can see ${id}`, body };
}

async function askAdvisory({ dashboard, visitor, seen }: AskedOfCase): Promise<LetIn> {
  const { repository, id } = seen.stored.case;
  return dashboard.people.onAdvisory(await visitor.token(), repository, id);
}

async function askRepository({ dashboard, visitor }: AskedOfCase, repository: RepositoryName): Promise<LetIn> {
  return dashboard.people.inRepository(await visitor.token(), repository);
}

/** One of the two may be known without the other. */
async function orNotFoundOut(question: Promise<LetIn>): Promise<LetIn | undefined> {
  try {
    return await question;
  } catch (cause) {
    if (cause instanceof GitHubFailure) return undefined;
    throw cause;
  }
}

function part(title: string, found: LetIn | undefined, { seen, dashboard }: AskedOfCase): Html {
  const now = dashboard.clock.now();
  const rows = (found?.people ?? []).map((login) => [`@${login}`, whoTheyAre(seen.stored, login), sinceWhen(seen.stored, login, now)]);
  const teams = (found?.teams ?? []).map((team) => [`team ${team}`, teamIs(seen.stored, team), sinceWhen(seen.stored, team, now)]);
  return html`<section>
    <h2>${title}</h2>
    ${
      found === undefined
        ? html`<p class="notice warn">GitHub did not say who. Please look again in a few minutes, or on its own page.</p>`
        : rows.length + teams.length === 0
          ? html`<p>Nobody by name.</p>`
          : table(title, ['Who', 'As what', 'Since, as far as the app knows'], [...teams, ...rows])
    }
  </section>`;
}

function whoTheyAre({ case: thisCase }: StoredCase, login: Login): Html | string {
  if (thisCase.report.reporter === login) return 'the reporter';
  if (thisCase.fixLead?.login === login) return 'Fix Lead';
  const isExposed = (thisCase.exposures ?? []).some(({ to }) => to === login);
  return isExposed ? badge('bad', 'let in without being meant to be') : '';
}

function teamIs({ policy: { maintainers, fixTeam } }: StoredCase, team: string): string {
  if (maintainers !== undefined && team === `${maintainers.organisation}/${maintainers.slug}`) return 'the maintainers';
  return fixTeam !== undefined && team === `${fixTeam.organisation}/${fixTeam.slug}` ? 'works on fixes' : '';
}

/** GitHub does not say since when; the app knows it of whom it let in, and of whom it saw come. */
function sinceWhen({ case: thisCase }: StoredCase, name: string, now: number): Html | string {
  if (thisCase.report.reporter === name) return when(thisCase.report.reportedAt, now);
  const given = (thisCase.access ?? []).findLast(({ to }) => (to.kind === 'person' ? to.login : `${to.organisation}/${to.slug}`) === name);
  if (given !== undefined) return given.how === 'given' ? html`${when(given.since, now)}, by the app` : 'before this case';
  const exposed = (thisCase.exposures ?? []).find(({ to }) => to === name);
  return exposed === undefined ? 'not known' : html`${when(exposed.at, now)}, seen`;
}
