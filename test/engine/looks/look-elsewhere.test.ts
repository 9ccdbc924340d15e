import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import type { Policy } from '../../../src/core/policy.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { lookElsewhere } from '../../../src/engine/looks/look-elsewhere.ts';
import { handleArrival } from '../../../src/engine/handle-arrival.ts';
import { aCaseId } from '../../fixtures/a-case.ts';
import { aReadyCase, max } from '../../fixtures/happenings.ts';
import { anEngine, type AnEngine } from '../an-engine.ts';

let bot: AnEngine;
let asked: string[];
beforeEach(async () => {
  bot = await anEngine();
  asked = [];
});
afterEach(() => bot.close());

async function look(given: Partial<Case>, policy: Partial<Policy> = {}, where: readonly string[] = []): Promise<boolean> {
  await bot.known(given, policy);
  const answer = (how: string) => (ids: readonly string[]) => {
    asked.push(`${how} ${ids.join(' ')}`);
    return Promise.resolve(where.map((place) => ({ id: aCaseId, where: place })));
  };
  const engine: Engine = { ...bot.engine, publicSources: { listed: answer('listed'), answered: answer('answered') } };
  const stored = await bot.store.readCase(aCaseId);
  if (stored === undefined) throw new Error('there is no case');
  return lookElsewhere(engine, stored);
}

const ready = aReadyCase({ cve: { by: max.login, at: 0, id: 'CVE-2026-12345' } });

describe('the look at what others publish', () => {
  it.each([
    { name: 'reads lists, unless the policy says otherwise', policy: {}, calls: [`listed ${aCaseId} CVE-2026-12345`] },
    {
      name: 'asks by id only where the policy wants it',
      policy: { watchElsewhere: 'ids' as const },
      calls: [`listed ${aCaseId} CVE-2026-12345`, `answered ${aCaseId} CVE-2026-12345`],
    },
    { name: 'is not taken where the policy does not want it', policy: { watchElsewhere: 'off' as const }, calls: [] },
  ])('$name', async ({ policy, calls }) => {
    await look(ready, policy);
    expect(asked).toEqual(calls);
  });

  it('is not taken when the case is public', async () => {
    await look({ ...ready, phase: 'published' });
    expect(asked).toEqual([]);
  });

  it('tells once what it found, and asks for one confirmation (S5, S78)', async () => {
    expect(await look(ready, {}, ['https://lists.example/new'])).toBe(true);
    const [arrival] = await bot.store.claimArrivals({ now: bot.now(), leaseMs: 1_000, limit: 1 });
    if (arrival === undefined) throw new Error('nothing was found');
    await handleArrival(bot.engine, arrival);
    expect((await bot.caseNow()).leaks).toMatchObject([{ to: 'https://lists.example/new' }]);
    expect(await look(ready, {}, ['https://lists.example/new'])).toBe(false);
  });
});
