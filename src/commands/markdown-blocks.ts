// What a comment consists of, as far as commands go; what is inside a paragraph is read in inline-spans.ts.
import type { Token } from 'markdown-it';
import { blockTokens } from './block-rules.ts';
import { doubtfulLines } from './doubtful-lines.ts';

/**
 * Top-level paragraphs, and top-level HTML, which may reach over the paragraphs after it.
 * Unit: lines, from 0; `endLine` is just after the last.
 */
export type Block =
  { readonly kind: 'paragraph'; readonly startLine: number; readonly endLine: number } | { readonly kind: 'html'; readonly text: string };

export type Blocks = { readonly blocks: readonly Block[]; readonly isDefined: (label: string) => boolean };

/**
 * The blocks of a text, in its order. A paragraph ends where a table or a footnote begins in it.
 * `isDefined` says whether the text defines a link label, given as written.
 * Edges: undefined when the text is too intricate. Paragraphs on doubtful lines are left out.
 * Source: CommonMark 0.31.2, sections 4 and 5; GitHub Flavored Markdown 0.29, section 4.10; GitHub's documentation for footnotes.
 */
export function readBlocks(lines: readonly string[]): Blocks | undefined {
  const read = blockTokens(lines.join('\n'));
  return read && { blocks: blocksOf(read.tokens, lines), isDefined: read.isDefined };
}

function blocksOf(tokens: readonly Token[], lines: readonly string[]): readonly Block[] {
  const doubtful = doubtfulLines(tokens, lines);
  return tokens.flatMap((token): Block | [] => {
    if (token.level > 0 || token.map === null) return [];
    const [startLine, endLine] = token.map;
    if (token.type === 'html_block') return { kind: 'html', text: token.content };
    if (token.type !== 'paragraph_open' || doubtful[startLine]) return [];
    return { kind: 'paragraph', startLine, endLine: tableStart(lines, startLine, endLine) };
  });
}

/** The line of the table's head, or `endLine` when the paragraph holds no table; whether the columns add up is not looked at. */
function tableStart(lines: readonly string[], startLine: number, endLine: number): number {
  for (let line = startLine + 1; line < endLine; line++) {
    if (isDelimiterRow(lines[line] ?? '')) return line - 1;
  }
  return endLine;
}

// Only hyphens would have been a line, a heading or a list, and not in a paragraph.
function isDelimiterRow(line: string): boolean {
  return /^ {0,3}[|:-][ \t|:-]*$/.test(line) && line.includes('-');
}
