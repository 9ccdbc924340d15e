/** YAML to plain data with the place of everything in it, held to bounds that no honest policy file comes near. */
import { Composer, type CST, Lexer, LineCounter, Parser, type YAMLError } from 'yaml';
import { visible, type Finding } from './policy-problem.ts';
import { makeTree, type YamlTree } from './yaml-tree.ts';

/** Unit: bytes of UTF-8 (256 KiB). */
export const maximumBytes = 256 * 1024;
/** Words, signs, spaces and line ends together; a policy with every list full has half as many. */
export const maximumPieces = 10_000;
/** Mappings and lists inside one another; a policy has three. */
export const maximumDepth = 20;

export type ParsedYaml = {
  readonly findings: readonly Finding[];
  /** Undefined when the text is so broken that nothing in it should be looked at. */
  readonly tree: YamlTree | undefined;
  readonly placeOf: (offset: number) => Place;
};

/** From 1; the column in UTF-16 code units. */
export type Place = { readonly line: number; readonly column: number };

/** Errors: none; whatever is wrong is a finding. Source: YAML 1.2.2, core schema, without aliases, tags and directives. */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  const placeOf = (offset: number) => placeIn(lines, offset);
  const tooMuch = sizeFinding(text);
  if (tooMuch !== undefined) return { findings: [tooMuch], tree: undefined, placeOf };
  const unreadableAt = text.indexOf(replacementCharacter);
  if (unreadableAt >= 0) return { findings: [notText(unreadableAt)], tree: undefined, placeOf: (offset) => countedPlace(text, offset) };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const inTokens = tokenFindings(tokens);
  if (inTokens.length > 0) return { findings: inTokens, tree: undefined, placeOf };
  // Keys given twice are found when the tree is made, at their exact place and in linear time.
  const [document] = new Composer({ version: '1.2', schema: 'core', stringKeys: true, uniqueKeys: false }).compose(
    tokens,
    true,
    text.length,
  );
  const findings = [...(document?.errors ?? []), ...(document?.warnings ?? [])].map(yamlFinding);
  if (document === undefined || findings.length > 0) return { findings, tree: undefined, placeOf };
  return { ...makeTree(document.contents, (offset) => placeOf(offset).line), placeOf };
}

/** What decoding puts where bytes are no UTF-8. */
const replacementCharacter = '\uFFFD';

function notText(offset: number): Finding {
  return { code: 'not-text', offset, message: 'Here the file is not UTF-8 text; save it as UTF-8, which every editor can.' };
}

function sizeFinding(text: string): Finding | undefined {
  if (text.length > maximumBytes || new TextEncoder().encode(text).length > maximumBytes) {
    return { code: 'too-large', offset: 0, message: `The file is larger than ${maximumBytes / 1024} KiB; a policy fits in a few.` };
  }
  let pieces = 0;
  for (const _piece of new Lexer().lex(text)) {
    pieces += 1;
    if (pieces > maximumPieces) {
      return {
        code: 'too-complex',
        offset: 0,
        message: `The file has more than ${maximumPieces} words and signs; a policy has a few hundred.`,
      };
    }
  }
  return undefined;
}

/** What must be known before anything is built from the text: no alias is ever followed, and nothing nests so deep that building it could fail. */
function tokenFindings(tokens: readonly CST.Token[]): readonly Finding[] {
  const findings: Finding[] = [];
  const second = tokens.filter((token) => token.type === 'document')[1];
  if (second !== undefined) findings.push({ code: 'many-documents', offset: second.offset, message: refusedTokens.second });
  const queue: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (const { token, depth } of queue) {
    if (depth > maximumDepth) {
      const message = `Lists and mappings stand inside one another more than ${maximumDepth} deep here.`;
      return [{ code: 'too-complex', offset: token.offset, message }];
    }
    if (token.type === 'alias') findings.push({ code: 'alias', offset: token.offset, message: refusedTokens.alias });
    if (token.type === 'tag') findings.push({ code: 'bad-yaml', offset: token.offset, message: refusedTokens.tag });
    if (token.type === 'directive') findings.push({ code: 'bad-yaml', offset: token.offset, message: refusedTokens.directive });
    for (const inner of innerTokens(token)) queue.push({ token: inner, depth: depth + 1 });
  }
  return findings;
}

const refusedTokens = {
  second: 'A second document begins here; the policy is one document: take out this `---`, or what follows.',
  alias: 'Aliases (`*name`) are not taken; write the value out.',
  tag: 'Tags (`!name`) are not taken; write the value alone.',
  directive: 'Lines that begin with % are not taken; the file is YAML 1.2.',
} as const;

function innerTokens(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return [...token.start, ...(token.value === undefined ? [] : [token.value])];
  if (token.type === 'block-scalar') return token.props;
  if (!('items' in token)) return [];
  return token.items.flatMap((item) =>
    [...item.start, item.key, ...(item.sep ?? []), item.value].filter((inner) => inner !== undefined && inner !== null),
  );
}

function yamlFinding(error: YAMLError): Finding {
  const offset = error.pos[0];
  if (error.code === 'TAB_AS_INDENT') {
    return { code: 'tab-indentation', offset, message: 'This line is indented with a tab; YAML takes spaces only.' };
  }
  if (error.code === 'NON_STRING_KEY') {
    return { code: 'bad-yaml', offset, message: 'This key is not plain text; write the name of a setting.' };
  }
  return { code: 'bad-yaml', offset, message: `This is not YAML: ${visible(error.message.replaceAll(/\s+/g, ' '), 200)}.` };
}

/** For a text that was not parsed, so that nobody has counted its lines yet. */
function countedPlace(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function placeIn(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return line === 0 ? { line: 1, column: offset + 1 } : { line, column: col };
}
