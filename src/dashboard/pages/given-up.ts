/** What was given up after many tries and waits for a person, of the cases whose maintainer somebody is. */
import { html } from 'hono/html';
import { findCaseId, type CaseId } from '../../core/ids.ts';
import { whatInWords } from '../../core/messages.ts';
import type { Instant } from '../../core/time/time.ts';
import type { ParkedWork } from '../../engine/ports/store.ts';
import { when } from '../parts.ts';
import type { AskedBySomebody, Html, Reply } from '../route.ts';

type Parked = { readonly caseId: CaseId; readonly work: ParkedWork };

export async function givenUp(asked: AskedBySomebody): Promise<Reply> {
  const { own, others } = await parkedFor(asked);
  return { kind: 'page', title: 'Given up', body: givenUpPage(own, others, asked) };
}

/** `others` counts what concerns no case of theirs: whoever runs the app sees it with `fixlead parked`. */
async function parkedFor({
  dashboard,
  visibility,
  visitor,
}: AskedBySomebody): Promise<{ readonly own: readonly Parked[]; readonly others: number }> {
  const parked = await dashboard.store.listParked();
  const concerned = await Promise.all(
    [...new Set(parked.flatMap(({ key }) => caseOf(key) ?? []))].map((id) => dashboard.store.readCase(id)),
  );
  const views = await visibility.viewsOf(
    visitor,
    concerned.filter((stored) => stored !== undefined),
  );
  const theirs = new Set(views.seen.flatMap(({ view, stored }) => (view === 'maintainer' ? [stored.case.id] : [])));
  const own = parked.flatMap((work) => {
    const caseId = caseOf(work.key);
    return caseId !== undefined && theirs.has(caseId) ? [{ caseId, work }] : [];
  });
  return { own, others: parked.length - own.length };
}

/** The keys of effects begin with the case that wants them; whatever else was given up is for whoever runs the app. */
function caseOf(key: string): CaseId | undefined {
  const id = findCaseId(key);
  return id !== undefined && key.startsWith(`${id}/`) ? id : undefined;
}

function givenUpPage(own: readonly Parked[], others: number, { visitor, dashboard }: AskedBySomebody): Html {
  return html`<h1>Given up</h1>
    ${
      own.length === 0
        ? html`<div class="empty">
            <h2>Nothing was given up</h2>
            <p>
              What GitHub does not take is tried for about five hours, and a publication for some minutes. What still fails stands here,
              with the reason, until somebody mends the cause and tries again.
            </p>
          </div>`
        : html`<ul class="cases">
            ${own.map((one) => entry(one, visitor.formToken, dashboard.clock.now()))}
          </ul>`
    }
    ${others === 0 ? '' : html`<p class="small">${others} more concern no case of yours. Whoever runs the app sees them with <code>fixlead parked</code>.</p>`}`;
}

function entry({ caseId, work }: Parked, formToken: string, now: Instant): Html {
  return html`<li class="notice bad">
    <p>
      <a href="/cases/${caseId}">${caseId}</a>: <b>${whatInWords(work.what)}</b>, ${work.attempts} tries, given up
      ${when(work.parkedAt, now)}
    </p>
    <pre>${work.error}</pre>
    <form method="post" action="/cases/${caseId}/act/retry">
      <input type="hidden" name="form_token" value="${formToken}" />
      <input type="hidden" name="key" value="${work.key}" />
      <button type="submit">Try again<span class="hidden">: ${whatInWords(work.what)} of ${caseId}</span></button>
    </form>
  </li>`;
}
