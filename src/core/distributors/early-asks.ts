/** What maintainers ask about telling distributors of a case, and what had to be found out for it. */
import type { Agreement } from './distributor-policy.ts';
import type { PatchToSend } from './early.ts';
import { toldPeople, whyLeftOut, type WhyNot } from './member-standing.ts';
import { currentMembers, type Register } from './register.ts';
import type { Instant } from '../time/time.ts';

export type EarlyAsk =
  | { readonly what: 'plan' | 'patches' }
  /** An approval to share more than the agreement permits (S62). */
  | { readonly what: 'exception'; readonly name: string; readonly allowed: string }
  | { readonly what: 'retry'; readonly name: string }
  | { readonly what: 'received'; readonly name: string }
  | { readonly what: 'feedback'; readonly name: string; readonly words: string }
  | { readonly what: 'advisory'; readonly name: string; readonly link: string };

/** The register as the project keeps it now, under the agreement in force; undefined where nobody could find out. */
export type ListFound = {
  readonly enabled: boolean;
  /** E-mail is not set up here, so that nobody can be told. */
  readonly cannotMail?: true;
  readonly agreement: Pick<Agreement, 'version' | 'holdsFrom'>;
  readonly members: readonly MemberFound[];
};

export type MemberFound = {
  readonly name: string;
  readonly address: string;
  readonly fingerprint: string | undefined;
  readonly people: readonly string[];
  readonly leftOut: WhyNot | undefined;
};

/** What git made of the approved heads; undefined for a line of which it could not. */
export type PatchFound = { readonly line: string; readonly headSha: string; readonly patch: PatchToSend | { readonly problem: string } };

export function listFound(register: Register, enabled: boolean, agreement: Agreement, now: Instant): ListFound {
  const members = currentMembers(register).map((member) => ({
    name: member.name,
    address: member.address,
    fingerprint: member.key?.fingerprint,
    people: toldPeople(member, agreement, register),
    leftOut: whyLeftOut(member, agreement, register, now),
  }));
  return { enabled, agreement: { version: agreement.version, holdsFrom: agreement.holdsFrom }, members };
}
