import type { Preset } from './preset.ts';

/** What holds where the project has said nothing: the earliest reminders, the maintainers decide, and nothing is published without a person. */
export const cautious: Preset = {
  name: 'cautious',
  title: 'No policy named: early reminders, and a person publishes',
  settings: {
    'maintainers.team': { value: undefined, rules: ['S8'], note: 'Whoever may maintain the repository.' },
    fix_repository: { value: undefined, rules: [], note: 'Nothing is created that nobody asked for.' },
    lines: { value: [], rules: [], note: 'Which releases are supported, only the project can say.' },
    'calendar.time_zone': { value: 'UTC', rules: [], note: 'The zone that GitHub’s own times are in.' },
    'calendar.holidays': { value: 'none', rules: [], note: 'Fewer days off mean an earlier reminder.' },
    'calendar.add': { value: [], rules: [], note: 'Only the project knows its days off.' },
    'calendar.remove': { value: [], rules: [], note: 'Only the project knows the days on which it works.' },
    'calendar.weekend': {
      value: undefined,
      rules: [],
      note: 'The weekend of the country under `holidays`; Saturday and Sunday where none is named.',
    },
    'acknowledge.business_days': { value: 3, rules: ['S9', 'S24'], note: '' },
    'fix.calendar_days': { value: 7, rules: ['S95'], note: 'The only number that either policy gives.' },
    'lgtm.required': { value: 0, rules: [], note: 'There is no private repository to review in.' },
    'cvss.final_call': { value: 'maintainers', rules: ['S29'], note: '' },
    'date.final_say': { value: 'maintainers', rules: ['S42'], note: '' },
    publish: { value: 'confirm', rules: ['S46'], note: 'A maintainer publishes.' },
  },
};
