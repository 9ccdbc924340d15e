import { describe, expect, it } from '@jest/globals';
import { rules, type RuleId } from '../../src/core/rules.ts';
import { policyKeys, type PolicyKey } from '../../src/policy/policy-keys.ts';
import { cautious } from '../../src/policy/presets/cautious.ts';
import { distributorsList } from '../../src/policy/presets/distributors-list.ts';
import { vitess } from '../../src/policy/presets/vitess.ts';

const presets = [vitess, distributorsList, cautious];
const keys = Object.keys(policyKeys) as PolicyKey[];

/** What the policy itself promises, with the words that a reader can check against the value. */
type Promised = { key: PolicyKey; value: unknown; rule: RuleId; words: string };

describe('the preset vitess', () => {
  const promised: readonly Promised[] = [
    { key: 'fix.calendar_days', value: 7, rule: 'S95', words: 'within the 1-7 days of Disclosure' },
    { key: 'lgtm.required', value: 2, rule: 'S100', words: 'provide require LGTMs' },
    { key: 'cvss.final_call', value: 'fix_lead', rule: 'S97', words: 'The Fix Lead makes the final call on the calculated CVSS' },
    { key: 'date.final_say', value: 'fix_lead', rule: 'S84', words: 'The Fix Lead drives the schedule' },
    { key: 'calendar.time_zone', value: 'UTC', rule: 'S105', words: 'YYYY-MM-DD HH:MM UTC' },
    { key: 'fix_repository', value: undefined, rule: 'S100', words: 'in a private repo' },
    { key: 'maintainers.team', value: undefined, rule: 'S75', words: 'team is responsible for the entire response' },
    { key: 'lines', value: [], rule: 'S80', words: 'each supported branch' },
  ];

  it.each(promised)('sets $key to $value because of $rule', ({ key, value, rule, words }) => {
    expect(vitess.settings[key].value).toEqual(value);
    expect(vitess.settings[key].rules).toContain(rule);
    expect(rules[rule].words).toContain(words);
  });

  it('takes its words from the policy of Vitess alone', () => {
    const sources = keys.flatMap((key) => vitess.settings[key].rules).map((rule) => rules[rule].source);
    expect(sources.filter((source) => !source.startsWith('V:'))).toEqual([]);
  });
});

describe('the preset distributors-list', () => {
  const promised: readonly Promised[] = [
    { key: 'acknowledge.business_days', value: 3, rule: 'S9', words: 'within 3 business days' },
    { key: 'acknowledge.business_days', value: 3, rule: 'S24', words: 'within 3 business days' },
    {
      key: 'fix.calendar_days',
      value: 21,
      rule: 'S40',
      words: 'from immediate (especially if it’s already publicly known) to a few weeks',
    },
    { key: 'unsafe_defaults', value: 'out_of_scope', rule: 'S72', words: 'lack of safe defaults' },
    { key: 'lgtm.required', value: 0, rule: 'S33', words: 'perform internal testing' },
    { key: 'cvss.final_call', value: 'maintainers', rule: 'S29', words: 'The maintainers make the final call on the calculated CVSS' },
    {
      key: 'date.final_say',
      value: 'maintainers',
      rule: 'S42',
      words: 'The maintainer team holds the final say when setting a public disclosure date',
    },
    { key: 'publish', value: 'confirm', rule: 'S46', words: 'The maintainers publish the public advisory' },
    { key: 'maintainers.team', value: undefined, rule: 'S8', words: 'the maintainers who have committer and release permissions' },
    { key: 'lines', value: [], rule: 'S44', words: 'all earlier supported releases' },
  ];

  it.each(promised)('sets $key to $value because of $rule', ({ key, value, rule, words }) => {
    expect(distributorsList.settings[key].value).toEqual(value);
    expect(distributorsList.settings[key].rules).toContain(rule);
    expect(rules[rule].words).toContain(words);
  });

  it('takes its words from the generic policy alone', () => {
    const sources = keys.flatMap((key) => distributorsList.settings[key].rules).map((rule) => rules[rule].source);
    expect(sources.filter((source) => !source.startsWith('G:'))).toEqual([]);
  });
});

describe.each(presets)('the preset $name', ({ settings }) => {
  it('has a word for every setting: a sentence of a policy, or a note on why it is so', () => {
    const silent = keys.filter((key) => settings[key].rules.length === 0 && settings[key].note === '');
    expect(silent).toEqual([]);
  });

  it('publishes nothing without a person', () => {
    expect(settings.publish.value).toBe('confirm');
  });
});
