/** Who leaves the list, and who never comes back (S67). */
import type { Around, Kept } from './register-answer.ts';
import { findMember, isMember, leaksForGood, withMember, type Register } from './register.ts';
import { noMember, removedInWords, tooFewLeaks } from './register-words.ts';

type Removal = { readonly what: 'decline' | 'remove' | 'ban'; readonly name: string; readonly reason: string };

export function remove(register: Register, ask: Removal, { event }: Around): Kept {
  const member = findMember(register, ask.name);
  if (member === undefined || (!isMember(member) && ask.what === 'remove'))
    return { code: 'not-found', words: noMember(ask.name, register), rules: [] };
  const forGood = ask.what === 'ban';
  if (forGood && member.leaks.length < leaksForGood) return { code: 'against-policy', words: tooFewLeaks(member), rules: ['S67'] };
  const next = { ...member, removed: { by: event.by.login, at: event.at, reason: ask.reason, forGood } };
  // An application of theirs that still waits goes with them, so that nobody takes them in again by accepting it.
  const applications = register.applications.filter((one) => !forGood || one.name !== ask.name);
  return { next: withMember({ ...register, applications }, next), words: removedInWords(next), rules: ['S67'] };
}
