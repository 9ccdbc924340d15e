import { describe, expect, it } from '@jest/globals';
import { formatProblem } from '../../src/policy/policy-problem.ts';
import { maximumProblems } from '../../src/policy/policy-layer.ts';
import { policyKeys } from '../../src/policy/policy-keys.ts';
import { defaultPolicy, readPolicy } from '../../src/policy/read-policy.ts';

const path = '.github/fixlead.yml';

/** Every problem or warning as `line:column code` and, where there is one, what was most likely meant. */
function found(text: string): readonly string[] {
  const read = readPolicy(text, { path });
  const all = read.ok ? read.warnings : read.problems;
  return all.map(({ line, column, code, suggestion }) =>
    [`${line}:${column} ${code}`, ...(suggestion === undefined ? [] : [suggestion])].join(' → '),
  );
}

function accepted(text: string) {
  const read = readPolicy(text, { path });
  if (!read.ok) throw new Error(read.problems.map(formatProblem).join('\n'));
  return read;
}

function messages(text: string): readonly string[] {
  const read = readPolicy(text, { path });
  return (read.ok ? read.warnings : read.problems).map(({ message }) => message);
}

describe('text that is no policy', () => {
  it.each([
    { name: 'nothing', text: '', problems: ['1:1 not-a-mapping'] },
    { name: 'only comments', text: '# extends: vitess\n', problems: ['1:1 not-a-mapping'] },
    { name: 'a word', text: 'vitess', problems: ['1:1 not-a-mapping'] },
    { name: 'a list, after a comment', text: '# our policy\n- extends: vitess\n', problems: ['2:1 not-a-mapping'] },
    { name: 'two documents', text: 'publish: confirm\n---\npublish: auto\n', problems: ['2:1 many-documents'] },
    { name: 'words after the end of the document', text: 'publish: confirm\n...\nmore\n', problems: ['3:1 many-documents'] },
    { name: 'an alias', text: 'lines: &all [main]\ncalendar:\n  add: *all\n', problems: ['3:8 alias'] },
    { name: 'two aliases', text: 'lines: [*one, *two]\n', problems: ['1:9 alias', '1:15 alias'] },
    { name: 'a tag', text: 'publish: !secret confirm\n', problems: ['1:10 bad-yaml'] },
    { name: 'a tag on the whole', text: '!!set\n? publish\n', problems: ['1:1 bad-yaml'] },
    { name: 'a tag on a block of text', text: 'publish: !!binary |\n  aGVsbG8=\n', problems: ['1:10 bad-yaml'] },
    { name: 'another version of YAML', text: '%YAML 1.1\n---\npublish: confirm\n', problems: ['1:1 bad-yaml'] },
    { name: 'a line indented with a tab', text: 'calendar:\n\ttime_zone: UTC\n', problems: ['2:1 tab-indentation'] },
    { name: 'a list without its end', text: 'publish: confirm\nlines: [main\n', problems: ['3:1 bad-yaml'] },
    { name: 'a quoted word without its end', text: 'publish: "confirm\n', problems: ['2:1 bad-yaml'] },
    { name: 'a sign that may not begin a word', text: 'maintainers: { team: @acme/security }\n', problems: ['1:22 bad-yaml'] },
    { name: 'keys that are no words', text: '[a]: 1\n', problems: ['1:1 bad-yaml'] },
  ])('is refused when it is $name', ({ text, problems }) => {
    expect(found(text)).toEqual(problems);
  });
});

describe('a setting that cannot be read', () => {
  it.each([
    { name: 'a misspelt key', text: 'publish: confirm\npublsh: auto\n', problems: ['2:1 unknown-key → publish'] },
    { name: 'a misspelt key inside', text: 'calendar:\n  timezone: UTC\n', problems: ['2:3 unknown-key → time_zone'] },
    { name: 'a key that has no likeness', text: 'colour: red\n', problems: ['1:1 unknown-key'] },
    { name: 'a key from inside at the outside', text: 'business_days: 3\n', problems: ['1:1 unknown-key'] },
    { name: 'a path as a key', text: 'calendar.time_zone: UTC\n', problems: ['1:1 unknown-key'] },
    { name: 'a merge key', text: '<<: { publish: auto }\n', problems: ['1:1 unknown-key'] },
    {
      name: 'the names of what every object has',
      text: '__proto__: { publish: auto }\nconstructor: 1\n',
      problems: ['1:1 unknown-key', '2:1 unknown-key'],
    },
    { name: 'a number as a key', text: '1: x\n', problems: ['1:1 unknown-key'] },
    { name: 'a key given twice', text: 'publish: confirm\nlines: []\n"publish": auto\n', problems: ['3:1 duplicate-key'] },
    {
      name: 'a key given twice inside a list of one line',
      text: 'calendar: { weekend: [6], weekend: [7] }\n',
      problems: ['1:27 duplicate-key'],
    },
    {
      name: 'a key given three times',
      text: 'publish: auto\npublish: auto\npublish: confirm\n',
      problems: ['2:1 duplicate-key', '3:1 duplicate-key'],
    },
    { name: 'a person without a zone', text: 'people: [ana]\n', problems: ['1:10 not-allowed'] },
    { name: 'a person in no such zone', text: 'people: [ana in Europe/Berln]\n', problems: ['1:10 unknown-time-zone → Europe/Berlin'] },
    { name: 'a person whose day ends before it begins', text: 'people: [ana in UTC 18:00-09:00]\n', problems: ['1:10 not-allowed'] },
    { name: 'a person at an hour that is none', text: 'people: [ana in UTC 09:00-25:00]\n', problems: ['1:10 not-allowed'] },
    { name: 'a key with nothing after it', text: 'lines:\npublish: confirm\n', problems: ['1:1 wrong-type'] },
    { name: 'a key alone', text: '{ lines }\n', problems: ['1:3 wrong-type'] },
    { name: 'a mapping with nothing in it yet', text: 'calendar:\n', problems: ['1:1 wrong-type'] },
    { name: 'a number for a mapping', text: 'acknowledge: 3\n', problems: ['1:14 wrong-type'] },
    { name: 'one branch that is no list', text: 'lines: main\n', problems: ['1:8 wrong-type'] },
    { name: 'a branch that YAML reads as a number', text: 'lines:\n  - main\n  - 3.10\n', problems: ['3:5 wrong-type → "3.10"'] },
    { name: 'a branch that YAML reads as true', text: 'lines: [true]\n', problems: ['1:9 wrong-type → "true"'] },
    { name: 'a word for a number', text: 'acknowledge: { business_days: three }\n', problems: ['1:31 wrong-type'] },
    { name: 'a number in quotes', text: 'acknowledge: { business_days: "3" }\n', problems: ['1:31 wrong-type'] },
    { name: 'half a day', text: 'acknowledge: { business_days: 2.5 }\n', problems: ['1:31 wrong-type'] },
    { name: 'a number below', text: 'acknowledge: { business_days: -1 }\n', problems: ['1:31 out-of-range'] },
    { name: 'a number above', text: 'acknowledge: { business_days: 31 }\n', problems: ['1:31 out-of-range'] },
    { name: 'a number far above', text: 'fix: { calendar_days: 1e30 }\n', problems: ['1:23 out-of-range'] },
    { name: 'no number', text: 'fix: { calendar_days: .nan }\n', problems: ['1:23 wrong-type'] },
    { name: 'no time for a fix', text: 'fix: { calendar_days: 0 }\n', problems: ['1:23 out-of-range'] },
    { name: 'more LGTMs than allowed', text: 'fix_repository: acme/fix\nlgtm: { required: 11 }\n', problems: ['2:19 out-of-range'] },
    { name: 'a policy nobody knows', text: 'extends: etcd\n', problems: ['1:10 not-allowed'] },
    { name: 'a policy misspelt', text: 'extends: Vites\n', problems: ['1:10 not-allowed → vitess'] },
    { name: 'a role with a hyphen', text: 'cvss: { final_call: fix-lead }\n', problems: ['1:21 not-allowed → fix_lead'] },
    { name: 'yes for publish', text: 'publish: yes\n', problems: ['1:10 not-allowed'] },
    { name: 'a team without its organisation', text: 'maintainers: { team: security }\n', problems: ['1:22 not-allowed'] },
    {
      name: 'a team as it is mentioned',
      text: 'maintainers: { team: "@acme/security" }\n',
      problems: ['1:22 not-allowed → acme/security'],
    },
    { name: 'a repository without its owner', text: 'fix_repository: widget-security\n', problems: ['1:17 not-allowed'] },
    {
      name: 'the address of a repository',
      text: 'fix_repository: https://github.com/acme/fix.git\n',
      problems: ['1:17 not-allowed → acme/fix'],
    },
    {
      name: 'the address of a repository for git',
      text: 'fix_repository: git@github.com:acme/fix.git\n',
      problems: ['1:17 not-allowed → acme/fix'],
    },
    { name: 'a repository two folders up', text: 'fix_repository: acme/..\n', problems: ['1:17 not-allowed'] },
    { name: 'a mode that is misspelt', text: 'fix_repository: { mode: per-case }\n', problems: ['1:25 not-allowed → per_case'] },
    { name: 'a part that there is not', text: 'fix_repository: { nam: acme/fix }\n', problems: ['1:19 unknown-key → name'] },
    {
      name: 'a fixing team as it is mentioned',
      text: 'fix_repository: { team: "@acme/fix" }\n',
      problems: ['1:25 not-allowed → acme/fix'],
    },
    { name: 'a list of repositories', text: 'fix_repository: [acme/fix]\n', problems: ['1:17 wrong-type'] },
    { name: 'a severity misspelt', text: 'lgtm: { by_severity: { crtical: 3 } }\n', problems: ['1:24 unknown-key → critical'] },
    { name: 'too many LGTMs for a severity', text: 'lgtm: { by_severity: { low: 11 } }\n', problems: ['1:29 out-of-range'] },
    { name: 'a pattern of lines', text: 'ci: { by_line: { "release-*": [test] } }\n', problems: ['1:31 bad-branch-name'] },
    { name: 'one check that is no list', text: 'ci: { by_line: { main: test } }\n', problems: ['1:24 wrong-type'] },
    { name: 'a check given twice', text: 'ci: { required: [test, test] }\n', problems: ['1:24 given-twice'] },
    {
      name: 'a temporary private fork by its name',
      text: 'fix_repository: { name: acme/x-ghsa-2222-3333-4444 }\n',
      problems: ['1:25 temporary-fork'],
    },
    { name: 'a temporary private fork', text: 'fix_repository: acme/widget-ghsa-2222-3333-4444\n', problems: ['1:17 temporary-fork'] },
    { name: 'an eighth day of the week', text: 'calendar: { weekend: [6, 8] }\n', problems: ['1:26 out-of-range'] },
    { name: 'a week without a business day', text: 'calendar: { weekend: [1, 2, 3, 4, 5, 6, 7] }\n', problems: ['1:22 out-of-range'] },
    { name: 'a weekday given twice', text: 'calendar: { weekend: [6, 7, 6] }\n', problems: ['1:29 given-twice'] },
    { name: 'a line given twice', text: 'lines:\n  - main\n  - release-1\n  - main\n', problems: ['4:5 given-twice'] },
    {
      name: 'a version with a letter that its tag has not',
      text: "release_day: { versions: ['go: v{a} -> 0.{b}'] }\n",
      problems: ['1:27 bad-version-rule'],
    },
    { name: 'a date given twice', text: 'calendar: { add: [2026-12-24, 2026-12-24] }\n', problems: ['1:31 given-twice'] },
    { name: 'a date the other way round', text: 'calendar: { add: [24-12-2026] }\n', problems: ['1:19 not-allowed'] },
    { name: 'a date with a time', text: 'calendar: { add: [2026-12-24T00:00:00Z] }\n', problems: ['1:19 not-allowed'] },
    {
      name: 'the 29th of February of a common year',
      text: 'calendar: { add: [2028-02-29, 2026-02-29] }\n',
      problems: ['1:31 no-such-date'],
    },
    { name: 'a date to remove that does not exist', text: 'calendar: { remove: [2026-13-01] }\n', problems: ['1:22 no-such-date'] },
    { name: 'a time zone nobody knows', text: 'calendar: { time_zone: Middle-Earth }\n', problems: ['1:24 unknown-time-zone'] },
    { name: 'a time zone misspelt', text: 'calendar: { time_zone: Europe/Berln }\n', problems: ['1:24 unknown-time-zone → Europe/Berlin'] },
    { name: 'a city alone', text: 'calendar: { time_zone: New York }\n', problems: ['1:24 unknown-time-zone → America/New_York'] },
    { name: 'an offset', text: 'calendar: { time_zone: "+01:00" }\n', problems: ['1:24 unknown-time-zone'] },
    { name: 'a country nobody knows', text: 'calendar: { holidays: XX }\n', problems: ['1:23 unknown-holidays'] },
    { name: 'a state nobody knows', text: 'calendar: { holidays: DE-XX }\n', problems: ['1:23 unknown-holidays'] },
    { name: 'a country in small letters', text: 'calendar: { holidays: us }\n', problems: ['1:23 unknown-holidays → US'] },
    { name: 'a country with an underscore', text: 'calendar: { holidays: de_be }\n', problems: ['1:23 unknown-holidays → DE-BE'] },
    { name: 'none in capitals', text: 'calendar: { holidays: NONE }\n', problems: ['1:23 unknown-holidays → none'] },
    {
      name: 'a day added and removed',
      text: 'calendar: { add: [2026-12-24], remove: [2026-12-24] }\n',
      problems: ['1:41 added-and-removed'],
    },
  ])('is named with its place: $name', ({ text, problems }) => {
    expect(found(text)).toEqual(problems);
  });

  it.each([
    '',
    '-main',
    '/main',
    'main/',
    'a..b',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a\\\\b',
    'a//b',
    '.a',
    'a/.b',
    'a.',
    'a.lock',
    '@',
    'a@{1}',
    'a\\u0007',
    'a\\u202E',
    'release-*',
    'release-[12]',
  ])('such as the line "%s", which cannot be a branch', (line) => {
    expect(found(`lines: ["main", "${line}"]`)).toEqual([line === '' ? '1:17 out-of-range' : '1:17 bad-branch-name']);
  });

  it.each([
    { line: 'refs/heads/main', suggestion: 'main' },
    { line: 'origin/release-1.0', suggestion: 'release-1.0' },
    { line: 'origin/a..b', suggestion: undefined },
  ])('such as the reference $line, which is taken for the branch $suggestion', ({ line, suggestion }) => {
    expect(found(`lines: [${line}]`)).toEqual([['1:9 bad-branch-name', ...(suggestion === undefined ? [] : [suggestion])].join(' → ')]);
  });

  it.each(['main', 'release-22.0', 'v1', 'feature/x_y', 'maintenance/2.x', 'é', '版'])('but not the branch %s', (line) => {
    expect(accepted(`lines: ["${line}"]`).policy.lines).toEqual([line]);
  });

  it('counts lines and columns as an editor does, whatever the line ends, with a byte order mark or without', () => {
    expect(found('\uFEFFlines: [main]\r\npublish: maybe\r\n')).toEqual(['2:10 not-allowed']);
    expect(found('\uFEFFpublsh: auto\n')).toEqual(['1:1 unknown-key → publish']);
    expect(found('lines: ["𝒜", 1]\n')).toEqual(['1:15 wrong-type → "1"']);
  });

  it('says what is allowed instead, in one line that shows everything', () => {
    expect(messages('fix: { calendar_days: soon }')).toEqual(['`fix.calendar_days` is "soon"; it must be a whole number from 1 to 365.']);
    expect(messages('lines:')).toEqual([
      '`lines` is empty; it must be a list of at most 50 branches, such as [release-22.0, release-23.0].',
    ]);
    expect(messages('"a\\nb\\u202E": 1')[0]).toMatch(/^`"a\\nb\\u\{202e\}"` is not known\. A policy has `extends`, `maintainers`, /);
    expect(messages('business_days: 3')).toEqual(['`business_days` is not known. Write it as `acknowledge: business_days`.']);
    expect(messages(`publish: ${'long '.repeat(100)}`)[0]?.length).toBeLessThan(200);
  });

  it('appends what was most likely meant to the printed line, once', () => {
    const printed = (text: string) => {
      const read = readPolicy(text, { path });
      return read.ok ? [] : read.problems.map(formatProblem);
    };
    expect(printed('cvss: { final_call: fixlead }')).toEqual([
      '.github/fixlead.yml:1:21: `cvss.final_call` is "fixlead"; it must be `maintainers` or `fix_lead`. Did you mean fix_lead?',
    ]);
    expect(
      printed('calendar: { holidays: us }')
        .join()
        .match(/Did you mean/g),
    ).toHaveLength(1);
  });
});

describe('several problems', () => {
  it('are found in one go and ordered by their place', () => {
    const text = [
      'publish: maybe',
      'lines: [main, release-*, 3.10, main]',
      'calendar:',
      '  remove: [2026-02-30, soon]',
      '  time_zone: Berlin',
      '  holidays: XX',
      'lgtm: { required: 1 }',
      'colour: red',
      'publish: auto',
    ].join('\n');
    expect(found(text)).toEqual([
      '1:10 not-allowed',
      '2:15 bad-branch-name',
      '2:26 wrong-type → "3.10"',
      '2:32 given-twice',
      '4:12 no-such-date',
      '4:24 not-allowed',
      '5:14 unknown-time-zone → Europe/Berlin',
      '6:13 unknown-holidays',
      '7:19 review-without-fix-repository',
      '8:1 unknown-key',
      '9:1 duplicate-key',
    ]);
  });

  it(`are not more than ${maximumProblems}`, () => {
    expect(found(Array.from({ length: 150 }, (_, index) => `key${index}: 1`).join('\n'))).toHaveLength(maximumProblems);
  });
});

describe('settings that do not fit together', () => {
  it.each([
    { name: 'LGTMs with no repository to give them in', text: 'lgtm: { required: 1 }\n', problems: ['1:19 review-without-fix-repository'] },
    {
      name: 'the LGTMs of Vitess with no repository',
      text: 'publish: confirm\nextends: vitess\n',
      problems: ['2:10 review-without-fix-repository'],
    },
    { name: 'LGTMs that are declared', text: 'extends: vitess\nfix_repository: { mode: temporary_fork }\n', problems: [] },
    { name: 'a repository for each case', text: 'extends: vitess\nfix_repository: { mode: per_case }\n', problems: [] },
    {
      name: 'LGTMs for a severity alone and no repository',
      text: 'lgtm: { by_severity: { high: 1 } }\n',
      problems: ['1:7 review-without-fix-repository'],
    },
    { name: 'no LGTMs and no repository', text: 'extends: vitess\nlgtm: { required: 0 }\n', problems: [] },
    { name: 'the generic policy alone', text: 'extends: distributors-list\n', problems: [] },
    {
      name: 'a repository that is misspelt, which is trouble enough',
      text: 'extends: vitess\nfix_repositry: acme/fix\n',
      problems: ['2:1 unknown-key → fix_repository'],
    },
    { name: 'a repository that cannot be read', text: 'extends: vitess\nfix_repository: 3\n', problems: ['2:17 wrong-type → "3"'] },
    { name: 'LGTMs that cannot be read', text: 'extends: vitess\nlgtm: 3\n', problems: ['2:7 wrong-type'] },
    { name: 'a misspelt number of LGTMs', text: 'extends: vitess\nlgtm: { requird: 0 }\n', problems: ['2:9 unknown-key → required'] },
    { name: 'a misspelt section', text: 'extends: vitess\nlgtms: { required: 0 }\n', problems: ['2:1 unknown-key → lgtm'] },
  ])('are found: $name', ({ text, problems }) => {
    expect(found(text)).toEqual(problems);
  });

  it('refuses so many added days that none is left to work on', () => {
    const sundays = Array.from({ length: 60 }, (_, week) => new Date(Date.UTC(2026, 0, 4 + 7 * week)).toISOString().slice(0, 10));
    const calendar = (dates: readonly string[]) => `calendar:\n  weekend: [1, 2, 3, 4, 5, 6]\n  add: [${dates.join(', ')}]\n`;
    expect(found(calendar(sundays))).toEqual(['3:9 no-open-day']);
    expect(found(calendar(sundays.slice(0, 50)))).toEqual([]);
  });
});

describe('warnings', () => {
  it.each([
    { name: 'a rota that is never used', text: 'fix_lead: { rota: [ana] }\n', warnings: ['1:19 rota-unused'] },
    {
      name: 'a final say of somebody whom nobody is reminded to become',
      text: 'date: { final_say: fix_lead }\ncvss:\n  final_call: fix_lead\n',
      warnings: ['1:20 nobody-leads', '3:15 nobody-leads'],
    },
    { name: 'a fix that is due before the first answer', text: 'fix: { calendar_days: 2 }\n', warnings: ['1:23 due-before-answer'] },
    {
      name: 'a disclosure that is expected before the first answer',
      text: 'acknowledge: { business_days: 5 }\ndate: { critical_business_days: 4 }\n',
      warnings: ['2:33 due-before-answer'],
    },
    { name: 'an advisory published with no review', text: 'publish: auto\n', warnings: ['1:10 publishes-without-review'] },
    {
      name: 'an advisory published with no lines',
      text: 'extends: vitess\nfix_repository: acme/fix\npublish: auto\n',
      warnings: ['3:10 publishes-without-lines'],
    },
    {
      name: 'nothing, with lines and reviews',
      text: 'extends: vitess\nfix_repository: acme/fix\nlines: [main]\npublish: auto\n',
      warnings: [],
    },
    { name: 'nothing, where a person publishes', text: 'publish: confirm\n', warnings: [] },
    {
      name: 'the removal of a business day',
      text: 'calendar: { holidays: DE, remove: [2026-12-25, 2026-12-23] }\n',
      warnings: ['1:48 removes-nothing'],
    },
    { name: 'nothing, for a working Saturday', text: 'calendar: { remove: [2026-12-19] }\n', warnings: [] },
    { name: 'a calendar that is announced year by year', text: 'calendar:\n  holidays: IN\n', warnings: ['2:13 incomplete-calendar'] },
    { name: 'one such calendar of several', text: 'calendar:\n  holidays: US+CN\n', warnings: ['2:13 incomplete-calendar'] },
  ])('tell of $name', ({ text, warnings }) => {
    expect(accepted(text).warnings.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual(warnings);
  });
});

describe('a policy', () => {
  it('is resolved to plain data', () => {
    const { policy } = accepted(`
extends: distributors-list
maintainers: { team: Acme/Security }
fix_repository: { mode: per_case, name: Acme/Widget-Security, team: Acme/Fixers }
lines: [release-1.0, Main]
calendar: { time_zone: Europe/Berlin, holidays: DE-BE, add: [2026-12-24], remove: [2026-12-25], weekend: [7] }
main_line: trunk
acknowledge: { business_days: 0, needs_plan: false }
reporting_policy: https://acme.example/security
triage: { business_days: 4 }
unsafe_defaults: accepted
fix_lead: { business_days: 1, rota: [Ana, bola] }
reminders: { at: [0.5, 0.9], hours: '09:00-17:30', daily: true }
people: [Ana in Asia/Tokyo, bola in Europe/Berlin 10:00-18:00]
escalation: [owner after 4 hours, team after 1 business day, Ana bola after 2 business days]
fix: { calendar_days: 14 }
lgtm: { required: 1, by_severity: { critical: 3 }, by_line: { Main: 2 }, bound_to: tree, override: fix_lead }
ci: { required: [Unit Tests], by_line: { Main: [] }, evidence_from: [Acme/CI] }
cvss: { final_call: fix_lead, asap_from: 7, write: '3' }
date: { final_say: fix_lead, critical_business_days: 0, delay_reasons: [not-tested], longest_days: 30, time: '09:30', zones: [Asia/Tokyo] }
gates: [fix, first-answer]
communication_plan: not_asked
watch: { public_issues: ignored }
publish: auto
release_day: { via: push, publish_after: fix, ring_minutes: 5, versions: ['go: v{a}.{b} -> 0.{a}.{b}'] }
`);
    const { calendar, settings, sources, notices, distributors, ...others } = policy;
    expect(sources?.['cvss.write']).toEqual({ path: '.github/fixlead.yml', line: expect.any(Number) });
    expect(sources).not.toHaveProperty('date.nothing');
    // Held in notices.test.ts and distributors.test.ts.
    expect(distributors?.enabled).toBe(false);
    expect(notices?.channels.fixed).toHaveLength(3);
    expect(others).toEqual({
      maintainers: { organisation: 'acme', slug: 'security' },
      fixRepository: 'acme/widget-security',
      fixMode: 'per-case',
      fixTeam: { organisation: 'acme', slug: 'fixers' },
      lines: ['release-1.0', 'Main'],
      mainLine: 'trunk',
      acknowledgeBusinessDays: 0,
      answerNeedsPlan: false,
      reportingPolicy: 'https://acme.example/security',
      triageBusinessDays: 4,
      unsafeDefaults: 'accepted',
      rota: ['ana', 'bola'],
      fixLeadBusinessDays: 1,
      reminders: { at: [0.5, 0.9], hours: { from: { hour: 9, minute: 0 }, until: { hour: 17, minute: 30 } }, daily: true },
      people: {
        ana: { timeZone: 'Asia/Tokyo' },
        bola: { timeZone: 'Europe/Berlin', hours: { from: { hour: 10, minute: 0 }, until: { hour: 18, minute: 0 } } },
      },
      escalation: [
        { to: 'owner', after: { count: 4, unit: 'hours' } },
        { to: 'team', after: { count: 1, unit: 'business-days' } },
        { to: ['ana', 'bola'], after: { count: 2, unit: 'business-days' } },
      ],
      asapFromScore: 7,
      criticalBusinessDays: undefined,
      fixCalendarDays: 14,
      requiredLgtms: 1,
      lgtmsBySeverity: { critical: 3 },
      lgtmsByLine: { Main: 2 },
      lgtmBoundTo: 'tree',
      lgtmOverride: 'fix-lead',
      publicCheck: false,
      keepsRuleset: false,
      requiredChecks: ['Unit Tests'],
      checksByLine: { Main: [] },
      evidenceFrom: ['acme/ci'],
      cvssWrite: '3',
      scoreFinalCall: 'fix-lead',
      dateFinalSay: 'fix-lead',
      delayReasons: ['not-tested'],
      longestDays: 30,
      dateTime: '09:30',
      dateZones: ['Asia/Tokyo'],
      watchElsewhere: 'lists',
      gates: ['fix', 'first-answer'],
      communicationPlan: 'not-asked',
      publicIssues: 'ignored',
      preset: 'distributors-list',
      publish: 'auto',
      releaseDay: {
        via: 'push',
        publishAfter: 'fix',
        ringMinutes: 5,
        versions: [{ ecosystem: 'go', tag: 'v{a}.{b}', version: '0.{a}.{b}' }],
      },
    });
    expect(settings).toMatchObject({
      'maintainers.team': 'Acme/Security',
      lines: ['release-1.0', 'Main'],
      'date.critical_business_days': 0,
    });
    expect(calendar).toMatchObject({ name: 'DE-BE', timeZone: 'Europe/Berlin', weekend: [7] });
    expect(calendar.holidays).toEqual(expect.arrayContaining(['2026-12-24', '2026-12-26', '2026-03-08']));
    expect(calendar.workdays).toEqual(['2026-12-25']);
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
  });

  it('takes its lines from Releases where it says how many', () => {
    expect(accepted('lines: [main]\nlines_from: { releases: 3 }\n').policy.linesFrom).toEqual({
      ...{ count: 3, tags: 'v{a}.{b}.{c}', branch: 'release-{a}.{b}' },
      besides: ['main'],
    });
    expect(accepted('lines_from: { tags: "{a}.{b} -> v{a}" }\n').policy.linesFrom).toBeUndefined();
    expect(found('lines_from:\n  tags: "{a} -> v{b}"\n')).toEqual(['2:9 bad-lines-rule']);
    expect(found('lines_from:\n  tags: "{a} -> v..{a}"\n')).toEqual(['2:9 bad-branch-name']);
    expect(found('main_line: refs/heads/main\n')).toEqual(['1:12 bad-branch-name → main']);
  });

  it('has the weekend of its country unless it names another', () => {
    expect(accepted('calendar: { holidays: IL }').policy.calendar.weekend).toEqual([5, 6]);
    expect(accepted('calendar: { holidays: IL, weekend: [6, 7] }').policy.calendar.weekend).toEqual([6, 7]);
    expect(accepted('calendar: { weekend: [] }').policy.calendar.weekend).toEqual([]);
    expect(accepted('publish: confirm').policy.calendar.weekend).toEqual([6, 7]);
  });

  it('reads Norway as a country, not as a no', () => {
    expect(accepted('calendar: { holidays: NO }').policy.calendar.name).toBe('NO');
  });

  it('says of every setting where it comes from', () => {
    const { settings } = accepted('extends: vitess\nfix_repository: acme/fix\ncalendar:\n  holidays: IL\n');
    const from = new Map(settings.map((setting) => [setting.key, setting]));
    expect(settings.map(({ key }) => key)).toEqual(Object.keys(policyKeys));
    expect(from.get('fix_repository')).toEqual({
      ...{ key: 'fix_repository', value: 'acme/fix', rules: ['S100'], note: '' },
      from: { kind: 'file', layer: 'repository', path, line: 2, column: 1 },
    });
    expect(from.get('calendar.holidays')).toMatchObject({ value: 'IL', from: { kind: 'file', line: 4, column: 3 } });
    expect(settings).toHaveLength(Object.keys(policyKeys).length);
    expect(from.get('calendar.weekend')?.value).toEqual([5, 6]);
    expect(from.get('cvss.final_call')).toEqual({
      key: 'cvss.final_call',
      value: 'fix_lead',
      from: { kind: 'preset', preset: 'vitess' },
      rules: ['S97'],
      note: '',
    });
  });

  it('is the cautious one where there is none, and where a file extends nothing and says nothing', () => {
    expect(defaultPolicy).toMatchObject({
      maintainers: undefined,
      fixRepository: undefined,
      lines: [],
      calendar: { name: 'none', timeZone: 'UTC', weekend: [6, 7], holidays: [], workdays: [] },
      acknowledgeBusinessDays: 3,
      fixCalendarDays: 7,
      requiredLgtms: 0,
      scoreFinalCall: 'maintainers',
      dateFinalSay: 'maintainers',
      publish: 'confirm',
    });
    expect({ ...accepted('lines: []').policy, sources: {} }).toEqual(defaultPolicy);
    expect(accepted('{}').policy).toEqual(defaultPolicy);
  });
});
