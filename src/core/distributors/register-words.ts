/** What is said about the register, in the project's issue, where maintainers alone read. What others wrote is made harmless. */
import type { Policy } from '../policy.ts';
import { code, inline, quote } from '../quote.ts';
import { quoteRule, type RuleId } from '../rules.ts';
import { formatUtcMinute } from '../time/time.ts';
import { criteria, type CriterionName } from './criteria.ts';
import { distributorsOf, type Agreement } from './distributor-policy.ts';
import {
  currentMembers,
  findMember,
  isMember,
  leaksForGood,
  type Application,
  type Member,
  type ReadKey,
  type Register,
} from './register.ts';
import type { RegisterAsk } from './register-asks.ts';

/** The answer for whoever asks to be told early, where nobody is (S115). */
export function nobodyIsToldEarly(): string {
  return [
    'Nobody outside is told of a vulnerability early: the policy says `distributors: { enabled: false }`, so nothing was done or sent.',
    'To whoever asks to be told, you may answer:',
    quote(
      'We currently give no third party advance notice of undisclosed vulnerabilities. The best way to receive it is to apply to join the maintainers team. We are open to feedback on what a policy for it could look like.',
    ),
    ...(['S113', 'S114', 'S115'] as const).map(ruleLine),
  ].join('\n\n');
}

export function noBlock(what: RegisterAsk['what']): string {
  const wanted = what === 'key' ? 'the armoured public key' : 'the application, one heading for each criterion,';
  return `Please put ${wanted} into the same comment, below the command, between two lines of \`\`\` of its own.`;
}

export function incomplete(name: string, missing: readonly { readonly name: CriterionName; readonly says: string }[]): string {
  const lines = missing.map((one) => `- ❌ **${criteria[one.name].heading}** ${one.says}.\n  - ${quoteRule(criteria[one.name].rule)}`);
  return `The application of ${code(name)} is not complete, so it was not kept. What is missing:\n\n${lines.join('\n')}\n\n${ruleLine('S68')}`;
}

/** The applicant's own words, each criterion with its sentence. */
export function applicationPage({ name, address, evidence, voucher, consent }: Application, register: Register): string {
  const shown = Object.entries(criteria).flatMap(([key, { heading, rule }]) => {
    const words = evidence[key as CriterionName];
    return words === undefined ? [] : [`**${heading}**: ${quoteRule(rule)}\n\n${quote(words)}`];
  });
  return [
    `**${name} asks to be told early**, at \`${address}\`. The request counts as consent to version ${consent.version} of the embargo agreement (S60).`,
    ...shown,
    `Vouched for by: ${voucherInWords(voucher, register)}.`,
    `Look at each, then say \`/distributor accept ${name}\`, or \`/distributor decline ${name} REASON\`.`,
  ].join('\n\n');
}

function voucherInWords(voucher: string | undefined, register: Register): string {
  if (voucher === undefined) return currentMembers(register).length === 0 ? 'nobody, because there is no member yet' : 'nobody';
  return isMember(findMember(register, voucher)) ? `${code(voucher)}, a member` : `${code(voucher)}, which is **no member**`;
}

export function noVoucher({ name, voucher }: Application, register: Register): string {
  const members = currentMembers(register)
    .map((one) => `\`${one.name}\``)
    .join(', ');
  const who = voucher === undefined ? 'Nobody vouches' : `${code(voucher)} is no member that could vouch`;
  return `${who} for \`${name}\`. One of ${members} has to; then say \`/distributor apply ${name} ADDRESS voucher=MEMBER\` again.\n\n${ruleLine('S59')}`;
}

export function acceptedInWords({ name }: Pick<Member, 'name'>, policy: Policy): string {
  const rules = distributorsOf(policy).criteria.map((criterion) => `- ${quoteRule(criteria[criterion].rule)}`);
  const why = rules.length === 0 ? '' : `\n\nAccepted because it meets:\n\n${rules.join('\n')}`;
  return `\`${name}\` is a member.${why}\n\nNext, ask it for its OpenPGP key, and put that below \`/distributor key ${name}\`. Without one it gets nothing.`;
}

export function declinedInWords(name: string, reason: string): string {
  return `Declined: \`${name}\`. Please tell them, with the reason:\n\n${quote(reason)}`;
}

export function keyInWords(name: string, { fingerprint, expiresAt }: ReadKey): string {
  const until = expiresAt === undefined ? 'It does not expire' : `It expires ${formatUtcMinute(expiresAt)}`;
  return `The key of \`${name}\` is \`${fingerprint}\`. ${until}. Please make sure by another way than e-mail that this is its fingerprint.`;
}

export function consentInWords(name: string, person: string | undefined, version: number): string {
  const who = person === undefined ? `\`${name}\`` : `${inline(person)}, of \`${name}\`,`;
  return `Recorded: ${who} agrees to version ${version} of the embargo agreement.`;
}

export function withdrawnInWords(name: string, person: string | undefined): string {
  if (person === undefined)
    return `Recorded: \`${name}\` does not agree to the embargo agreement any more. It gets nothing until it agrees again: \`/distributor consent ${name}\`.`;
  return `Recorded: ${inline(person)}, of \`${name}\`, does not agree to the embargo agreement any more, and may not be told.`;
}

export function leakedInWords(member: Member): string {
  const { name, leaks } = member;
  const leak = leaks.at(-1);
  const count = leaks.length === 1 ? 'its first leak' : `its leak number ${leaks.length}`;
  const next =
    leaks.length < leaksForGood
      ? `\`/distributor remove ${name} REASON\` takes it off the list.`
      : `The policy says that it is to be removed for good: \`/distributor ban ${name} REASON\` does so.`;
  return [
    `**${name} leaked**; this is ${count} that we know of.`,
    `- **What**: ${inline(leak?.what ?? '')}\n- **To whom**: ${inline(leak?.to ?? '')}`,
    next,
    ruleLine(leaks.length < leaksForGood ? 'S66' : 'S67'),
  ].join('\n\n');
}

export function tooFewLeaks({ name, leaks }: Member): string {
  const known = leaks.length === 0 ? 'no leak' : 'one leak';
  return `We know of ${known} of \`${name}\`, and only whoever continues to leak is removed for good. \`/distributor remove ${name} REASON\` takes it off the list; it may ask again.\n\n${ruleLine('S67')}`;
}

export function removedInWords({ name, removed }: Member): string {
  const then = removed?.forGood === true ? 'removed for good: it cannot ask again' : 'off the list: it may ask again';
  return `\`${name}\` is ${then}. It gets nothing from now on. Please tell them, with the reason:\n\n${quote(removed?.reason ?? '')}`;
}

export function removedForGood({ name, removed }: Member): string {
  return `\`${name}\` was removed for good by @${removed?.by ?? ''} on ${formatUtcMinute(removed?.at ?? 0)} and cannot ask again.\n\n${ruleLine('S67')}`;
}

export function noApplication(name: string, { applications }: Register): string {
  const open = applications.map((one) => `\`${one.name}\``).join(', ');
  return `There is no open application of ${code(name)}. ${open === '' ? 'There is no other either.' : `Open are those of ${open}.`}`;
}

export function noMember(name: string, register: Register): string {
  const members = currentMembers(register)
    .map((one) => `\`${one.name}\``)
    .join(', ');
  return `${code(name)} is no member. ${members === '' ? 'There is none yet.' : `Members are ${members}.`}`;
}

export function textChanged({ version }: Agreement): string {
  return `The text of the embargo agreement was changed, but it is still called version ${version}: nobody has agreed to this one, and nobody can until it is given a new number in \`distributors.agreement_version\`.`;
}

function ruleLine(rule: RuleId): string {
  return `- ${quoteRule(rule)}`;
}
