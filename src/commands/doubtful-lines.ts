// Where markdown-it and CommonMark may disagree about what a line belongs to. Found by comparing the two on a million random texts.
import type { Token } from 'markdown-it';

/**
 * For each line, whether it may belong to the quotation, list, heading or HTML before it though markdown-it begins a new block with it.
 * Doubt ends at a blank line, because nothing but HTML and fences goes on after one.
 */
export function doubtfulLines(tokens: readonly Token[], lines: readonly string[]): readonly boolean[] {
  const doubtful = lines.map(() => false);
  let leaf: Token | undefined;
  let brokenOffAt: number | undefined;
  let previous: Token | undefined;
  for (const token of tokens) {
    const [startLine, endLine] = token.map ?? [0, 0];
    // A line that is indented by four after a paragraph goes on with it; markdown-it takes a marker on it for the beginning of a block.
    const isLazyCode = token.type === 'code_block' && leaf?.type === 'paragraph_close' && /[^ \t>]/.test(lines[startLine - 1] ?? '');
    // Closing a quotation or list leaves its last paragraph to be gone on with; what opens one does not.
    if (token.nesting >= 0 || !isContainer(token)) leaf = token;
    if (token.level > 0) {
      // For CommonMark a definition is the beginning of a paragraph, and the next line may be the second.
      if (isLazyCode || token.type === 'reference_definition') brokenOffAt = endLine;
    } else if (token.map !== null) {
      const isLazy = isLazyCode || startLine === brokenOffAt || (previous !== undefined && hasIndentedMark(previous, startLine, lines));
      if (isLazy && !doubtful[startLine]) doubtful.fill(true, startLine, nextBlankLine(lines, startLine));
      // What markdown-it takes for HTML up to a blank line may hold the beginning of a fence, and a title an underline.
      if (token.type === 'html_block' && doubtful[startLine]) doubtful.fill(true, startLine);
      if (token.type === 'reference_definition' && lines.slice(startLine, endLine).some(isUnderline)) doubtful.fill(true, startLine);
      if (token.type === 'paragraph_open' && beginsWithDefinition(lines.slice(startLine, endLine))) doubtful.fill(true, startLine, endLine);
      previous = token;
    }
  }
  return doubtful;
}

/** Whether a quotation or list goes up to a line, and holds a `>` that may be indented by four. */
function hasIndentedMark(container: Token, endLine: number, lines: readonly string[]): boolean {
  if (!isContainer(container) || isBlank(lines[endLine - 1])) return false;
  return lines.slice(container.map?.[0], endLine).some((line) => / {4}>|\t {0,3}>/.test(line));
}

/** Whether a paragraph begins with a definition all the same: markdown-it gives it up when an empty title and more text follow it. */
function beginsWithDefinition(lines: readonly string[]): boolean {
  if (!lines[0]?.includes('[')) return false;
  return /^ {0,3}\[(?:[^\\[\]]|\\[^])*\]:\s*\S+\s+(?:""|''|\(\))[ \t]*\S/.test(lines.join('\n'));
}

function isContainer({ type }: Token): boolean {
  return /^(?:blockquote|bullet_list|ordered_list|list_item)_(?:open|close)$/.test(type);
}

function isUnderline(line: string): boolean {
  return /^ {0,3}(?:=+|-+)[ \t]*$/.test(line);
}

function nextBlankLine(lines: readonly string[], from: number): number {
  let line = from;
  while (line < lines.length && !isBlank(lines[line])) line++;
  return line;
}

function isBlank(line: string | undefined): boolean {
  return /^[ \t]*$/.test(line ?? '');
}
