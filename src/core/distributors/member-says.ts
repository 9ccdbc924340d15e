/** What a member that was told early can say on its own page, and whose word it then is. */
import { login, type Login } from '../ids.ts';
import type { Instant } from '../time/time.ts';
import type { MemberName } from './register.ts';

/** `releaseAt` is the date that it was shown when it said so. */
export type MemberSays =
  | { readonly what: 'received' }
  | { readonly what: 'feedback'; readonly words: string }
  | { readonly what: 'agrees'; readonly releaseAt: Instant }
  | { readonly what: 'objects'; readonly releaseAt: Instant; readonly concern: string }
  | { readonly what: 'withdraws' };

/** Who did it, where otherwise a person stands: no login has brackets, so it is nobody's, and calls nobody. */
export function memberAsLogin(member: MemberName): Login {
  return login(`[${member}]`);
}
