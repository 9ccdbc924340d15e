/** GitHub keeps what it failed to deliver for three days and does not send it again by itself. */
import { z } from 'zod';
import type { Instant } from '../../core/time/time.ts';
import type { Asker } from './ask.ts';
import { anyAnswer, hookDeliveryAnswer, perPage } from './read-answers.ts';

/** 5,000 deliveries. */
const maxPages = 50;

/**
 * Of each delivery since `since` that never succeeded, the newest attempt, oldest delivery first.
 * Any status but `OK` is a failure: GitHub's own filter leaves out time-outs and refused connections.
 * Edges: beyond 5,000 deliveries the older ones are left to the polls.
 * Source: GitHub Docs, "Automatically redelivering failed deliveries for a GitHub App webhook".
 */
export async function missedDeliveries(app: Asker, since: Instant): Promise<readonly { readonly id: string; readonly guid: string }[]> {
  const succeeded = new Set<string>();
  const failed = new Map<string, string>();
  newestFirst: for await (const { items } of app.pages(
    'GET /app/hook/deliveries',
    { per_page: perPage },
    z.array(hookDeliveryAnswer),
    maxPages,
  )) {
    for (const delivery of items) {
      if (delivery.deliveredAt < since) break newestFirst;
      if (delivery.succeeded) succeeded.add(delivery.guid);
      else if (!failed.has(delivery.guid)) failed.set(delivery.guid, delivery.id);
    }
  }
  const missed = [...failed].filter(([guid]) => !succeeded.has(guid));
  return missed.map(([guid, id]) => ({ id, guid })).reverse();
}

export async function askForRedelivery(app: Asker, deliveryId: string): Promise<void> {
  await app.ask('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: deliveryId }, anyAnswer);
}
