/** What is said when the lead of a fix changes. Where there is no case issue the reporter reads it: no reasons, no other projects. */
import { isOpen, type Case } from '../case.ts';
import { publicationGates } from '../gates.ts';
import type { Login } from '../ids.ts';
import { gateLine, sayDue, sayStanding } from '../messages.ts';
import type { Policy } from '../policy.ts';
import { obligations } from '../schedule/obligations.ts';
import { formatUtcMinute, type Instant } from '../time/time.ts';

export function rotaChose(login: Login): string {
  return `Nobody volunteered as Fix Lead, so it is @${login}'s turn. \`/fix-lead hand-over @LOGIN\` hands it over.`;
}

export function fixLeadGone(login: Login): string {
  return `**Nobody is Fix Lead**: @${login} was, and is not a maintainer any more. A maintainer takes over with \`/fix-lead\`.`;
}

export function nothingToHandOver(login: Login): string {
  return `Nobody is Fix Lead yet, so there is nothing to hand over. \`/fix-lead @${login}\` makes @${login} Fix Lead.`;
}

/** What whoever takes over has to know: what is open, and by when; what stands in the way; who is waited for. */
export function handOver(thisCase: Case, policy: Policy, now: Instant): string {
  const parts = [
    listed('Open duties:', openDuties(thisCase, policy, now)),
    listed('Before it may be published:', redGates(thisCase, policy, now)),
    listed('Besides:', circumstances(thisCase)),
  ];
  return parts.join('') === '' ? 'Nothing is open.' : parts.filter((part) => part !== '').join('\n\n');
}

function openDuties(thisCase: Case, policy: Policy, now: Instant): readonly string[] {
  const open = obligations(thisCase, policy).filter((obligation) => obligation.metAt === undefined);
  return open.map((obligation) => `- ${obligation.what}: ${sayDue(obligation)}, ${sayStanding(obligation, now)}`);
}

function redGates(thisCase: Case, policy: Policy, now: Instant): readonly string[] {
  return isOpen(thisCase)
    ? publicationGates(thisCase, policy, now)
        .filter((gate) => !gate.green)
        .map(gateLine)
    : [];
}

function circumstances(thisCase: Case): readonly string[] {
  const wait = thisCase.waits.find((one) => one.until === undefined);
  const lines = [
    wait && `- the reporter owes an answer since ${formatUtcMinute(wait.from)}, and the clocks stand still`,
    thisCase.upstream?.releaseAt && `- the fix waits for another project, until ${formatUtcMinute(thisCase.upstream.releaseAt)}`,
    thisCase.proposedRelease &&
      `- @${thisCase.proposedRelease.by} proposed the Release Date ${formatUtcMinute(thisCase.proposedRelease.releaseAt)}`,
    thisCase.knownPublicly && `- it is publicly known since ${formatUtcMinute(thisCase.knownPublicly.at)}`,
    thisCase.stuck.length > 0 && `- given up after many tries, for a person to look at: ${thisCase.stuck.length}`,
  ];
  return lines.filter((line) => typeof line === 'string');
}

function listed(head: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [head, ...lines].join('\n');
}
