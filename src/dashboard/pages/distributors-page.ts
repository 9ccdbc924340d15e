/** Who is told early, of each project that somebody maintains: members and whether they may be told now, applications, and who was removed. */
import { html } from 'hono/html';
import { criteria, criterionNames } from '../../core/distributors/criteria.ts';
import { distributorsOf } from '../../core/distributors/distributor-policy.ts';
import { isTextChanged, reviewDueAt, toldPeople, whyLeftOut } from '../../core/distributors/member-standing.ts';
import { currentMembers, type Application, type Member, type Register } from '../../core/distributors/register.ts';
import { textChanged } from '../../core/distributors/register-words.ts';
import type { Instant } from '../../core/time/time.ts';
import type { RepositoryName } from '../../core/ids.ts';
import { listedProjects, type ListedProject } from '../listed-projects.ts';
import { projectActs } from '../project-acts.ts';
import { badge, table, when, words } from '../parts.ts';
import type { AskedBySomebody, Html, Reply } from '../route.ts';

export async function distributorsPage(asked: AskedBySomebody): Promise<Reply> {
  const projects = await listedProjects(asked);
  const now = asked.dashboard.clock.now();
  const body = html`<h1>Distributors</h1>
    ${projects.length === 0 ? nothingYet() : projects.map((project) => projectPart(project, now))}`;
  return { kind: 'page', title: 'Distributors', body };
}

function nothingYet(): Html {
  return html`<div class="empty">
    <h2>Nobody is told early</h2>
    <p>
      A project whose policy says <code>distributors: { enabled: true }</code> keeps a list of organisations that ship it. Here its
      maintainers see who is on it, who may be told now and why others may not, and who applied.
    </p>
  </div>`;
}

function projectPart({ repository, register, policy }: ListedProject, now: Instant): Html {
  const { agreement } = distributorsOf(policy);
  const members = currentMembers(register);
  const former = register.members.filter(({ removed }) => removed !== undefined);
  return html`<section>
    <h2>${repository}</h2>
    <p>Embargo agreement: version ${agreement.version}.</p>
    ${isTextChanged(agreement, register.texts) ? html`<p class="notice bad">${words(textChanged(agreement))}</p>` : ''}
    ${
      members.length === 0
        ? html`<p>There is no member yet.</p>`
        : table(
            'Members',
            ['Member', 'Acts', 'Told now?', 'Vouched for by', 'Of its team', 'Leaks', 'Review due'],
            members.map((member) => memberRow(member, { repository, register, policy }, now)),
          )
    }
    ${register.applications.length === 0 ? '' : html`<h3>Applications</h3>`}
    ${register.applications.map((one) => applicationPart(one, now, actLinks(repository, register, one.name)))}
    ${former.length === 0 ? '' : html`<h3>Former members</h3>`} ${former.map((one) => formerPart(one, now))}
    <p class="small">
      The rest of what concerns the list is said in the project’s private issue, with <code>/distributor</code>: applications, keys,
      addresses, consents and leaks.
    </p>
  </section>`;
}

function memberRow(
  member: Member,
  { repository, register, policy }: Omit<ListedProject, 'installationId'>,
  now: Instant,
): readonly (Html | string)[] {
  const { agreement } = distributorsOf(policy);
  const why = whyLeftOut(member, agreement, register, now);
  const due = reviewDueAt(member, policy);
  return [
    html`${member.name}<br /><span class="small">${member.address}</span>`,
    actLinks(repository, register, member.name),
    why === undefined ? badge('good', 'yes') : html`${badge('warn', 'no')} it ${why.says} <span class="small">(${why.rule})</span>`,
    member.voucher ?? 'nobody, a first member',
    toldPeople(member, agreement, register).join(', ') || 'nobody named',
    member.leaks.length === 0 ? '0' : badge('bad', String(member.leaks.length)),
    due === undefined ? '' : html`${due <= now ? badge('bad', 'overdue') : ''} ${when(due, now)}`,
  ];
}

/** Those that can be done to this one, each with its name filled in. */
function actLinks(repository: RepositoryName, register: Register, name: string): Html {
  const offered = projectActs(register).filter((act) => act.of(register).includes(name));
  const to = (act: string): string => `/distributors/${repository}/act/${act}?${new URLSearchParams({ name }).toString()}`;
  return html`<nav class="actions" aria-label="Acts on ${name}">
    ${offered.map((act) => html`<a class="button quiet${act.final ? ' final' : ''}" href="${to(act.name)}">${short[act.name] ?? act.title}</a>`)}
  </nav>`;
}

/** The name stands beside it. */
const short: Readonly<Record<string, string>> = {
  ...{ accept: 'Accept', decline: 'Decline', reviewed: 'Reviewed', remove: 'Remove', ban: 'Remove for good' },
};

/** The evidence is the applicant's own words. */
function applicationPart({ name, address, voucher, evidence, received }: Application, now: Instant, acts: Html): Html {
  return html`<details>
    <summary>${name} <span class="small">${address}, received ${when(received.at, now)}</span></summary>
    <p>${voucher === undefined ? 'Nobody vouches for it.' : `Vouched for by ${voucher}.`}</p>
    <dl>
      ${criterionNames.flatMap((name) =>
        evidence[name] === undefined
          ? []
          : [
              html`<dt>${criteria[name].heading} (${criteria[name].rule})</dt>
                <dd>${evidence[name]}</dd>`,
            ],
      )}
    </dl>
    ${acts}
  </details>`;
}

function formerPart({ name, removed }: Member, now: Instant): Html {
  return removed === undefined
    ? html``
    : html`<p>
        ${name}: ${removed.forGood ? badge('bad', 'removed for good') : 'removed'} ${when(removed.at, now)} by @${removed.by}:
        ${removed.reason}
      </p>`;
}
