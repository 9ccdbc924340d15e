/** The three pages of an act, whatever it is done to: a form, what exactly will happen and who will see it, and what became of it. */
import { html } from 'hono/html';
import { whatInWords } from '../../core/messages.ts';
import type { Effect } from '../../core/effects.ts';
import type { HistoryLine } from '../../engine/ports/store.ts';
import type { Preview } from '../../engine/preview-act.ts';
import type { ActWords, Field } from '../act-form.ts';
import { badge, hiddenFields, words } from '../parts.ts';
import type { Html } from '../route.ts';

/** What an act is done to. */
export type ActGround = {
  /** Below which its pages lie. */
  readonly base: string;
  /** Where whoever does nothing goes back to. */
  readonly back: string;
  /** As the pages call it: a case by its id, a project by its repository. */
  readonly name: string;
  /** What may change while somebody reads: `the case`, `the list`. */
  readonly what: string;
  readonly crumbs: Html;
};

export type Showing = { readonly text: string; readonly preview: Preview; readonly hidden: Readonly<Record<string, string>> };

export function showPreview(ground: ActGround, act: ActWords, { text, preview, hidden }: Showing): Html {
  const back = html`<a class="button quiet" href="${ground.back}">Back, do nothing</a>`;
  if (preview.outcome === 'refused')
    return html`<h1>${act.title}: not now</h1>
      <p class="notice warn">${words(preview.message)}</p>
      <p class="small">As <code>${text}</code></p>
      <div class="actions">${back}</div>`;
  return html`<h1>${act.title}?</h1>
    <p>${act.what}</p>
    <p class="small">As <code>${text}</code> on ${ground.name}, under your name.</p>
    <h2>What will happen, and who will see it</h2>
    <ul class="gates">
      ${preview.effects.filter(isWorthSaying).map(effectLine)}
      <li>${badge('plain', 'maintainers')} it stands in the history of ${ground.what}, with your login</li>
    </ul>
    ${answerPart(preview.effects)}
    <p class="small">If ${ground.what} changes before you agree, nothing is done and you look again.</p>
    <form method="post" action="${ground.base}/act/${act.name}/do">
      ${hiddenFields(hidden)}
      <div class="actions"><button type="submit" class="${act.final ? 'danger' : ''}">${act.title}</button> ${back}</div>
    </form>`;
}

/** What an act leads to later, such as a publication that waits for the fix, stands in the answer alone. */
function answerPart(effects: readonly Effect[]): Html | string {
  const answer = effects.find((effect) => effect.kind === 'AnswerOnDashboard');
  return answer === undefined
    ? ''
    : html`<h2>What you will be told</h2>
        <div class="notice">${answer.body.split('\n\n').map(answerParagraph)}</div>`;
}

/** What somebody typed stands there as a quotation of Markdown's. */
function answerParagraph(part: string): Html {
  const lines = part.split('\n');
  return lines.every((line) => line.startsWith('> '))
    ? html`<blockquote>${lines.map((line) => line.slice(2)).join('\n')}</blockquote>`
    : html`<p>${words(part)}</p>`;
}

/** The answer stands below. */
function isWorthSaying({ kind }: Effect): boolean {
  return kind !== 'AnswerOnDashboard';
}

const audienceWords: Readonly<Record<Effect['audience'], string>> = {
  public: 'everybody',
  reporter: 'the reporter and collaborators',
  maintainers: 'maintainers',
  cna: 'GitHub’s CVE staff',
  distributors: 'distributors',
};

function effectLine(effect: Effect): Html {
  const text =
    'body' in effect && typeof effect.body === 'string' && effect.kind !== 'ShowBoard' && effect.kind !== 'ShowStatus'
      ? effect.body
      : undefined;
  return html`<li>
    ${badge(effect.audience === 'public' ? 'bad' : 'plain', audienceWords[effect.audience])} ${whatInWords(effect.kind)}
    ${
      text === undefined
        ? ''
        : html`<details>
            <summary>the words</summary>
            <pre>${text}</pre>
          </details>`
    }
  </li>`;
}

/** `given` fills the fields: what was typed before, or what the link said that led here. */
export function formPage(
  ground: ActGround,
  act: ActWords,
  { given, missing, formToken }: { readonly given: URLSearchParams; readonly missing: readonly string[]; readonly formToken: string },
): Html {
  return html`${ground.crumbs}
    <h1>${act.title}</h1>
    <p>${act.what}</p>
    ${missing.map((words) => html`<p class="notice warn" role="alert">${words}</p>`)}
    <form method="post" action="${ground.base}/act/${act.name}">
      ${hiddenFields({ form_token: formToken })} ${act.fields.map((field) => fieldPart(field, given.get(field.name) ?? ''))}
      <div class="actions"><button type="submit">See what would happen</button></div>
    </form>`;
}

function fieldPart({ name, label, hint, choices, optional }: Field, value: string): Html {
  const common = html`id="${name}" name="${name}" aria-describedby="${name}-hint" ${optional === true ? '' : html`required`}`;
  const input =
    choices === undefined
      ? html`<input type="text" ${common} value="${value}" maxlength="2000" autocomplete="off" />`
      : html`<select ${common}>
          ${choices.map((choice) => html`<option ${choice === value ? html`selected` : ''}>${choice}</option>`)}
        </select>`;
  return html`<label for="${name}">${label}${optional === true ? ' (may be left out)' : ''}</label>
    <p class="hint" id="${name}-hint">${hint}</p>
    ${input}`;
}

export function outcomeWords(line: HistoryLine | undefined, answer: string | undefined): Html {
  if (line === undefined)
    return html`<h1>Not decided yet</h1>
      <p class="notice warn">It is in the inbox, and is worked on in its turn. Look at this page again in a moment.</p>`;
  if (line.outcome === 'refused') {
    const why = line.because.flatMap((reason) => ('fact' in reason ? [reason.fact] : [])).at(-1);
    return html`<h1>Nothing was done</h1>
      <p class="notice warn">${words(why ?? 'It was refused.')}</p>`;
  }
  return html`<h1>Done</h1>
    <p class="notice good">It stands in the history. What follows from it is carried out now, one thing a second.</p>
    ${answer === undefined ? '' : html`<pre>${answer}</pre>`}`;
}
