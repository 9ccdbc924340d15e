// markdown-it's rules for blocks, with a bound on their work and with what GitHub and CommonMark do otherwise.
import MarkdownIt, { type Env, type ParserBlock, type StateBlock, type Token } from 'markdown-it';

export type BlockTokens = { readonly tokens: readonly Token[]; readonly isDefined: (label: string) => boolean };

/**
 * The tokens of a text's blocks; paragraphs are not looked into.
 * `isDefined` says whether the text defines a link label, given as written.
 * Edges: undefined when reading takes more than `maximumEffort`, as quotations made to be read again and again do (64 KB for 11 s).
 */
export function blockTokens(text: string): BlockTokens | undefined {
  const environment: Environment = { effort: 0 };
  const tokens: Token[] = [];
  try {
    markdown.block.parse(text, markdown, environment, tokens);
  } catch (error) {
    if (error === tooMuchEffort) return undefined;
    throw error;
  }
  const labels = new Set(Object.keys(environment.references ?? {}));
  return { tokens, isDefined: (label) => labels.size > 0 && labels.has(markdown.utils.normalizeReference(label)) };
}

type Environment = Env & { effort: number };

/** Unit: characters looked at when asking whether a block begins on a line. A text without quotations takes about 3 times its length. */
const maximumEffort = 2_000_000;
const effortPerLine = 16;
const tooMuchEffort = new Error('markdown-it looks at the same lines too often.');

type Rule = Parameters<ParserBlock['ruler']['at']>[1];

const everywhere = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
const original = { list: ruleOf('list'), reference: ruleOf('reference'), heading: ruleOf('lheading'), paragraph: ruleOf('paragraph') };
const markdown = new MarkdownIt({ html: true });
// First of all rules and of those that may end a paragraph, so that it sees each line that markdown-it looks at.
markdown.block.ruler.before('code', 'effort', countEffort, everywhere);
markdown.block.ruler.before('code', 'rest of a paragraph', readRestOfParagraph);
markdown.block.ruler.before('reference', 'footnote', readFootnote, everywhere);
markdown.block.ruler.at('list', readList, { alt: ['paragraph', 'reference', 'blockquote'] });
// The rule for tables would make a token of every cell; a table is found in the paragraph where it begins.
markdown.block.ruler.disable('table');
// markdown-it leaves `[label]: javascript:…` in the paragraph; GitHub takes it for a definition, which nobody sees.
markdown.validateLink = () => true;
markdown.normalizeLink = (url) => url;

function ruleOf(name: string): Rule {
  const { ruler } = new MarkdownIt().block;
  ruler.enableOnly([name]);
  const [rule] = ruler.getRules('');
  if (rule === undefined) throw new Error(`markdown-it has no rule "${name}".`);
  return rule;
}

function countEffort(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  const environment = state.env as Environment;
  environment.effort += effortPerLine + textOf(state, line).length;
  // To find the end of a quotation, markdown-it goes through all lines up to the next blank one, though the quotation may end on its first.
  if (!silent && textOf(state, line).startsWith('>')) {
    for (let next = line + 1; next < endLine && !state.isEmpty(next); next++) environment.effort += effortPerLine;
  }
  if (environment.effort > maximumEffort) throw tooMuchEffort;
  return false;
}

/**
 * What follows a link definition without a blank line. For CommonMark the definition is the beginning of a paragraph, which not everything
 * may interrupt; for markdown-it, the paragraph begins after it.
 */
function readRestOfParagraph(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const definition = state.tokens.at(-1);
  if (silent || definition?.type !== 'reference_definition' || definition.map?.[1] !== startLine) return false;
  if (mayInterruptParagraph(state, startLine, endLine)) return false;
  state.sCount[startLine] = Math.min(state.sCount[startLine] ?? 0, state.blkIndent);
  return [original.reference, original.heading, original.paragraph].some((rule) => rule(state, startLine, endLine, false));
}

// markdown-it lets a list interrupt a link definition that may not interrupt a paragraph.
function readList(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.parentType !== 'reference') return original.list(state, startLine, endLine, silent);
  return asInParagraph(state, () => original.list(state, startLine, endLine, silent));
}

/** A footnote's first paragraph, with its lazy lines; what it holds further on is indented, and so reads as code or as another paragraph of it. */
function readFootnote(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (indentOf(state, startLine) > 3 || !/^\[\^[^\]\s]+\]:/.test(textOf(state, startLine))) return false;
  if (silent) return true;
  let line = startLine + 1;
  while (line < endLine && !state.isEmpty(line) && !mayInterruptParagraph(state, line, endLine)) line++;
  state.line = line;
  return true;
}

function mayInterruptParagraph(state: StateBlock, line: number, endLine: number): boolean {
  return asInParagraph(state, () => state.md.block.ruler.getRules('paragraph').some((rule) => rule(state, line, endLine, true)));
}

function asInParagraph(state: StateBlock, answer: () => boolean): boolean {
  const { parentType } = state;
  state.parentType = 'paragraph';
  const answered = answer();
  state.parentType = parentType;
  return answered;
}

function indentOf(state: StateBlock, line: number): number {
  return (state.sCount[line] ?? 0) - state.blkIndent;
}

function textOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
