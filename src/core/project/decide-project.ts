/** What follows from one event for a project. Pure, like `decide` for a case, and on the same road. */
import { askRegister } from '../distributors/ask-register.ts';
import { openRegister, withRegister } from '../distributors/open-register.ts';
import { newMemberLink } from '../distributors/new-member-link.ts';
import { memberLeaked } from '../distributors/member-leaked.ts';
import { memberWakeUpRang } from '../distributors/reviews.ts';
import type { ProjectDecision } from '../decision.ts';
import { suspectedInPublic } from '../intake/suspected-report.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import { calendarEndsForProject } from '../schedule/calendar-warning.ts';
import type { Project } from './project.ts';
import type { ProjectEvent } from './project-events.ts';
import { policyFileBroken } from '../policy-version/policy-words.ts';
import { policyCheck } from './policy-check.ts';
import { publicCheckRang, pullToAskAgain, seePublicPull } from './public-check.ts';
import { keepAway, sayAwayToProject } from './who-is-away.ts';
import { answerInProject, sayAllUnsaid, tellProject } from './say-to-project.ts';
import { sayWordOfTheDay } from './word-of-the-day.ts';

/** Errors: none for what people or GitHub do; each such answer is a value. */
export function decideProject(project: Project, event: ProjectEvent, policy: Policy, now: Instant): ProjectDecision {
  switch (event.kind) {
    case 'AwaySaid':
      return sayAwayToProject(project, event, policy, now);
    case 'AwayChanged':
      return keepAway(project, event, now);
    case 'RegisterAsked':
      return askRegister(project, event, policy, now);
    case 'RegisterWanted':
    case 'DistributorsEnabled':
      return openRegister(project, event, policy, now);
    case 'MemberLinkAsked':
      return newMemberLink(project, event, policy, now);
    case 'MemberLeaked':
      return memberLeaked(project, event, policy, now);
    case 'ProjectIssueOpened':
      return withRegister(sayAllUnsaid(project, event.place), policy, now);
    case 'ProjectCommandNotUnderstood': {
      const refusal = { code: 'not-understood', message: event.message, because: [] } as const;
      return { outcome: 'refused', refusal, effects: answerInProject(project, event, event.message) };
    }
    case 'PolicyFileBroken': {
      const { next, effects } = tellProject(project, policy, `policy-broken/${event.version}`, policyFileBroken(event.problems));
      return { outcome: 'accepted', next, effects, because: [{ fact: 'the policy file has problems' }] };
    }
    case 'ReportSuspected': {
      if (policy.publicIssues === 'ignored') return { outcome: 'ignored', because: 'the policy ignores what stands in public issues' };
      const words = suspectedInPublic(project.repository, event.number, event.signs);
      return { outcome: 'accepted', ...tellProject(project, policy, `suspected/${event.number}`, words), because: [{ rule: 'S7' }] };
    }
    case 'DayBegan':
      return sayWordOfTheDay(project, event.start, event.due, policy);
    case 'CalendarEnds': {
      const words = calendarEndsForProject(policy);
      const name = `calendar-ends/${policy.calendar.name}/${policy.calendar.knownUntil}`;
      return { outcome: 'accepted', ...tellProject(project, policy, name, words), because: [{ fact: 'the holiday data ends' }] };
    }
    case 'PolicyFileProposed': {
      const check = policyCheck(project.repository, event.sha, event.proposal);
      const effects = [event.again === true ? { ...check, askedAt: event.at } : check];
      return { outcome: 'accepted', next: project, effects, because: [{ fact: 'a pull request changes the policy file' }] };
    }
    case 'PublicPullSeen':
      return seePublicPull(project, event);
    case 'WakeUpRang': {
      const number = pullToAskAgain(event);
      return number === undefined ? memberWakeUpRang(project, event, policy, now) : publicCheckRang(project, number);
    }
    case 'EffectGivenUp':
      return { outcome: 'accepted', next: project, effects: [], because: [{ fact: `${event.what} was given up: ${event.error}` }] };
  }
}
