// Holds webhook payloads, our fixtures and the simulated GitHub's, against GitHub's own description of them.
import type { Schema } from './schema-slice.ts';
import { readSlice, valueChecker } from './schema-slice.ts';

const slice = readSlice('webhooks-slice.json') as ReturnType<typeof readSlice> & { deliveries: Readonly<Record<string, Schema>> };
/** `event` or `event.action`, every webhook the checker knows. */
export const deliveryNames: readonly string[] = Object.keys(slice.deliveries);

const check = valueChecker(slice.schemas);

/**
 * What in a webhook's payload breaks GitHub's description; none means it fits.
 * `event` is the `X-GitHub-Event` header; `action` is undefined for push, create, fork and ping, which have none.
 * Edges: an event or action that is not in the slice is itself a problem. Real deliveries break the description too: see the tests.
 * Errors: none. Source: GitHub's OpenAPI description of webhooks (see cut-slice.mjs).
 */
export function checkDelivery(event: string, action: string | undefined, payload: unknown): readonly string[] {
  const name = action === undefined ? event : `${event}.${action}`;
  const schema = slice.deliveries[name];
  if (!schema) return [`${name} is no webhook of the slice: add it to cut-slice.mjs, or do not send it`];
  return check(schema, payload, name);
}
