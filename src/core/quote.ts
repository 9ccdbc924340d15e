/** Text that somebody else wrote, made harmless: it mentions nobody, hides nothing and forges no marker of ours. */

/** Unit: UTF-16 code units. */
const longestQuote = 2_000;
const longestInline = 200;

// What does not show, or shows something else than it says: control and bidirectional characters, zero-width ones, half surrogates.
const hidden = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\t\n\r]]/gv;

export function quote(text: string): string {
  const shown = text.length > longestQuote ? `${text.slice(0, longestQuote)} …` : text;
  return neutral(shown)
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${line}`)
    .join('\n');
}

/** The same on one line, for the middle of a sentence. */
export function inline(text: string): string {
  return neutral(text.slice(0, longestInline).replace(/\s+/g, ' ').trim());
}

/** A name in code, such as that of a branch: nothing in it is escaped, because in code an escape would show. */
export function code(name: string): string {
  const shown = name.slice(0, longestInline).replace(hidden, '').replace(/\s+/g, ' ').trim();
  return `\`${shown.replaceAll('`', "'")}\``;
}

/** The same as it stands, on as many lines as it has. */
export function harmless(text: string): string {
  return neutral(text);
}

/** Where no Markdown is read, as in the title of an issue: one line that calls nobody and hides nothing. */
export function plain(text: string): string {
  return text.replace(hidden, '').replace(/\s+/g, ' ').trim().replaceAll('@', '@\u200B');
}

/**
 * A text as it will be read elsewhere, in a block of code that nothing in it can end: it mentions nobody, and forges no marker.
 * Whoever copies it copies it as it is, but for a character of no width where it would call somebody.
 */
export function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${plainText(text)}\n${fence}`;
}

/**
 * The same words for places that show text as it is, or take it for markup, and we do not know which: without what does not show, and with a
 * character of no width where they would call somebody, open a tag or hide where a link leads. Addresses of mail stay whole.
 */
export function plainText(text: string): string {
  return text
    .replace(hidden, '')
    .replace(/\r\n?/g, '\n')
    .replace(/(?<![\w.+-])@(?=\w)/g, '@\u200B')
    .replace(/<(?=[!/a-z])/gi, '<\u200B')
    .replace(/\](?=\()/g, ']\u200B')
    .trim();
}

/** Most of what is shown consists of these alone, in which there is nothing to make harmless. */
const harmlessAlready = /^[A-Za-z0-9 .,:;()'"/+=-]*$/;

function neutral(text: string): string {
  if (harmlessAlready.test(text)) return text;
  return text
    .replace(hidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '@\u200B')
    .replace(/[`*_[\]#|~\\]/g, '\\$&');
}
