import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { policyJsonSchema } from '../../src/policy/json-schema.ts';
import { policyKeys } from '../../src/policy/policy-keys.ts';
import { printPolicyPage } from '../../src/policy/print-policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

const page = readFileSync('docs/policy.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, example = '']) => example);
const oneLiners = [...page.matchAll(/^- Example: `(.*)`$/gm)].map(([, example = '']) => example);

describe('docs/policy.md', () => {
  it('has a section for every setting with its unit, what is allowed, zero, an example and the default of each policy', () => {
    for (const key of Object.keys(policyKeys)) {
      const section = page.split('### ').find((part) => part.startsWith(`\`${key}\`\n`));
      expect(section).toMatch(/^- Unit: .+\.$/m);
      expect(section).toMatch(/^- It must be .+\.$/m);
      expect(section).toMatch(/^- At zero or empty: .+\.$/m);
      expect(section).toMatch(/^\| `vitess` \| .+ \| .+ \|$/m);
      expect(section).toMatch(/^\| `distributors-list` \| .+ \| .+ \|$/m);
      expect(section).toMatch(/^\| `cautious` \| .+ \| .+ \|$/m);
    }
  });

  it('shows a file that is accepted without a warning and does what its comments say', () => {
    expect(examples).toHaveLength(1);
    const read = readPolicy(examples[0] ?? '', { path: 'docs/policy.md' });
    expect(read).toMatchObject({ ok: true, warnings: [] });
    if (!read.ok) return;
    expect(read.policy.calendar.workdays).toEqual(['2027-03-08']);
    expect(read.policy.requiredLgtms).toBe(2);
    expect(read.policy.acknowledgeBusinessDays).toBe(2);
  });

  it('shows for every setting an example that is accepted', () => {
    expect(oneLiners).toHaveLength(Object.keys(policyKeys).length + 1);
    for (const example of oneLiners) {
      const withRepository = example.startsWith('fix_repository') ? example : `${example}\nfix_repository: acme/widget-security`;
      const read = readPolicy(withRepository, { path: example });
      expect(read.ok ? [] : read.problems).toEqual([]);
    }
  });

  it('does not stop short of the tables it is printed from', () => {
    expect(printPolicyPage().match(/^### /gm)).toHaveLength(Object.keys(policyKeys).length + 1);
  });
});

describe('the schema for editors', () => {
  const validate = new Ajv2020({ strict: true }).compile(policyJsonSchema());

  it('accepts the example', () => {
    validate(parse(examples[0] ?? ''));
    expect(validate.errors).toBeNull();
  });

  it.each([
    { name: 'an unknown key', text: 'publsh: auto' },
    { name: 'an unknown key inside', text: 'calendar: { timezone: UTC }' },
    { name: 'a wrong type', text: 'lines: main' },
    { name: 'a number out of range', text: 'acknowledge: { business_days: 31 }' },
    { name: 'an unknown policy', text: 'extends: etcd' },
    { name: 'a repository without an owner', text: 'fix_repository: widget' },
    { name: 'a repository two folders up', text: 'fix_repository: acme/..' },
  ])('refuses $name, as the reader does', ({ text }) => {
    expect(validate(parse(text))).toBe(false);
    expect(readPolicy(text, { path: 'x' }).ok).toBe(false);
  });

  it('tells of every setting what it means', () => {
    const described = JSON.stringify(policyJsonSchema());
    for (const { meaning } of Object.values(policyKeys)) expect(described).toContain(JSON.stringify(meaning).slice(1, -1));
  });
});
