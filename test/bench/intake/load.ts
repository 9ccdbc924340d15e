/** The load: autocannon in a process of its own, so that it does not take its time from whom it measures. */
import { randomBytes, randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { headersOf, signedDeliveries } from './signed-deliveries.ts';

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
  /** Unit: ms. */
  readonly p50: number;
  readonly p99: number;
  readonly accepted: number;
  /** Answers that were not 2xx, time-outs and broken connections. */
  readonly failed: number;
};

const bodies = 64;

process.on('message', (wanted: LoadWanted) => {
  void shoot(wanted).then((done) => process.send?.(done));
});

async function shoot({ url, secret, connections, seconds, bytes, rate }: LoadWanted): Promise<LoadDone> {
  const deliveries = signedDeliveries(secret, { count: bodies, bytes });
  // A GUID of its own for each: the beginning is this run's, the rest counts.
  const start = randomUUID().slice(0, 23);
  let sent = randomBytes(3).readUIntBE(0, 3);
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    ...(rate !== undefined && { overallRate: rate }),
    requests: deliveries.map((delivery) => ({
      method: 'POST',
      body: delivery.body,
      headers: headersOf(delivery, `${start}-000000000000`),
      setupRequest: (request) => ({
        ...request,
        headers: { ...request.headers, 'x-github-delivery': `${start}-${(sent += 1).toString(16).padStart(12, '0')}` },
      }),
    })),
  });
  const { latency, errors, timeouts, non2xx } = result;
  const accepted = result['2xx'];
  return { rate: accepted / result.duration, p50: latency.p50, p99: latency.p99, accepted, failed: errors + timeouts + non2xx };
}
