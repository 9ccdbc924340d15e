import type { RuleId } from '../../core/rules.ts';
import type { PolicyKey, PolicyValues } from '../policy-keys.ts';

/** One setting of a preset, with the sentences that ask for it; without any, the note says why it is so all the same. */
export type PresetSetting<Value> = { readonly value: Value; readonly rules: readonly RuleId[]; readonly note: string };

export type Preset = {
  /** `cautious` is what holds without a file, or in a file without `extends`. */
  readonly name: 'vitess' | 'distributors-list' | 'cautious';
  readonly title: string;
  readonly settings: { readonly [Key in PolicyKey]: PresetSetting<PolicyValues[Key]> };
};
