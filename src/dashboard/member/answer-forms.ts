/** The forms of a distributor's page: each leads to a page that says what will happen. */
import { html } from 'hono/html';
import type { MemberView } from '../../core/distributors/member-view.ts';
import type { CaseId } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import { hiddenFields } from '../parts.ts';
import type { Html } from '../route.ts';
import { answers, type Answer } from './answers.ts';

type Around = {
  readonly id: CaseId;
  readonly view: MemberView;
  readonly formToken: string;
  /** It is on its way to the public: nothing more is said of the date. */
  readonly isDecided: boolean;
  readonly now: Instant;
};

export function answerForms(around: Around): Html {
  const offered = answers.filter(({ isOffered }) => isOffered(around.view, around));
  return html`<section>
    <h2>Your answer</h2>
    ${offered.map((answer) => answerForm(answer, around))}
  </section>`;
}

function answerForm({ name, title, what, words }: Answer, { id, view, formToken }: Around): Html {
  const releaseAt = String(view.date?.releaseAt ?? 0);
  return html`<form method="post" action="/member/cases/${id}/answer/${name}">
    ${hiddenFields({ form_token: formToken, release_at: releaseAt })}
    ${
      words === undefined
        ? html`<p>${what}</p>`
        : html`<label for="${name}-words">${words.label}</label>
            <p class="hint" id="${name}-hint">${what} ${words.hint}</p>
            <textarea id="${name}-words" name="words" aria-describedby="${name}-hint" required maxlength="2000" rows="3"></textarea>`
    }
    <div class="actions"><button type="submit" class="quiet">${title}</button></div>
  </form>`;
}
