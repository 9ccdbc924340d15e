/** One POST to an address of the world outside, tried once. What it may reach is checked when the name has been resolved, so that a name cannot change in between. */
import { lookup as lookUp } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { ChannelFailure } from '../engine/ports.ts';

export type Posted = { readonly status: number; readonly text: string; readonly retryAfterMs: number | undefined };

export type Post = {
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only tests and closed networks talk to their own machine, or without TLS. */
  readonly allowPrivate?: boolean;
};

/** Unit: ms; a notice that waits holds up what GitHub is told. */
const timeoutMs = 10_000;
/** Unit: characters of an answer that are read. */
const longestAnswer = 1_000;

/** Errors: ChannelFailure, which never names the address: it may be a secret. Redirects are not followed. */
export async function post({ url, body, headers = {}, allowPrivate = false }: Post): Promise<Posted> {
  const target = new URL(url);
  if (target.protocol !== 'https:' && !allowPrivate)
    throw new ChannelFailure('its address does not begin with https://', { permanent: true });
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isPrivate(host) && !allowPrivate) throw privateAddress();
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'fixlead', ...headers },
    signal: AbortSignal.timeout(timeoutMs),
    ...(allowPrivate ? {} : { lookup: guardedLookup }),
  };
  return new Promise((resolve, reject) => {
    const asked = send(target, options, (answer) => {
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

function noAnswer(cause: Error & { readonly code?: string }): ChannelFailure {
  return new ChannelFailure(`no answer (${cause.code ?? cause.name})`);
}

function privateAddress(): ChannelFailure {
  return new ChannelFailure('its address leads into a private network', { permanent: true });
}

const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isPrivate(address))) return callback(privateAddress(), '', 0);
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/** Source: IANA, special-purpose address registries for IPv4 and IPv6. */
const closed = new BlockList();
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
  ] as const),
  ...([
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const),
])
  closed.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(net, bits, 'ipv6');

/** An IPv4 address in the clothes of IPv6 is looked at as what it is. */
function isPrivate(address: string): boolean {
  return closed.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
