/** Text that somebody else wrote, made harmless: it mentions nobody, hides nothing and forges no marker of ours. */
const longestQuote = 2_000;

export function quote(text: string): string {
  const shown = text.length > longestQuote ? `${text.slice(0, longestQuote)} …` : text;
  return neutral(shown)
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${line}`)
    .join('\n');
}

/** The same on one line, for the middle of a sentence. */
export function inline(text: string): string {
  return neutral(text.slice(0, 200).replace(/\s+/g, ' ').trim());
}

function neutral(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '@\u200B')
    .replace(/[`*_[\]#|~\\]/g, '\\$&')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '');
}
