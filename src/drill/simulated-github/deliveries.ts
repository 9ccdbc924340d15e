/** Webhooks on the wire: signed, sent one after another, logged, never sent again unless the app asks. */
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { guid } from './chance.ts';
import type { DeliveryMisbehaviour } from './misbehaviour.ts';
import type { Delivery, Outgoing, Postman, World } from './world.ts';

type Strike = DeliveryMisbehaviour['kind'];
type Queued = {
  readonly outgoing: Outgoing;
  readonly guid: string;
  readonly redelivery: boolean;
  readonly strikes: readonly Strike[];
  overtaken: boolean;
};
type Attempt = Pick<Delivery, 'status' | 'statusCode' | 'responseHeaders' | 'responseBody'>;

const answerWithinMs = 10_000;
/** How long a reordered delivery waits, in real time, for another to overtake it. */
const overtakeWithinMs = 30;

export function createPostman(
  world: Pick<World, 'app' | 'chance' | 'deliveries' | 'misbehaving' | 'now' | 'observeAttempt'>,
  secret: string,
): Postman {
  const queue: Queued[] = [];
  let target: string | undefined;
  let working = false;
  let lastId = 5_000_000_000;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    // Nothing is awaited between the last look into the queue and the end: what is sent in such a gap would stay there.
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      const next = await afterOvertaking(first, queue);
      await deliver(next);
      queue.splice(queue.indexOf(next), 1);
    }
    working = false;
  }

  async function deliver({ outgoing, guid: id, redelivery, strikes }: Queued): Promise<void> {
    if (target === undefined) return;
    const requestHeaders = headersOf(world.app.id, secret, outgoing, id);
    const { event, action, installationId, repositoryId, body } = outgoing;
    for (let left = strikes.includes('duplicate') ? 2 : 1; left > 0; left -= 1) {
      const startedAt = performance.now();
      const attempt = strikes.includes('lost') ? unreachable : await post(target, requestHeaders, body);
      world.observeAttempt({ guid: id, event, statusCode: attempt.statusCode });
      const sent = { event, action, installationId, repositoryId, body, guid: id, redelivery, url: target, requestHeaders };
      world.deliveries.push({
        id: ++lastId,
        deliveredAt: world.now(),
        durationMs: performance.now() - startedAt,
        ...sent,
        ...attempt,
      });
    }
  }

  function enqueue(outgoing: Outgoing, again: { guid: string; redelivery: boolean }): void {
    if (target === undefined) return;
    const strikes = world.misbehaving.strikesOnDelivery(outgoing.event, outgoing.action).map(({ kind }) => kind);
    queue.push({ outgoing, ...again, strikes, overtaken: false });
    void work();
  }

  return {
    deliverTo: (url) => void (target = url),
    target: () => target,
    send: (outgoing) => enqueue(outgoing, { guid: guid(world.chance.deliveries), redelivery: false }),
    sendAgain: (delivery) => enqueue(delivery, { guid: delivery.guid, redelivery: true }),
    pending: () => queue.length,
  };
}

/** The first in the queue, or the second when the first is to be overtaken. */
async function afterOvertaking(first: Queued, queue: readonly Queued[]): Promise<Queued> {
  if (!first.strikes.includes('reordered') || first.overtaken) return first;
  first.overtaken = true;
  if (queue.length === 1) await sleep(overtakeWithinMs);
  return queue[1] ?? first;
}

const unreachable: Attempt = { status: 'failed to connect to host', statusCode: 0, responseHeaders: {}, responseBody: '' };

function headersOf(appId: number, secret: string, outgoing: Outgoing, id: string): Record<string, string> {
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(outgoing.body)),
    'user-agent': 'GitHub-Hookshot/51a0c3f',
    'x-github-delivery': id,
    'x-github-event': outgoing.event,
    'x-github-hook-id': String(appId + 400_000),
    'x-github-hook-installation-target-id': String(appId),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(outgoing.body).digest('hex')}`,
  };
}

/** One attempt. A failure is an answer here, because GitHub only writes it down. */
function post(url: string, headers: Record<string, string>, body: string): Promise<Attempt> {
  return new Promise((resolve) => {
    const outgoing = request(url, { method: 'POST', headers, agent: false, signal: AbortSignal.timeout(answerWithinMs) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', (error) => resolve(failed(error)));
      response.on('end', () => {
        const statusCode = response.statusCode ?? 0;
        const status = statusCode >= 200 && statusCode < 300 ? 'OK' : `Invalid HTTP Response: ${statusCode}`;
        const responseHeaders = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
        resolve({ status, statusCode, responseHeaders, responseBody: Buffer.concat(chunks).toString('utf8') });
      });
    });
    outgoing.on('error', (error) => resolve(failed(error)));
    outgoing.end(body);
  });
}

const failed = (error: Error): Attempt => ({
  ...unreachable,
  status: error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timed out' : unreachable.status,
});
