import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Store } from './engine/ports.ts';

/** `GET /healthz`: 200 when the store answers, else 503. Says nothing about any case. */
export function answerHealth(store: Pick<Store, 'nextDueAt'>): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    if (request.url !== '/healthz') return false;
    const healthy = await store.nextDueAt(0).then(
      () => true,
      () => false,
    );
    response.writeHead(healthy ? 200 : 503, { 'content-type': 'text/plain' }).end(healthy ? 'ok\n' : 'the store does not answer\n');
    return true;
  };
}
