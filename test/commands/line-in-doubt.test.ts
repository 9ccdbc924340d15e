// What stands on the line of a command is kept only where GitHub could not be asked about somebody.
import { expect, it } from '@jest/globals';
import { withLineInDoubt } from '../../src/commands/line-in-doubt.ts';
import { ana, ulla } from '../fixtures/happenings.ts';

const text = 'Hello,\r\n\r\n /fix-lead @ulla  \n\n/ack';

it.each([
  { name: 'of somebody unknown', event: { by: ulla, line: 5 }, typed: '/ack' },
  { name: 'of somebody known who names somebody unknown', event: { by: ana, line: 3, role: 'unknown' as const }, typed: '/fix-lead @ulla' },
  { name: 'not where everybody is known', event: { by: ana, line: 3, role: 'outsider' as const }, typed: undefined },
  { name: 'not of somebody known who names nobody', event: { by: ana, line: 5 }, typed: undefined },
])('keeps the line $name', ({ event, typed }) => {
  expect(withLineInDoubt(event, text)).toEqual({ ...event, typed });
});

it.each([
  { length: 100, typed: `/ack ${'x'.repeat(95)}` },
  { length: 101, typed: `/ack ${'x'.repeat(95)} …` },
])('keeps no more than the beginning of a line of $length', ({ length, typed }) => {
  expect(withLineInDoubt({ by: ulla, line: 1 }, `/ack ${'x'.repeat(length - 5)}`).typed).toBe(typed);
});
