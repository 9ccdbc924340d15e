/** The webhook's door: checks who sent it, makes it durable, and only then says thank you. Work comes later. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instant } from '../../core/time/time.ts';
import type { Arrival } from '../../engine/ports/store.ts';
import type { Log } from '../../engine/ports/clock.ts';
import type { BodyRoom } from '../body-room.ts';
import { header, readBody, say, type Answer } from '../http-door.ts';

export type DeliveryDoor = {
  /** The webhook's secret, as set in the App. */
  readonly secret: string;
  /** Resolves when the arrival is durable. */
  readonly receive: (arrival: Arrival) => Promise<unknown>;
  readonly now: () => Instant;
  readonly log: Log;
  readonly room: BodyRoom;
  /** Unit: ms. Default: `bodyTimeoutMs`. */
  readonly timeoutMs?: number;
};

export const webhookPath = '/api/github/webhooks';
/** GitHub sends no more. Source: GitHub Docs, "Webhook events and payloads", payload cap. Unit: bytes. */
export const maxDeliveryBytes = 25 * 1024 * 1024;
/** How long a body may take to arrive; GitHub itself gives up after ten seconds. */
const bodyTimeoutMs = 30_000;

/**
 * A handler for node:http. Answers true when the request was for the webhook and has been answered.
 * 202 stored (or stored before) · 400 headers are missing · 401 not signed with our secret · 405 not a POST · 408 too slow · 413 too large ·
 * 415 not JSON · 503 could not be stored, or too much came at once: GitHub keeps it as failed, and we ask for it again.
 * The body is never logged. Source: GitHub Docs, "Validating webhook deliveries".
 */
export function receiveDelivery(door: DeliveryDoor): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  if (door.secret === '') throw new Error('The webhook secret is empty: anybody could send deliveries');
  return async (request, response) => {
    if (!isForWebhook(request)) return false;
    const answer = await take(door, request);
    if (answer.status !== 202) door.log.warn({ status: answer.status, delivery: guidOf(request) }, `webhook refused: ${answer.words}`);
    say(request, response, answer);
    return true;
  };
}

export function isForWebhook({ url }: IncomingMessage): boolean {
  return url?.split('?', 1)[0] === webhookPath;
}

async function take(door: DeliveryDoor, request: IncomingMessage): Promise<Answer> {
  const refused = refusalByHeaders(request);
  if (refused !== undefined) return refused;
  const body = await readBody(request, {
    timeoutMs: door.timeoutMs ?? bodyTimeoutMs,
    maxBytes: maxDeliveryBytes,
    tooLarge,
    room: door.room,
  });
  if ('status' in body) return body;
  if (!isSigned(body.bytes, header(request, 'x-hub-signature-256'), door.secret)) {
    return { status: 401, words: 'X-Hub-Signature-256 does not fit' };
  }
  const guid = guidOf(request);
  const name = header(request, 'x-github-event');
  if (guid === undefined || !/^[a-z_]{1,60}$/.test(name)) return { status: 400, words: 'X-GitHub-Delivery or X-GitHub-Event is missing' };
  return store(door, { guid, name, body: body.bytes.toString('utf8') });
}

async function store(door: DeliveryDoor, { guid, name, body }: { guid: string; name: string; body: string }): Promise<Answer> {
  try {
    await door.receive({ key: `delivery:${guid}`, source: 'webhook', name, body, about: undefined, receivedAt: door.now() });
    return { status: 202, words: 'stored' };
  } catch (error) {
    door.log.error(
      { delivery: guid, event: name, error: error instanceof Error ? error.name : typeof error },
      'a delivery could not be stored',
    );
    return { status: 503, words: 'could not be stored; send it again' };
  }
}

/** What can be refused before a byte of the body is read. */
function refusalByHeaders(request: IncomingMessage): Answer | undefined {
  if (request.method !== 'POST') return { status: 405, words: 'only POST' };
  if (!/^application\/json\s*(;|$)/i.test(header(request, 'content-type'))) {
    return { status: 415, words: 'the content type must be application/json' };
  }
  if (Number(header(request, 'content-length') || 0) > maxDeliveryBytes) return tooLarge;
  if (!/^sha256=[0-9a-f]{64}$/i.test(header(request, 'x-hub-signature-256')))
    return { status: 401, words: 'X-Hub-Signature-256 is missing' };
  return undefined;
}

const tooLarge: Answer = { status: 413, words: 'larger than 25 MB' };

/** Over the raw bytes, in constant time. */
function isSigned(bytes: Buffer, signature: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(bytes).digest();
  const given = Buffer.from(signature.slice('sha256='.length), 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** GitHub's GUIDs, and nothing that is too long for a key. */
function guidOf(request: IncomingMessage): string | undefined {
  const guid = header(request, 'x-github-delivery');
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(guid) ? guid.toLowerCase() : undefined;
}
