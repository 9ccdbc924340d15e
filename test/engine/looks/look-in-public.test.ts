import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Phase } from '../../../src/core/case.ts';
import { lookInPublic } from '../../../src/engine/looks/look-in-public.ts';
import { aReadyCase, releaseAt } from '../../fixtures/happenings.ts';
import { anEngine, type AnEngine } from '../an-engine.ts';

let bot: AnEngine;
beforeEach(async () => void (bot = await anEngine()));
afterEach(() => bot.close());

describe('a fix that was squashed or rebased on its way to a public line', () => {
  it.each([
    { phase: 'publishing', fixes: ['main'] },
    // Before the date it is a leak, which is looked for in everything and told as one.
    { phase: 'accepted', fixes: [] },
  ] as const)('is known by its change while the case is $phase: $fixes', async ({ phase, fixes }) => {
    await bot.known(waiting(phase), { releaseDay: { via: 'by-hand', publishAfter: 'fix', ringMinutes: 0, versions: [] } });
    bot.git.carried.add('main');
    const stored = await bot.store.readCase((await bot.caseNow()).id);
    if (stored === undefined) throw new Error('there is no case');
    expect(await lookInPublic(bot.engine, stored)).toBe(fixes.length > 0);
    await bot.work();
    await bot.settle();
    expect(((await bot.caseNow()).releaseDay?.fixes ?? []).map(({ line }) => line)).toEqual(fixes);
  });
});

function waiting(phase: Phase) {
  return aReadyCase({ phase, releaseDay: { begunAt: releaseAt, fixes: [], releases: [] } });
}
