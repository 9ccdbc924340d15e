/** What one head must have before its fix may go out: its LGTMs and its evidence. The check on the head and the gates of publication are this function. */
import type { Case } from '../case.ts';
import type { FixPullRequest } from './fix-pull-request.ts';
import type { Gate } from '../gate.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { standingOverride, validLgtms } from './approvals.ts';
import { checkStandings, type CheckStanding } from './check-standing.ts';
import { requiredChecks, requiredLgtms } from './required.ts';

/** Empty when the policy asks nothing of this line. */
export function headGates(thisCase: Case, pull: FixPullRequest, policy: Policy): readonly Gate[] {
  const gates = [lgtmGate(thisCase, pull, policy), checksGate(pull, policy)].filter((gate) => gate !== undefined);
  const override = standingOverride(pull);
  return override === undefined ? gates : gates.map((gate) => overridden(gate, override.by));
}

/** Green in spite of what it lacks, which stays to be read. */
function overridden(gate: Gate, by: string): Gate {
  return gate.green ? gate : { ...gate, green: true, overridden: true, says: `${gate.says}, overridden by @${by}` };
}

function lgtmGate(thisCase: Case, pull: FixPullRequest, policy: Policy): Gate | undefined {
  const needed = requiredLgtms(thisCase, policy, pull.line);
  if (needed === 0) return undefined;
  const valid = validLgtms(pull, policy).length;
  return {
    name: `LGTM ${inline(pull.line)}`,
    green: valid >= needed,
    says: `#${pull.number} has ${valid} of ${needed} LGTMs${valid < needed ? inDoubt(pull) : ''}`,
    who: `${lgtmsWanted(needed)}, with /lgtm or an approving review`,
    rule: 'S100',
  };
}

/** Nobody should look for new LGTMs because GitHub could not be asked about those that are there. */
function inDoubt({ lgtms }: FixPullRequest): string {
  const people = lgtms.filter(({ doubted }) => doubted === true).map(({ by }) => `@${by}`);
  if (people.length === 0) return '';
  return ` (GitHub could not be asked whether ${people.join(', ')} still may, and will be asked again)`;
}

function checksGate(pull: FixPullRequest, policy: Policy): Gate | undefined {
  if (requiredChecks(policy, pull.line).length === 0) return undefined;
  const standings = checkStandings(pull, policy);
  const open = standings.filter(({ standing }) => standing !== 'passed');
  const says = open.map(({ name, standing }) => `${inline(name)} ${standingInWords[standing]}`).join(', ');
  return {
    name: `CI ${inline(pull.line)}`,
    green: open.length === 0,
    says: `#${pull.number}: ${says === '' ? `all ${standings.length} checks passed` : says}`,
    who: 'the CI of the fix repository',
    rule: 'S33',
  };
}

export const standingInWords: Readonly<Record<CheckStanding, string>> = {
  passed: 'passed',
  failed: 'failed',
  running: 'is still running',
  cancelled: 'was cancelled before it ended',
  skipped: 'was skipped (nothing was tested)',
  neutral: 'ended neutral (neither passed nor failed)',
  stale: 'is stale (it tested another tree)',
  missing: 'is missing (nothing was heard of it)',
};

/** Whose LGTMs a pull request needs, in words. */
export function lgtmsWanted(needed: number): string {
  return needed === 1 ? 'a maintainer who wrote none of it' : `${needed} different maintainers who wrote none of it`;
}
