/** A leak that was reported in a case is counted for the member, and put before whoever keeps the list (S66, S67). */
import type { ProjectDecision } from '../decision.ts';
import type { Policy } from '../policy.ts';
import type { Project } from '../project/project.ts';
import type { ProjectEvent } from '../project/project-events.ts';
import { tellProject } from '../project/say-to-project.ts';
import { teamName } from '../schedule/reminder-words.ts';
import type { Instant } from '../time/time.ts';
import { withLeakOf } from './members.ts';
import { registerBoard } from './register-board.ts';
import { findMember, registerOf, withMember } from './register.ts';
import { leakedInWords, noMember } from './register-words.ts';

type MemberLeaked = Extract<ProjectEvent, { kind: 'MemberLeaked' }>;

/** Also of a former member: what it knows, it may still leak. */
export function memberLeaked(project: Project, event: MemberLeaked, policy: Policy, now: Instant): ProjectDecision {
  const { what, to, by, at, caseId, member: name } = event;
  const register = registerOf(project);
  const member = findMember(register, name);
  const leaked = member && withLeakOf(member, { what, to, by, at, caseId });
  const next = leaked === undefined ? project : { ...project, register: withMember(register, leaked) };
  const words = leaked === undefined ? noMember(name, register) : leakedInWords(leaked);
  const said = tellProject(next, policy, `leak/${caseId}/${name}/${at}`, `${teamName(policy)}: in ${caseId}, ${words}`);
  const effects = [...said.effects, ...registerBoard(said.next, policy, now)];
  return { outcome: 'accepted', next: said.next, effects, because: [{ rule: leaked === undefined ? 'S66' : 'S67' }] };
}
