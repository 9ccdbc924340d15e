/** Who can look at a case now, as GitHub shows it to the maintainer who asks, beside what the app knows: since when it let them in, or has seen them. */
import { html } from 'hono/html';
import { policyOfCase } from '../../core/fix-repository/own-repository.ts';
import type { Login, RepositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { noteSeen, type FirstSeen } from '../../engine/looks/first-seen.ts';
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
  const seenOn = await noteAll(asked, `${stored.case.repository}/${id}`, onAdvisory);
  const seenIn = await noteAll(asked, fixRepository ?? '', inRepository);
  const body = html`<p class="crumbs"><a href="/">Cases</a> › <a href="/cases/${id}">${id}</a> › Who can see it</p>
    <h1>Who can see <span class="mono">${id}</span></h1>
    <p>
      As GitHub shows it to you now. Since when, GitHub does not say: it is what the app gave, or since when it has seen them. Owners of the
      organisation, and whoever its base permission lets read everything, are in as well.
    </p>
    ${part('On the advisory', onAdvisory, { ...asked, firstSeen: seenOn })}
    ${fixRepository === undefined ? '' : part(`In ${fixRepository}`, inRepository, { ...asked, firstSeen: seenIn })}`;
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

/** Looking at the page is a look as well; what GitHub did not say is not remembered as nobody. */
async function noteAll({ dashboard }: AskedOfCase, place: string, found: LetIn | undefined): Promise<FirstSeen> {
  return found === undefined ? {} : noteSeen(dashboard.store, place, [...found.people, ...found.teams], dashboard.clock.now());
}

type Showing = AskedOfCase & { readonly firstSeen: FirstSeen };

function part(title: string, found: LetIn | undefined, { seen, dashboard, firstSeen }: Showing): Html {
  const now = dashboard.clock.now();
  const rows = (found?.people ?? []).map((login) => [
    `@${login}`,
    whoTheyAre(seen.stored, login),
    sinceWhen(seen.stored, login, { now, firstSeen }),
  ]);
  const teams = (found?.teams ?? []).map((team) => [
    `team ${team}`,
    teamIs(seen.stored, team),
    sinceWhen(seen.stored, team, { now, firstSeen }),
  ]);
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

/** GitHub does not say since when; the app knows it of whom it let in and of whom it saw come, and of all others since when it has seen them. */
function sinceWhen(
  { case: thisCase }: StoredCase,
  name: string,
  { now, firstSeen }: { readonly now: Instant; readonly firstSeen: FirstSeen },
): Html | string {
  if (thisCase.report.reporter === name) return when(thisCase.report.reportedAt, now);
  const given = (thisCase.access ?? []).findLast(({ to }) => (to.kind === 'person' ? to.login : `${to.organisation}/${to.slug}`) === name);
  if (given !== undefined) return given.how === 'given' ? html`${when(given.since, now)}, by the app` : 'before this case';
  const exposed = (thisCase.exposures ?? []).find(({ to }) => to === name);
  if (exposed !== undefined) return html`${when(exposed.at, now)}, seen`;
  const seenAt = firstSeen[name];
  return seenAt === undefined ? 'not known' : html`seen since ${when(seenAt, now)}, perhaps longer`;
}
