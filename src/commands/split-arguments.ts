// Splits what follows a command's name, in the manner of a shell. Our own, because the shlex port also reads $'…', whose escapes
// would let an argument hold characters that are not on the page, and because it undoes the escapes of `"\\\\""b"` twice.

export type SplitArguments =
  { readonly kind: 'arguments'; readonly args: readonly string[] } | { readonly kind: 'problem'; readonly message: string };

/**
 * Arguments end at white space, of which any kind in Unicode counts.
 * Quotes: '…' is taken as it stands; in "…" a backslash may precede " and \; outside, a backslash may precede anything.
 * Edges: `what="a b"` is the one argument `what=a b`; `""` is an empty argument; nothing is expanded; `#` starts no comment.
 * Errors: a problem with a message when a quote is not closed, or when the text ends in a lone backslash.
 * Source: POSIX.1-2024, Shell Command Language, section 2.2.
 */
export function splitArguments(text: string): SplitArguments {
  const args: string[] = [];
  let word: string | undefined;
  let end = 0;
  for (const piece of text.matchAll(pieces)) {
    end = piece.index + piece[0].length;
    const [, space, escaped, single, double, plain] = piece;
    if (space === undefined) {
      word = (word ?? '') + (escaped ?? single ?? double?.replace(escapes, '$1') ?? plain ?? '');
    } else if (word !== undefined) {
      args.push(word);
      word = undefined;
    }
  }
  if (end < text.length) return { kind: 'problem', message: whyUnreadable(text.charAt(end)) };
  if (word !== undefined) args.push(word);
  return { kind: 'arguments', args };
}

// Sticky, so that reading stops at the first quote or backslash with nothing to match it.
const pieces = /(\s+)|\\([^])|'([^']*)'|"((?:[^"\\]|\\[^])*)"|([^\s'"\\]+)/gy;
const escapes = /\\(["\\])/g;

function whyUnreadable(character: string): string {
  if (character === '\\') return 'The line ends with a backslash. Leave it out, or write \\\\ to mean a backslash.';
  return `A quote (${character}) is not closed. Put text that holds one kind of quote between the other kind: "it doesn't crash".`;
}
