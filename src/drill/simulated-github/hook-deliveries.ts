/** The log of webhooks, and asking for one again. GitHub keeps deliveries for three days. */
import { accepted, numberParam, ok, type Answer, type Context } from './api.ts';
import { pagedByCursor } from './pages.ts';
import { notFound } from './problems.ts';
import { isoTime } from './show-account.ts';
import type { Delivery, World } from './world.ts';

const keptMs = 3 * 24 * 3_600_000;

/** Newest first. `status=failure` means an answer of 400 to 599: what was never answered is not among them. */
export function listDeliveries(context: Context): Answer {
  const status = context.request.query.get('status');
  const isFailure = ({ statusCode }: Delivery) => statusCode >= 400 && statusCode <= 599;
  const isWanted = (delivery: Delivery) => status === null || (status === 'failure' ? isFailure(delivery) : delivery.status === 'OK');
  return pagedByCursor(context, kept(context.world).filter(isWanted).reverse(), { key: ({ id }) => String(id), show, after: 'cursor' });
}

export function getDelivery(context: Context): Answer {
  const delivery = asked(context);
  const { requestHeaders, body, url, responseHeaders, responseBody } = delivery;
  return ok({
    ...show(delivery),
    url,
    request: { headers: requestHeaders, payload: JSON.parse(body) as unknown },
    response: { headers: responseHeaders, payload: responseBody },
  });
}

export function postAttempt(context: Context): Answer {
  context.world.postman.sendAgain(asked(context));
  return accepted();
}

function asked(context: Context): Delivery {
  const delivery = kept(context.world).find(({ id }) => id === numberParam(context, 'delivery_id'));
  if (!delivery) throw notFound();
  return delivery;
}

const kept = (world: World) => world.deliveries.filter(({ deliveredAt }) => deliveredAt > world.now() - keptMs);

const show = (delivery: Delivery) => ({
  id: delivery.id,
  guid: delivery.guid,
  delivered_at: isoTime(delivery.deliveredAt),
  redelivery: delivery.redelivery,
  duration: Math.round(delivery.durationMs) / 1000,
  status: delivery.status,
  status_code: delivery.statusCode,
  event: delivery.event,
  action: delivery.action ?? null,
  installation_id: delivery.installationId ?? null,
  repository_id: delivery.repositoryId ?? null,
  throttled_at: null,
});
