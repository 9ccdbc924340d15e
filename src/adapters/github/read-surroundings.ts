import { z } from 'zod';
import { maybe } from './fields.ts';
import type { DeliveryReader } from './delivery-reader.ts';

const delivery = z.object({ action: maybe(z.string()), repository: maybe(z.object({ full_name: z.string() })) });

/** Something changed in what we watch or may do; the next poll finds out what. The words are for the log. */
export const readSurroundings: DeliveryReader = (payload, _receivedAt, event) => {
  const { action, repository } = delivery.parse(payload);
  const what = [event, action, repository && `in ${repository.full_name}`].filter((part) => part !== undefined).join(' ');
  return [{ at: undefined, sighted: { kind: 'SurroundingsChanged', what } }];
};
