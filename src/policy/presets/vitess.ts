import type { Preset } from './preset.ts';

/** The security release process of Vitess: a Fix Lead, reviews in a private repository, nobody told in advance. */
export const vitess: Preset = {
  name: 'vitess',
  title: 'Vitess: a Fix Lead drives, nobody outside is told in advance',
  settings: {
    'maintainers.team': { value: undefined, rules: ['S75', 'S76'], note: 'Name the team or the sub-team.' },
    fix_repository: { value: undefined, rules: ['S100'], note: 'It has to be named in the file, because the reviews are made there.' },
    lines: { value: [], rules: ['S80', 'S94'], note: 'Which branches are supported, only the project can say.' },
    main_line: { value: 'main', rules: ['S89'], note: 'The policy says master, the name that branch had then.' },
    'calendar.time_zone': { value: 'UTC', rules: ['S105'], note: 'The policy tells times in UTC.' },
    'calendar.holidays': { value: 'none', rules: [], note: 'The policy names no calendar.' },
    'calendar.add': { value: [], rules: [], note: 'The policy names no days.' },
    'calendar.remove': { value: [], rules: [], note: 'The policy names no days.' },
    'calendar.weekend': {
      value: undefined,
      rules: [],
      note: 'The weekend of the country under `holidays`; Saturday and Sunday where none is named.',
    },
    'acknowledge.business_days': {
      value: 3,
      rules: [],
      note: 'The policy promises no time to the first answer; 3 is what the generic policy promises (S9).',
    },
    'acknowledge.needs_plan': { value: false, rules: [], note: 'The policy asks for no plan with the first answer.' },
    'fix_lead.business_days': {
      value: 2,
      rules: ['S79'],
      note: 'The policy gives no number; without a Fix Lead of 1-7 days too many are lost.',
    },
    'fix_lead.rota': { value: [], rules: ['S79'], note: 'The policy has volunteers, and no rota.' },
    'fix.calendar_days': { value: 7, rules: ['S95', 'S83'], note: 'Of 1-7 days the last is the due day.' },
    'lgtm.required': {
      value: 2,
      rules: ['S100'],
      note: 'The policy asks for LGTMs and leaves their number open; 2 is the least that is more than one.',
    },
    'cvss.final_call': { value: 'fix_lead', rules: ['S97'], note: '' },
    'cvss.asap_from': { value: 4, rules: ['S85', 'S101'], note: '' },
    'date.critical_business_days': { value: 0, rules: [], note: 'The policy promises no such time.' },
    'date.final_say': { value: 'fix_lead', rules: ['S84'], note: '' },
    'date.delay_reasons': { value: [], rules: ['S84'], note: 'The policy asks for no reason; the Fix Lead drives the schedule.' },
    'date.longest_days': { value: 0, rules: [], note: 'The policy names no bound.' },
    'date.time': { value: '16:00', rules: [], note: 'An hour at which Europe and America are at work.' },
    'date.zones': { value: [], rules: ['S105'], note: 'Times are told in UTC.' },
    publish: { value: 'confirm', rules: [], note: 'The policy does not say who presses the button; `confirm` leaves it to a person.' },
    'release_day.via': { value: 'by_hand', rules: [], note: 'The policy does not say who pushes; this leaves it to people.' },
    'release_day.publish_after': {
      value: 'date',
      rules: [],
      note: 'The policy does not say; write `releases` to publish when the releases are out.',
    },
    'release_day.ring_minutes': {
      value: 15,
      rules: ['S74'],
      note: 'The time between a public fix and its advisory is part of what the policy wants short.',
    },
    'release_day.versions': { value: [], rules: [], note: 'Only the project knows how it numbers its packages.' },
  },
};
