/** Whether a member may be told now, and if not, why. The register page, the list before a mail and the last look before sending ask this. */
import type { Policy } from '../policy.ts';
import type { RuleId } from '../rules.ts';
import { formatUtcMinute, type Instant } from '../time/time.ts';
import { distributorsOf, type Agreement } from './distributor-policy.ts';
import type { Consent, Member, Register } from './register.ts';

/** `says` is the end of the sentence "It is left out: it …". */
export type WhyNot = { readonly rule: RuleId; readonly says: string };

/** Fails closed: whoever lacks anything is left out. Undefined: it may be told. */
export function whyLeftOut(member: Member, agreement: Agreement, register: Pick<Register, 'texts'>, now: Instant): WhyNot | undefined {
  const { removed, consent, key } = member;
  if (removed !== undefined) return { rule: 'S67', says: 'is no member any more' };
  if (consent === undefined) return { rule: 'S58', says: 'has withdrawn its consent to the embargo agreement' };
  if (!isCurrent(consent, agreement, register))
    return { rule: 'S58', says: `agreed to version ${consent.version} of the embargo agreement, which does not hold any more` };
  if (key === undefined) return { rule: 'S6', says: 'has no OpenPGP key here' };
  if (key.expiresAt !== undefined && key.expiresAt <= now)
    return { rule: 'S6', says: `has an OpenPGP key that expired ${formatUtcMinute(key.expiresAt)}` };
  return undefined;
}

/** A text that was changed without another version is not what anybody agreed to. */
export function isCurrent({ version }: Consent, agreement: Agreement, { texts }: Pick<Register, 'texts'>): boolean {
  const isInForce = agreement.holdsFrom <= version && version <= agreement.version;
  return isInForce && !isTextChanged(agreement, texts);
}

export function isTextChanged({ version, text }: Agreement, texts: Register['texts']): boolean {
  const known = texts[String(version)];
  return known !== undefined && known !== text;
}

/** Those of its team who may be told, by name. */
export function toldPeople({ people }: Member, agreement: Agreement, register: Pick<Register, 'texts'>): readonly string[] {
  return people.filter(({ consent }) => isCurrent(consent, agreement, register)).map(({ name }) => name);
}

const dayMs = 86_400_000;

/** Undefined where the policy asks for no review. */
export function reviewDueAt({ reviewedAt }: Member, policy: Policy): Instant | undefined {
  const { reviewDays } = distributorsOf(policy);
  return reviewDays === 0 ? undefined : reviewedAt + reviewDays * dayMs;
}
