/** The road from the text of `.github/fixlead.yml` to a policy, or to everything that is wrong with it. */
import { weekdaysOnly } from '../core/time/calendar.ts';
import type { Policy } from '../core/policy.ts';
import type { RuleId } from '../core/rules.ts';
import { parseYaml, type ParsedYaml, type Place } from './parse-yaml.ts';
import { combinationFindings, combinationWarnings, settingFindings } from './policy-checks.ts';
import { policyCalendar } from './policy-calendar.ts';
import { policyKeys, type PolicyKey, type PolicyValues } from './policy-keys.ts';
import type { Finding, PolicyProblem } from './policy-problem.ts';
import { cautious } from './presets/cautious.ts';
import type { Preset } from './presets/preset.ts';
import { isRecord, readShape, type SettingFinding } from './read-shape.ts';
import { policyFrom, presetOf, valuesOf } from './resolve-policy.ts';
import type { YamlTree } from './yaml-tree.ts';

export type ReadPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly settings: readonly Setting[]; readonly warnings: readonly PolicyProblem[] }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** One setting as it holds, in the words of the file, and where it comes from. */
export type Setting = { readonly key: PolicyKey; readonly value: PolicyValues[PolicyKey]; readonly from: SettingSource };

export type SettingSource =
  | { readonly kind: 'file'; readonly line: number; readonly column: number }
  | { readonly kind: 'preset'; readonly preset: Preset['name']; readonly rules: readonly RuleId[]; readonly note: string };

/** No list of problems is longer; who repairs a hundred may ask again. */
export const maximumProblems = 100;

/**
 * Reads a policy file. `path` is only told back, with every problem.
 * Edges: every problem is found in one go, ordered by its place; warnings come with a policy that holds, problems instead of one.
 * Errors: none; whatever the text is, the answer is a value.
 * Source: docs/policy.md, which is printed from the same tables.
 */
export function readPolicy(text: string, options: { readonly path: string }): ReadPolicy {
  const yaml = parseYaml(text.replace(/^\uFEFF/, ''));
  const report = (findings: readonly Finding[]) => problemsFrom(findings, yaml, options.path);
  if (yaml.tree === undefined) return { ok: false, problems: report(yaml.findings) };
  const { tree } = yaml;
  if (!isRecord(tree.value)) return { ok: false, problems: report([...yaml.findings, notAMapping(tree)]) };

  const shape = readShape(tree.value, (at) => tree.locate(at).source);
  const values = valuesOf(shape.file);
  const calendar = policyCalendar(values);
  const findings = [
    ...shape.findings,
    ...settingFindings(shape),
    ...combinationFindings(shape.file, values, shape.isBroken),
    ...(calendar.ok ? [] : calendar.findings),
  ];
  if (!calendar.ok || findings.length > 0 || yaml.findings.length > 0) {
    return { ok: false, problems: report([...yaml.findings, ...findings.map((finding) => located(finding, tree))]) };
  }
  const warnings = [...calendar.warnings, ...combinationWarnings(values)].map((warning) => located(warning, tree));
  const resolved = { ...values, 'calendar.weekend': calendar.calendar.weekend };
  const settings = settingsOf(resolved, presetOf(shape.file), (key) => placeOfSetting(key, tree, yaml));
  return { ok: true, policy: policyFrom(values, calendar.calendar), settings, warnings: report(warnings) };
}

/**
 * What holds for a repository without a policy file. Nobody has promised anything there, so it takes nothing for granted: whoever may maintain the
 * repository is a maintainer, there is no private repository and so no review can be asked for, Saturdays and Sundays are the only days off (an
 * earlier reminder does no harm, a later one may), the first answer is due after 3 business days (S9) and the fix after 7 days (S95), the maintainers
 * decide, and nothing is published unless a person says so. A file without `extends` starts from the same settings.
 */
export const defaultPolicy: Policy = policyFrom(valuesOf({}), weekdaysOnly(cautious.settings['calendar.time_zone'].value));

function settingsOf(values: PolicyValues, preset: Preset, placeInFile: (key: PolicyKey) => Place | undefined): readonly Setting[] {
  return (Object.keys(policyKeys) as PolicyKey[]).map((key) => {
    const place = placeInFile(key);
    if (place !== undefined) return { key, value: values[key], from: { kind: 'file', ...place } };
    const { rules, note } = preset.settings[key];
    return { key, value: values[key], from: { kind: 'preset', preset: preset.name, rules, note } };
  });
}

function placeOfSetting(key: PolicyKey, tree: YamlTree, yaml: ParsedYaml): Place | undefined {
  const spot = tree.find(key.split('.'));
  return spot === undefined ? undefined : yaml.placeOf(spot.keyOffset);
}

function notAMapping({ value, locate }: YamlTree): Finding {
  const there = value === null || value === undefined ? 'The file is empty' : 'The file holds no settings';
  return { code: 'not-a-mapping', offset: locate([]).valueOffset, message: `${there}; begin with a line such as \`extends: vitess\`.` };
}

/** An unknown key is wrong itself; of any other setting the value is. */
function located(finding: SettingFinding, tree: YamlTree): Finding {
  const { keyOffset, valueOffset } = tree.locate(finding.at);
  const { code, message, suggestion } = finding;
  return { code, message, offset: code === 'unknown-key' ? keyOffset : valueOffset, ...(suggestion === undefined ? {} : { suggestion }) };
}

function problemsFrom(findings: readonly Finding[], yaml: ParsedYaml, path: string): readonly PolicyProblem[] {
  return findings
    .toSorted((one, other) => one.offset - other.offset)
    .slice(0, maximumProblems)
    .map(({ code, offset, message, suggestion }) => ({
      code,
      path,
      ...yaml.placeOf(offset),
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
    }));
}
