// Splits a comment into blocks with markdown-it; what is inside a paragraph is read in inline-spans.ts.
import MarkdownIt, { type Env, type StateBlock, type Token } from 'markdown-it';

/**
 * What a comment consists of on its top level, as far as commands go: paragraphs, and raw HTML, which may reach over the paragraphs after it.
 * Unit: lines, from 0; `endLine` is just after the last.
 */
export type Block =
  { readonly kind: 'paragraph'; readonly startLine: number; readonly endLine: number } | { readonly kind: 'html'; readonly text: string };

export type Blocks = { readonly blocks: readonly Block[]; readonly isDefined: (label: string) => boolean };

/**
 * The blocks of a text, in its order. A paragraph ends where a table or a footnote begins in it.
 * `isDefined` says whether the text defines a link label, given as written.
 * Edges: undefined when reading takes more than `maximumEffort`, as quotations made to be read again and again do (64 KB for 11 s).
 * Source: CommonMark 0.31.2, sections 4 and 5; GitHub Flavored Markdown 0.29, section 4.10; GitHub's documentation for footnotes.
 */
export function readBlocks(lines: readonly string[]): Blocks | undefined {
  const environment: Environment = { effort: 0 };
  const tokens: Token[] = [];
  try {
    markdown.block.parse(lines.join('\n'), markdown, environment, tokens);
  } catch (error) {
    if (error === tooMuchEffort) return undefined;
    throw error;
  }
  const labels = new Set(Object.keys(environment.references ?? {}));
  return { blocks: blocksOf(tokens, lines), isDefined: (label) => labels.size > 0 && labels.has(markdown.utils.normalizeReference(label)) };
}

type Environment = Env & { effort: number };

/** Unit: characters looked at when asking whether a block begins on a line. A text without quotations takes about 3 times its length. */
const maximumEffort = 2_000_000;
const effortPerLine = 16;
const tooMuchEffort = new Error('markdown-it looks at the same lines too often.');

function blocksOf(tokens: readonly Token[], lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let nestedDefinitionEnd: number | undefined;
  for (const token of tokens) {
    const [startLine, endLine] = token.map ?? [0, 0];
    if (token.type === 'html_block' && token.level === 0) blocks.push({ kind: 'html', text: token.content });
    if (token.type === 'reference_definition' && token.level > 0) nestedDefinitionEnd = endLine;
    // markdown-it ends a quotation or list after a link definition, where CommonMark still reads a lazy line of its paragraph.
    if (token.type === 'paragraph_open' && token.level === 0 && startLine !== nestedDefinitionEnd)
      blocks.push({ kind: 'paragraph', startLine, endLine: tableStart(lines, startLine, endLine) });
  }
  return blocks;
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

const markdown = new MarkdownIt({ html: true });
// First of all rules and of those that may end a paragraph, so that it sees each line that markdown-it looks at.
markdown.block.ruler.before('code', 'effort', countEffort, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
// A table is found in the paragraph where it begins: the rule for tables would make a token of every cell.
markdown.block.ruler.disable('table');
markdown.block.ruler.before('reference', 'footnote', readFootnote, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
// markdown-it leaves `[label]: javascript:…` in the paragraph; GitHub takes it for a definition, which nobody sees.
markdown.validateLink = () => true;
markdown.normalizeLink = (url) => url;

function countEffort(state: StateBlock, line: number, endLine: number, silent: boolean): false {
  const environment = state.env as Environment;
  environment.effort += effortPerLine + textOf(state, line).length;
  // To find the end of a quotation, markdown-it goes through all lines up to the next blank one, though the quotation may end on its first.
  if (!silent && textOf(state, line).startsWith('>')) {
    for (let next = line + 1; next < endLine && !state.isEmpty(next); next++) environment.effort += effortPerLine;
  }
  if (environment.effort > maximumEffort) throw tooMuchEffort;
  return false;
}

/** A footnote's first paragraph, with its lazy lines; what it holds further on is indented, and so reads as code or as another paragraph of it. */
function readFootnote(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (indentOf(state, startLine) > 3 || !/^\[\^[^\]\s]+\]:/.test(textOf(state, startLine))) return false;
  if (silent) return true;
  const endings = state.md.block.ruler.getRules('paragraph');
  const parentType = state.parentType;
  state.parentType = 'paragraph';
  let line = startLine + 1;
  while (line < endLine && !state.isEmpty(line) && !endings.some((ends) => indentOf(state, line) <= 3 && ends(state, line, endLine, true)))
    line++;
  state.parentType = parentType;
  state.line = line;
  return true;
}

function indentOf(state: StateBlock, line: number): number {
  return (state.sCount[line] ?? 0) - state.blkIndent;
}

function textOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
