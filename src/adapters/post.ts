/** One POST to an address of the world outside, tried once. What it may reach is checked when the name has been resolved, so that a name cannot change in between. */
import { ChannelFailure } from '../engine/ports/failures.ts';
import { openAddress } from './guarded-address.ts';

export type Posted = { readonly status: number; readonly text: string; readonly retryAfterMs: number | undefined };

export type Post = {
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only tests and closed networks talk to their own machine, or without TLS. */
  readonly allowPrivate?: boolean;
  /** What is read of the answer. Unit: characters. */
  readonly longestAnswer?: number;
};

/** Unit: ms; a notice that waits holds up what GitHub is told. */
const timeoutMs = 10_000;
/** Unit: characters. */
const shortAnswer = 1_000;

/** Errors: ChannelFailure, which never names the address: it may be a secret. Redirects are not followed. */
export async function post({ url, body, headers = {}, allowPrivate = false, longestAnswer = shortAnswer }: Post): Promise<Posted> {
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
    signal: AbortSignal.timeout(timeoutMs),
  };
  return new Promise((resolve, reject) => {
    const asked = openAddress(url, { allowPrivate, options }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text = (text + part).slice(0, longestAnswer)));
      answer.on('error', (cause) => reject(noAnswer(cause)));
      answer.on('end', () => {
        const seconds = Number(answer.headers['retry-after'] ?? NaN);
        resolve({ status: answer.statusCode ?? 0, text, retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : undefined });
      });
    });
    asked.on('error', (cause) => reject(cause instanceof ChannelFailure ? cause : noAnswer(cause)));
    asked.end(body);
  });
}

/** Worth another try: it is busy, or broken for a while. Everything else is refused for good. */
export function refusedWith({ status, retryAfterMs }: Posted, reason = ''): ChannelFailure {
  const permanent = status < 500 && ![408, 425, 429].includes(status);
  return new ChannelFailure(`answered ${status} ${reason}`.trim(), { permanent, retryAfterMs });
}

export function noAnswer(cause: Error & { readonly code?: string }): ChannelFailure {
  return new ChannelFailure(`no answer (${cause.code ?? cause.name})`);
}
