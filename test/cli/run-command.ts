import { Readable, Writable } from 'node:stream';
import type { CliStreams } from '../../src/cli/line-by-line.ts';

type Outcome = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** Runs a command with streams in memory. */
export async function runCommand(
  run: (args: readonly string[], streams: CliStreams) => Promise<number>,
  { args, input = '' }: { readonly args: readonly string[]; readonly input?: string },
): Promise<Outcome> {
  const [stdout, stderr] = [collector(), collector()];
  const exitCode = await run(args, { stdin: Readable.from([Buffer.from(input)]), stdout: stdout.stream, stderr: stderr.stream });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(): { stream: Writable; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}
