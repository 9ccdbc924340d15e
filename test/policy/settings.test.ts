// What is said of whatever stands under each setting of a policy file, and of settings together, held word for word in `settings.txt`.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { policyKeys, type PolicyKey } from '../../src/policy/policy-keys.ts';
import { defaultPolicy, readPolicies, readPolicy, type ReadPolicy } from '../../src/policy/read-policy.ts';
import type { Policy } from '../../src/core/policy.ts';
import type { CivilDate } from '../../src/core/time/time.ts';
import { expectSectionAsHeld, sectionsOf } from '../as-held.ts';

const held = join(import.meta.dirname, 'settings.txt');
const calendarOfDefault = [defaultPolicy.calendar.name, defaultPolicy.calendar.timeZone, defaultPolicy.calendar.weekend];
const keys = Object.keys(policyKeys) as PolicyKey[];

/** As each is written in the file. */
const values = ['', '0', '1', '-1', '1.5', 'true', 'x', '[x, x]', '{ x: 1 }'];

const together: Readonly<Record<string, string>> = {
  'LGTMs without a fix repository': 'lgtm: { required: 2 }',
  'LGTMs of a line without a fix repository': 'lgtm: { by_line: { main: 1 } }',
  'LGTMs of a severity without a fix repository': 'lgtm: { by_severity: { high: 1 } }',
  'LGTMs by a preset without a fix repository': 'extends: vitess\npublish: confirm',
  'LGTMs with a repository for each case': 'lgtm: { required: 2 }\nfix_repository: { mode: per_case }',
  'LGTMs under a mode alone': 'lgtm: { required: 2 }\nfix_repository: { mode: standing }',
  'LGTMs that cannot be read': 'lgtm: { required: many }',
  'LGTMs with a fix repository that cannot be read': 'lgtm: { required: 2 }\nfix_repository: nowhere',
  'a mapping for a repository': 'fix_repository: { mode: per_case, name: acme/widget-security, team: acme/security }',
  'a mapping for a repository with everything wrong': 'fix_repository: { mode: any, name: x, team: y, colour: red }',
  'an address for a repository': 'fix_repository: https://github.com/acme/widget-security.git',
  'an address of a repository without a lock': 'fix_repository: http://github.com/acme/widget-security/',
  'an address of a repository elsewhere': 'fix_repository: https://gitlab.com/acme/widget-security',
  'another address for a repository': 'fix_repository: git@github.com:acme/widget-security',
  'a temporary fork': 'fix_repository: acme/widget-ghsa-2222-3333-4444',
  'a temporary fork in a mapping': 'fix_repository: { name: acme/widget-GHSA-2222-3333-4444 }',
  'a team with an at': 'maintainers: { team: "@acme/security" }',
  'publishing by itself without lines': 'publish: auto\nfix_repository: acme/x\nlgtm: { required: 1 }',
  'publishing by itself with lines': 'publish: auto\nfix_repository: acme/x\nlgtm: { required: 1 }\nlines: [main]',
  'publishing by itself with lines from releases':
    'publish: auto\nfix_repository: acme/x\nlgtm: { required: 1 }\nlines_from: { releases: 2 }',
  'publishing by itself without review': 'publish: auto\nlgtm: { required: 0 }\nlines: [main]',
  'a rota that is never used': 'fix_lead: { rota: [ana] }',
  'a rota': 'fix_lead: { rota: [ana], business_days: 1 }',
  'nobody leads who has the final say': 'date: { final_say: fix_lead }\ncvss: { final_call: fix_lead }',
  'somebody leads who has the final say': 'fix_lead: { business_days: 1 }\ndate: { final_say: fix_lead }\ncvss: { final_call: fix_lead }',
  'the fix before the answer': 'acknowledge: { business_days: 5 }\nfix: { calendar_days: 4 }',
  'the fix with the answer': 'acknowledge: { business_days: 5 }\nfix: { calendar_days: 5 }',
  'the disclosure before the answer': 'acknowledge: { business_days: 5 }\ndate: { critical_business_days: 4 }',
  'distributors without a fix repository': 'distributors: { enabled: true }',
  'distributors by a preset without a fix repository': 'extends: distributors-list',
  'distributors in a fix repository that cannot be read': 'distributors: { enabled: true }\nfix_repository: nowhere',
  'distributors with a repository in a mapping': 'distributors: { enabled: true }\nfix_repository: { name: acme/x }',
  'distributors with a mode alone': 'distributors: { enabled: true }\nfix_repository: { mode: per_case }',
  'the same step of escalation twice': 'escalation: [owner after 1 hour, owner after 1 hour]',
  'a team of the repository with an at': 'fix_repository: { name: acme/x, team: "@acme/security" }',
  'a channel that was nearly one': 'channels: { fixed: ["slak:announce", "mial:users@lists.example.org", "mail:not an address"] }',
  'consents of a later version': 'distributors: { agreement_version: 2, agreement_holds_from: 3 }',
  'consents of this version': 'distributors: { agreement_version: 3, agreement_holds_from: 3 }',
  'a version that cannot be read': 'distributors: { agreement_version: x, agreement_holds_from: 3 }',
  branches:
    'lines: [refs/heads/main, origin/release-1.0, refs/heads/-x, "release-*", "a..b", "a b", ".a", "a.lock", "@", "a@{b", "a/", ok/1.0]',
  'a branch twice': 'lines: [main, main, other, main]',
  'a main line': 'main_line: "a b"',
  'branches as keys':
    'lgtm: { by_line: { "a b": 1 }, by_severity: { grave: 1 } }\nci: { by_line: { "a..b": [x] } }\nfix_repository: acme/x',
  'a branch without a name as a key': 'lgtm: { by_line: { "": 1 } }\nfix_repository: acme/x',
  'an endless branch as a key': `ci: { by_line: { ${'x'.repeat(300)}: [test] } }\nfix_repository: acme/x`,
  'keys that are known, and what is none of them':
    'lgtm: { by_severity: { hihg: 1, high: 2, 3: 1 } }\nfix_repository: acme/x\nchannels: { fixd: [] }',
  'time zones': 'calendar: { time_zone: Berlin }\ndate: { zones: [europe/berlin, New York, UTC, UTC, Nowhere] }',
  days: 'calendar: { add: [2026-02-30, 2026-12-24, 2026-12-24], remove: [2026-12-25] }',
  'a day added and removed': 'calendar: { holidays: DE, add: [2026-12-24], remove: [2026-12-24] }',
  'a day removed that is open': 'calendar: { holidays: DE, remove: [2026-12-24] }',
  'holidays of nowhere': 'calendar: { holidays: XX }',
  'holidays of a region that is not there': 'calendar: { holidays: DE-XX }',
  'holidays joined': 'calendar: { holidays: DE+US-CA }',
  'holidays joined with nothing': 'calendar: { holidays: DE+ }',
  'a week without a working day': 'calendar: { weekend: [mon, tue, wed, thu, fri, sat, sun] }',
  'another weekend': 'calendar: { weekend: [fri, sat] }',
  hours: 'reminders: { hours: "09:00-17:00" }',
  'hours that end before they begin': 'reminders: { hours: "17:00-09:00" }',
  'parts of the time': 'reminders: { at: [0, 0.5, 1, 0.5] }',
  'people and their hours':
    'people: ["ana: Europe/Berlin 09:00-17:00", "ben: Berlin", "tom: UTC 17:00-09:00", "rita", "ana: UTC 09:00-09:00"]',
  'steps of escalation':
    'escalation: [owner after 1 hour, team after 2 business days, "ana, ben after 1 business day", nobody, owner after 0 hours]',
  'gates, and what is none': 'gates: [fix, first-answer, release, fix]',
  'a rule for lines': 'lines_from: { releases: 2, tags: "v{a}.{b}.{c} -> release-{a}.{b}" }',
  'a rule for lines that does not fit': 'lines_from: { releases: 2, tags: "v{a}.{b} -> release-{a}.{c}" }',
  'a rule for lines that gives no branch': 'lines_from: { releases: 2, tags: "v{a}.{b} -> release..{a}" }',
  'rules for versions': 'release_day: { versions: ["go: v{a}.{b}.{c} -> 0.{a}.{c}", "npm: v{a} -> {b}", x] }',
  channels:
    'channels: { fixed: ["slack:announce", "Slack:announce", "by_hand:blog", "mail:users@lists.example.org", "mail:x", "github:release", "pigeon:coop"], forthcoming: ["github:release", "github:issue"], lifted: [x] }',
  'a template': 'templates: { fixed: "It is out: {{ url }}" }',
  'a template that asks for what is not known': 'templates: { forthcoming: "{{ advisory_url }}" }',
  'a template that does not end': 'templates: { fixed: "one\\n{% if a %}" }',
  'keys from elsewhere': 'time_zone: UTC\nbusiness_days: 3\ncalendar: { required: 1 }',
  'misspelt keys': 'publsh: auto\nlgtm: { requird: 1 }\ncalender: { time_zone: UTC }',
  'a preset': 'extends: vitess\nfix_repository: acme/x',
  'another preset': 'extends: distributors-list\nfix_repository: acme/x',
  'a preset that is not there': 'extends: vittess',
  criteria: 'distributors: { enabled: true, criteria: [user-base, user-base, luck], decided_by: [ana, ana] }\nfix_repository: acme/x',
  'numbers that are words': 'maintainers: { team: 1 }\nmain_line: 22.0\nlines: [22.0, true]',
};

describe('what is said of', () => {
  it.each(keys.map((key) => ({ key })))('$key', ({ key }) => {
    const [outer = '', inner] = key.split('.');
    const texts = [policyKeys[key].example, ...values].map((value) =>
      inner === undefined ? `${outer}: ${value}` : `${outer}: { ${inner}: ${value} }`,
    );
    // What is allowed is the same each time, and held once.
    const [allowed = ''] = texts.flatMap((text) =>
      said(readPolicy(text, { path: 'f' }), key).flatMap((line) => /; it must be .*/.exec(line) ?? []),
    );
    const lines = texts.flatMap((text) => [text, ...said(readPolicy(text, { path: 'f' }), key).map((line) => line.replace(allowed, ''))]);
    expectSectionAsHeld(held, key, [...lines, allowed]);
  });

  it.each(Object.entries(together).map(([name, text]) => ({ name, text })))('$name', ({ name, text }) => {
    expectSectionAsHeld(held, name, [...text.split('\n'), ...said(readPolicy(text, { path: 'f' }))]);
  });

  it('a calendar whose holidays end', () => {
    const text = 'calendar: { holidays: DE }';
    const days = ['2026-01-01', '2060-01-01'] as CivilDate[];
    const lines = days.flatMap((today) => [`on ${today}`, ...said(readPolicies({ repository: { text, path: 'f' } }, { today }))]);
    expectSectionAsHeld(held, 'a calendar whose holidays end', lines);
  });

  it('each is held, and nothing else', () => {
    expect([...sectionsOf(held).keys()]).toEqual([...keys, ...Object.keys(together), 'a calendar whose holidays end']);
  });
});

/** The problems, or what holds otherwise than without a file. */
function said(read: ReadPolicy, key?: PolicyKey): readonly string[] {
  const findings = read.ok ? read.warnings : read.problems;
  const lines = findings.map(
    ({ line, column, code, message, suggestion }) =>
      `  ${line}:${column} ${code}: ${message}${suggestion === undefined ? '' : ` (${suggestion}?)`}`,
  );
  if (!read.ok) return lines;
  const { settings = {} } = read.policy;
  const before: Readonly<Record<string, unknown>> = defaultPolicy.settings ?? {};
  const names = key === undefined ? Object.keys(settings) : [key];
  const changed = names.filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(before[name]));
  return [...lines, ...changed.map((name) => `  ${name} = ${JSON.stringify(settings[name]).slice(0, 300)}`), ...resolved(read.policy)];
}

/** What the rest of the app is given otherwise than without a file; of a calendar its name, because its days are many. */
function resolved({ settings: _settings, sources: _sources, calendar, ...policy }: Policy): readonly string[] {
  const before: Readonly<Record<string, unknown>> = defaultPolicy;
  const all: Readonly<Record<string, unknown>> = policy;
  const changed = Object.keys({ ...before, ...all }).filter((name) => !['settings', 'sources', 'calendar'].includes(name));
  const lines = changed.flatMap((name) => {
    const [was, is] = [before[name], all[name]].map((value) => JSON.stringify(value));
    return was === is ? [] : [`  → ${name}: ${(is ?? 'nothing').slice(0, 300)}`];
  });
  const { name, timeZone, weekend } = calendar;
  const isSame = JSON.stringify([name, timeZone, weekend]) === JSON.stringify(calendarOfDefault);
  return isSame ? lines : [...lines, `  → calendar: ${name}, ${timeZone}, closed on ${weekend.join(' and ')}`];
}
