import { describe, expect, it } from '@jest/globals';
import { standing, type Obligation } from '../../../src/core/schedule/obligation.ts';

describe('an obligation', () => {
  const due: Obligation = {
    name: 'fix',
    rules: ['S95'],
    what: 'it',
    owner: 'somebody',
    dueAt: 1_000,
    counted: 'by hand',
    metAt: undefined,
  };
  it.each([
    { name: 'met at its due instant', given: { ...due, metAt: 1_000 }, now: 9_000, expect: 'met' },
    { name: 'met a moment after', given: { ...due, metAt: 1_001 }, now: 9_000, expect: 'met late' },
    { name: 'open at its due instant', given: due, now: 1_000, expect: 'open' },
    { name: 'open a moment after', given: due, now: 1_001, expect: 'overdue' },
    { name: 'met without a due instant', given: { ...due, dueAt: undefined, metAt: 5 }, now: 9_000, expect: 'met' },
  ])('$name is $expect', ({ given, now, expect: expected }) => {
    expect(standing(given, now)).toBe(expected);
  });
});
