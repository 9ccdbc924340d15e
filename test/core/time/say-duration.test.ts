import { describe, expect, it } from '@jest/globals';
import { sayDuration } from '../../../src/core/time/say-duration.ts';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

describe('a duration in words', () => {
  it.each([
    { ms: 0, says: '0 seconds' },
    { ms: second, says: '1 second' },
    { ms: 1_499, says: '1 second' },
    { ms: 1_500, says: '2 seconds' },
    { ms: 119 * second, says: '119 seconds' },
    { ms: 120 * second, says: '2 minutes' },
    { ms: 119 * minute, says: '119 minutes' },
    { ms: 120 * minute, says: '2 hours' },
    { ms: 47 * hour, says: '47 hours' },
    { ms: 48 * hour, says: '2 days' },
    { ms: 59 * hour, says: '2 days' },
    { ms: 60 * hour, says: '3 days' },
  ])('is in the largest unit of which there are two: $says', ({ ms, says }) => {
    expect(sayDuration(ms)).toBe(says);
  });
});
