// Which lines of a comment a reader sees as plain text.
import { inlineSpans, type Span } from './inline-spans.ts';
import { readBlocks, type Block } from './markdown-blocks.ts';
import { EnclosingElements } from './raw-html.ts';

/** A line that a reader sees as plain text. `line` counts from 1. */
export type PlainLine = {
  readonly line: number;
  readonly text: string;
  /** Whether it holds text that is not seen: a tag, a comment, the address behind a link. */
  readonly hidesText: boolean;
  /** Whether code, a link or the like begins on it and ends on a later line. */
  readonly runsOn: boolean;
};

/**
 * The plain lines of a text that has been split into its lines: those of top-level paragraphs, as far as they do not lie within code,
 * emphasis, a link, or raw HTML that shows them as something else.
 * Edges: undefined when the text's blocks are too intricate to be read in a time that is bounded.
 */
export function plainLines(lines: readonly string[]): readonly PlainLine[] | undefined {
  const read = readBlocks(lines);
  if (read === undefined) return undefined;
  const elements = new EnclosingElements();
  return read.blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return plainLinesOf(block, { lines, isDefined: read.isDefined, elements });
    elements.pass(block.text);
    return [];
  });
}

type Paragraph = Extract<Block, { kind: 'paragraph' }>;

type Surroundings = {
  readonly lines: readonly string[];
  readonly isDefined: (label: string) => boolean;
  readonly elements: EnclosingElements;
};

/** The lines of one paragraph that begin outside of every span and element. */
function plainLinesOf({ startLine, endLine }: Paragraph, { lines: all, isDefined, elements }: Surroundings): readonly PlainLine[] {
  const lines = all.slice(startLine, endLine);
  const text = lines.join('\n');
  const spans = placed(inlineSpans(text, isDefined), lines);
  const crossing = spans.filter(({ firstLine, lastLine }) => lastLine > firstLine);
  const within = coverage(
    crossing.map(({ firstLine, lastLine }) => ({ firstLine: firstLine + 1, lastLine })),
    lines.length,
  );
  const hiding = coverage(
    spans.filter(({ kind }) => kind === 'html' || kind === 'image' || kind === 'address'),
    lines.length,
  );
  const runningOn = new Set(crossing.map(({ firstLine }) => firstLine));
  const enclosed = enclosedLines(text, { spans, elements, lineCount: lines.length });
  return lines.flatMap((line, index) =>
    within[index] || enclosed[index]
      ? []
      : { line: startLine + index + 1, text: line, hidesText: hiding[index] ?? false, runsOn: runningOn.has(index) },
  );
}

/** A span with the lines, from 0, on which it begins and ends. */
type PlacedSpan = Span & { readonly firstLine: number; readonly lastLine: number };

function placed(spans: readonly Span[], lines: readonly string[]): readonly PlacedSpan[] {
  let offset = 0;
  const starts = lines.map((line) => (offset += line.length + 1) - line.length - 1);
  return spans.map((span) => ({ ...span, firstLine: lineAt(starts, span.start), lastLine: lineAt(starts, span.end - 1) }));
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** For each line, whether one of the ranges covers it. */
function coverage(ranges: readonly { readonly firstLine: number; readonly lastLine: number }[], lineCount: number): readonly boolean[] {
  const changes = new Array<number>(lineCount + 1).fill(0);
  for (const { firstLine, lastLine } of ranges) {
    changes[firstLine] = (changes[firstLine] ?? 0) + 1;
    changes[lastLine + 1] = (changes[lastLine + 1] ?? 0) - 1;
  }
  let depth = 0;
  return changes.map((change) => (depth += change) > 0);
}

/** For each line, whether it begins within an element; passes the paragraph's tags on the way. */
function enclosedLines(
  text: string,
  { spans, elements, lineCount }: { spans: readonly PlacedSpan[]; elements: EnclosingElements; lineCount: number },
): readonly boolean[] {
  const tags = spans.filter(({ kind }) => kind === 'html');
  let next = 0;
  return Array.from({ length: lineCount }, (_, line) => {
    const isEnclosed = elements.anyOpen;
    for (let tag = tags[next]; tag?.firstLine === line; tag = tags[++next]) elements.pass(text.slice(tag.start, tag.end));
    return isEnclosed;
  });
}
