// Raw HTML inside a paragraph: where a tag or a comment ends, and which tags make the text between them something else than plain text.

/**
 * Finds where the raw HTML that begins at `start` ends; undefined when the `<` there begins none.
 * `absent` remembers, for one text, the endings that do not come any more, so that a text full of beginnings is searched once.
 * Source: CommonMark 0.31.2, section 6.6.
 */
export function rawHtmlEnd(text: string, start: number, absent: Set<string>): number | undefined {
  tag.lastIndex = start;
  if (tag.test(text)) return tag.lastIndex;
  if (text.startsWith('<!-->', start)) return start + 5;
  if (text.startsWith('<!--->', start)) return start + 6;
  const [opening, ending] = bracketed.find(([beginning]) => text.startsWith(beginning, start)) ?? declaration(text, start);
  if (ending === undefined || absent.has(ending)) return undefined;
  const found = text.indexOf(ending, start + opening.length);
  if (found >= 0) return found + ending.length;
  absent.add(ending);
  return undefined;
}

/** Finds where the autolink (`<https://…>`, `<a@b.org>`) that begins at `start` ends. Source: CommonMark 0.31.2, section 6.5. */
export function autolinkEnd(text: string, start: number): number | undefined {
  autolink.lastIndex = start;
  return autolink.test(text) ? autolink.lastIndex : undefined;
}

/**
 * Counts the elements left open that show what is in them as code, as a quotation, or folded away, also across blank lines, where
 * Markdown starts a new paragraph and the browser does not.
 */
export class EnclosingElements {
  readonly #open = new Map<string, number>();

  /** Raw HTML in the order of the text: one tag, one comment, or a block. */
  pass(html: string): void {
    for (const [, slash, name = ''] of withoutHtmlComments(html).matchAll(enclosingTag)) {
      const count = (this.#open.get(name.toLowerCase()) ?? 0) + (slash === '/' ? -1 : 1);
      this.#open.set(name.toLowerCase(), Math.max(0, count));
    }
  }

  get anyOpen(): boolean {
    return [...this.#open.values()].some((count) => count > 0);
  }
}

const attribute = /[ \t\n]+[a-z_:][a-z0-9:._-]*(?:[ \t\n]*=[ \t\n]*(?:[^ \t\n"'=<>`]+|'[^']*'|"[^"]*"))?/;
const tag = new RegExp(`<(?:[a-z][a-z0-9-]*(?:${attribute.source})*[ \\t\\n]*/?|/[a-z][a-z0-9-]*[ \\t\\n]*)>`, 'iy');
const autolink =
  /<(?:[a-z][a-z0-9+.-]{1,31}:[^<>\x00-\x20]*|[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)>/iy;
const enclosingTag = /<(\/?)(blockquote|code|details|kbd|pre|samp|tt)(?=[\s/>]|$)/gi;
const bracketed = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

function declaration(text: string, start: number): readonly [string, string | undefined] {
  return /^<![a-z]/i.test(text.slice(start, start + 3)) ? ['<!', '>'] : ['', undefined];
}

function withoutHtmlComments(html: string): string {
  return html
    .split('-->')
    .map((part) => part.split('<!--', 1)[0])
    .join('');
}
