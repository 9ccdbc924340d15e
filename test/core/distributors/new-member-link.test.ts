// Another link to a member's page: to its role address alone, and seldom.
import { describe, expect, it } from '@jest/globals';
import type { ProjectDecision } from '../../../src/core/decision.ts';
import { refuseLeaks } from '../../../src/core/embargo.ts';
import { noDistributors } from '../../../src/core/distributors/distributor-policy.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import type { Project } from '../../../src/core/project/project.ts';
import { aPolicy, reportedAt as now } from '../../fixtures/a-case.ts';
import { aReadyCase, hourMs } from '../../fixtures/happenings.ts';
import { after, aProject, withMemberNamed } from './a-register.ts';

const joined = withMemberNamed(aProject, 'a-linux');
const wish = (project: Project, { policy = aPolicy(), at = now, member = 'a-linux' } = {}): ProjectDecision =>
  decideProject(project, { kind: 'MemberLinkAsked', member, at }, policy, at);
const outcomeOf = (decision: ProjectDecision): string => (decision.outcome === 'ignored' ? decision.because : decision.outcome);

describe('another link to a page', () => {
  it('goes to the address and the key on the list, and names no case', () => {
    const decision = wish(joined);
    expect(decision.outcome === 'accepted' && decision.effects).toMatchObject([
      {
        kind: 'MailMemberLink',
        audience: 'distributors',
        address: 'security@a-linux.example.org',
        fingerprint: 'AB'.repeat(20),
        linkDays: 3,
      },
    ]);
    expect(JSON.stringify(decision)).not.toContain('GHSA');
  });

  it.each([
    { name: 'within the hour', given: () => sentOnce(joined), at: now + hourMs - 1, because: 'it was sent one within the hour' },
    { name: 'an hour later', given: () => sentOnce(joined), at: now + hourMs, because: 'accepted' },
    {
      name: 'to whoever left',
      given: () => after(joined, { what: 'remove', name: 'a-linux', reason: 'It ended.' }),
      because: 'it is no member',
    },
    {
      name: 'to whoever has no key',
      given: () => withMemberNamed(aProject, 'a-linux', { key: false }),
      because: 'it has no OpenPGP key here',
    },
    {
      name: 'to whoever agrees no more',
      given: () => after(joined, { what: 'withdraw', name: 'a-linux', person: undefined }),
      because: 'it has withdrawn its consent to the embargo agreement',
    },
    {
      name: 'where the policy has no pages',
      ...{ given: () => joined, because: 'the policy has no pages for members' },
      policy: aPolicy({ distributors: { ...noDistributors, enabled: true } }),
    },
  ])('asked for $name: $because', ({ given, because, ...how }) => {
    expect(outcomeOf(wish(given(), how))).toBe(because);
  });

  it('is nothing that a case may want: it would speak of a case outside of what was confirmed', () => {
    const decision = wish(joined);
    const effects = decision.outcome === 'accepted' ? decision.effects : [];
    expect(() => refuseLeaks(aReadyCase(), effects, aPolicy(), now)).toThrow('against its policy');
  });
});

function sentOnce(project: Project): Project {
  const decision = wish(project);
  if (decision.outcome !== 'accepted') throw new Error('it is sent the first time');
  return decision.next;
}
