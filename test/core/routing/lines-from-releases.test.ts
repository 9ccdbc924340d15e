// S1: the supported lines as the Releases page has them.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { boardPage } from '../../../src/core/pages.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { linesFromReleases, parseLinesRule, withReleasedLines } from '../../../src/core/routing/lines-from-releases.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import { aReadyCase, nextOf, releaseAt, typed, wordsOf } from '../../fixtures/happenings.ts';

const vitess = { tags: 'v{a}.{b}.{c}', branch: 'release-{a}.{b}' };

describe('the lines of the newest releases', () => {
  it.each([
    // Releases of an old line come out after the first of a new one, and 10 is more than 9.
    {
      name: 'by their numbers',
      released: ['v9.0.4', 'v10.0.0', 'v8.0.9', 'v9.0.3'],
      rule: vitess,
      count: 2,
      lines: ['release-9.0', 'release-10.0'],
    },
    { name: 'all, where there are fewer', released: ['v1.0.0'], rule: vitess, count: 3, lines: ['release-1.0'] },
    { name: 'none, where there are no releases', released: [], rule: vitess, count: 3, lines: [] },
    { name: 'not those of candidates', released: ['v2.0.0-rc1', 'v1.0.0', 'nightly'], rule: vitess, count: 3, lines: ['release-1.0'] },
    { name: 'once, however many patches', released: ['v1.0.2', 'v1.0.1', 'v1.0.0'], rule: vitess, count: 2, lines: ['release-1.0'] },
    {
      name: 'of major versions alone',
      released: ['22.11.0', '20.18.1', '18.20.4'],
      rule: { tags: '{a}.{b}.{c}', branch: 'v{a}.x' },
      count: 2,
      lines: ['v20.x', 'v22.x'],
    },
    {
      name: 'whatever signs a rule holds',
      released: ['(v1)+1'],
      rule: { tags: '(v{a})+{b}', branch: '{a}/{b}' },
      count: 1,
      lines: ['1/1'],
    },
  ])('are $name', ({ released, rule, count, lines }) => {
    expect(linesFromReleases({ ...rule, count }, released)).toEqual(lines);
  });

  it.each(['v{a}.{b}', 'v{a} -> release-{b}', 'v{a}.{a} -> release-{a}', 'v -> release', 'v{a} ->'])('have no rule in "%s"', (text) => {
    expect(parseLinesRule(text)).toBeUndefined();
  });
});

describe('a case whose policy takes its lines from Releases', () => {
  const named = aPolicy({ linesFrom: { ...vitess, count: 1, besides: ['main'] } });
  const policy: Policy = withReleasedLines(named, ['v1.0.0']);
  const affects = (lines: readonly string[], releasedTags: readonly string[] | undefined, given = aReadyCase()) =>
    decide(given, typed({ kind: 'AffectedLinesNamed', lines, ...(releasedTags && { releasedTags }) }), policy, releaseAt);

  it('supports the newest of them and what the policy names besides', () => {
    expect(policy.lines).toEqual(['release-1.0', 'main']);
    expect(boardPage(aReadyCase(), policy, releaseAt)).toContain('- **Supported lines**: `release-1.0`, `main`');
    expect(withReleasedLines(aPolicy(), ['v1.0.0'])).toEqual(aPolicy());
  });

  it('takes them anew with `/affects`, says what they are, and keeps them', () => {
    const decision = affects(['release-2.0'], ['v2.0.0', 'v1.0.0']);
    expect(decision).toMatchObject({ outcome: 'accepted', policy: { lines: ['release-2.0', 'main'] } });
    expect(wordsOf(decision).join()).toContain('Supported, by the Releases page and the policy: `release-2.0`, `main`.');
    expect(wordsOf(decision).join()).toContain('a supported line is affected');
  });

  it('keeps those it has where GitHub could not be asked', () => {
    const decision = affects(['release-2.0'], undefined);
    expect(decision).not.toHaveProperty('policy');
    expect(wordsOf(decision).join()).toContain('only unsupported lines are affected');
  });

  it('takes the same answer again when a release has changed what it means', () => {
    const said = nextOf(affects(['release-2.0'], ['v1.0.0']));
    expect(affects(['release-2.0'], ['v1.0.0'], said)).toMatchObject({ outcome: 'refused', refusal: { code: 'already-done' } });
    expect(affects(['release-2.0'], ['v2.0.0'], said)).toMatchObject({ outcome: 'accepted', policy: { lines: ['release-2.0', 'main'] } });
  });
});
