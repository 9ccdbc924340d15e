// An issuer of tokens on this machine, as GitHub Actions is one: it has keys that can be asked for, and signs what it is told.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Claims = Readonly<Record<string, unknown>>;

export type AnIssuer = {
  readonly url: string;
  /** How often it was asked for its keys. */
  asked(): number;
  /** A new key in place of the old one. */
  turnKey(name: string): void;
  /** What it answers instead of its keys; undefined: its keys. */
  answer(instead: { readonly status: number; readonly body: string } | undefined): void;
  token(claims: Claims, header?: Claims): string;
  close(): Promise<void>;
};

export async function anIssuer(): Promise<AnIssuer> {
  let key = aKey('one');
  let asked = 0;
  let instead: { readonly status: number; readonly body: string } | undefined;
  const server = createServer((request, response) => {
    asked += 1;
    if (request.url !== '/.well-known/jwks') return response.writeHead(404).end();
    const own = JSON.stringify({ keys: [{ ...key.shown, kid: key.name, use: 'sig', alg: 'RS256' }] });
    response.writeHead(instead?.status ?? 200, { 'content-type': 'application/json' }).end(instead?.body ?? own);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked: () => asked,
    turnKey: (name) => void (key = aKey(name)),
    answer: (given) => void (instead = given),
    token: (claims, header = {}) => signedBy(key.secret, { alg: 'RS256', typ: 'JWT', kid: key.name, ...header }, { iss: url, ...claims }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function signedBy(secret: KeyObject, header: Claims, claims: Claims): string {
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), secret).toString('base64url')}`;
}

export function aKey(name: string, bits = 2048) {
  const { privateKey: secret, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return { name, secret, shown: publicKey.export({ format: 'jwk' }) };
}
