// From what people write on GitHub to ranges that machines read. Awkward rows first.
import { describe, expect, it } from '@jest/globals';
import {
  closedByPatch,
  parsePatchedVersions,
  parseVersionRanges,
  printRange,
  printVers,
} from '../../../src/core/records/version-ranges.ts';

describe('a range as people write it', () => {
  it.each([
    // Two lines in one text, by GitHub's comma alone.
    { written: '>= 1.0, < 1.4.2, >= 2.0, < 2.1', says: ['>= 1.0, < 1.4.2', '>= 2.0, < 2.1'] },
    { written: '>= 1.0, < 1.4.2 || >= 2.0', says: ['>= 1.0, < 1.4.2', '>= 2.0'] },
    { written: '< 1.4.2, >= 2.0, < 2.1', says: ['< 1.4.2', '>= 2.0, < 2.1'] },
    // Tags in place of versions, and no blanks.
    { written: '>=v0.19.0,<v0.19.4', says: ['>= 0.19.0, < 0.19.4'] },
    { written: '= 1.0.0, = 1.0.1', says: ['= 1.0.0', '= 1.0.1'] },
    { written: '1.0.0', says: ['= 1.0.0'] },
    { written: '== 1.0.0', says: ['= 1.0.0'] },
    { written: '> 1.0', says: ['> 1.0'] },
    { written: '<= 2.0.0-rc.1+build', says: ['<= 2.0.0-rc.1+build'] },
    { written: '', says: ['all versions'] },
    { written: '*', says: ['all versions'] },
    { written: 'All versions', says: ['all versions'] },
    { written: 'all', says: ['all versions'] },
    // A second lower bound begins another range, and the first stays open.
    { written: '>= 1.0, >= 2.0, < 2.1', says: ['>= 1.0', '>= 2.0, < 2.1'] },
    { written: '> 1.0, <= 1.0', says: ['= 1.0'] },
    { written: '  >= 1.2 ,  < 2  ', says: ['>= 1.2, < 2'] },
  ])('"$written" is read', ({ written, says }) => {
    expect(parseVersionRanges(written)?.map(printRange)).toEqual(says);
  });

  it.each([
    'everything before last spring',
    '1.0 - 2.0',
    '>= 1.0, = 1.2',
    '< ',
    '>= latest',
    '~> 1.2',
    '^1.2.0',
    'not all',
    'all but one',
    'all versions but one',
    '>= 1.0 < 2.0',
    `>= 1.0, < ${'9'.repeat(200)}`,
    '1,'.repeat(600),
  ])('"%s" is no range', (written) => {
    expect(parseVersionRanges(written)).toBeUndefined();
  });
});

it('a single version is from itself to itself', () => {
  expect(parseVersionRanges('= 1.0')).toEqual([{ from: { version: '1.0', inclusive: true }, to: { version: '1.0', inclusive: true } }]);
});

describe('a range for machines', () => {
  it.each([
    { written: '>= 1.2, < 2', vers: 'vers:npm/>=1.2|<2' },
    { written: '= 1.2', vers: 'vers:npm/1.2' },
    { written: '', vers: 'vers:npm/*' },
    { written: '<= 2.0+x', vers: 'vers:npm/<=2.0%2Bx' },
    { written: '> 2.0', vers: 'vers:npm/>2.0' },
    { written: '< 2.0', vers: 'vers:npm/<2.0' },
  ])('of "$written" is $vers', ({ written, vers }) => {
    expect(parseVersionRanges(written)?.map((range) => printVers('npm', range))).toEqual([vers]);
  });
});

describe('the patched versions', () => {
  it.each([
    { written: undefined, versions: [] },
    { written: '1.4.2, v2.0.1', versions: ['1.4.2', '2.0.1'] },
    { written: '>= 1.4.2', versions: ['1.4.2'] },
    { written: 'none so far', versions: [] },
    { written: '2.5.2 and later', versions: [] },
    // Up to there it is not patched.
    { written: '< 2.0, <= 1.9, > 1.8', versions: [] },
    { written: '= 1.4.2 || 1.4.2', versions: ['1.4.2'] },
  ])('of "$written" are $versions', ({ written, versions }) => {
    expect(parsePatchedVersions(written)).toEqual(versions);
  });

  it('end an open range where there is one of each', () => {
    const open = parseVersionRanges('>= 1.0') ?? [];
    expect(closedByPatch(open, ['1.4.2']).map(printRange)).toEqual(['>= 1.0, < 1.4.2']);
    expect(closedByPatch(open, ['1.4.2', '2.0']).map(printRange)).toEqual(['>= 1.0']);
    expect(closedByPatch(parseVersionRanges('<= 1.3') ?? [], ['1.4.2']).map(printRange)).toEqual(['<= 1.3']);
    expect(closedByPatch(open, []).map(printRange)).toEqual(['>= 1.0']);
    expect(closedByPatch(parseVersionRanges('>= 1.0 || >= 2.0') ?? [], ['1.4.2']).map(printRange)).toEqual(['>= 1.0', '>= 2.0']);
  });
});
