import type { Preset } from './preset.ts';

/** The generic policy: the maintainers decide together, and distributors are told in advance. */
export const distributorsList: Preset = {
  name: 'distributors-list',
  title: 'The generic policy with a distributors list: the maintainers decide',
  settings: {
    'maintainers.team': { value: undefined, rules: ['S8'], note: 'Name the team.' },
    fix_repository: { value: undefined, rules: [], note: 'The policy names no place for the fix.' },
    lines: { value: [], rules: ['S1', 'S44'], note: 'Which releases are supported, only the project can say.' },
    main_line: { value: 'main', rules: [], note: 'The policy does not name the branch of development.' },
    'calendar.time_zone': { value: 'UTC', rules: [], note: 'The policy names no time zone.' },
    'calendar.holidays': { value: 'none', rules: [], note: 'The policy names no calendar.' },
    'calendar.add': { value: [], rules: [], note: 'The policy names no days.' },
    'calendar.remove': { value: [], rules: [], note: 'The policy names no days.' },
    'calendar.weekend': {
      value: undefined,
      rules: [],
      note: 'The weekend of the country under `holidays`; Saturday and Sunday where none is named.',
    },
    'acknowledge.business_days': { value: 3, rules: ['S9', 'S24'], note: '' },
    'acknowledge.needs_plan': { value: true, rules: ['S10', 'S11'], note: '' },
    'fix_lead.business_days': { value: 0, rules: [], note: 'The policy knows no Fix Lead.' },
    'fix_lead.rota': { value: [], rules: [], note: 'The policy knows no Fix Lead.' },
    'fix.calendar_days': {
      value: 21,
      rules: ['S3', 'S40'],
      note: 'The policy gives the fix no number of its own; “a few weeks” to the disclosure is read as three.',
    },
    'lgtm.required': { value: 0, rules: ['S33'], note: 'The policy asks for testing and promises no review; set a number to ask for one.' },
    'cvss.final_call': { value: 'maintainers', rules: ['S29'], note: '' },
    'cvss.asap_from': { value: 4, rules: ['S40'], note: 'Publicly known means immediately; the bound is that of Vitess (S85).' },
    'date.critical_business_days': { value: 14, rules: ['S41'], note: 'Counted from the report, which is how we read that sentence.' },
    'date.final_say': { value: 'maintainers', rules: ['S42', 'S37'], note: '' },
    'date.delay_reasons': { value: ['not-understood', 'not-tested', 'distributors'], rules: ['S39'], note: '' },
    'date.longest_days': { value: 21, rules: ['S40'], note: '“A few weeks” is read as three.' },
    'date.time': { value: '16:00', rules: [], note: 'An hour at which Europe and America are at work.' },
    'date.zones': { value: [], rules: [], note: 'Times are told in UTC.' },
    publish: { value: 'confirm', rules: ['S46'], note: 'A maintainer publishes.' },
  },
};
