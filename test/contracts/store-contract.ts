// What every store promises, told by test names; both stores run all of it.
import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Store } from '../../src/engine/ports/store.ts';
import { countContract } from './count-contract.ts';
import { effectContract } from './effect-contract.ts';
import type { Bench, Ground } from './ground.ts';
import { inboxContract } from './inbox-contract.ts';
import { parkedContract } from './parked-contract.ts';
import { projectContract } from './project-contract.ts';
import { readingContract } from './reading-contract.ts';
import { stepContract } from './step-contract.ts';
import { surfaceContract } from './surface-contract.ts';
import { wakeUpContract } from './wake-up-contract.ts';
import { wrongWaitContract } from './wrong-wait-contract.ts';

export function describeStore(name: string, layOut: () => Promise<Ground>): void {
  describe(`the store on ${name}`, () => {
    let ground: Ground;
    let store: Store;

    beforeEach(async () => {
      ground = await layOut();
      store = await ground.open();
    });

    afterEach(() => ground.clear());

    const bench: Bench = {
      ground: () => ground,
      store: () => store,
      replica: () => ground.replicaOf(store),
      async reopen() {
        await store.close();
        store = await ground.open();
        return store;
      },
    };

    inboxContract(bench);
    stepContract(bench);
    projectContract(bench);
    effectContract(bench);
    parkedContract(bench);
    countContract(bench);
    surfaceContract(bench);
    wakeUpContract(bench);
    wrongWaitContract(bench);
    readingContract(bench);
  });
}
