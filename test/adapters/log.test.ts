import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createLog, type LogLevel } from '../../src/adapters/log.ts';

function logged(log: (to: ReturnType<typeof createLog>) => void, level: LogLevel = 'debug'): readonly string[] {
  const lines: string[] = [];
  log(createLog({ level, to: { write: (line) => void lines.push(line) } }));
  return lines;
}

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const inTheMiddle = privateKey.split('\n').slice(5, 8).join('');
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjE3NzI0NDIwMDAsImlzcyI6NDcxMX0.c2lnbmF0dXJl-of_it';

const secrets = [
  { name: 'a token of an installation', secret: 'ghs_16C7e42F292c6912E7710c838347Ae178B4a' },
  { name: 'a long token of an installation', secret: `ghs_4711_${jwt}` },
  { name: 'a personal token', secret: 'ghp_16C7e42F292c6912E7710c838347Ae178B4a' },
  { name: 'a fine-grained token', secret: 'github_pat_11ABCDEFG0123456789_abcdefghijklmnop' },
  { name: 'the JWT that signs in the App', secret: jwt },
  { name: 'a private key', secret: privateKey },
  { name: 'a private key with its line breaks as two characters', secret: privateKey.replaceAll('\n', '\\n') },
  { name: 'half a private key', secret: privateKey.slice(0, 800) },
];

describe('a secret in the log', () => {
  const places = {
    'an error': (secret: string) => logged((log) => log.error({ err: new Error(`could not sign in with ${secret} today`) }, 'failed')),
    'the cause of an error': (secret: string) =>
      logged((log) => log.error({ err: new Error('no', { cause: new Error(`with ${secret}`) }) }, 'failed')),
    'a fact': (secret: string) => logged((log) => log.info({ request: { headers: [`x ${secret}`] } }, 'asked')),
    'the words': (secret: string) => logged((log) => log.warn({}, `took ${secret} for granted`)),
  };
  const rows = secrets.flatMap((row) => Object.entries(places).map(([place, log]) => ({ ...row, place, log })));

  it.each(rows)('is not shown: $name in $place', ({ secret, log }) => {
    const [line = '', ...others] = log(secret);
    expect(others).toEqual([]);
    expect(line).toContain('[redacted]');
    for (const piece of [secret.slice(8, 40), secret.slice(-30), inTheMiddle, inTheMiddle.slice(0, 64)]) {
      expect(line).not.toContain(JSON.stringify(piece).slice(1, -1));
    }
  });

  it.each(rows)('leaves a line of JSON: $name in $place', ({ secret, log }) => {
    const [line = ''] = log(secret);
    expect(line.endsWith('\n')).toBe(true);
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) as unknown });
  });

  it.each(['Bearer', 'token', 'basic'])('is not shown after %s', (scheme) => {
    const [line] = logged((log) => log.info({ authorization: `${scheme} eC1hY2Nlc3MtdG9rZW46Z2hz` }, 'asked'));
    expect(line).not.toContain('eC1hY2Nlc3MtdG9rZW46Z2hz');
  });
});

describe('a line of the log', () => {
  it('says when, what and the facts, and not on which machine', () => {
    const [line = ''] = logged((log) => log.info({ caseId: 'GHSA-2222-3333-4444' }, 'stepped'));
    const { time, ...facts } = JSON.parse(line) as Record<string, unknown>;
    expect(facts).toEqual({ level: 30, caseId: 'GHSA-2222-3333-4444', msg: 'stepped' });
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('keeps what only looks a little like a secret', () => {
    const words = 'asked for a token for installation 41, a basic thing, key GHSA-2222-3333-4444/answer/case-issue/1015/1';
    expect(logged((log) => log.info({}, words)).join()).toContain(words);
  });

  it('is not written below the level', () => {
    const levels = (level: LogLevel) => logged((log) => (log.debug('d'), log.info('i'), log.warn('w'), log.error('e')), level).length;
    expect([levels('debug'), levels('info'), levels('warn'), levels('error'), levels('silent')]).toEqual([4, 3, 2, 1, 0]);
  });
});
