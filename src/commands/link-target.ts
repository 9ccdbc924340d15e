// What may follow the `]` of a link's text: where it points to, which the reader does not see.

/**
 * Finds where `(destination "title")` ends that begins at `start`; undefined when there is none.
 * Source: CommonMark 0.31.2, section 6.3.
 */
export function inlineTargetEnd(text: string, start: number): number | undefined {
  if (text[start] !== '(') return undefined;
  const destinationStart = afterSpace(text, start + 1);
  const destinationEnd = linkDestinationEnd(text, destinationStart);
  if (destinationEnd === undefined) return undefined;
  const titleStart = afterSpace(text, destinationEnd);
  const titleEnd = titleStart > destinationEnd ? matchEnd(title, text, titleStart) : undefined;
  const end = afterSpace(text, titleEnd ?? titleStart);
  return text[end] === ')' ? end + 1 : undefined;
}

/** Finds where the `[label]` ends that begins at `start`. Unit of the limit: UTF-16 code units. */
export function linkLabelEnd(text: string, start: number): number | undefined {
  const end = matchEnd(label, text, start);
  return end !== undefined && end - start <= maximumLabelLength + 2 ? end : undefined;
}

const maximumLabelLength = 999;
const maximumNestedParentheses = 32;
const space = /[ \t\n]*/y;
const label = /\[(?:[^\\[\]]|\\[^])*\]/y;
const pointed = /<(?:[^<>\n\\]|\\[^\n])*>/y;
const title = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\((?:[^()\\]|\\[^])*\)/y;

function linkDestinationEnd(text: string, start: number): number | undefined {
  if (text[start] === '<') return matchEnd(pointed, text, start);
  let nested = 0;
  let end = start;
  // The limit also keeps a run of `](` from being read to its end again from each of its beginnings.
  for (; end < text.length && nested <= maximumNestedParentheses; end++) {
    const character = text.charAt(end);
    if (character <= ' ' || character === '\x7f') break;
    if (character === '\\' && isEscapable(text.charAt(end + 1))) end++;
    else if (character === '(') nested++;
    else if (character === ')' && nested-- === 0) return end;
  }
  return nested === 0 ? end : undefined;
}

/** Whether a backslash before the character takes its meaning away: ASCII punctuation. */
export function isEscapable(character: string): boolean {
  return /^[!-/:-@[-`{-~]$/.test(character);
}

function afterSpace(text: string, start: number): number {
  return matchEnd(space, text, start) ?? start;
}

function matchEnd(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
