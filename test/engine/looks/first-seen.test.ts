import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import { noteSeen } from '../../../src/engine/looks/first-seen.ts';
import type { Store } from '../../../src/engine/ports/store.ts';

let store: Store;
beforeEach(async () => void (store = await openStore('sqlite::memory:')));
afterEach(() => store.close());

describe('since when somebody is seen at a place', () => {
  it('is when they were first seen there, until they leave; whoever comes back counts anew', async () => {
    expect(await noteSeen(store, 'acme/widget-security', ['ana'], 1)).toEqual({ ana: 1 });
    expect(await noteSeen(store, 'acme/widget-security', ['ana', 'max', 'constructor'], 2)).toEqual({ ana: 1, max: 2, constructor: 2 });
    expect(await noteSeen(store, 'acme/widget-security', ['max'], 3)).toEqual({ max: 2 });
    expect(await noteSeen(store, 'acme/widget-security', ['max', 'ana'], 4)).toEqual({ max: 2, ana: 4 });
  });

  it('is of that place alone', async () => {
    await noteSeen(store, 'acme/widget-security', ['ana'], 1);
    expect(await noteSeen(store, 'acme/widget/GHSA-2222-3333-4444', ['ana'], 2)).toEqual({ ana: 2 });
  });
});
