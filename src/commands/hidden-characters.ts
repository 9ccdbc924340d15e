// Characters that change what a line does without changing what a reader sees.

// Variation selectors and joiners inside an emoji are seen, as part of the emoji.
const emoji =
  /\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*|[#*0-9]\ufe0f\u20e3/gu;
// U+2800 is the Braille pattern without dots: printed, and blank.
const hidden = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]--[\t]]/gv;

/**
 * The characters of a line that a reader does not see: control and bidirectional characters, zero-width characters, NUL, half surrogates.
 * Each once, written as U+202E, in the order of their first appearance. A tab, and what joins an emoji together, are not among them.
 * Source: Unicode Technical Report 36, section 2.10; CVE-2021-42574.
 */
export function hiddenCharacters(line: string): readonly string[] {
  if (line.search(hidden) < 0) return [];
  const found = line.replace(emoji, '').match(hidden) ?? [];
  return [...new Set(found)].map(codePoint);
}

/** What a reader takes the line for. */
export function withoutHiddenCharacters(line: string): string {
  return line.replace(hidden, '');
}

function codePoint(character: string): string {
  const hexadecimal = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hexadecimal.padStart(4, '0')}`;
}
