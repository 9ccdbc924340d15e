/** One GET of a public page, tried once, read up to a bound. */
import { ChannelFailure } from '../engine/ports/failures.ts';
import { openAddress } from './guarded-address.ts';
import { noAnswer } from './post.ts';

export type Get = {
  readonly url: string;
  /** What an earlier answer came with: the same again is answered by 304, without a text. */
  readonly etag: string | undefined;
  readonly allowPrivate: boolean;
  /** What comes after is not waited for. Unit: characters. */
  readonly longest: number;
};

export type Page = {
  readonly status: number;
  readonly text: string;
  readonly etag: string | undefined;
  readonly retryAfterMs: number | undefined;
};

/** Unit: ms; whoever waits for a page looks at nothing else meanwhile. */
const timeoutMs = 15_000;

/** Errors: ChannelFailure. */
export async function getPage({ url, etag, allowPrivate, longest }: Get): Promise<Page> {
  const headers = etag === undefined ? {} : { 'if-none-match': etag };
  return new Promise((resolve, reject) => {
    const asked = openAddress(url, { allowPrivate, options: { headers, signal: AbortSignal.timeout(timeoutMs) } }, (answer) => {
      const parts: string[] = [];
      let length = 0;
      const done = (): void => {
        const seconds = Number(answer.headers['retry-after'] ?? NaN);
        resolve({
          status: answer.statusCode ?? 0,
          text: parts.join(''),
          etag: answer.headers.etag,
          retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : undefined,
        });
      };
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        parts.push(part.slice(0, longest - length));
        length += part.length;
        if (length < longest) return;
        done();
        answer.destroy();
      });
      answer.on('error', (cause) => reject(noAnswer(cause)));
      answer.on('end', done);
    });
    asked.on('error', (cause) => reject(cause instanceof ChannelFailure ? cause : noAnswer(cause)));
    asked.end();
  });
}
