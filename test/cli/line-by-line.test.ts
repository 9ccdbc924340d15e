import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { answerEachLine, eachLine, isTooLong, maximumLineLength, printLine } from '../../src/cli/line-by-line.ts';

async function linesOf(chunks: Iterable<string | Buffer>): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of eachLine(Readable.from(chunks, { objectMode: true }))) lines.push(line);
  return lines;
}

describe('reading lines', () => {
  it.each([
    { name: 'nothing', chunks: [], expected: [] },
    { name: 'only a line end', chunks: ['\n'], expected: [''] },
    { name: 'a last line without an end', chunks: ['a\nb'], expected: ['a', 'b'] },
    { name: 'a last line with an end', chunks: ['a\nb\n'], expected: ['a', 'b'] },
    { name: 'empty lines in the middle', chunks: ['a\n\n\r\nb\n'], expected: ['a', '', '', 'b'] },
    { name: 'Windows line ends', chunks: ['a\r\nb\r\n'], expected: ['a', 'b'] },
    { name: 'a Windows line end cut in two', chunks: ['a\r', '\nb'], expected: ['a', 'b'] },
    { name: 'a return inside a line', chunks: ['a\rb\n'], expected: ['a\rb'] },
    { name: 'a line in many pieces', chunks: ['a', 'b', '', 'c\nd', 'e'], expected: ['abc', 'de'] },
    { name: 'a byte order mark', chunks: [Buffer.from('\ufeffa\n')], expected: ['a'] },
    { name: 'a letter cut in two', chunks: [Buffer.from([0xc3]), Buffer.from([0xa9, 0x0a])], expected: ['é'] },
    { name: 'half a letter at the end', chunks: [Buffer.from([0x61, 0xc3])], expected: ['a\ufffd'] },
  ])('reads $name', async ({ chunks, expected }) => {
    expect(await linesOf(chunks)).toEqual(expected);
  });

  it.each([
    { name: 'that just fits', line: 'x'.repeat(maximumLineLength), tooLong: false },
    { name: 'that just fits and ends as on Windows', line: `${'x'.repeat(maximumLineLength)}\r`, tooLong: false },
    { name: 'that is one too long', line: 'x'.repeat(maximumLineLength + 1), tooLong: true },
    { name: 'that goes on after a return', line: `${'x'.repeat(maximumLineLength)}\rmore`, tooLong: true },
    { name: 'that goes on after two returns', line: `${'x'.repeat(maximumLineLength)}\r\rmore`, tooLong: true },
  ])('tells whether a line $name is too long, and reads the next', async ({ line, tooLong }) => {
    const lines = await linesOf([`${line}\nnext\n`]);
    expect(lines.map(isTooLong)).toEqual([tooLong, false]);
    expect(lines[1]).toBe('next');
  });

  it('keeps no more than the allowed length of a line that never ends', async () => {
    const pieces = Array.from({ length: 64 }, () => 'x'.repeat(65_536));
    const [line = ''] = await linesOf(pieces);
    expect(line.length).toBeLessThanOrEqual(maximumLineLength + 2);
    expect(isTooLong(line)).toBe(true);
  });
});

describe('printing lines', () => {
  it('waits while the reader is behind', async () => {
    const output = new PassThrough({ highWaterMark: 4 });
    let written = false;
    const writing = printLine(output, 'longer than four bytes').then(() => (written = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(written).toBe(false);
    expect(String(output.read())).toBe('longer than four bytes\n');
    await writing;
    expect(written).toBe(true);
  });

  it('fails instead of waiting for ever when the reader goes away', async () => {
    const output = new PassThrough({ highWaterMark: 4 });
    const writing = printLine(output, 'longer than four bytes');
    output.destroy();
    await expect(writing).rejects.toThrow('closed');
    await expect(printLine(output, 'more')).rejects.toThrow('closed');
  });

  it('leaves no listeners behind after many waits', async () => {
    const output = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => setImmediate(done) });
    for (let line = 0; line < 50; line += 1) await printLine(output, 'line');
    expect(output.listenerCount('close') + output.listenerCount('drain') + output.listenerCount('error')).toBe(0);
  });
});

describe('answering lines', () => {
  it('answers in order and exits with 1 when any line was bad', async () => {
    const stdout = new PassThrough();
    const answers = (input: string) =>
      answerEachLine({ stdin: Readable.from([input]), stdout, stderr: new PassThrough() }, (line) => ({
        text: line.toUpperCase(),
        ok: line !== 'bad',
      }));
    expect(await answers('a\nb\n')).toBe(0);
    expect(await answers('bad\nc\n')).toBe(1);
    expect(String(stdout.read())).toBe('A\nB\nBAD\nC\n');
  });

  it('stops in silence when the reader has seen enough', async () => {
    let written = 0;
    const stdout = new Writable({
      write(_chunk, _encoding, done) {
        written += 1;
        setImmediate(done, written < 3 ? undefined : Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    });
    let answered = 0;
    const stdin = Readable.from(
      (function* lines() {
        for (let line = 0; line < 100_000; line += 1) yield 'line\n';
      })(),
    );
    const exitCode = await answerEachLine({ stdin, stdout, stderr: new PassThrough() }, (text) => {
      answered += 1;
      return { text, ok: true };
    });
    expect(exitCode).toBe(0);
    expect(answered).toBeLessThan(100_000);
  });
});
