/** What is said about a release day; all of it where only maintainers read, as far as there is such a place. */
import { otherThanTarget } from '../fix/target-words.ts';
import type { Case } from '../case.ts';
import type { Gate } from '../gate.ts';
import { gateLine, sayInstant } from '../messages.ts';
import type { Policy } from '../policy.ts';
import { inline, quote } from '../quote.ts';
import { quoteRule } from '../rules.ts';
import { sayDuration } from '../time/say-duration.ts';
import type { Instant } from '../time/time.ts';
import type { ReleaseStep } from './next-step.ts';
import { exposedSince, fixHeads, publicFix, releaseOf } from './release-day.ts';

/** What a publication that has begun does next, or waits for. */
export function stepInWords(step: ReleaseStep): string {
  switch (step.kind) {
    case 'push':
      return `pushing the fix of ${inline(step.pull.line)} (\`${step.pull.headSha.slice(0, 10)}\`) to the public repository`;
    case 'propose':
      return `opening a pull request for the fix of ${inline(step.pull.line)} (\`${step.pull.headSha.slice(0, 10)}\`) in the public repository`;
    case 'await-fix':
      return `waiting for the fix of ${step.pulls.map((pull) => `${inline(pull.line)} (\`${pull.headSha.slice(0, 10)}\`)`).join(', ')} in the public repository`;
    case 'await-releases':
      return `waiting for a release of ${step.lines.map(inline).join(', ')} that contains the fix`;
    case 'set-versions':
      return 'writing the patched versions into the advisory';
    case 'publish':
      return 'publishing now';
  }
}

/** The answer when a publication begins. */
export function publicationBegun(step: ReleaseStep | undefined): string {
  if (step === undefined || step.kind === 'publish') return 'Every gate is green: publishing now.';
  const isOurs = step.kind === 'set-versions' || step.kind === 'push' || step.kind === 'propose';
  const how = isOurs ? '' : `\n\nThe advisory is published as soon as that is there. ${pullBack}`;
  return `Every gate is green. The publication has begun: ${stepInWords(step)}.${how}`;
}

const pullBack =
  '`/hold REASON` calls it back; `/publish anyway REASON` publishes without waiting, and leaves users with an advisory and no fix.';

export function fixIsPublic(thisCase: Case, policy: Policy, line: string, step: ReleaseStep | undefined): string {
  return `The fix of ${inline(line)} is public. ${step === undefined ? exposure(thisCase, policy) : `Next: ${stepInWords(step)}.`}`;
}

export function releaseIsPublic(
  thisCase: Case,
  policy: Policy,
  seen: { line: string; tag: string },
  step: ReleaseStep | undefined,
): string {
  const head = `The release ${inline(seen.tag)} contains the fix of ${inline(seen.line)}.${otherThanTarget(thisCase, seen)}`;
  return `${head} ${step === undefined ? exposure(thisCase, policy) : `Next: ${stepInWords(step)}.`}`;
}

/** What follows when something is out and no publication is under way. */
function exposure(thisCase: Case, policy: Policy): string {
  return `**The advisory is not published**, so users do not know that they must upgrade. ${pressButton(thisCase, policy)}`;
}

/** Who can press the button, and who may say why not. */
function pressButton({ fixLead, release }: Case, policy: Policy): string {
  const who = fixLead === undefined ? 'A maintainer' : `Fix Lead @${fixLead.login}, or another maintainer,`;
  const date = release === undefined ? ' after a Release Date was set with `/date`' : '';
  const auto = policy.publish === 'auto' && release !== undefined ? ` At ${sayInstant(release.releaseAt)} it is published by itself.` : '';
  return `${who} says \`/publish\` in the private case issue${date}, or \`/publish later REASON\` if this is meant.${auto}`;
}

/** Rings again and again: the one message that may be a nuisance. */
export function sentinelRings(thisCase: Case, policy: Policy, now: Instant, step: ReleaseStep | undefined): string {
  const since = exposedSince(thisCase);
  if (since === undefined) return `**Still not published**: ${step === undefined ? 'no publication is under way' : stepInWords(step)}.`;
  const wait = step === undefined ? pressButton(thisCase, policy) : `It is ${stepInWords(step)}. ${pullBack}`;
  return [
    `**The fix is public since ${sayInstant(since)}, ${sayDuration(now - since)} ago, and the advisory is not.**`,
    whatIsPublic(thisCase, policy),
    wait,
    `- ${quoteRule('S45')}\n- ${quoteRule('S74')}`,
  ].join('\n\n');
}

/** Line by line, what anybody can see by now. */
export function whatIsPublic(thisCase: Case, policy: Policy): string {
  const rows = fixHeads(thisCase, policy).map((pull) => {
    const fix = publicFix(thisCase, pull);
    const release = releaseOf(thisCase, pull.line);
    const head = `\`${pull.headSha.slice(0, 10)}\``;
    const fixed = fix === undefined ? `${head} is **not public**` : `${head} is public since ${sayInstant(fix.at)}`;
    return `- ${inline(pull.line)}: ${fixed}${release === undefined ? ', no release seen' : `, released as ${inline(release.tag)}`}`;
  });
  return rows.length === 0 ? 'I know of no pull request for this fix.' : rows.join('\n');
}

export function calledOff(thisCase: Case, policy: Policy, gates: readonly Gate[]): string {
  const red = gates.filter((gate) => !gate.green).map(gateLine);
  return [
    '**The publication is called off**, because a gate is not green any more:',
    red.join('\n'),
    whatIsPublic(thisCase, policy),
    'When it is green, say `/publish` in the private case issue; what is public already is not done again.',
  ].join('\n\n');
}

/** What is public, what is not, what to do. */
export function pushRefused(thisCase: Case, policy: Policy, { line, tip }: { line: string; tip: string | undefined }): string {
  const why =
    tip === undefined
      ? `the public repository has no branch ${inline(line)}. Make it there, from the last release of that line.`
      : `the public ${inline(line)} has moved to \`${tip.slice(0, 10)}\`, which the approved head does not contain. Rebase the fix on it in the fix repository: where the patch stays the same its LGTMs hold, if they are bound to it.`;
  return stopped(thisCase, policy, why);
}

export function pushFailed(thisCase: Case, policy: Policy, error: string): string {
  return stopped(thisCase, policy, `a push did not come through:\n\n${quote(error)}`);
}

function stopped(thisCase: Case, policy: Policy, why: string): string {
  return [
    `**The publication stopped**: ${why}`,
    whatIsPublic(thisCase, policy),
    'Then say `/publish` in the private case issue: it goes on where it stopped, and pushes nothing twice. `/hold REASON` stops it for longer.',
  ].join('\n\n');
}

export function versionsKept(versions: readonly string[], kept: readonly string[]): string {
  return `**The advisory names other patched versions than the releases**: it says ${kept.map(inline).join('; ')}, the releases are ${versions.map(inline).join(', ')}. I left what a person wrote. Please look at it.`;
}

/** The headline figure (S74): how long users could be attacked through a fix that nobody had told them of. */
export function exposureInWords(thisCase: Case, publishedAt: Instant): string {
  const since = exposedSince(thisCase);
  if (since === undefined) return '';
  const ms = publishedAt - since;
  return ms <= 0 ? ' The advisory was public before the fix.' : ` The fix had been public for ${sayDuration(ms)} by then (S74).`;
}
