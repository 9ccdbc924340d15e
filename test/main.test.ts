import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startFixlead, type Fixlead } from '../src/main.ts';
import type { Settings } from '../src/settings.ts';

const settings: Settings = {
  appId: 1,
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  webhookSecret: '0123456789abcdef0123456789abcdef',
  store: 'sqlite::memory:',
  host: '127.0.0.1',
  port: 0,
  logLevel: 'silent',
  // Nobody listens there: what is asked of GitHub fails, and is tried again later.
  githubApiUrl: 'http://127.0.0.1:9',
};

describe('the app', () => {
  const running: Fixlead[] = [];
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
  });

  it('starts beside another one when it may choose its port', async () => {
    running.push(await startFixlead(settings));
    running.push(await startFixlead(settings));
    const ports = running.map(({ url }) => new URL(url).port);
    expect(new Set(ports).size).toBe(2);
    expect(ports).not.toContain('3000');
    for (const { url } of running) expect((await fetch(`${url}/api/github/webhooks`)).status).toBe(405);
  });
});
