import { describe, expect, it } from '@jest/globals';
import { closestName } from '../../src/core/closest-name.ts';

const known = ['vitess', 'distributors-list', 'lines', 'lgtm', 'publish'];

describe('the closest name', () => {
  it.each([
    { name: 'a missing letter', typed: 'vites', expected: 'vitess' },
    { name: 'a letter too many', typed: 'vittess', expected: 'vitess' },
    { name: 'another letter', typed: 'vitezs', expected: 'vitess' },
    { name: 'two letters swapped', typed: 'ivtess', expected: 'vitess' },
    { name: 'capitals', typed: 'LGTM', expected: 'lgtm' },
    { name: 'three slips in a long name', typed: 'distributers_lst', expected: 'distributors-list' },
    { name: 'more slips than a third of the name', typed: 'xxtm', expected: undefined },
    { name: 'something else', typed: 'anything', expected: undefined },
    { name: 'one letter', typed: 'l', expected: undefined },
    { name: 'no letter', typed: '', expected: undefined },
    { name: 'a name of 41 letters', typed: 'distributors-list'.padEnd(41, 'x'), expected: undefined },
  ])('of $name is $expected', ({ typed, expected }) => {
    expect(closestName(typed, known)).toBe(expected);
  });

  it('is the first of two that are equally near', () => {
    expect(closestName('cat', ['car', 'can'])).toBe('car');
    expect(closestName('cat', ['can', 'car'])).toBe('can');
  });

  it('is the nearer of two although it comes later', () => {
    expect(closestName('publich', ['pubic', 'publish'])).toBe('publish');
  });

  it('is nothing where nothing is known', () => {
    expect(closestName('vitess', [])).toBeUndefined();
  });
});
