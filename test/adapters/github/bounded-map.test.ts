import { expect, it } from '@jest/globals';
import { BoundedMap } from '../../../src/adapters/github/bounded-map.ts';

it('forgets what was used least recently once it grows too heavy', () => {
  const map = new BoundedMap<number>(10);
  map.set('a', 1, 4);
  map.set('b', 2, 4);
  map.get('a');
  map.set('c', 3, 4);
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3]);
});

it('weighs what is set again only once', () => {
  const map = new BoundedMap<number>(10);
  for (let count = 0; count < 5; count++) map.set('a', count, 4);
  map.set('b', 2, 6);
  expect([map.get('a'), map.get('b')]).toEqual([4, 2]);
});

it('does not keep what is heavier than the bound by itself, nor what stood there before', () => {
  const map = new BoundedMap<number>(10);
  map.set('a', 1, 1);
  map.set('a', 2, 11);
  expect(map.get('a')).toBeUndefined();
});
