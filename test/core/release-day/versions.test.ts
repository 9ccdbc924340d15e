import { describe, expect, it } from '@jest/globals';
import { patchFor, type AffectedPackage } from '../../../src/core/release-day/patched-versions.ts';
import { parseVersionRule, versionsOf } from '../../../src/core/release-day/versions.ts';

const versionsOfTags = (tags: readonly string[], rules: readonly string[] = []) =>
  versionsOf(
    tags.map((tag) => ({ line: 'main', tag, at: 0 })),
    rules.flatMap((rule) => parseVersionRule(rule) ?? []),
  ).map(({ ecosystem, version }) => (ecosystem === undefined ? version : `${ecosystem} ${version}`));

describe('the version of a tag', () => {
  const rows: readonly { tag: string; rules?: readonly string[]; expect: readonly string[] }[] = [
    { tag: 'nightly', expect: [] },
    { tag: 'v1', expect: ['1'] },
    { tag: 'release-1.2.3', expect: [] },
    { tag: 'release-1.2.3', rules: ['npm: release-{a}.{b}.{c} -> {a}.{b}.{c}'], expect: ['npm 1.2.3'] },
    { tag: 'v1.2.3-rc.1', expect: ['1.2.3-rc.1'] },
    // Vitess's Go module: v0.19.4 for v19.0.4.
    { tag: 'v19.0.4', rules: ['go: v{a}.{b}.{c} -> 0.{a}.{c}'], expect: ['go 0.19.4', '19.0.4'] },
    // A dot in the rule is a dot, not any character.
    { tag: 'v19x0x4', rules: ['go: v{a}.{b}.{c} -> 0.{a}.{c}'], expect: [] },
    { tag: 'v19.0.4+meta', rules: ['go: v{a}.{b}.{c} -> 0.{a}.{c}'], expect: ['19.0.4+meta'] },
  ];

  it.each(rows)('$tag is $expect under $rules', ({ tag, rules, expect: wanted }) => {
    expect(versionsOfTags([tag], rules)).toEqual(wanted);
  });

  it.each(['go v{a} -> {a}', 'go: v{a} -> {b}', 'go: v{a}.{b} -> {a}.{c}', 'go: v{a}.{a} -> {a}', 'go: v1 -> 1', 'GO: v{a} -> {a}'])(
    'takes no rule such as %s',
    (rule) => {
      expect(parseVersionRule(rule)).toBeUndefined();
    },
  );
});

describe('an entry of an advisory', () => {
  const entry = (range: string, name = 'widget'): AffectedPackage => ({ ecosystem: 'npm', name, range });
  const released = ['1.0.9', '2.3.1', '10.0.2'].map((version) => ({ ecosystem: undefined, version }));

  it('that stands alone for its package gets every released version', () => {
    expect(patchFor(entry('< 10.0.2'), [entry('< 10.0.2')], released)).toBe('1.0.9, 2.3.1, 10.0.2');
  });

  it('gets the versions from its lower bound on, compared by number and not by letter', () => {
    const entries = [entry('< 1.0.9'), entry('>= 2.0.0, < 2.3.1'), entry('>= 10.0.0, < 10.0.2')];
    expect(entries.map((one) => patchFor(one, entries, released))).toEqual(['1.0.9', '2.3.1', '10.0.2']);
  });

  it('tells versions apart by their second number, and a release from what led to it', () => {
    const entries = [entry('>= 1.9, < 1.9.4'), entry('>= 1.10.0-rc1, < 1.10.0'), entry('>= 1.10.0, < 1.10.3')];
    const versions = ['1.9.4', '1.10.0-rc2', '1.10.3'].map((version) => ({ ecosystem: undefined, version }));
    expect(entries.map((one) => patchFor(one, entries, versions))).toEqual(['1.9.4', '1.10.0-rc2', '1.10.3']);
  });

  it('gets nothing when no release belongs to it', () => {
    const entries = [entry('>= 3.0.0, < 3.1'), entry('>= 1.0.0, < 3.0.0')];
    expect(patchFor(entries[0] ?? entry(''), entries, [{ ecosystem: undefined, version: '2.3.1' }])).toBeUndefined();
  });

  it('of another package is no sibling', () => {
    const entries = [entry('< 10.0.2'), entry('>= 2.0.0', 'gadget')];
    expect(patchFor(entries[0] ?? entry(''), entries, released)).toBe('1.0.9, 2.3.1, 10.0.2');
  });

  it('of an ecosystem with a rule takes only the versions of that rule', () => {
    const versions = [{ ecosystem: 'npm', version: '0.1.9' }, ...released];
    expect(patchFor(entry('< 1'), [entry('< 1')], versions)).toBe('0.1.9');
  });
});
