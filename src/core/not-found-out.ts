/** What is answered to a command that was not carried out, because GitHub could not be asked what it hangs on. */
import { code } from './quote.ts';

/**
 * `what` ends the sentence "I could not find out from GitHub …". `typed` is the command or its beginning: it is named, because whoever said
 * several is answered several times.
 */
export function notFoundOut(what: string, typed: string | undefined): string {
  const again = typed === undefined ? 'try again' : `say ${code(typed)} again`;
  return `I could not find out from GitHub ${what}, so I did nothing. Please ${again} in a few minutes.`;
}
