import type { Preset } from './preset.ts';

/** What holds where the project has said nothing: the earliest reminders, the maintainers decide, and nothing is published without a person. */
export const cautious: Preset = {
  name: 'cautious',
  title: 'No policy named: early reminders, and a person publishes',
  settings: {
    'maintainers.team': { value: undefined, rules: ['S8'], note: 'Whoever may maintain the repository.' },
    fix_repository: { value: undefined, rules: [], note: 'Nothing is created that nobody asked for.' },
    lines: { value: [], rules: [], note: 'Which releases are supported, only the project can say.' },
    main_line: { value: 'main', rules: [], note: 'The name that GitHub gives to it.' },
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
    'acknowledge.needs_plan': { value: false, rules: [], note: 'Nothing is asked for that nobody promised.' },
    'fix_lead.business_days': { value: 0, rules: [], note: 'Nobody promised to have a Fix Lead.' },
    'fix_lead.rota': { value: [], rules: [], note: 'Nobody is chosen who did not agree to it.' },
    'fix.calendar_days': { value: 7, rules: ['S95'], note: 'The only number that either policy gives.' },
    'lgtm.required': { value: 0, rules: [], note: 'There is no private repository to review in.' },
    'cvss.final_call': { value: 'maintainers', rules: ['S29'], note: '' },
    'cvss.asap_from': { value: 4, rules: ['S85', 'S86'], note: '' },
    'date.critical_business_days': { value: 0, rules: [], note: 'Nothing is expected that nobody promised.' },
    'date.final_say': { value: 'maintainers', rules: ['S42'], note: '' },
    'date.delay_reasons': { value: [], rules: [], note: 'Without a file no reason is asked for.' },
    'date.longest_days': { value: 0, rules: [], note: 'Without a file no date is too late.' },
    'date.time': { value: '16:00', rules: [], note: 'An hour at which Europe and America are at work.' },
    'date.zones': { value: [], rules: [], note: 'Times are told in UTC.' },
    publish: { value: 'confirm', rules: ['S46'], note: 'A maintainer publishes.' },
  },
};
