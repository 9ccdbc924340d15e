import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { run } from '../../src/cli/parse.ts';
import { commandNames } from '../../src/commands/commands.ts';

async function parse(args: readonly string[], input: string) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const printed = Promise.all([text(stdout), text(stderr)]);
  const exitCode = await run(args, { stdin: Readable.from([Buffer.from(input)]), stdout, stderr });
  stdout.end();
  stderr.end();
  const [out, err] = await printed;
  return { exitCode, out, err };
}

/** The answers to comments, one a line. */
async function answers(...comments: readonly unknown[]): Promise<readonly unknown[]> {
  const { out } = await parse(['--json'], comments.map((comment) => `${JSON.stringify(comment)}\n`).join(''));
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

describe('fixlead parse --json', () => {
  it('answers every comment on a line of its own, in their order', async () => {
    const given = '{"body":"/help"}\n{"body":"hello"}\n{"body":"\\n/lgtm \\"a b\\" x=\\"c d\\"","id":7}';
    expect(await parse(['--json'], given)).toEqual({
      exitCode: 0,
      out: [
        '{"commands":[{"name":"help","args":[],"line":1}],"problems":[]}',
        '{"commands":[],"problems":[]}',
        '{"commands":[{"name":"lgtm","args":["a b","x=c d"],"line":2}],"problems":[]}',
        '',
      ].join('\n'),
      err: '',
    });
  });

  it('lists an unknown command, and suggests the one that was meant', async () => {
    expect(await answers({ body: '/hlep me' })).toEqual([
      {
        commands: [{ name: 'hlep', args: ['me'], line: 1 }],
        problems: [{ line: 1, code: 'unknown-command', message: expect.stringContaining('/help') }],
      },
    ]);
  });

  it('knows every command there is', async () => {
    const read = await answers(...commandNames.map((name) => ({ body: `/${name}` })));
    expect(commandNames.length).toBeGreaterThan(0);
    expect(read).toEqual(commandNames.map((name) => ({ commands: [{ name, args: [], line: 1 }], problems: [] })));
  });

  it('puts the problems in the order of their lines', async () => {
    const [answer] = await answers({ body: '/hlep\n/help "\n/hlep\n/help \u202e' });
    const { problems } = answer as { problems: { line: number; code: string }[] };
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [1, 'unknown-command'],
      [2, 'bad-quoting'],
      [3, 'unknown-command'],
      [4, 'hidden-characters'],
    ]);
  });

  it.each([
    { name: 'an empty line', line: '', code: 'malformed-json' },
    { name: 'a comment as it stands', line: '/help', code: 'malformed-json' },
    { name: 'half an object', line: '{"body":"/help"', code: 'malformed-json' },
    { name: 'a text', line: '"/help"', code: 'invalid-request' },
    { name: 'null', line: 'null', code: 'invalid-request' },
    { name: 'an object without a body', line: '{"text":"/help"}', code: 'invalid-request' },
    { name: 'a body that is no text', line: '{"body":["/help"]}', code: 'invalid-request' },
    { name: 'a line that is too long', line: `{"body":"${'a'.repeat(1024 * 1024)}"}`, code: 'line-too-long' },
  ])('refuses $name, and goes on', async ({ line, code }) => {
    const { exitCode, out } = await parse(['--json'], `${line}\n{"body":"/help"}\n`);
    const [first, second] = out.split('\n').map((one) => (one === '' ? undefined : (JSON.parse(one) as unknown)));
    expect(first).toEqual({ error: { code, message: expect.any(String) } });
    expect(second).toEqual({ commands: [{ name: 'help', args: [], line: 1 }], problems: [] });
    expect(exitCode).toBe(1);
  });

  it('takes a comment with a problem for a comment that was read', async () => {
    expect((await parse(['--json'], '{"body":"/help \\""}')).exitCode).toBe(0);
  });
});

describe('fixlead parse', () => {
  it('shows the commands and problems of one comment, line by line', async () => {
    expect(await parse([], 'Hello\r\n/help "a b"\n/hlep\n> /help\n\n/help "\n')).toEqual({
      exitCode: 1,
      out: expect.stringMatching(
        /^line 2 {2}\/help {2}"a b"\nline 3 {2}\/hlep\nline 3 {2}unknown-command: .*\nline 6 {2}bad-quoting: .*\n$/,
      ),
      err: '',
    });
  });

  it('says so when there is none', async () => {
    expect(await parse([], 'Hello\n\n> /help\n')).toEqual({ exitCode: 0, out: 'No commands.\n', err: '' });
  });

  it('reads no further than the greatest length of a comment', async () => {
    let given = 0;
    const lines = Readable.from(
      (function* () {
        for (; given < 1000; given++) yield Buffer.from(`${'a'.repeat(1000)}\n`);
      })(),
    );
    const stdout = new PassThrough();
    expect(await run([], { stdin: lines, stdout, stderr: new PassThrough() })).toBe(1);
    expect(String(stdout.read())).toContain('too-long');
    expect(given).toBeLessThan(200);
  });

  it('explains itself', async () => {
    expect(await parse(['--help'], '')).toEqual({ exitCode: 0, out: expect.stringContaining('Usage: fixlead parse'), err: '' });
  });

  it.each([['--jsn'], ['--json=yes'], ['comment.md']])('refuses the argument %s', async (argument) => {
    expect(await parse([argument], '')).toEqual({ exitCode: 2, out: '', err: expect.stringContaining('Usage: fixlead parse') });
  });
});
