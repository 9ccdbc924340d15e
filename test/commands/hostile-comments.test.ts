// Comments made to keep a parser busy. Whoever may comment may post them, and while one is read nothing else happens.
import { describe, expect, it } from '@jest/globals';
import { maximumCommentLength, parseComment } from '../../src/commands/parse-comment.ts';
import { processorTime } from '../processor-time.ts';
import { places, shapes, within } from './hostile-shapes.ts';

/** Time on the processor, of several runs the shortest: what other programs do at the time is not counted. No more runs once one is `fastEnoughMs`. */
function shortestMs(body: string, fastEnoughMs: number): number {
  let shortest = Infinity;
  for (let run = 0; run < 12 && shortest > fastEnoughMs; run++) {
    const took = processorTime();
    parseComment(body);
    shortest = Math.min(shortest, took());
  }
  return shortest;
}

describe('comments made to keep a parser busy', () => {
  it.each(shapes)('reads 64 KB of $name in less than a quarter of a second, on a busy machine too', ({ make }) => {
    for (const place of places) {
      const body = place(within(make(maximumCommentLength), maximumCommentLength));
      expect(parseComment(body).problems).not.toContainEqual(expect.objectContaining({ code: 'too-long', line: 1, message: /comment/ }));
      // An idle machine takes less than a tenth; the rest is room for one that others share.
      expect(shortestMs(body, 60)).toBeLessThan(250);
    }
  });

  it.each(shapes)('takes about eight times as long for eight times as much of $name', ({ make }) => {
    const [eighth, whole] = [maximumCommentLength / 8, maximumCommentLength].map((length) => `/ack\n${within(make(length), length)}`);
    // Sixty-four times as long would be the square. Below some milliseconds the clock and the compiler decide.
    const boundMs = 24 * Math.max(shortestMs(eighth ?? '', 2), 2);
    expect(shortestMs(whole ?? '', boundMs)).toBeLessThanOrEqual(boundMs);
  });
});
