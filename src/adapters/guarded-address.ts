/** The door to addresses of the world outside. What it may reach is checked when the name has been resolved, so that a name cannot change in between. */
import { lookup as lookUp } from 'node:dns';
import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { ChannelFailure } from '../engine/ports/failures.ts';

type Way = {
  /** Only tests and closed networks talk to their own machine, or without TLS. */
  readonly allowPrivate: boolean;
  readonly options: RequestOptions;
};

/** A request that has begun. Redirects are not followed. Errors: ChannelFailure, which never names the address: it may be a secret. */
export function openAddress(url: string, { allowPrivate, options }: Way, onAnswer: (answer: IncomingMessage) => void): ClientRequest {
  const target = new URL(url);
  if (target.protocol !== 'https:' && !allowPrivate)
    throw new ChannelFailure('its address does not begin with https://', { permanent: true });
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isPrivate(host) && !allowPrivate) throw privateAddress();
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { 'user-agent': 'fixlead', ...options.headers };
  return send(target, { ...options, headers, ...(allowPrivate ? {} : { lookup: guardedLookup }) }, onAnswer);
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
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(net, bits, 'ipv6');

/** An IPv4 address in the clothes of IPv6 is looked at as what it is. */
function isPrivate(address: string): boolean {
  return closed.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
