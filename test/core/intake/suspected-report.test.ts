// A public issue that reads like a report of a vulnerability is told to the maintainers, in private, in our own words (S7).
import { describe, expect, it } from '@jest/globals';
import { suspectedSigns } from '../../../src/core/intake/suspected-report.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import { newProject } from '../../../src/core/project/project.ts';
import { aPolicy, aRepository, reportedAt as at } from '../../fixtures/a-case.ts';
import { processorTime } from '../../processor-time.ts';

describe('an issue', () => {
  it.each([
    { title: 'Crash on start', text: 'It says "exploit failed" and stops.', signs: [] },
    { title: 'Typo in SECURITY.md', text: '', signs: [] },
    { title: 'Dose of caffeine', text: 'Pocket rces, a spoc.', signs: [] },
    { title: 'Security issue in the login', text: '', signs: ['a vulnerability'] },
    { title: 'XSS', text: '', signs: ['cross-site requests or scripts'] },
    { title: 'Update the parser because of cve-2026-12345', text: '', signs: ['a CVE id'] },
    {
      title: 'Login',
      text: 'Anybody can exploit it; a PoC is attached. Authentication bypass!',
      signs: ['an exploit', 'rights that somebody should not have'],
    },
    {
      title: 'Slow',
      text: 'A path traversal in /files and a use-after-free',
      signs: ['files that somebody should not reach', 'memory errors'],
    },
  ])('called "$title" with "$text" speaks of $signs', ({ title, text, signs }) => {
    expect(suspectedSigns({ title, text })).toEqual(signs);
  });

  it('of a hundred thousand letters is read at once', () => {
    const took = processorTime();
    suspectedSigns({ title: 'a '.repeat(100), text: 'leak of leaks of arbitrary cross-site '.repeat(3_000) });
    expect(took()).toBeLessThan(500);
  });
});

describe('a suspected report', () => {
  const project = {
    ...newProject(repositoryName('acme/widget'), 1),
    issue: { repository: repositoryName('acme/widget-security'), number: 3 },
  };
  const event = { kind: 'ReportSuspected', number: 12, signs: ['a CVE id', 'an exploit'], at } as const;

  it('is told once in the project issue, with what to do', () => {
    const decision = decideProject(project, event, aPolicy(), at);
    expect(decision).toMatchObject({
      outcome: 'accepted',
      because: [{ rule: 'S7' }],
      effects: [{ key: `${aRepository}/tell/suspected/12`, kind: 'SayInFixRepository', audience: 'maintainers' }],
    });
    const words = JSON.stringify(decision);
    expect(words).toContain('it speaks of a CVE id, an exploit. https://github.com/acme/widget/issues/12');
    expect(words).toContain('https://github.com/acme/widget/security/advisories/new');
    expect(words).toContain('S7 (G:18)');
  });

  it('is left alone where the policy says so', () => {
    expect(decideProject(project, event, aPolicy({ publicIssues: 'ignored' }), at)).toMatchObject({ outcome: 'ignored' });
  });
});
