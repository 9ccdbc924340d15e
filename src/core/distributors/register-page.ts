/** The register as a page: who would be told now, who would not and why, who waits for an answer. */
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { formatUtcMinute, type Instant } from '../time/time.ts';
import { distributorsOf } from './distributor-policy.ts';
import { isTextChanged, reviewDueAt, toldPeople, whyLeftOut } from './member-standing.ts';
import { currentMembers, type Member, type Register } from './register.ts';
import { textChanged } from './register-words.ts';

export function registerPage(register: Register, policy: Policy, now: Instant): string {
  const { agreement, enabled } = distributorsOf(policy);
  if (!enabled) return '### Distributors\n\nNobody outside is told early: the policy says `distributors: { enabled: false }`.';
  const members = currentMembers(register);
  const parts = [
    '### Distributors',
    `Embargo agreement: version ${agreement.version}${agreement.holdsFrom < agreement.version ? `; consents to version ${agreement.holdsFrom} and later hold` : ''}.`,
    isTextChanged(agreement, register.texts) ? `**${textChanged(agreement)}**` : '',
    members.length === 0 ? 'There is no member yet.' : memberTable(members, register, policy, now),
    applicationLines(register),
    formerLines(register),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function memberTable(members: readonly Member[], register: Register, policy: Policy, now: Instant): string {
  const head = '| Member | Address | Told now? | Consent | Of its team | Leaks | Review due |\n|---|---|---|---|---|---|---|';
  return [head, ...members.map((member) => row(member, register, policy, now))].join('\n');
}

function row(member: Member, register: Register, policy: Policy, now: Instant): string {
  const { agreement } = distributorsOf(policy);
  const why = whyLeftOut(member, agreement, register, now);
  const people = toldPeople(member, agreement, register).map(inline).join(', ');
  const due = reviewDueAt(member, policy);
  const cells = [
    `\`${member.name}\``,
    `\`${member.address}\``,
    why === undefined ? '✅' : `❌ ${why.says}`,
    member.consent === undefined ? 'none' : `version ${member.consent.version}`,
    people === '' ? 'nobody named' : people,
    String(member.leaks.length),
    due === undefined ? '' : `${formatUtcMinute(due)}${due <= now ? ' **overdue**' : ''}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function applicationLines({ applications }: Register): string {
  const lines = applications.map(
    ({ name, received }) => `- \`${name}\`, since ${formatUtcMinute(received.at)}: \`/distributor accept ${name}\` or \`decline\``,
  );
  return lines.length === 0 ? '' : `Applications:\n\n${lines.join('\n')}`;
}

function formerLines({ members }: Register): string {
  const lines = members.flatMap(({ name, removed }) =>
    removed === undefined ? [] : [`- \`${name}\`, ${removed.forGood ? 'removed for good' : 'removed'} ${formatUtcMinute(removed.at)}`],
  );
  return lines.length === 0 ? '' : `Former members:\n\n${lines.join('\n')}`;
}
