import { describe, expect, it } from '@jest/globals';
import { linesOfCode, linesRun } from '../../scripts/counted-lines.ts';

describe('the lines of code of a file', () => {
  it('are those that are left without types, comments and blank lines', () => {
    const text = [
      '/** What it is for,',
      ' * on two lines. */',
      "import type { A } from './a.ts';",
      '',
      'type B = { readonly a: A };',
      '// Why.',
      'export function add(one: number): number {',
      '  return one + 1; // one more',
      '}',
    ].join('\n');
    expect(linesOfCode(text)).toEqual([7, 8, 9]);
  });
});

describe('the lines that were run', () => {
  const text = 'const a = 1;\nfunction b() {\n  if (a)\n    return 2;\n  return 3;\n}\n';
  const range = (from: string, to: string, count: number) => ({
    startOffset: text.indexOf(from),
    endOffset: text.indexOf(to) + to.length,
    count,
  });

  it('are those that no range holds that was not run, the inner one having the last word', () => {
    const whole = { startOffset: 0, endOffset: text.length, count: 1 };
    expect(linesRun(text, [{ ranges: [whole] }, { ranges: [range('function', '3;\n}', 0)] }])).toEqual([1, 7]);
    expect(linesRun(text, [{ ranges: [whole] }, { ranges: [range('function', '3;\n}', 2), range('\n  return 3', '3;', 0)] }])).toEqual([
      1, 2, 3, 4, 6, 7,
    ]);
    // Of a line that is run in part nothing is said.
    expect(linesRun(text, [{ ranges: [whole, range('= 1', '1', 0)] }])).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
