/** What a reporter sees who has the link: where the report stands and what comes next, and nobody's name. */
import { html } from 'hono/html';
import { advisoryUrl } from '../../core/messages.ts';
import { isStatusPageOpen } from '../../core/reporter/status-page.ts';
import { reporterStanding } from '../../core/reporter/status-page-words.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { openWith, secretPattern } from '../keys.ts';
import { when } from '../parts.ts';
import type { Asked, Html, Reply } from '../route.ts';
import { problem } from './problems.ts';

const link = new RegExp(`^${secretPattern}$`);

/** One answer for a link that never was, one that was ended, and one whose case ended long ago. */
export async function statusPage({ dashboard, param }: Asked): Promise<Reply> {
  const { store, clock } = dashboard;
  const key = await openWith(dashboard, 'status', link.exec(param('link'))?.[0]);
  const stored = key?.caseId === undefined ? undefined : await store.readCase(key.caseId);
  const now = clock.now();
  if (stored === undefined || !isStatusPageOpen(stored.case, stored.policy, now))
    return problem(
      404,
      'This link opens nothing',
      'It was ended, or replaced by another one. The advisory on GitHub shows where your report stands.',
    );
  return { kind: 'page', title: 'Where your report stands', body: standingOf(stored, now) };
}

function standingOf({ case: thisCase, policy }: StoredCase, now: number): Html {
  const { standing, next, closed } = reporterStanding(thisCase, policy, now);
  return html`<h1>Where your report stands</h1>
    <p class="h-sub">${thisCase.id}: ${standing}</p>
    <p class="notice ${closed ? 'good' : ''}">${next}</p>
    <p>Reported ${when(thisCase.report.reportedAt, now)}. Please keep it confidential until the advisory is published.</p>
    <p><a href="${advisoryUrl(thisCase)}" rel="noreferrer">The advisory on GitHub</a> is where you write to the maintainers.</p>
    <p class="small">Whoever has this link can read this page. To end it, say <code>/status-page off</code> on the advisory.</p>`;
}
