// Which stretches of a paragraph are more than plain text. Our own reading, because markdown-it's takes 0.5 s for 64 KB of `![`, gives no
// positions, and does not see a comment that follows a lone `<?`. A test holds the two together on random text.
import { delimiterRun, pairDelimiters, type DelimiterRun } from './emphasis.ts';
import { inlineTargetEnd, isEscapable, linkLabelEnd } from './link-target.ts';
import { autolinkEnd, rawHtmlEnd } from './raw-html.ts';

/**
 * `address` is what stands behind a link's text: its destination and title, or its label. `math` is what stands between two `$$`.
 * Unit: UTF-16 code units from the start of the text; `end` is just after the last.
 */
export type Span = {
  readonly kind: 'code' | 'math' | 'html' | 'link' | 'image' | 'address' | 'emphasis';
  readonly start: number;
  readonly end: number;
};

/**
 * The spans of a paragraph, which may lie in each other. Those of one kind that do not nest (code, math, html) come in the order of the text.
 * `isDefined` says whether the document defines a link label, given as written.
 * Time: linear in the length of the text.
 * Source: CommonMark 0.31.2, section 6 and its appendix; GitHub Flavored Markdown 0.29 for `~`; GitHub's documentation for `$$`.
 */
export function inlineSpans(text: string, isDefined: (label: string) => boolean): readonly Span[] {
  const scan: Scan = {
    text,
    isDefined,
    spans: [],
    brackets: [],
    runs: [],
    deadBrackets: 0,
    absentHtmlEnds: new Set(),
    backticks: undefined,
    mathStart: undefined,
  };
  for (let position = nextMark(text, 0); position < text.length; position = nextMark(text, position)) {
    position = readMark(scan, position);
  }
  pairRunsFrom(scan, 0);
  return scan.spans;
}

type Bracket = { readonly start: number; readonly isImage: boolean; readonly firstRun: number; hasBracketInside: boolean };

type Scan = {
  readonly text: string;
  readonly isDefined: (label: string) => boolean;
  readonly spans: Span[];
  readonly brackets: Bracket[];
  readonly runs: DelimiterRun[];
  /** So many of `brackets`, from the first, can open no link any more, because a link follows them: links do not nest. */
  deadBrackets: number;
  readonly absentHtmlEnds: Set<string>;
  backticks: BacktickRuns | undefined;
  mathStart: number | undefined;
};

const marks = /[\\`$<![\]*_~]/g;

function nextMark(text: string, from: number): number {
  marks.lastIndex = from;
  return marks.exec(text)?.index ?? text.length;
}

/** Reads what begins at a mark, and says where to go on. */
function readMark(scan: Scan, position: number): number {
  const { text } = scan;
  switch (text.charAt(position)) {
    case '\\':
      return position + (isEscapable(text.charAt(position + 1)) ? 2 : 1);
    case '`':
      return readBackticks(scan, position);
    case '$':
      return readDollar(scan, position);
    case '<':
      return readAngle(scan, position);
    case '!':
      return text[position + 1] === '[' ? openBracket(scan, position, true) : position + 1;
    case '[':
      return openBracket(scan, position, false);
    case ']':
      return closeBracket(scan, position);
    default:
      return readRun(scan, position);
  }
}

function readBackticks(scan: Scan, start: number): number {
  scan.backticks ??= new BacktickRuns(scan.text);
  let after = start + 1;
  while (scan.text[after] === '`') after++;
  const closing = scan.backticks.next(after - start, after);
  if (closing === undefined) return after;
  const end = closing + after - start;
  scan.spans.push({ kind: 'code', start, end });
  return end;
}

// A second reading laid over the first: whether GitHub takes the dollars for mathematics or not, what else is there is still found.
function readDollar(scan: Scan, position: number): number {
  if (scan.text[position + 1] !== '$') return position + 1;
  if (scan.mathStart !== undefined) scan.spans.push({ kind: 'math', start: scan.mathStart, end: position + 2 });
  scan.mathStart = scan.mathStart === undefined ? position : undefined;
  return position + 2;
}

function readAngle(scan: Scan, start: number): number {
  const addressEnd = autolinkEnd(scan.text, start);
  if (addressEnd !== undefined) return addressEnd;
  const end = rawHtmlEnd(scan.text, start, scan.absentHtmlEnds);
  if (end === undefined) return start + 1;
  scan.spans.push({ kind: 'html', start, end });
  return end;
}

function readRun(scan: Scan, position: number): number {
  const run = delimiterRun(scan.text, position);
  if (run.character !== '~' || run.length <= 2) scan.runs.push(run);
  return position + run.length;
}

function openBracket(scan: Scan, start: number, isImage: boolean): number {
  const outer = scan.brackets.at(-1);
  if (outer !== undefined) outer.hasBracketInside = true;
  scan.brackets.push({ start, isImage, firstRun: scan.runs.length, hasBracketInside: false });
  return start + (isImage ? 2 : 1);
}

function closeBracket(scan: Scan, position: number): number {
  const opening = scan.brackets.pop();
  const isDead = scan.brackets.length < scan.deadBrackets;
  scan.deadBrackets = Math.min(scan.deadBrackets, scan.brackets.length);
  if (opening === undefined || (isDead && !opening.isImage)) return position + 1;
  const end = inlineTargetEnd(scan.text, position + 1) ?? referenceEnd(scan, opening, position);
  if (end === undefined) return position + 1;
  scan.spans.push({ kind: opening.isImage ? 'image' : 'link', start: opening.start, end });
  if (end > position + 1) scan.spans.push({ kind: 'address', start: position + 1, end });
  pairRunsFrom(scan, opening.firstRun);
  if (!opening.isImage) scan.deadBrackets = scan.brackets.length;
  return end;
}

/** Where `[text][label]`, `[text][]` or `[text]` ends, whose text ends at `position`; undefined when the label is not defined. */
function referenceEnd(scan: Scan, opening: Bracket, position: number): number | undefined {
  const { text, isDefined } = scan;
  const labelEnd = linkLabelEnd(text, position + 1);
  if (labelEnd !== undefined && labelEnd > position + 3) return isDefined(text.slice(position + 2, labelEnd - 1)) ? labelEnd : undefined;
  if (opening.hasBracketInside) return undefined;
  const label = text.slice(opening.start + (opening.isImage ? 2 : 1), position);
  return isDefined(label) ? (labelEnd ?? position + 1) : undefined;
}

// Marks of emphasis pair within a link's text or outside of it, never across its edge.
function pairRunsFrom(scan: Scan, first: number): void {
  for (const { start, end } of pairDelimiters(scan.runs.splice(first))) scan.spans.push({ kind: 'emphasis', start, end });
}

/** Finds closing runs of backticks; asked from left to right, it passes over each run once. */
class BacktickRuns {
  readonly #startsByLength = new Map<number, { readonly starts: number[]; next: number }>();

  constructor(text: string) {
    for (const { 0: run, index } of text.matchAll(/`+/g)) {
      const same = this.#startsByLength.get(run.length);
      if (same === undefined) this.#startsByLength.set(run.length, { starts: [index], next: 0 });
      else same.starts.push(index);
    }
  }

  next(length: number, from: number): number | undefined {
    const same = this.#startsByLength.get(length);
    if (same === undefined) return undefined;
    while ((same.starts[same.next] ?? Infinity) < from) same.next++;
    return same.starts[same.next];
  }
}
