/** What the doors for machines share: a body read within bounds, and an answer that reaches a sender who is still sending. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyRoom } from './body-room.ts';

export type Answer = { readonly status: number; readonly words: string };

/** Unit: ms and bytes. `tooLarge` is what is answered past them; `room` is for all bodies together. */
export type BodyBounds = { readonly timeoutMs: number; readonly maxBytes: number; readonly tooLarge: Answer; readonly room: BodyRoom };

/** Ends when the body is whole, too large, too slow, broken off, or too many others are on their way; never throws. */
export function readBody(
  request: IncomingMessage,
  { timeoutMs, maxBytes, tooLarge, room }: BodyBounds,
): Promise<{ readonly bytes: Buffer } | Answer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (result: { readonly bytes: Buffer } | Answer) => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      held.leave();
      chunks.length = 0;
      resolve(result);
    };
    const held = room.enter(() => end(tooMuchAtOnce));
    const timer = setTimeout(() => end({ status: 408, words: 'the body took too long' }), timeoutMs);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > maxBytes) end(tooLarge);
      else held.grow(chunk.length);
    });
    request.on('end', () => end({ bytes: Buffer.concat(chunks) }));
    for (const event of ['error', 'close']) request.on(event, () => end({ status: 400, words: 'broken off' }));
  });
}

const tooMuchAtOnce: Answer = { status: 503, words: 'too much is on its way at once; send it again' };

export function say(request: IncomingMessage, response: ServerResponse, { status, words }: Answer): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  if (status === 405) response.setHeader('allow', 'POST');
  if (!request.complete) {
    // Part of the body is still on its way: let it run into the void for a moment, so that the sender reads our answer, then hang up.
    response.setHeader('connection', 'close');
    request.resume();
    setTimeout(() => request.socket.destroy(), lingerMs).unref();
  }
  response.end(`${words}\n`);
}

const lingerMs = 2_000;

/** Empty where there is none, or several. */
export function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
