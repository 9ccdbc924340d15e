/** The store in one piece: the engine's port on whichever database the dialect speaks. */
import type { Store } from '../../engine/ports/store.ts';
import { countWork } from './count-work.ts';
import { cursors } from './cursors.ts';
import type { Context } from './dialect.ts';
import { inbox } from './inbox.ts';
import { looks } from './looks.ts';
import { nextDue } from './next-due.ts';
import { outbox } from './outbox.ts';
import { parkedWork } from './parked-work.ts';
import { prune } from './prune.ts';
import { policyShelf } from './policy-shelf.ts';
import { reading } from './reading.ts';
import { surfaces } from './sessions.ts';
import { steps } from './steps.ts';
import { wakeUps } from './wake-ups.ts';
import { wrongWaits } from './wrong-waits.ts';

/** All but what depends on how the database is reached. */
export function storeOn(context: Context): Omit<Store, 'onWork' | 'close'> {
  const policies = policyShelf();
  return {
    ...inbox(context),
    ...steps(context, policies),
    ...outbox(context),
    ...parkedWork(context),
    ...wakeUps(context),
    ...nextDue(context),
    ...reading(context, policies),
    ...cursors(context),
    ...looks(context),
    ...countWork(context),
    ...surfaces(context),
    ...prune(context),
    ...wrongWaits(context),
  };
}
