/** What is said to whoever asks for another set of tries. */
import { whatInWords } from '../messages.ts';

export function nothingGivenUp(): string {
  return 'Nothing of this case is given up under that key: it was tried again already, or never given up. The board of the case shows what is, and so does the page "Given up" of the dashboard.';
}

export function ownCommand(what: string, command: string): string {
  return `For ${whatInWords(what)} say \`${command}\`: that looks at the case as it is now, where this would only repeat an old wish.`;
}

export function triedAgain(what: string): string {
  return `Tried again from now on: ${whatInWords(what)}.`;
}
