/** What must hold before the advisory may be published. What is shown and what is enforced is this one function. */
import { exportGate } from './fix/declared-gates.ts';
import { lineGates } from './fix/line-gates.ts';
import type { Case } from './case.ts';
import type { Gate } from './gate.ts';
import type { Policy } from './policy.ts';
import { speakerInPublic, standingObjectionsTo } from './disclosure/date-parties.ts';
import { oneFixGates } from './release-day/one-fix-gate.ts';
import { standing } from './schedule/obligation.ts';
import { obligations } from './schedule/obligations.ts';
import { formatUtcMinute, type Instant } from './time/time.ts';

export function publicationGates(thisCase: Case, policy: Policy, now: Instant): readonly Gate[] {
  return [
    acceptedGate(thisCase),
    ...lineGates(thisCase, policy),
    ...exportGate(thisCase, policy),
    ...oneFixGates(thisCase, policy),
    ...dutyGates(thisCase, policy, now),
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

/** What is met too late is met: a gate that stayed red for ever would help nobody. */
function dutyGates(thisCase: Case, policy: Policy, now: Instant): readonly Gate[] {
  const asked = obligations(thisCase, policy).filter(({ name }) => policy.gates?.some((gate) => gate === name));
  return asked.map((obligation) => {
    const { name, what, owner, metAt, rules } = obligation;
    const green = metAt !== undefined;
    const undone = standing(obligation, now) === 'overdue' ? 'is overdue' : 'is still to come';
    const says = green ? `${what}: done ${formatUtcMinute(metAt)}` : `${what} ${undone}`;
    return { name, green, says, who: owner, rule: rules[0] ?? 'S83' };
  });
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
  const people = [...new Set(objections.map(speakerInPublic))].join(', ');
  const who = `${people}, with /date object cancel, or whoever has the final say on the date, with /date final`;
  return [{ name: 'no objection', green: false, says: `${people} objects to the Release Date`, who, rule: 'S37' }];
}

/** Once a publication has begun its date has come, also where the clock by which it had is set back: it waits for GitHub's then. */
function dateGate(thisCase: Case, now: Instant): Gate {
  const date = thisCase.release;
  const who = 'whoever has the final say on the date, with /date YYYY-MM-DD HH:MM UTC';
  if (date === undefined) return { name: 'Release Date', green: false, says: 'no Release Date is set', who, rule: 'S106' };
  const green = date.releaseAt <= now || thisCase.phase === 'publishing';
  return {
    name: 'Release Date',
    green,
    says: `${formatUtcMinute(date.releaseAt)}${green ? '' : ', not reached yet'}`,
    who: 'nothing but time',
    rule: 'S63',
  };
}
