/**
 * The load, in a process of its own. It shares the machine's cores with whom it measures, so it takes as little of them as it can: requests are
 * put together before, and of each only the number of the delivery is written anew.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { statusOf } from './answer.ts';
import { headersOf, signedDeliveries, type SignedDelivery } from './signed-deliveries.ts';

export type LoadWanted = {
  readonly url: string;
  readonly secret: string;
  readonly connections: number;
  readonly seconds: number;
  readonly bytes: number;
  /** As fast as it gets unless given. Unit: requests a second, all connections together. */
  readonly rate?: number;
};

export type LoadDone = {
  /** Answered with 2xx. Unit: requests a second. */
  readonly rate: number;
  /** Unit: ms. From when it was to be sent, if the answer before came later than that. */
  readonly p50: number;
  readonly p99: number;
  readonly accepted: number;
  /** Answers that were not 2xx, and broken connections. */
  readonly failed: number;
};

process.on('message', (wanted: LoadWanted) => {
  void shoot(wanted).then((done) => process.send?.(done));
});

type Tally = { accepted: number; failed: number; readonly micros: RecordableHistogram };

async function shoot(wanted: LoadWanted): Promise<LoadDone> {
  const deliveries = signedDeliveries(wanted.secret, { count: wanted.connections, bytes: wanted.bytes });
  const tally: Tally = { accepted: 0, failed: 0, micros: createHistogram() };
  const startedAt = performance.now();
  const connections = deliveries.map((delivery, index) => keepSending(wanted, { delivery, index, startedAt, tally }));
  await pause(wanted.seconds * 1_000);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { accepted, failed, micros } = tally;
  for (const connection of connections) connection.hangUp();
  return { rate: accepted / seconds, p50: micros.percentile(50) / 1_000, p99: micros.percentile(99) / 1_000, accepted, failed };
}

type Sending = { readonly delivery: SignedDelivery; readonly index: number; readonly startedAt: number; readonly tally: Tally };

/** One connection, one request at a time on it. */
function keepSending({ url, connections, rate }: LoadWanted, { delivery, index, startedAt, tally }: Sending): { hangUp(): void } {
  const request = numberedRequest(url, delivery);
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let [dueAt, isOver] = [startedAt, false];
  let answer = Buffer.alloc(0);
  const send = (since: number): void => {
    dueAt = since;
    if (!isOver) socket.write(request());
  };
  let sent = 0;
  const sendWhenDue = (): void => {
    const now = performance.now();
    if (rate === undefined) return send(now);
    const nextAt = startedAt + ((sent++ * connections + index) * 1_000) / rate;
    if (nextAt <= now) send(nextAt);
    else setTimeout(() => send(performance.now()), nextAt - now);
  };
  socket.on('data', (chunk) => {
    answer = answer.length === 0 ? chunk : Buffer.concat([answer, chunk]);
    const status = statusOf(answer);
    if (status === undefined) return;
    answer = Buffer.alloc(0);
    tally.micros.record(Math.max(1, Math.round((performance.now() - dueAt) * 1_000)));
    if (status >= 200 && status < 300) tally.accepted += 1;
    else tally.failed += 1;
    sendWhenDue();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => (tally.failed += isOver ? 0 : 1));
  socket.on('connect', sendWhenDue);
  return {
    hangUp() {
      isOver = true;
      socket.destroy();
    },
  };
}

/** A delivery that comes twice is known, so each has a GUID of its own: the beginning is this connection's, the rest counts. */
function numberedRequest(url: string, delivery: SignedDelivery): () => Buffer {
  const { pathname, host } = new URL(url);
  const start = `${randomUUID().slice(0, 23)}-`;
  const headers = { host, 'content-length': String(Buffer.byteLength(delivery.body)), ...headersOf(delivery, `${start}${'0'.repeat(12)}`) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n${delivery.body}`);
  const place = request.indexOf(start) + start.length;
  let number = randomBytes(3).readUIntBE(0, 3);
  return () => {
    request.write((number += 1).toString(16).padStart(12, '0'), place, 'latin1');
    return request;
  };
}
