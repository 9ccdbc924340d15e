/** What machines ask: is it alive, may it be sent work, how does it fare. Says nothing about any case. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../dashboard/metrics.ts';
import { isSame } from '../dashboard/sealing.ts';
import type { Store } from '../engine/ports/store.ts';

export type HealthDoor = {
  readonly store: Pick<Store, 'nextDueAt'>;
  /** Whether the app has started in full and has not been told to stop. */
  readonly isReady: () => boolean;
  readonly metrics: Pick<Metrics, 'print'>;
  /** Whoever shows it may read the numbers; undefined: nobody may. */
  readonly metricsToken: string | undefined;
};

type Answer = { readonly status: number; readonly contentType?: string; readonly text: string };
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * `GET /healthz`: 200 while the store answers, else 503. `GET /readyz`: the same, and 503 also while starting or stopping.
 * `GET /metrics`: Prometheus' text format for `Authorization: Bearer TOKEN`; 401 without it, 404 while no token is set.
 */
export function answerHealth(door: HealthDoor): Handler {
  const answers: Readonly<Record<string, (request: IncomingMessage) => Promise<Answer>>> = {
    '/healthz': () => health(door),
    '/readyz': () => (door.isReady() ? health(door) : Promise.resolve({ status: 503, text: 'starting or stopping\n' })),
    '/metrics': (request) => metrics(door, request),
  };
  return async (request, response) => {
    const answer = Object.hasOwn(answers, request.url ?? '') ? answers[request.url ?? ''] : undefined;
    if (answer === undefined) return false;
    const { status, contentType = 'text/plain', text } = await answer(request);
    response.writeHead(status, { 'content-type': contentType, ...(status === 401 && { 'www-authenticate': 'Bearer' }) }).end(text);
    return true;
  };
}

async function health({ store }: HealthDoor): Promise<Answer> {
  return store.nextDueAt(0).then(
    () => ({ status: 200, text: 'ok\n' }),
    () => storeIsSilent,
  );
}

async function metrics({ metrics: numbers, metricsToken }: HealthDoor, request: IncomingMessage): Promise<Answer> {
  if (metricsToken === undefined) return { status: 404, text: 'FIXLEAD_METRICS_TOKEN is not set\n' };
  if (!isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`)) return { status: 401, text: 'a bearer token is needed\n' };
  return numbers.print().then(
    ({ contentType, text }) => ({ status: 200, contentType, text }),
    () => storeIsSilent,
  );
}

const storeIsSilent: Answer = { status: 503, text: 'the store does not answer\n' };
