// What the commands that answer line by line share: read a line, print a JSON object, and never hold more than one line.
import { once } from 'node:events';

/** The three streams a command may use; `process` has them, and so has a test. */
export type CliStreams = {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
};

/** Unit: UTF-16 code units, without the line's end (1 MiB). */
export const maximumLineLength = 1024 * 1024;

/**
 * The lines of a UTF-8 stream, without their ends (`\n` or `\r\n`), each as soon as it is complete.
 * Edges: an empty line is a line; the end of the last line starts no new one; a last line without an end counts; a byte order mark is dropped.
 * A line that is too long arrives cut to just over `maximumLineLength`, its rest is dropped, and `isTooLong` tells.
 * Errors: the stream's own.
 */
export async function* eachLine(input: NodeJS.ReadableStream): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const [first = '', ...others] = text.split('\n');
    pending = bounded(pending + first);
    for (const other of others) {
      yield withoutReturn(pending);
      pending = bounded(other);
    }
  }
  pending = bounded(pending + decoder.decode());
  if (pending !== '') yield withoutReturn(pending);
}

export function isTooLong(line: string): boolean {
  return line.length > maximumLineLength;
}

/** Writes one line, and waits while the reader is behind. Errors: rejects when the stream breaks or is closed. */
export async function printLine(output: NodeJS.WritableStream, text: string): Promise<void> {
  if (!output.writable) throw new Error('The output is closed.');
  if (output.write(`${text}\n`)) return;
  const waiting = new AbortController();
  const closed = once(output, 'close', { signal: waiting.signal }).then(() => {
    throw new Error('The output was closed before everything was written.');
  });
  try {
    await Promise.race([once(output, 'drain', { signal: waiting.signal }), closed]);
  } finally {
    closed.catch(() => undefined);
    waiting.abort();
  }
}

/** One answer: what is printed for the line, and whether the line was good. */
export type LineAnswer = { readonly text: string; readonly ok: boolean };

/**
 * Answers every line of stdin with one line on stdout, in order; the exit code is 0 when every line was good, else 1.
 * Edge: when the reader of stdout has seen enough, as `head` has, the rest is left unanswered in silence.
 * Errors: rejects when a stream breaks in any other way.
 */
export async function answerEachLine(streams: CliStreams, answer: (line: string) => LineAnswer): Promise<number> {
  const reader = watchReader(streams.stdout);
  let exitCode = 0;
  for await (const line of eachLine(streams.stdin)) {
    const { text, ok } = answer(line);
    if (!ok) exitCode = 1;
    await printLine(streams.stdout, text).catch((error: unknown) => {
      if (!reader.isGone() && !isBrokenPipe(error)) throw error;
    });
    if (reader.isGone()) break;
  }
  return exitCode;
}

// A stream tells of a broken pipe only after the write; without a listener that would end the process with a stack trace.
function watchReader(output: NodeJS.WritableStream): { isGone: () => boolean } {
  let gone = false;
  output.on('error', (error) => {
    if (!isBrokenPipe(error)) throw error;
    gone = true;
  });
  return { isGone: () => gone };
}

function isBrokenPipe(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPIPE';
}

// Two units more than is allowed: one for a `\r` that goes, one so that a line that is too long can still be told from one that just fits.
function bounded(line: string): string {
  return line.length > maximumLineLength + 2 ? line.slice(0, maximumLineLength + 2) : line;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
