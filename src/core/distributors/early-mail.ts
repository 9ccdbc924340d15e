/** What would be sent to whom, as the case and the register stand; what a person is shown, and what is compared when they confirm. */
import type { Case } from '../case.ts';
import type { FixPullRequest } from '../fix/fix-pull-request.ts';
import { isReviewed, standingOverride } from '../fix/approvals.ts';
import { linesToFix } from '../routing/routes.ts';
import { check } from '../notices/writing.ts';
import type { Policy } from '../policy.ts';
import type { RuleId } from '../rules.ts';
import type { Instant } from '../time/time.ts';
import { sayDate } from '../time/say-date.ts';
import { distributorsOf } from './distributor-policy.ts';
import type { ListFound, MemberFound, PatchFound } from './early-asks.ts';
import { earlyOf, toldMembers, whyDateLapsed, type EarlyMail, type PatchToSend } from './early.ts';
import { exceptionText, patchLines } from './early-texts.ts';

const dayMs = 86_400_000;

export type Problem = { readonly rule: RuleId; readonly says: string };
export type Written = { readonly mail: EarlyMail; readonly warnings: readonly string[] } | { readonly problems: readonly Problem[] };

export function writePlan(thisCase: Case, list: ListFound, policy: Policy, now: Instant): Written {
  const early = tooEarly(thisCase, distributorsOf(policy).planDays, now);
  return written('early-plan', thisCase, list, policy, { problems: early, patches: [], stage: 'plan' });
}

export function writePatches(thisCase: Case, list: ListFound, found: readonly PatchFound[], policy: Policy, now: Instant): Written {
  const { patchesDays, noticeDays } = distributorsOf(policy);
  const { release } = thisCase;
  const noDate: readonly Problem[] =
    release === undefined
      ? [{ rule: 'S63', says: 'There is no Release Date: nobody would know when the embargo ends. `/date` sets one.' }]
      : [];
  const made = patchesOf(thisCase, found, policy);
  const problems = [...noDate, ...tooEarly(thisCase, patchesDays, now), ...made.problems];
  const answer = written('early-patches', thisCase, list, policy, { problems, patches: made.patches, stage: 'patches' });
  const isShort = release !== undefined && release.releaseAt - now < noticeDays * dayMs;
  if ('problems' in answer || !isShort) return answer;
  const short = `That is less than ${noticeDays} days before the Release Date, so members have little time to test and to write advisories of their own (S49).`;
  return { ...answer, warnings: [...answer.warnings, short] };
}

/** To all who were told, whoever it is made for, so that all know the same (S62). */
export function writeException(thisCase: Case, list: ListFound, { name, allowed }: { name: string; allowed: string }): Written {
  const told = toldMembers(earlyOf(thisCase));
  if (!told.includes(name))
    return { problems: [{ rule: 'S62', says: `\`${name}\` was not told of this case, so there is nothing to except it from.` }] };
  const members = list.members.filter((member) => told.includes(member.name));
  const to = members.filter((member) => member.leftOut === undefined).map(recipient);
  if (to.length === 0) return { problems: [nobodyLeft] };
  const leftOut = members.flatMap((member) => (member.leftOut === undefined ? [] : [{ name: member.name, ...member.leftOut }]));
  return {
    mail: { stage: 'exception', ...exceptionText(thisCase, name, allowed), to, leftOut, patches: [], exception: { name, allowed } },
    warnings: [],
  };
}

const nobodyLeft: Problem = {
  rule: 'S51',
  says: 'There is no member who may be told. `/distributor list` in the project’s issue shows why.',
};

type Parts = { readonly problems: readonly Problem[]; readonly patches: readonly PatchToSend[]; readonly stage: 'plan' | 'patches' };

function written(kind: 'early-plan' | 'early-patches', thisCase: Case, list: ListFound, policy: Policy, parts: Parts): Written {
  const { text, findings } = check(kind, thisCase, policy);
  const leftOut = list.members.flatMap((member) => {
    const why = whyNot(thisCase, member, parts.stage);
    return why === undefined ? [] : [{ name: member.name, ...why }];
  });
  const to = list.members.filter(({ name }) => !leftOut.some((one) => one.name === name)).map(recipient);
  const faults = findings.map(({ rule, says }) => ({ rule, says: `The text ${says}.` }));
  const problems = [...parts.problems, ...faults, ...(to.length === 0 ? [nobodyLeft] : [])];
  if (problems.length > 0 || text === undefined) return { problems };
  const body = [text.body, ...(parts.patches.length > 0 ? [patchLines(parts.patches)] : [])].join('\n\n');
  const mail = { stage: parts.stage, subject: text.subject, body, to, leftOut, patches: parts.patches };
  return { mail, warnings: parts.patches.flatMap(unfitWarning) };
}

function unfitWarning({ line, releases }: PatchToSend): readonly string[] {
  const unfit = releases.filter(({ applies }) => !applies).map(({ tag }) => `\`${tag}\``);
  return unfit.length === 0 ? [] : [`The patch of \`${line}\` does not apply to ${unfit.join(', ')} as it stands; the mail says so.`];
}

function whyNot(thisCase: Case, member: MemberFound, stage: Parts['stage']) {
  const lapsed = stage === 'patches' ? whyDateLapsed(earlyOf(thisCase), member.name, thisCase.release?.releaseAt) : undefined;
  return member.leftOut ?? lapsed;
}

function recipient({ name, address, fingerprint, people }: MemberFound): EarlyMail['to'][number] {
  return { name, address, fingerprint, people };
}

/** The windows: told too long before, more leaks; told after the date, it is no early word any more. */
function tooEarly({ release }: Case, days: number, now: Instant): readonly Problem[] {
  if (release === undefined) return [];
  if (release.releaseAt <= now) return [{ rule: 'S63', says: 'The Release Date has passed, so there is nothing to tell early.' }];
  if (days === 0 || release.releaseAt - now <= days * dayMs) return [];
  const from = sayDate(release.releaseAt - days * dayMs);
  return [{ rule: 'S40', says: `It is too early: the policy allows it from ${from} on, ${days} days before the Release Date.` }];
}

type Head = Pick<FixPullRequest, 'repository' | 'number' | 'line' | 'headSha'>;

/** The approved head of each line that gets a fix; undefined for a line that has none yet. */
export function headsToSend(thisCase: Case, policy: Policy): readonly { readonly line: string; readonly head: Head | undefined }[] {
  const without = (thisCase.linesWithout ?? []).map(({ line }) => line);
  return linesToFix(thisCase, policy)
    .filter((line) => !without.includes(line))
    .map((line) => ({
      line,
      head: thisCase.pullRequests.find(
        (pull) =>
          pull.state !== 'closed' && pull.line === line && (isReviewed(thisCase, pull, policy) || standingOverride(pull) !== undefined),
      ),
    }));
}

/** What git made must be of the heads that are approved now. */
function patchesOf(thisCase: Case, found: readonly PatchFound[], policy: Policy) {
  const problems: Problem[] = [];
  const patches: PatchToSend[] = [];
  const heads = headsToSend(thisCase, policy);
  if (heads.length === 0) problems.push({ rule: 'S36', says: 'No line gets a fix, so there are no patches.' });
  for (const { line, head } of heads) {
    const made = found.find((one) => one.line === line && one.headSha === head?.headSha)?.patch;
    if (head === undefined) problems.push({ rule: 'S36', says: `\`${line}\` has no approved fix yet.` });
    else if (made === undefined)
      problems.push({ rule: 'S36', says: `I could not make the patch of \`${line}\`. Please try again in a few minutes.` });
    else if ('problem' in made) problems.push({ rule: 'S36', says: `The patch of \`${line}\` cannot be sent: ${made.problem}.` });
    else patches.push(made);
  }
  return { problems, patches };
}
