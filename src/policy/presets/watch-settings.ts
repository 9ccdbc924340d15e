import type { WatchValues } from '../watch-keys.ts';
import type { PresetSetting } from './preset.ts';

/** No policy says how to find out; each wants to know. */
export const carefulWatch: { readonly [Key in keyof WatchValues]: PresetSetting<WatchValues[Key]> } = {
  'watch.elsewhere': { value: 'lists', rules: [], note: 'Nothing leaves the house by which anybody could guess.' },
  'watch.public_issues': {
    value: 'told',
    rules: [],
    note: 'Whoever reports in public has hurried everybody, and mostly without meaning to.',
  },
};
