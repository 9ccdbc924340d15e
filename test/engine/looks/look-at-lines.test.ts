import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lookAtLines } from '../../../src/engine/looks/look-at-lines.ts';
import { sha } from '../../fixtures/happenings.ts';
import { aFixRepository, aRepository } from '../../fixtures/a-case.ts';
import { anEngine, type AnEngine } from '../an-engine.ts';

let bot: AnEngine;
beforeEach(async () => void (bot = await anEngine()));
afterEach(() => bot.close());

const [one, two] = [sha('1'), sha('2')];

async function look(): Promise<boolean> {
  const stored = await bot.store.readCase((await bot.caseNow()).id);
  if (stored === undefined) throw new Error('there is no case');
  return lookAtLines(bot.engine, stored);
}

describe('a look at the lines', () => {
  it('has what moved in public mirrored, and only that', async () => {
    await bot.known({ phase: 'accepted' });
    bot.git.tips.set(`${aRepository} heads/main`, one).set(`${aFixRepository} heads/main`, one);
    bot.git.tips.set(`${aRepository} heads/release-1.0`, two).set(`${aFixRepository} heads/release-1.0`, one);
    expect(await look()).toBe(true);
    await bot.work();
    await bot.settle();
    expect(bot.git.pushes).toEqual([`${two} → ${aFixRepository} release-1.0`]);
    expect((await bot.caseNow()).mirror).toMatchObject({ 'release-1.0': { publicSha: two, mirrorSha: two, state: 'done' } });
  });

  it('says that a line has parted, and asks for nothing', async () => {
    await bot.known({ phase: 'accepted' });
    bot.git.tips.set(`${aRepository} heads/main`, two).set(`${aFixRepository} heads/main`, one);
    bot.git.pushResults.push({ kind: 'diverged', tip: one });
    await look();
    await bot.work();
    await bot.settle();
    expect((await bot.caseNow()).mirror?.['main']).toEqual({ publicSha: two, mirrorSha: one, state: 'diverged' });
    expect(await look()).toBe(false);
  });

  it.each([
    { name: 'without a fix repository', policy: { fixRepository: undefined } },
    { name: 'where no App can enter', policy: { fixMode: 'temporary-fork' } },
  ] as const)('finds nothing $name', async ({ policy }) => {
    await bot.known({ phase: 'accepted' }, policy);
    bot.git.tips.set(`${aRepository} heads/main`, two);
    expect(await look()).toBe(false);
  });
});
