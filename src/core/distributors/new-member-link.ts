/** Another link to a member's page, for whoever asks: it goes to the role address alone, and not more often than once in an hour. */
import type { ProjectDecision } from '../decision.ts';
import { effectKey } from '../effects.ts';
import type { Policy } from '../policy.ts';
import type { Project } from '../project/project.ts';
import type { ProjectEvent } from '../project/project-events.ts';
import type { Instant } from '../time/time.ts';
import { distributorsOf } from './distributor-policy.ts';
import { whyLeftOut } from './member-standing.ts';
import { newLinkMail } from './member-words.ts';
import { findMember, isMember, registerOf } from './register.ts';

/** Unit: ms. Anybody may ask, and each time a mail goes out. */
const againMs = 3_600_000;

export function newMemberLink(
  project: Project,
  event: Extract<ProjectEvent, { kind: 'MemberLinkAsked' }>,
  policy: Policy,
  now: Instant,
): ProjectDecision {
  const { enabled, linkDays, agreement } = distributorsOf(policy);
  const register = registerOf(project);
  const member = findMember(register, event.member);
  if (!enabled || linkDays === 0) return { outcome: 'ignored', because: 'the policy has no pages for members' };
  if (!isMember(member)) return { outcome: 'ignored', because: 'it is no member' };
  const why = whyLeftOut(member, agreement, register, now);
  if (why !== undefined) return { outcome: 'ignored', because: `it ${why.says}` };
  const last = project.linksAsked?.[member.name];
  if (last !== undefined && now - last < againMs) return { outcome: 'ignored', because: 'it was sent one within the hour' };
  const { name, address, key } = member;
  return {
    outcome: 'accepted',
    next: { ...project, linksAsked: { ...project.linksAsked, [name]: now } },
    effects: [
      {
        ...{ key: effectKey(project.id, `member-link/${name}`), kind: 'MailMemberLink', audience: 'distributors', member: name },
        ...{ address, fingerprint: key?.fingerprint, agreement, linkDays, askedAt: now, ...newLinkMail(project.repository) },
      },
    ],
    because: [{ rule: 'S51' }],
  };
}
