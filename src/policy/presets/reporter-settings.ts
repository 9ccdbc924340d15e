import type { ReporterValues } from '../reporter-keys.ts';
import type { PresetSetting } from './preset.ts';

/** No policy speaks of such a page. */
export const noReporterPage: { readonly [Key in keyof ReporterValues]: PresetSetting<ReporterValues[Key]> } = {
  'reporter.status_page': { value: false, rules: [], note: 'A link can be passed on; write `true` to give one.' },
  'reporter.status_page_days': { value: 30, rules: [], note: 'Long enough to read how it ended.' },
};
