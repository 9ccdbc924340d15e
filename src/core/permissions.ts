/** Who may cause which event, and from where. */
import type { Case } from './case.ts';
import type { Refusal } from './decision.ts';
import type { Actor, CommandEvent, Surface } from './events.ts';
import type { Policy } from './policy.ts';
import type { RuleId } from './rules.ts';

export type Who = 'anyone' | 'involved' | 'maintainer' | 'score-final-call' | 'date-final-say';

export type Permission = { readonly who: Who; readonly where: readonly Surface['kind'][]; readonly rule: RuleId };

const everywhere = ['advisory', 'case-issue', 'pull-request'] as const;

/**
 * An advisory comment can be rewritten by any collaborator with write access (GitHub Docs, "Permission levels for repository
 * security advisories"), so what cannot be undone is not taken from there.
 */
export const permissions: { readonly [Kind in CommandEvent['kind']]: Permission } = {
  HelpAsked: { who: 'anyone', where: everywhere, rule: 'S75' },
  CommandNotUnderstood: { who: 'anyone', where: everywhere, rule: 'S75' },
  StatusAsked: { who: 'involved', where: everywhere, rule: 'S75' },
  WhyAsked: { who: 'involved', where: everywhere, rule: 'S75' },
  ReportAcknowledged: { who: 'maintainer', where: everywhere, rule: 'S8' },
  ReportAccepted: { who: 'maintainer', where: everywhere, rule: 'S8' },
  ReportRejected: { who: 'maintainer', where: everywhere, rule: 'S8' },
  FixLeadNamed: { who: 'maintainer', where: everywhere, rule: 'S79' },
  VectorGiven: { who: 'score-final-call', where: everywhere, rule: 'S29' },
  LgtmGiven: { who: 'maintainer', where: ['pull-request'], rule: 'S100' },
  LgtmWithdrawn: { who: 'maintainer', where: ['pull-request'], rule: 'S100' },
  HoldPlaced: { who: 'involved', where: everywhere, rule: 'S75' },
  HoldLifted: { who: 'involved', where: everywhere, rule: 'S75' },
  ReleaseDateGiven: { who: 'date-final-say', where: everywhere, rule: 'S42' },
  PublicationAsked: { who: 'maintainer', where: ['case-issue'], rule: 'S46' },
};

/** Why this actor may not do this here, or undefined when they may. Whoever we could not find out about may only ask for help. */
export function whyNotPermitted(event: CommandEvent, thisCase: Case, policy: Policy): Refusal | undefined {
  const permission = permissions[event.kind];
  const because = [{ rule: permission.rule }];
  if (permission.who !== 'anyone') {
    if (event.by.role === 'unknown') {
      return {
        code: 'could-not-find-out',
        message: `I could not find out from GitHub whether @${event.by.login} may do this, so I did nothing. Please try again in a few minutes.`,
        because,
      };
    }
    const wanted = rolesWanted(permission.who, policy);
    if (!wanted.includes('involved') && event.by.role !== 'maintainer') {
      return {
        code: 'not-permitted',
        message: `Only ${whoInWords(permission.who, policy)} may do this; @${event.by.login} is not one.`,
        because,
      };
    }
    if (wanted.includes('involved') && event.by.role === 'outsider') {
      return {
        code: 'not-permitted',
        message: `Only the maintainers and the reporter may do this; @${event.by.login} is neither.`,
        because,
      };
    }
    if (wanted.includes('fix-lead') && !mayActAsFixLead(event.by, thisCase)) {
      const lead =
        thisCase.fixLead === undefined ? 'nobody is Fix Lead yet: /fix-lead makes you one' : `that is @${thisCase.fixLead.login}`;
      return { code: 'not-permitted', message: `Only the Fix Lead may do this, and ${lead}.`, because };
    }
  }
  if (!permission.where.includes(event.from.kind)) {
    return { code: 'wrong-place', message: wrongPlace(permission.where, thisCase), because };
  }
  return undefined;
}

type Wanted = 'involved' | 'maintainer' | 'fix-lead';

function rolesWanted(who: Exclude<Who, 'anyone'>, policy: Policy): readonly Wanted[] {
  if (who === 'involved') return ['involved'];
  if (who === 'maintainer') return ['maintainer'];
  const decider = who === 'score-final-call' ? policy.scoreFinalCall : policy.dateFinalSay;
  return decider === 'fix-lead' ? ['maintainer', 'fix-lead'] : ['maintainer'];
}

function mayActAsFixLead(by: Actor, thisCase: Case): boolean {
  return thisCase.fixLead?.login === by.login;
}

/** Who that is under this policy, as `/help` and refusals say it. */
export function whoInWords(who: Who, policy: Policy | undefined): string {
  switch (who) {
    case 'anyone':
      return 'anybody';
    case 'involved':
      return 'maintainers and the reporter';
    case 'maintainer':
      return policy?.maintainers === undefined
        ? 'maintainers'
        : `members of @${policy.maintainers.organisation}/${policy.maintainers.slug}`;
    case 'score-final-call':
      return policy?.scoreFinalCall === 'fix-lead' ? 'the Fix Lead' : 'maintainers';
    case 'date-final-say':
      return policy?.dateFinalSay === 'fix-lead' ? 'the Fix Lead' : 'maintainers';
  }
}

function wrongPlace(where: readonly Surface['kind'][], thisCase: Case): string {
  const names = where.map((kind) => {
    if (kind === 'pull-request') return 'a pull request of this case in the private fix repository';
    if (kind === 'advisory') return 'a comment on the advisory';
    const issue = thisCase.caseIssue;
    return issue === undefined
      ? 'the private case issue (this project has none yet)'
      : `the private case issue ${issue.repository}#${issue.number}`;
  });
  return `This may not be said here. Say it in ${names.join(' or ')}.`;
}
