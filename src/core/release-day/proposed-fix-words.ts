/** The words of a public pull request that proposes a fix, and what maintainers are told of it. */
import type { Seen } from '../events.ts';
import { inline } from '../quote.ts';
import { stepInWords } from './release-day-words.ts';
import type { ReleaseStep } from './next-step.ts';

/** Everybody reads it, a moment before the advisory: it names no vulnerability. */
export function proposalTitle(line: string): string {
  return `Security fix for ${line}`;
}

export function proposalWords(sha: string): string {
  return [
    `The commits up to ${sha.slice(0, 10)} are the security fix as the maintainers reviewed it. Its advisory is published when they are on this branch.`,
    'Please merge it as it is. A squash or a rebase keeps the change, and is recognised by it; another commit on top would not have been reviewed.',
  ].join('\n\n');
}

export function fixIsProposed({ line, place }: Seen<'FixProposed'>, step: ReleaseStep | undefined): string {
  const next = step === undefined ? 'The publication is not under way any more.' : `Next: ${stepInWords(step)}.`;
  return `The fix of ${inline(line)} is public as ${place.repository}#${place.number}. **Please merge it now**, as it is. ${next}`;
}

/** What was reviewed and what there is instead, by the names that git gives them. */
export function proposalCameTo(event: Seen<'ProposalEnded'>, reviewedPatch: string | undefined): string {
  const { line, place, sha, how, headSha } = event;
  const where = `${place.repository}#${place.number}`;
  if (how === 'closed')
    return `**${where} was closed without being merged**, so the fix of ${inline(line)} is not on its line. Reopen it and merge it as it is. ${otherwise}`;
  if (how === 'more-beside-it')
    return `**${where} was merged with more than the reviewed fix**: its head was \`${short(headSha)}\`, and \`${short(sha)}\` was reviewed. The fix of ${inline(line)} is public as it was reviewed; please look at what came with it, which nobody reviewed here.`;
  return [
    `**${where} was merged with another change than the reviewed one**, so it does not count as the fix of ${inline(line)}.`,
    [
      `- reviewed: \`${short(sha)}\`, the change ${patchName(reviewedPatch)}`,
      `- merged: ${event.mergedAs === undefined ? 'unknown' : `\`${short(event.mergedAs)}\``}, the change ${patchName(event.patchId)}; the head of the pull request was \`${short(headSha)}\``,
    ].join('\n'),
    `Please compare the two. Either bring the reviewed change onto ${inline(line)} as well, or review what was merged. ${otherwise}`,
  ].join('\n\n');
}

const otherwise = '`/publish anyway REASON` publishes without it, and keeps your reason; `/hold REASON` calls the publication back.';

function short(sha: string): string {
  return sha.slice(0, 10);
}

function patchName(patchId: string | undefined): string {
  return patchId === undefined || patchId === '' ? 'that git could not name' : `with the patch id \`${short(patchId)}\``;
}
