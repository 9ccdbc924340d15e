/** A run of `*`, `_` or `~`. Unit: UTF-16 code units from the start of the text. */
export type DelimiterRun = {
  readonly character: string;
  readonly start: number;
  readonly length: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
};

/** Emphasised, strong or struck-through text, with its marks. */
export type Emphasis = { readonly start: number; readonly end: number };

/** The run of one character that begins at `start`. Source: CommonMark 0.31.2, section 6.2, "left-flanking delimiter run" and what follows. */
export function delimiterRun(text: string, start: number): DelimiterRun {
  const character = text.charAt(start);
  let end = start + 1;
  while (text[end] === character) end++;
  const before = kindOf(characterBefore(text, start));
  const after = kindOf(text.slice(end, end + 2));
  const left = after !== 'space' && (after !== 'punctuation' || before !== 'letter');
  const right = before !== 'space' && (before !== 'punctuation' || after !== 'letter');
  const canOpen = character === '_' ? left && (!right || before === 'punctuation') : left;
  const canClose = character === '_' ? right && (!left || after === 'punctuation') : right;
  return { character, start, length: end - start, canOpen, canClose };
}

/**
 * Pairs the runs of one stretch of text: a whole paragraph, or the text of one link.
 * GitHub also strikes out what stands between equal runs of one or two `~`.
 * Source: CommonMark 0.31.2, appendix "process emphasis"; GitHub Flavored Markdown 0.29, section 6.5.
 */
export function pairDelimiters(runs: readonly DelimiterRun[]): readonly Emphasis[] {
  const found: Emphasis[] = [];
  const waiting = new WaitingRuns(runs);
  // Below these no opener was found for such a closer before, so none is looked for again: that keeps the whole linear.
  const bottoms = new Map<string, number>();
  let closer = waiting.first();
  while (closer !== undefined) {
    const key = kindOfCloser(closer.run);
    const opener = closer.run.canClose ? waiting.openerFor(closer, bottoms.get(key) ?? -1) : undefined;
    if (opener !== undefined) {
      waiting.dropBetween(opener, closer);
      found.push(take(opener, closer));
      if (opener.left === 0) waiting.drop(opener);
      if (closer.left > 0) continue;
      waiting.drop(closer);
    } else if (closer.run.canClose) {
      bottoms.set(key, closer.before);
    }
    closer = waiting.at(closer.after);
  }
  return found;
}

/** A run with what is `left` of it, and its neighbours among those still waiting, by index. */
type Waiting = { readonly run: DelimiterRun; readonly index: number; left: number; taken: number; before: number; after: number };

class WaitingRuns {
  readonly #runs: readonly Waiting[];

  constructor(runs: readonly DelimiterRun[]) {
    this.#runs = runs.map((run, index) => ({ run, index, left: run.length, taken: 0, before: index - 1, after: index + 1 }));
  }

  first(): Waiting | undefined {
    return this.#runs[0];
  }

  at(index: number): Waiting | undefined {
    return index < 0 ? undefined : this.#runs[index];
  }

  openerFor(closer: Waiting, bottom: number): Waiting | undefined {
    let opener = this.at(closer.before);
    while (opener !== undefined && opener.index > bottom) {
      if (opener.run.canOpen && belongTogether(opener, closer)) return opener;
      opener = this.at(opener.before);
    }
    return undefined;
  }

  dropBetween(opener: Waiting, closer: Waiting): void {
    opener.after = closer.index;
    closer.before = opener.index;
  }

  drop(gone: Waiting): void {
    const before = this.at(gone.before);
    const after = this.at(gone.after);
    if (before !== undefined) before.after = gone.after;
    if (after !== undefined) after.before = gone.before;
  }
}

function belongTogether(opener: Waiting, closer: Waiting): boolean {
  if (opener.run.character !== closer.run.character) return false;
  if (closer.run.character === '~') return opener.run.length === closer.run.length;
  if (!opener.run.canClose && !closer.run.canOpen) return true;
  // "…unless both lengths are multiples of 3": the lengths are those of the runs as written.
  return (opener.run.length + closer.run.length) % 3 !== 0 || closer.run.length % 3 === 0;
}

function take(opener: Waiting, closer: Waiting): Emphasis {
  const marks = closer.run.character === '~' ? closer.left : opener.left >= 2 && closer.left >= 2 ? 2 : 1;
  opener.left -= marks;
  closer.left -= marks;
  closer.taken += marks;
  return { start: opener.run.start + opener.left, end: closer.run.start + closer.taken };
}

function kindOfCloser(run: DelimiterRun): string {
  return `${run.character}${run.length % 3}${run.canOpen}`;
}

function characterBefore(text: string, start: number): string {
  const isLowHalf = start >= 2 && (text.charCodeAt(start - 1) & 0xfc00) === 0xdc00;
  return text.slice(Math.max(0, start - (isLowHalf ? 2 : 1)), start);
}

// The edges of the text count as white space.
function kindOf(text: string): 'space' | 'punctuation' | 'letter' {
  if (text === '' || /^[\t\n\f\r\p{Zs}]/u.test(text)) return 'space';
  return /^[\p{P}\p{S}]/u.test(text) ? 'punctuation' : 'letter';
}
