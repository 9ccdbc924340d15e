/** From a request to join to a member, or to a reasoned no (S53–S60, S68). */
import type { Application, Register } from './register.ts';
import { currentMembers, findMember, isMember, withMember } from './register.ts';
import type { Around, Kept } from './register-answer.ts';
import { criteria } from './criteria.ts';
import { distributorsOf } from './distributor-policy.ts';
import { isTextChanged } from './member-standing.ts';
import { readApplication } from './read-application.ts';
import type { RegisterAsk } from './register-asks.ts';
import {
  acceptedInWords,
  applicationPage,
  declinedInWords,
  incomplete,
  noApplication,
  noBlock,
  noVoucher,
  removedForGood,
  textChanged,
} from './register-words.ts';
import { whyNoRoleAddress } from './role-address.ts';

/** S68: one that does not specify each criterion is not kept, and is to be sent again. */
export function apply(register: Register, ask: Extract<RegisterAsk, { what: 'apply' }>, { event, policy }: Around): Kept {
  const { agreement, criteria: wanted } = distributorsOf(policy);
  const { name, address, voucher } = ask;
  const known = findMember(register, name);
  if (known?.removed?.forGood === true) return { code: 'against-policy', words: removedForGood(known), rules: ['S67'] };
  if (isMember(known)) return { code: 'already-done', words: `\`${name}\` is a member already.`, rules: [] };
  const wrongAddress = whyNoRoleAddress(address);
  if (wrongAddress !== undefined) return { code: 'against-policy', words: `The address ${wrongAddress}.`, rules: ['S52'] };
  if (event.block === undefined) return { code: 'not-understood', words: noBlock(ask.what), rules: ['S68'] };
  if (isTextChanged(agreement, register.texts)) return { code: 'against-policy', words: textChanged(agreement), rules: ['S58'] };
  const { evidence, missing } = readApplication(event.block, wanted);
  if (missing.length > 0)
    return { code: 'not-needed', words: incomplete(name, missing), rules: ['S68', ...missing.map((one) => criteria[one.name].rule)] };
  const received = { by: event.by.login, at: event.at };
  const application: Application = { name, address, evidence, voucher, received, consent: { ...received, version: agreement.version } };
  const others = register.applications.filter((one) => one.name !== name);
  const next = withText({ ...register, applications: [...others, application] }, agreement);
  return { next, words: applicationPage(application, next), rules: ['S68', 'S60'] };
}

/** S59: the voucher must be a current member at this moment; where there is no member yet, nobody can vouch. */
export function accept(register: Register, { name }: { readonly name: string }, { event, policy }: Around): Kept {
  const application = register.applications.find((one) => one.name === name);
  if (application === undefined) return { code: 'not-found', words: noApplication(name, register), rules: [] };
  const former = findMember(register, name);
  if (former?.removed?.forGood === true) return { code: 'against-policy', words: removedForGood(former), rules: ['S67'] };
  const { voucher, address, evidence, consent } = application;
  const needsVoucher = distributorsOf(policy).criteria.includes('voucher') && currentMembers(register).length > 0;
  const vouches = voucher !== undefined && voucher !== name && isMember(findMember(register, voucher));
  if (needsVoucher && !vouches) return { code: 'against-policy', words: noVoucher(application, register), rules: ['S59'] };
  const accepted = { by: event.by.login, at: event.at };
  // What a former member leaked counts on: it is the same organisation.
  const member = { name, address, evidence, voucher, consent, accepted, people: [], leaks: former?.leaks ?? [], reviewedAt: event.at };
  const without = { ...register, applications: register.applications.filter((one) => one.name !== name) };
  return { next: withMember(without, member), words: acceptedInWords(member, policy), rules: rulesOf(policy) };
}

export function decline(register: Register, { name, reason }: { readonly name: string; readonly reason: string }): Kept {
  if (!register.applications.some((one) => one.name === name))
    return { code: 'not-found', words: noApplication(name, register), rules: [] };
  const next = { ...register, applications: register.applications.filter((one) => one.name !== name) };
  return { next, words: declinedInWords(name, reason), rules: ['S68'] };
}

function rulesOf(policy: Around['policy']): Kept['rules'] {
  return distributorsOf(policy).criteria.map((name) => criteria[name].rule);
}

/** What a version says is kept as it first stood, so that nobody can be held to another text. */
export function withText(register: Register, { version, text }: { readonly version: number; readonly text: string }): Register {
  const key = String(version);
  return register.texts[key] === undefined ? { ...register, texts: { ...register.texts, [key]: text } } : register;
}
