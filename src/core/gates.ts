/** What must hold before the advisory may be published. What is shown and what is enforced is this one function. */
import { isReviewed, validLgtms } from './fix/approvals.ts';
import type { Case } from './case.ts';
import type { Gate } from './gate.ts';
import type { Policy } from './policy.ts';
import { inline } from './quote.ts';
import { standingObjectionsTo } from './disclosure/date-parties.ts';
import { isFixed, linesToFix } from './routing/routes.ts';
import { oneFixGates } from './release-day/one-fix-gate.ts';
import { formatUtcMinute, type Instant } from './time/time.ts';

export function publicationGates(thisCase: Case, policy: Policy, now: Instant): readonly Gate[] {
  return [
    acceptedGate(thisCase),
    ...reviewGates(thisCase, policy),
    ...oneFixGates(thisCase, policy),
    holdGate(thisCase),
    ...objectionGate(thisCase),
    dateGate(thisCase, now),
  ];
}

export function areGreen(gates: readonly Gate[]): boolean {
  return gates.every((gate) => gate.green);
}

function acceptedGate(thisCase: Case): Gate {
  const green = thisCase.accepted !== undefined;
  return {
    name: 'accepted',
    green,
    says: green ? 'the report is accepted' : 'the report is not accepted',
    who: 'a maintainer, with /accept',
    rule: 'S27',
  };
}

function reviewGates(thisCase: Case, policy: Policy): readonly Gate[] {
  if (policy.requiredLgtms === 0) return [];
  if (!isFixed(thisCase, policy)) return [];
  const wanted = linesToFix(thisCase, policy);
  const others = thisCase.pullRequests.filter((pull) => pull.state !== 'closed' && !wanted.includes(pull.line)).map((pull) => pull.line);
  const lines = [...wanted, ...new Set(others)];
  return lines.length === 0 ? [lineGate(thisCase, policy, undefined)] : lines.map((line) => lineGate(thisCase, policy, line));
}

function lineGate(thisCase: Case, policy: Policy, line: string | undefined): Gate {
  const pulls = thisCase.pullRequests.filter((pull) => pull.state !== 'closed' && (line === undefined || pull.line === line));
  const name = line === undefined ? 'LGTM' : `LGTM ${inline(line)}`;
  const who = `${lgtmsWanted(policy)}, with /lgtm or an approving review`;
  if (pulls.length === 0) return { name, green: false, says: 'no pull request', who: pullRequestWanted(thisCase), rule: 'S80' };
  const green = pulls.every((pull) => isReviewed(pull, policy));
  const says = pulls.map((pull) => `#${pull.number} has ${validLgtms(pull).length} of ${policy.requiredLgtms} LGTMs`).join(', ');
  return { name, green, says, who, rule: 'S100' };
}

function pullRequestWanted(thisCase: Case): string {
  return `a pull request in the fix repository that names ${thisCase.id} in its branch, title or body`;
}

/** Whose LGTMs a pull request needs, in words. */
export function lgtmsWanted(policy: Policy): string {
  return policy.requiredLgtms === 1
    ? 'a maintainer who wrote none of it'
    : `${policy.requiredLgtms} different maintainers who wrote none of it`;
}

function holdGate(thisCase: Case): Gate {
  const setters = thisCase.holds.map((hold) => `@${hold.by}`).join(', ');
  const green = thisCase.holds.length === 0;
  return {
    name: 'no hold',
    green,
    says: green ? 'nobody holds it' : `held by ${setters}`,
    who: `${setters || 'the setter'} or the Fix Lead, with /hold cancel`,
    rule: 'S84',
  };
}

/** Shown only while somebody objects to the Release Date that is set (S37, S42). */
function objectionGate(thisCase: Case): readonly Gate[] {
  const { release } = thisCase;
  const objections = release === undefined ? [] : standingObjectionsTo(thisCase, release.releaseAt);
  if (objections.length === 0) return [];
  const people = objections.map((one) => `@${one.by}`).join(', ');
  const who = `${people}, with /date object cancel, or whoever has the final say on the date, with /date final`;
  return [{ name: 'no objection', green: false, says: `${people} objects to the Release Date`, who, rule: 'S37' }];
}

function dateGate(thisCase: Case, now: Instant): Gate {
  const date = thisCase.release;
  const who = 'whoever has the final say on the date, with /date YYYY-MM-DD HH:MM UTC';
  if (date === undefined) return { name: 'Release Date', green: false, says: 'no Release Date is set', who, rule: 'S106' };
  const green = date.releaseAt <= now;
  return {
    name: 'Release Date',
    green,
    says: `${formatUtcMinute(date.releaseAt)}${green ? '' : ', not reached yet'}`,
    who: 'nothing but time',
    rule: 'S63',
  };
}
