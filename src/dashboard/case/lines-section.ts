/** The fix of each line, with who approved it and how it was tested. */
import { html } from 'hono/html';
import { checkStandings } from '../../core/fix/check-standing.ts';
import { isBound } from '../../core/fix/approvals.ts';
import { linesInHand } from '../../core/fix/line-gates.ts';
import { requiredLgtms } from '../../core/fix/required.ts';
import type { FixPullRequest } from '../../core/fix/fix-pull-request.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { badge, table } from '../parts.ts';
import type { Html } from '../route.ts';

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
