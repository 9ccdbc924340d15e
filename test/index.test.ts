import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { Probot } from 'probot';
import { parse } from 'yaml';
import { openStore } from '../src/adapters/store/open-store.ts';
import { eventsRead } from '../src/adapters/github/read-delivery.ts';
import { eventNames } from '../src/engine/doctor/events.ts';
import { eventsThatHint } from '../src/engine/deciding.ts';
import { fixleadApp, subscribedEvents, type Delivery } from '../src/index.ts';

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
const payload = JSON.parse(read('fixtures/webhooks/issue_comment.created.json')) as never;
const id = '72d3162e-cc78-11e3-81ab-4c9367dc0958';

let taken: Delivery[];
let probot: Probot;

/** A Probot of somebody else's, with nothing of ours but the app. */
async function load(takeIn: (delivery: Delivery) => Promise<void>): Promise<void> {
  probot = new Probot({ appId: 4711, privateKey, secret: 'x'.repeat(40), logLevel: 'fatal' });
  await probot.load(fixleadApp(takeIn));
}

beforeEach(async () => {
  nock.disableNetConnect();
  taken = [];
  await load(async (delivery) => void taken.push(delivery));
});
afterEach(() => {
  nock.enableNetConnect();
  nock.cleanAll();
});

describe('under a plain Probot', () => {
  it('hands a delivery over once, whole, and asks nothing of GitHub', async () => {
    await probot.receive({ id, name: 'issue_comment', payload });
    expect(taken).toEqual([{ guid: id, name: 'issue_comment', body: JSON.stringify(payload) }]);
    expect(nock.pendingMocks()).toEqual([]);
  });

  it.each([...subscribedEvents])('hands %s over once', async (name) => {
    await probot.receive({ id, name, payload: { action: 'created' } as never });
    expect(taken.map((delivery) => delivery.name)).toEqual([name]);
  });

  it('has no use for other events', async () => {
    await probot.receive({ id, name: 'star', payload: { action: 'created' } as never });
    expect(taken).toEqual([]);
  });

  it('puts a delivery into the inbox once, however often it comes', async () => {
    const store = await openStore('sqlite::memory:');
    const news: (readonly boolean[])[] = [];
    await load(async ({ guid, name, body }) => {
      news.push(await store.receive([{ key: `delivery:${guid}`, source: 'webhook', name, body, about: undefined, receivedAt: 1 }]));
    });
    for (let count = 0; count < 3; count += 1) await probot.receive({ id, name: 'issue_comment', payload });
    expect(news).toEqual([[true], [false], [false]]);
    await store.close();
  });

  it('lets whoever runs it know when a delivery could not be taken in', async () => {
    await load(() => Promise.reject(new Error('disk full')));
    await expect(probot.receive({ id, name: 'issue_comment', payload })).rejects.toThrow('disk full');
  });
});

describe('what is subscribed to', () => {
  it('is what the App asks GitHub for, by hand and by the set-up, each of it of use, and what every App is sent', () => {
    const { default_events: events } = parse(read('../app.yml')) as { readonly default_events: readonly string[] };
    expect(eventNames).toEqual(events);
    expect(eventNames.filter((name) => !eventsRead.includes(name) && !eventsThatHint.includes(name))).toEqual([]);
    expect([...subscribedEvents].sort()).toEqual([...events, 'installation', 'installation_repositories'].sort());
  });
});
