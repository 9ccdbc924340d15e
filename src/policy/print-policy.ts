/** docs/policy.md, printed from the tables that also read the file, so that it cannot say anything else. */
import { quoteRule } from '../core/rules.ts';
import { maximumBytes } from './parse-yaml.ts';
import type { KeyDescription } from './key-description.ts';
import { extendsKey, policyKeys, type PolicyKey } from './policy-keys.ts';
import { cautious } from './presets/cautious.ts';
import { distributorsList } from './presets/distributors-list.ts';
import type { Preset } from './presets/preset.ts';
import { vitess } from './presets/vitess.ts';

/** What a project writes: little, because the policy it extends says the rest. */
export const examplePolicy = `extends: vitess
maintainers:
  team: acme/security
fix_repository: acme/widget-security
lines: [release-1.8, release-1.9, main]
calendar:
  time_zone: Europe/Berlin
  holidays: DE-BE
  add: [2026-12-24, 2026-12-31] # the office is closed
  remove: [2027-03-08] # a Monday and a holiday on which we work all the same
acknowledge:
  business_days: 2
`;

const introduction = `# The policy file

A project says in \`.github/fixlead.yml\` by which rules its security releases go.
The same file in the organisation's \`.github\` repository holds for all its repositories.
Where both have a setting the repository's counts; a list replaces the other's whole, and \`extends\` may stand in either.
A case keeps the policy it was opened under, until a maintainer says \`/policy adopt\` in its issue; \`/policy\` shows what that would change.
While the file has problems, new cases are opened under its last good version, and say so; under the cautious settings only when there never was one.
A pull request into the default branch that changes the repository's file gets the check \`fixlead/policy\`: red with each problem at its line, or green with what would change.
It shows no value that stands in the organisation's file alone, and can be asked for on no other pull request, so do not make it a required one.

\`fixlead policy check FILE…\` says what is wrong with each file, each problem with its line and column.
\`fixlead policy show FILE\` says what holds under it, which file and line or which policy each setting comes from, and by which sentence.
With \`--org FILE\` both read the organisation's file under it; with \`--json\` they answer one JSON object a file.
Editors complete and check the file with [fixlead.schema.json](fixlead.schema.json): put a copy beside it, and in its first line
\`# yaml-language-server: $schema=fixlead.schema.json\`.
This page is printed by \`npm run docs\`.

## An example

\`\`\`yaml
${examplePolicy}\`\`\`

## The settings

Every key may be left out.
What holds then is in the table under each key: under the policy that the file \`extends\`, or, in the row \`cautious\`, when it extends none.
The row \`cautious\` is also what holds without a file, or while the file has problems and never was good.
Unknown keys, keys given twice, aliases (\`*name\`), more than one document and text that is not UTF-8 are problems.
A file may have ${maximumBytes / 1024} KiB.

\`S9 (G:20)\` is a sentence of one of the two policies: its number, the policy (G is the generic one with a distributors list, V that of Vitess), the line.
`;

export function printPolicyPage(): string {
  const settings = (Object.keys(policyKeys) as PolicyKey[]).map((key) => settingSection(key, policyKeys[key], defaultsTable(key)));
  return [introduction, settingSection('extends', extendsKey, ''), ...settings].map((part) => part.trim()).join('\n\n') + '\n';
}

function settingSection(key: string, { meaning, unit, allowed, atZero, example }: KeyDescription, defaults: string): string {
  const facts = [`Unit: ${unit}.`, `It must be ${allowed}.`, `At zero or empty: ${atZero}`, `Example: \`${asInFile(key, example)}\``];
  return [`### \`${key}\``, meaning, facts.map((fact) => `- ${fact}`).join('\n'), defaults].filter((part) => part !== '').join('\n\n');
}

/** `acknowledge: { business_days: 3 }` */
function asInFile(key: string, example: string): string {
  const [outer, inner] = key.split('.');
  return inner === undefined ? `${key}: ${example}` : `${outer}: { ${inner}: ${example} }`;
}

function defaultsTable(key: PolicyKey): string {
  const rows = [vitess, distributorsList, cautious].map((preset) => defaultsRow(preset, key));
  return ['| Under | Default | Because |', '| --- | --- | --- |', ...rows].join('\n');
}

function defaultsRow({ name, settings }: Preset, key: PolicyKey): string {
  const { value, rules, note } = settings[key];
  const because = [...rules.map(quoteRule), note].filter((part) => part !== '').join('<br>');
  return `| \`${name}\` | ${value === undefined ? 'not set' : `\`${asInYaml(value)}\``} | ${because} |`;
}

function asInYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asInYaml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${asInYaml(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
