import { expect, it } from '@jest/globals';
import { bodyRoom } from '../../src/adapters/body-room.ts';

function entering(room: ReturnType<typeof bodyRoom>) {
  const gone: string[] = [];
  const enter = (name: string) => room.enter(() => gone.push(name));
  return { gone, enter };
}

it('holds as much as there is room for', () => {
  const { gone, enter } = entering(bodyRoom(100));
  enter('a').grow(60);
  enter('b').grow(40);
  expect(gone).toEqual([]);
});

it('lets the largest go for a smaller one, however many it takes', () => {
  const { gone, enter } = entering(bodyRoom(100));
  const [small, middle, large] = ['small', 'middle', 'large'].map(enter);
  small?.grow(20);
  middle?.grow(25);
  large?.grow(50);
  small?.grow(20);
  expect(gone).toEqual(['large']);
  small?.grow(60);
  expect(gone).toEqual(['large', 'small']);
});

it('lets the oldest of equals go', () => {
  const { gone, enter } = entering(bodyRoom(100));
  for (const name of ['a', 'b', 'c']) enter(name).grow(40);
  expect(gone).toEqual(['a']);
});

it('has room again for whoever has left, once', () => {
  const { gone, enter } = entering(bodyRoom(100));
  const first = enter('first');
  first.grow(90);
  first.leave();
  first.leave();
  enter('second').grow(90);
  enter('third').grow(10);
  expect(gone).toEqual([]);
  enter('fourth').grow(1);
  expect(gone).toEqual(['second']);
});

it('does not count what still comes of one that it has let go', () => {
  const { gone, enter } = entering(bodyRoom(100));
  const first = enter('first');
  first.grow(101);
  first.grow(1_000);
  enter('second').grow(100);
  expect(gone).toEqual(['first']);
});

it('lets go of what alone is more than there is room for', () => {
  const { gone, enter } = entering(bodyRoom(100));
  enter('a').grow(10);
  enter('b').grow(101);
  expect(gone).toEqual(['b']);
});
