// The organisation's file with the repository's on top of it.
import { describe, expect, it } from '@jest/globals';
import { formatProblem } from '../../src/policy/policy-problem.ts';
import { readPolicies, type ReadPolicy } from '../../src/policy/read-policy.ts';

const paths = { repository: 'acme/widget/.github/fixlead.yml', organisation: 'acme/.github/.github/fixlead.yml' };

function read(organisation: string, repository: string): ReadPolicy {
  return readPolicies({
    organisation: { text: organisation, path: paths.organisation },
    repository: { text: repository, path: paths.repository },
  });
}

function accepted(organisation: string, repository: string) {
  const answer = read(organisation, repository);
  if (!answer.ok) throw new Error(answer.problems.map(formatProblem).join('\n'));
  return answer;
}

function problems(organisation: string, repository: string): readonly string[] {
  const answer = read(organisation, repository);
  return (answer.ok ? answer.warnings : answer.problems).map(({ path, line, column, code }) => `${path}:${line}:${column} ${code}`);
}

describe('two policy files', () => {
  it.each([
    {
      name: 'a list replaces the other’s whole',
      organisation: 'lines: [release-1.0, main]\n',
      repository: 'lines: [release-2.0]\n',
      holds: { lines: ['release-2.0'] },
    },
    {
      name: 'an empty list replaces the other’s as well',
      organisation: 'fix_lead: { rota: [ana] }\n',
      repository: 'fix_lead: { rota: [] }\n',
      holds: { rota: [] },
    },
    {
      name: 'one mapping is filled from both',
      organisation: 'calendar: { time_zone: Europe/Berlin, holidays: DE }\n',
      repository: 'calendar: { holidays: US }\n',
      holds: { calendar: { name: 'US', timeZone: 'Europe/Berlin' } },
    },
    {
      name: 'the organisation’s settings stand above the policy that the repository extends',
      organisation: 'acknowledge: { business_days: 1 }\n',
      repository: 'extends: distributors-list\n',
      holds: { acknowledgeBusinessDays: 1, answerNeedsPlan: true },
    },
    {
      name: 'the repository says which policy is extended, where both do',
      organisation: 'extends: vitess\nfix_repository: acme/fix\n',
      repository: 'extends: distributors-list\n',
      holds: { requiredLgtms: 0, fixRepository: 'acme/fix' },
    },
    {
      name: 'the organisation’s policy is extended where the repository extends none',
      organisation: 'extends: vitess\n',
      repository: 'fix_repository: acme/widget-fix\n',
      holds: { requiredLgtms: 2, scoreFinalCall: 'fix-lead' },
    },
  ])('are one policy: $name', ({ organisation, repository, holds }) => {
    expect(accepted(organisation, repository).policy).toMatchObject(holds);
  });

  it('may leave to each other what neither could leave out alone', () => {
    const alone = readPolicies({ organisation: { text: 'extends: vitess\n', path: paths.organisation } });
    expect(alone.ok).toBe(false);
    expect(read('extends: vitess\n', 'fix_repository: acme/fix\n').ok).toBe(true);
  });

  it('say of every setting which of them it comes from, and at which line', () => {
    const { settings, extends: extended } = accepted('extends: vitess\nfix_repository: acme/fix\n', 'lines: [main]\n');
    const from = Object.fromEntries(settings.map((setting) => [setting.key, setting.from]));
    expect(from.fix_repository).toEqual({ kind: 'file', layer: 'organisation', path: paths.organisation, line: 2, column: 1 });
    expect(from.lines).toEqual({ kind: 'file', layer: 'repository', path: paths.repository, line: 1, column: 1 });
    expect(from.publish).toEqual({ kind: 'preset', preset: 'vitess' });
    expect(extended).toMatchObject({ preset: 'vitess', from: { layer: 'organisation', line: 1 } });
  });

  it.each([
    {
      name: 'each by itself, the repository’s first',
      organisation: 'publsh: auto\n',
      repository: 'lines: main\n',
      found: [`${paths.repository}:1:8 wrong-type`, `${paths.organisation}:1:1 unknown-key`],
    },
    {
      name: 'one of which is no policy, and nothing is said of the two together',
      organisation: '- vitess\n',
      repository: 'extends: vitess\n',
      found: [`${paths.organisation}:1:1 not-a-mapping`],
    },
    {
      name: 'one of which is no YAML',
      organisation: 'lines: [main]\n',
      repository: 'lines: *a\n',
      found: [`${paths.repository}:1:8 alias`],
    },
    {
      name: 'together, where the repository asks for what the organisation does not give',
      organisation: 'lines: [main]\n',
      repository: 'lgtm: { required: 1 }\n',
      found: [`${paths.repository}:1:19 review-without-fix-repository`],
    },
    {
      name: 'together, where the organisation asks for what the repository does not give',
      organisation: 'extends: vitess\n',
      repository: 'lines: [main]\n',
      found: [`${paths.organisation}:1:10 review-without-fix-repository`],
    },
    {
      name: 'together, where one adds a day and the other removes it',
      organisation: 'calendar: { add: [2026-12-24] }\n',
      repository: 'calendar:\n  remove: [2026-12-24]\n',
      found: [`${paths.repository}:2:12 added-and-removed`],
    },
    {
      name: 'with a warning in the file that is to blame',
      organisation: 'calendar: { holidays: CN }\n',
      repository: 'lines: [main]\n',
      found: [`${paths.organisation}:1:23 incomplete-calendar`],
    },
  ])('are told what is wrong $name', ({ organisation, repository, found }) => {
    expect(problems(organisation, repository)).toEqual(found);
  });
});
