/** The road from the text of `.github/fixlead.yml` to a policy, or to everything that is wrong with it. */
import type { CivilDate } from '../core/time/time.ts';
import { weekdaysOnly } from '../core/time/calendar.ts';
import type { Policy } from '../core/policy.ts';
import type { RuleId } from '../core/rules.ts';
import { layerWith, mergeLayers } from './merge-layers.ts';
import { distributorFindings } from './distributor-checks.ts';
import { combinationFindings } from './policy-checks.ts';
import { calendarEndWarnings, combinationWarnings } from './policy-warnings.ts';
import { policyCalendar } from './policy-calendar.ts';
import { policyKeys, type PolicyKey, type PolicyValues } from './policy-keys.ts';
import { maximumProblems, problemsIn, readLayer, type Layer, type LayerName, type PolicyText } from './policy-layer.ts';
import type { Finding, PolicyProblem } from './policy-problem.ts';
import type { PolicyFile } from './policy-schema.ts';
import { cautious } from './presets/cautious.ts';
import type { Preset } from './presets/preset.ts';
import type { SettingFinding } from './read-shape.ts';
import { presetOf, valuesOf } from './policy-values.ts';
import { policyFrom } from './resolve-policy.ts';

export type ReadPolicy =
  | {
      readonly ok: true;
      readonly policy: Policy;
      readonly extends: Extended;
      readonly settings: readonly Setting[];
      readonly warnings: readonly PolicyProblem[];
    }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Which policy says what the files leave out, and where that is written; nowhere for `cautious`. */
export type Extended = { readonly preset: Preset['name']; readonly from: FileSource | undefined };

/** One setting as it holds, in the words of the file, where it comes from, and the sentences that ask for it. */
export type Setting = {
  readonly key: PolicyKey;
  readonly value: PolicyValues[PolicyKey];
  readonly from: SettingSource;
  /** The sentences of the extended policy about this setting, also when a file departs from them. */
  readonly rules: readonly RuleId[];
  /** Why the extended policy has the value it has, where its sentences do not say so; empty for a value from a file. */
  readonly note: string;
};

/** `line` and `column` from 1. */
export type FileSource = {
  readonly kind: 'file';
  readonly layer: LayerName;
  readonly path: string;
  readonly line: number;
  readonly column: number;
};
export type SettingSource = FileSource | { readonly kind: 'preset'; readonly preset: Preset['name'] };

/** Both may be missing, but then there is no policy to read. */
export type PolicyTexts = { readonly repository?: PolicyText | undefined; readonly organisation?: PolicyText | undefined };

/** The same for one file that stands alone. */
export function readPolicy(text: string, options: { readonly path: string }): ReadPolicy {
  return readPolicies({ repository: { text, path: options.path } });
}

/**
 * Reads the organisation's policy file with the repository's on top of it, setting by setting.
 * `today` is for warnings of what comes; without it nothing is warned of that depends on the day.
 * Edges: every problem is found in one go, the repository's file first, each file's by its place; warnings come with a policy that holds, problems
 * instead of one. Whether settings fit together is asked of both files as one, so that either may leave something to the other.
 * Errors: none; whatever the texts are, the answer is a value.
 * Source: docs/policy.md, which is printed from the same tables.
 */
export function readPolicies({ repository, organisation }: PolicyTexts, { today }: { readonly today?: CivilDate } = {}): ReadPolicy {
  const layers = [
    ...(repository === undefined ? [] : [readLayer('repository', repository)]),
    ...(organisation === undefined ? [] : [readLayer('organisation', organisation)]),
  ];
  const file = mergeLayers(layers);
  const values = valuesOf(file);
  const calendar = policyCalendar(values);
  const isBroken = (key: PolicyKey) => layers.some((layer) => layer.isBroken(key));
  const together = [
    ...combinationFindings(file, values, isBroken),
    ...distributorFindings(file, values, isBroken),
    ...(calendar.ok ? [] : calendar.findings),
  ];
  const problems = report(layers, layers.every(({ isReadable }) => isReadable) ? together : [], ({ findings }) => findings);
  if (!calendar.ok || problems.length > 0) return { ok: false, problems };
  const resolved = { ...values, 'calendar.weekend': calendar.calendar.weekend };
  const settings = settingsOf(resolved, presetOf(file), layers);
  const policy: Policy = { ...policyFrom(values, calendar.calendar), preset: presetOf(file).name, sources: sourcesOf(settings) };
  const warnings = [...calendar.warnings, ...calendarEndWarnings(policy, today), ...combinationWarnings(values)];
  return {
    ok: true,
    policy,
    extends: extendedBy(file, layers),
    settings,
    warnings: report(layers, warnings, () => []),
  };
}

/**
 * What holds for a repository without a policy file. Nobody has promised anything there, so it takes nothing for granted: whoever may maintain the
 * repository is a maintainer, there is no private repository and so no review can be asked for, Saturdays and Sundays are the only days off (an
 * earlier reminder does no harm, a later one may), the first answer is due after 3 business days (S9) and the fix after 7 days (S95), the maintainers
 * decide, and nothing is published unless a person says so. A file without `extends` starts from the same settings.
 */
export const defaultPolicy: Policy = {
  ...policyFrom(valuesOf({}), weekdaysOnly(cautious.settings['calendar.time_zone'].value)),
  preset: cautious.name,
  sources: {},
};

function settingsOf(values: PolicyValues, preset: Preset, layers: readonly Layer[]): readonly Setting[] {
  return (Object.keys(policyKeys) as PolicyKey[]).map((key) => {
    const { rules, note } = preset.settings[key];
    const from = fileSource(layers, key.split('.'));
    return from === undefined
      ? { key, value: values[key], from: { kind: 'preset', preset: preset.name }, rules, note }
      : { key, value: values[key], from, rules, note: '' };
  });
}

function sourcesOf(settings: readonly Setting[]): NonNullable<Policy['sources']> {
  const written = settings.flatMap(({ key, from }) => (from.kind === 'file' ? [[key, { path: from.path, line: from.line }] as const] : []));
  return Object.fromEntries(written);
}

function extendedBy(file: PolicyFile, layers: readonly Layer[]): Extended {
  return { preset: presetOf(file).name, from: fileSource(layers, ['extends']) };
}

function fileSource(layers: readonly Layer[], at: readonly string[]): FileSource | undefined {
  const layer = layerWith(layers, at);
  const place = layer?.find(at);
  return layer === undefined || place === undefined ? undefined : { kind: 'file', layer: layer.name, path: layer.path, ...place };
}

/** What is wrong with each file by itself, and what is wrong with both as one where the setting stands that is to blame. */
function report(
  layers: readonly Layer[],
  together: readonly SettingFinding[],
  own: (layer: Layer) => readonly Finding[],
): readonly PolicyProblem[] {
  const blamed = together.map((finding) => ({ finding, layer: layerWith(layers, finding.at) ?? layers[0] }));
  return layers
    .flatMap((layer) => {
      const shared = blamed.filter((one) => one.layer === layer).map(({ finding }) => layer.locate(finding));
      return problemsIn(layer, [...own(layer), ...shared]);
    })
    .slice(0, maximumProblems);
}
