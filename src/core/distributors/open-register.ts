/** Brings the register before the maintainers: in the project's issue, which is opened for it where there is none. */
import type { Case } from '../case.ts';
import type { Decision, ProjectDecision } from '../decision.ts';
import type { Command } from '../events.ts';
import { carriedOut, refuse } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import type { Project } from '../project/project.ts';
import type { ProjectEvent } from '../project/project-events.ts';
import { tellProject } from '../project/say-to-project.ts';
import type { Instant } from '../time/time.ts';
import { distributorsOf } from './distributor-policy.ts';
import { nobodyIsToldEarly } from './register-words.ts';
import { registerBoard } from './register-board.ts';

type Wanted = Extract<ProjectEvent, { kind: 'RegisterWanted' | 'DistributorsEnabled' }>;

export function openRegister(project: Project, event: Wanted, policy: Policy, now: Instant): ProjectDecision {
  if (!distributorsOf(policy).enabled) return { outcome: 'ignored', because: 'nobody is told early' };
  const name = event.kind === 'RegisterWanted' ? `register/${event.at}` : 'distributors-enabled';
  const { next, effects } = tellProject(project, policy, name, hereIsTheRegister);
  const because = [{ rule: 'S34' }] as const;
  return { outcome: 'accepted', next, effects: [...effects, ...registerBoard(next, policy, now)], because };
}

/** In a case's issue it is not kept, but shown where it is. */
export function askRegisterInCase(thisCase: Case, event: Command<'RegisterAsked'>, policy: Policy): Decision {
  if (!distributorsOf(policy).enabled)
    return refuse(thisCase, event, 'against-policy', nobodyIsToldEarly(), [{ rule: 'S113' }, { rule: 'S115' }]);
  const { repository, installationId } = thisCase;
  const words =
    'Who is told early holds for all cases, so please say this in the project’s own issue; I bring the list up there now. What this case needs is said here: `/early`.';
  const decision = carriedOut(thisCase, event, words, [{ rule: 'S34' }]);
  const tell = { to: 'project', repository, installationId, event: { kind: 'RegisterWanted', at: event.at } } as const;
  return decision.outcome === 'accepted' ? { ...decision, tells: [tell] } : decision;
}

const hereIsTheRegister =
  'Distributors are told early here. The list of members stands at the top of this issue; `/distributor list` shows it, `/distributor apply` begins with the first. Each case is told of by `/early` in its own issue.';

/** A new issue shows the register from its first moment on, where there is one to show. */
export function withRegister(decision: ProjectDecision, policy: Policy, now: Instant): ProjectDecision {
  if (decision.outcome !== 'accepted' || !distributorsOf(policy).enabled) return decision;
  return { ...decision, effects: [...decision.effects, ...registerBoard(decision.next, policy, now)] };
}
