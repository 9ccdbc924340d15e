/** The register of those who are told early: member organisations, and who asked to become one. One for each project. */
import type { CaseId, Login } from '../ids.ts';
import type { Instant } from '../time/time.ts';
import type { CriterionName } from './criteria.ts';

export type Register = {
  /** Former members too: whoever was removed for good is known by that. */
  readonly members: readonly Member[];
  readonly applications: readonly Application[];
  /** The text of each version of the embargo agreement as it first stood in the policy. */
  readonly texts: Readonly<Record<string, string>>;
};

/** Which maintainer wrote it down, and when; of what a member said on its page, the member itself (`memberAsLogin`). */
export type Entry = { readonly by: Login; readonly at: Instant };

/** How commands call an organisation: small letters, digits and dashes. */
export type MemberName = string;

export function isMemberName(text: string): boolean {
  return /^[a-z\d][a-z\d-]{0,39}$/.test(text);
}

export type Member = {
  readonly name: MemberName;
  /** Of a role, never of a person (S52). */
  readonly address: string;
  readonly accepted: Entry;
  readonly evidence: Evidence;
  /** Who vouched; undefined for the first members, when there was nobody who could. */
  readonly voucher: MemberName | undefined;
  readonly key?: MemberKey;
  /** The organisation's own consent; undefined while it has withdrawn it. */
  readonly consent: Consent | undefined;
  /** Those of its team who may be told, each with a consent of their own (S65). */
  readonly people: readonly { readonly name: string; readonly consent: Consent }[];
  readonly leaks: readonly MemberLeak[];
  /** When it was last looked at whether it still meets the criteria; first, when it was accepted. */
  readonly reviewedAt: Instant;
  readonly removed?: Entry & { readonly reason: string; readonly forGood: boolean };
};

/** The applicant's own words under each criterion. */
export type Evidence = Readonly<Partial<Record<CriterionName, string>>>;

export type Application = Pick<Member, 'name' | 'address' | 'evidence' | 'voucher'> & {
  readonly received: Entry;
  /** A request is an acceptance of the terms (S60). */
  readonly consent: Consent;
};

/** To which version of the agreement; `by` is the maintainer who wrote it down. */
export type Consent = Entry & { readonly version: number };

/** An OpenPGP key that was read and can be encrypted to. `expiresAt` is undefined for one that does not expire. */
export type MemberKey = Entry & ReadKey;
export type ReadKey = { readonly armoured: string; readonly fingerprint: string; readonly expiresAt: Instant | undefined };

/** Exactly what, and to whom (S66). */
export type MemberLeak = Entry & { readonly what: string; readonly to: string; readonly caseId?: CaseId };

/** "If you continue to leak" (S67): once is no reason for ever. */
export const leaksForGood = 2;

export const emptyRegister: Register = { members: [], applications: [], texts: {} };

export function registerOf(project: { readonly register?: Register }): Register {
  return project.register ?? emptyRegister;
}

/** Of an organisation that left and came back, the present membership. */
export function findMember({ members }: Register, name: MemberName): Member | undefined {
  return members.find((one) => one.name === name);
}

export function isMember(member: Member | undefined): member is Member {
  return member !== undefined && member.removed === undefined;
}

export function currentMembers({ members }: Register): readonly Member[] {
  return members.filter(isMember).toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

export function withMember(register: Register, member: Member): Register {
  return { ...register, members: [...register.members.filter((one) => one.name !== member.name), member] };
}
