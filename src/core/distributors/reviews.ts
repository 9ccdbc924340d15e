/** What a member is due for: a look at whether it still meets the criteria (S55), and a new key before the old one expires. */
import type { ProjectDecision } from '../decision.ts';
import type { WakeUp } from '../effects.ts';
import type { Policy } from '../policy.ts';
import type { Project } from '../project/project.ts';
import { tellProject } from '../project/say-to-project.ts';
import { quoteRule } from '../rules.ts';
import { formatUtcMinute, type Instant } from '../time/time.ts';
import { distributorsOf } from './distributor-policy.ts';
import { registerBoard } from './register-board.ts';
import { reviewDueAt } from './member-standing.ts';
import { currentMembers, registerOf } from './register.ts';

/** Time enough to ask for another key. Unit: ms. */
const keyWarningMs = 30 * 86_400_000;

export function memberWakeUps(project: Project, policy: Policy): readonly WakeUp[] {
  if (!distributorsOf(policy).enabled) return [];
  const wanted = currentMembers(registerOf(project)).flatMap((member): readonly WakeUp[] => {
    const review = reviewDueAt(member, policy);
    const expires = member.key?.expiresAt;
    return [
      ...(review === undefined ? [] : [{ name: `review/${member.name}`, dueAt: review }]),
      ...(expires === undefined ? [] : [{ name: `key-expires/${member.name}`, dueAt: expires - keyWarningMs }]),
    ];
  });
  return wanted.filter((wakeUp) => !project.rung.includes(ringKey(wakeUp)));
}

export function memberWakeUpRang(project: Project, wakeUp: WakeUp, policy: Policy, now: Instant): ProjectDecision {
  const isWanted = memberWakeUps(project, policy).some((one) => ringKey(one) === ringKey(wakeUp));
  if (!isWanted) return { outcome: 'ignored', because: 'nothing of the project waits for it' };
  const [what = '', name = ''] = wakeUp.name.split('/');
  const rung = { ...project, rung: [...project.rung, ringKey(wakeUp)] };
  const words = what === 'review' ? reviewDue(name) : keyExpires(name, wakeUp.dueAt + keyWarningMs);
  const said = tellProject(rung, policy, `${wakeUp.name}/${wakeUp.dueAt}`, words);
  return {
    outcome: 'accepted',
    next: said.next,
    effects: [...said.effects, ...registerBoard(said.next, policy, now)],
    because: what === 'review' ? [{ rule: 'S55' }] : [{ rule: 'S6' }],
  };
}

function reviewDue(name: string): string {
  return `\`${name}\` is due for its review: does it still meet the criteria? If so, say \`/distributor reviewed ${name}\`; if not, \`/distributor remove ${name} REASON\`.\n\n- ${quoteRule('S55')}`;
}

function keyExpires(name: string, expiresAt: Instant): string {
  return `The key of \`${name}\` expires ${formatUtcMinute(expiresAt)}. Without another key (\`/distributor key ${name}\`) it gets nothing from then on.`;
}

function ringKey({ name, dueAt }: WakeUp): string {
  return `${name}@${dueAt}`;
}
