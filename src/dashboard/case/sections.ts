/** The parts of a case's page, each from what the core says of it. */
import { html } from 'hono/html';
import { agreementsTo, missingMembers, missingParties } from '../../core/disclosure/date-parties.ts';
import { checkStandings } from '../../core/fix/check-standing.ts';
import { isBound } from '../../core/fix/approvals.ts';
import { linesInHand } from '../../core/fix/line-gates.ts';
import { requiredLgtms } from '../../core/fix/required.ts';
import type { FixPullRequest } from '../../core/fix/fix-pull-request.ts';
import { publicationGates } from '../../core/gates.ts';
import { sayStanding } from '../../core/messages.ts';
import { kinds, noticeKinds, isApprovedKind, type NoticeKind } from '../../core/notices/kinds.ts';
import { noticeOf } from '../../core/notices/notice.ts';
import { noticesOf } from '../../core/notices/notice-policy.ts';
import { check, whole } from '../../core/notices/writing.ts';
import type { Access } from '../../core/fix-repository/access-record.ts';
import { quoteRule, type RuleId } from '../../core/rules.ts';
import { standing } from '../../core/schedule/obligation.ts';
import { obligations } from '../../core/schedule/obligations.ts';
import { sayDate } from '../../core/time/say-date.ts';
import type { Instant } from '../../core/time/time.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { badge, table, when, words } from '../parts.ts';
import type { Html } from '../route.ts';

export function obligationsSection({ case: thisCase, policy }: StoredCase, now: Instant): Html {
  const rows = obligations(thisCase, policy).map((one) => {
    const state = standing(one, now);
    const kind = state === 'overdue' ? 'bad' : state === 'met late' ? 'warn' : state === 'met' ? 'good' : 'plain';
    return [
      html`${one.what}${sentences(one.rules)}`,
      html`${one.dueAt === undefined ? '' : html`${when(one.dueAt, now)}<br />`}<span class="small">${words(one.counted)}</span>`,
      words(one.owner),
      badge(kind, sayStanding(one, now)),
    ];
  });
  return html`<section id="obligations">
    <h2>What is due</h2>
    ${table('Obligations and the sentences they come from', ['What', 'Due', 'Who', 'Standing'], rows)}
  </section>`;
}

function sentences(rules: readonly RuleId[]): Html {
  return html`<details>
    <summary>why: ${rules.join(', ')}</summary>
    <ul>
      ${rules.map((rule) => html`<li>${quoteRule(rule)}</li>`)}
    </ul>
  </details>`;
}

export function gatesSection({ case: thisCase, policy }: StoredCase, now: Instant): Html {
  const gates = publicationGates(thisCase, policy, now);
  const red = gates.filter(({ green }) => !green).length;
  return html`<section id="gates">
    <h2>Before it may be published</h2>
    <p>
      ${red === 0 ? badge('good', 'every gate is green') : badge('warn', `${red} of ${gates.length} gates ${red === 1 ? 'is' : 'are'} not green`)}
    </p>
    <ul class="gates">
      ${gates.map(
        (gate) =>
          html`<li>
            ${gate.overridden === true ? badge('bad', 'overridden') : gate.green ? badge('good', 'green') : badge('warn', 'not yet')}
            <b>${gate.name}</b>: ${words(gate.says)}${gate.green ? '' : html`<br /><span class="small">Needs: ${words(gate.who)}</span>`}
          </li>`,
      )}
    </ul>
  </section>`;
}

export function linesSection(stored: StoredCase): Html {
  const { case: thisCase, policy } = stored;
  const rows = linesInHand(thisCase, policy).flatMap((line) => {
    const pulls = thisCase.pullRequests.filter((pull) => pull.line === line);
    if (pulls.length > 0) return pulls.map((pull) => lineRow(stored, pull));
    const without = thisCase.linesWithout?.find((one) => one.line === line);
    const declared = (thisCase.declared ?? []).filter((head) => head.line === line);
    const fix =
      without === undefined
        ? declared.length === 0
          ? badge('warn', 'none yet')
          : `declared ${declared.map(({ sha }) => sha.slice(0, 10)).join(', ')}`
        : `none, as @${without.by} decided`;
    return [[line, fix, declared.length === 0 ? '' : `${declared.reduce((sum, { lgtms }) => sum + lgtms.length, 0)} declared`, '']];
  });
  return html`<section id="lines">
    <h2>Fixes by line</h2>
    ${rows.length === 0 ? html`<p>No line needs a fix yet. <code>/affects LINE…</code> says which are affected.</p>` : table('Lines, fixes, approvals and tests', ['Line', 'Fix', 'Approvals', 'Tests'], rows)}
  </section>`;
}

function lineRow({ case: thisCase, policy }: StoredCase, pull: FixPullRequest): readonly (Html | string)[] {
  const { repository, number, headSha, state, line, lgtms, voided } = pull;
  const needed = requiredLgtms(thisCase, policy, line);
  const valid = lgtms.filter((lgtm) => lgtm.doubted !== true && isBound(lgtm, pull, policy));
  return [
    line,
    html`<a href="https://github.com/${repository}/pull/${number}">#${number}</a> ${state}<br /><code>${headSha.slice(0, 10)}</code>`,
    html`${badge(valid.length >= needed ? 'good' : 'warn', `${valid.length} of ${needed}`)}
      <ul class="bare">
        ${valid.map(({ by, via }) => html`<li>@${by} <span class="small">by ${via}</span></li>`)}
        ${voided.map(({ by, why }) => html`<li><s>@${by}</s> <span class="small">voided: ${why.replaceAll('-', ' ')}</span></li>`)}
      </ul>`,
    html`<ul class="bare">
      ${checkStandings(pull, policy).map(({ name, standing: state }) => html`<li>${badge(state === 'passed' ? 'good' : state === 'failed' ? 'bad' : 'warn', state)} ${name}</li>`)}
    </ul>`,
  ];
}

export function dateSection({ case: thisCase, policy }: StoredCase, now: Instant): Html {
  const { release, proposedRelease: proposed, dateObjections = [] } = thisCase;
  return html`<section id="date">
    <h2>Release Date</h2>
    ${release === undefined ? html`<p>None is set.</p>` : html`<p><b>${sayDate(release.releaseAt, policy.dateZones)}</b> <span class="far">set by @${release.by}</span></p>`}
    ${proposed === undefined ? '' : html`<p>Proposed: ${sayDate(proposed.releaseAt, policy.dateZones)}, by @${proposed.by}</p>`}
    ${
      proposed === undefined
        ? ''
        : html`<p>
            Agreed:
            ${
              agreementsTo(thisCase, proposed.releaseAt)
                .map((one) => `${whose(one)} (${one.party}${one.binds ? '' : ', not binding'})`)
                .join(', ') || 'nobody yet'
            }.
            Still missing:
            ${
              missingParties(thisCase, proposed.releaseAt)
                .map((party) => (party === 'distributors' ? missingMembers(thisCase, proposed.releaseAt).join(', ') : party))
                .join(', ') || 'nobody'
            }.
          </p>`
    }
    ${
      dateObjections.length === 0
        ? ''
        : html`<ul>
            ${dateObjections.map(({ by, member, at, concern, ended }) => html`<li>${whose({ by, member })} objected ${when(at, now)}: ${concern} ${ended === undefined ? badge('bad', 'stands') : badge('plain', ended.how)}</li>`)}
          </ul>`
    }
    ${thisCase.holds.map(({ by, at, reason }) => html`<p class="notice bad">On hold by @${by} since ${when(at, now)}: ${reason}</p>`)}
  </section>`;
}

function whose({ by, member }: { readonly by: string; readonly member?: string | undefined }): string {
  return member ?? `@${by}`;
}

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
