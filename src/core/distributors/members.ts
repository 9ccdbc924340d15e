/** What happens to a member while it is one: its key, its address, who consented, what leaked, when it was looked at again. */
import type { Act } from '../act.ts';
import type { CaseId } from '../ids.ts';
import { formatUtcMinute } from '../time/time.ts';
import type { Around, Kept } from './register-answer.ts';
import { withText } from './applications.ts';
import { distributorsOf } from './distributor-policy.ts';
import { isTextChanged } from './member-standing.ts';
import { findMember, isMember, withMember, type Member, type MemberLeak, type Register } from './register.ts';
import type { RegisterAsk } from './register-asks.ts';
import { consentInWords, keyInWords, leakedInWords, noBlock, noMember, textChanged, withdrawnInWords } from './register-words.ts';
import { whyNoRoleAddress } from './role-address.ts';

type Named = { readonly name: string; readonly person: string | undefined };

export function giveKey(register: Register, { name }: { readonly name: string }, { event, now }: Around): Kept {
  return withKnown(register, name, (member) => {
    const { key } = event;
    if (key === undefined) return { code: 'not-understood', words: noBlock('key'), rules: ['S6'] };
    if ('problem' in key)
      return { code: 'against-policy', words: `That key cannot be used: ${key.problem}. Please ask for another.`, rules: ['S6'] };
    if (key.expiresAt !== undefined && key.expiresAt <= now)
      return {
        code: 'against-policy',
        words: `That key cannot be used: it expired ${formatUtcMinute(key.expiresAt)}. Please ask for another.`,
        rules: ['S6'],
      };
    const next = { ...member, key: { ...key, ...actOf(event) } };
    return { next: withMember(register, next), words: keyInWords(name, key), rules: ['S6'] };
  });
}

export function giveAddress(register: Register, { name, address }: Extract<RegisterAsk, { what: 'address' }>): Kept {
  return withKnown(register, name, (member) => {
    const wrong = whyNoRoleAddress(address);
    if (wrong !== undefined) return { code: 'against-policy', words: `The address ${wrong}.`, rules: ['S52'] };
    return {
      next: withMember(register, { ...member, address }),
      words: `\`${name}\` is now written to at \`${address}\`.`,
      rules: ['S52'],
    };
  });
}

/** To the present version, by the member itself or by one of its team, who is named by that (S65). */
export function giveConsent(register: Register, { name, person }: Named, { event, policy }: Around): Kept {
  return withKnown(register, name, (member) => {
    const { agreement } = distributorsOf(policy);
    if (isTextChanged(agreement, register.texts)) return { code: 'against-policy', words: textChanged(agreement), rules: ['S58'] };
    const consent = { ...actOf(event), version: agreement.version };
    const others = member.people.filter((one) => one.name !== person);
    const next = person === undefined ? { ...member, consent } : { ...member, people: [...others, { name: person, consent }] };
    const words = consentInWords(name, person, agreement.version);
    return { next: withText(withMember(register, next), agreement), words, rules: [person === undefined ? 'S58' : 'S65'] };
  });
}

export function withdrawConsent(register: Register, { name, person }: Named): Kept {
  return withKnown(register, name, (member) => {
    const known = member.people.some((one) => one.name === person);
    if (person !== undefined && !known)
      return {
        code: 'not-found',
        words: `\`${name}\` has nobody of that name here. \`/distributor list\` shows who is.`,
        rules: ['S65'],
      };
    const people = member.people.filter((one) => one.name !== person);
    const next = person === undefined ? { ...member, consent: undefined } : { ...member, people };
    return { next: withMember(register, next), words: withdrawnInWords(name, person), rules: [person === undefined ? 'S58' : 'S65'] };
  });
}

export function review(register: Register, { name }: { readonly name: string }, { event }: Around): Kept {
  return withKnown(register, name, (member) => ({
    next: withMember(register, { ...member, reviewedAt: event.at }),
    words: `\`${name}\` still meets the criteria, says @${event.by.login}.`,
    rules: ['S55'],
  }));
}

/** Said in the project's issue; what is said of a case comes from there. */
export function recordLeak(register: Register, { name, leaked, to }: Extract<RegisterAsk, { what: 'leak' }>, { event }: Around): Kept {
  return withKnown(register, name, (member) => {
    const next = withLeakOf(member, { ...actOf(event), what: leaked, to });
    return { next: withMember(register, next), words: leakedInWords(next), rules: ['S66', 'S67'] };
  });
}

export function withLeakOf(member: Member, leak: MemberLeak & { readonly caseId?: CaseId }): Member {
  return { ...member, leaks: [...member.leaks, leak] };
}

function withKnown(register: Register, name: string, then: (member: Member) => Kept): Kept {
  const member = findMember(register, name);
  return isMember(member) ? then(member) : { code: 'not-found', words: noMember(name, register), rules: [] };
}

function actOf({ by, at }: Around['event']): Act {
  return { by: by.login, at };
}
