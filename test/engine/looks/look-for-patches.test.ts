import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lookForPatches } from '../../../src/engine/looks/look-for-patches.ts';
import { aPull, sha } from '../../fixtures/happenings.ts';
import { anEngine, type AnEngine } from '../an-engine.ts';

let bot: AnEngine;
beforeEach(async () => {
  bot = await anEngine();
  await bot.known({
    phase: 'accepted',
    pullRequests: [
      aPull({ line: 'main', branch: 'short', patchId: sha('1') }),
      aPull({ number: 12, line: 'release-1.0', branch: 'stop-at-the-end', patchId: sha('2'), commitPatchIds: [sha('3')] }),
    ],
  });
});
afterEach(() => bot.close());

async function look() {
  const stored = await bot.store.readCase((await bot.caseNow()).id);
  if (stored === undefined) throw new Error('there is no case');
  return lookForPatches(bot.engine, stored, { pulls: [], names: [stored.case.id, 'CVE-2026-1234'] });
}

const show = (ref: string, patchId: string): void => void bot.git.shown.push({ ref, patchId, sha: sha('f') });

describe('what gives a fix away in public', () => {
  it.each([
    { patchId: sha('2'), ref: 'heads/tidy', what: 'The change that fixes release-1.0,', where: 'the branch tidy of ' },
    { patchId: sha('3'), ref: 'pull/7/head', what: 'A part of the change that fixes release-1.0,', where: '#7' },
  ])('is $what said with the place $where', async ({ patchId, ref, what, where }) => {
    show(ref, patchId);
    const [trace, ...others] = (await look()).traces;
    expect(others).toEqual([]);
    expect(trace?.what).toContain(what.replace(/,$/, ''));
    expect(trace?.where).toContain(where);
  });

  it.each([
    { name: 'stop-at-the-end', told: 1 },
    { name: 'Stop-At-The-End', told: 1 },
    { name: 'cve-2026-1234-backport', told: 1 },
    { name: 'fix/GHSA-2222-3333-4444/main', told: 1 },
    // Too short to be anybody's in particular.
    { name: 'short', told: 0 },
    { name: 'stop-at-the-end-of-the-file', told: 0 },
  ])('is the branch name $name – told $told times', async ({ name, told }) => {
    show(`heads/${name}`, sha('0'));
    expect((await look()).traces.map(({ what }) => what)).toEqual(Array.from({ length: told }, () => `The branch name ${name}`));
  });

  it('is looked for once, unless it was not remembered or the fix has another patch by now', async () => {
    show('heads/tidy', sha('2'));
    expect((await look()).traces).toHaveLength(1);
    const found = await look();
    expect(found.traces).toHaveLength(1);
    await found.remember();
    expect((await look()).traces).toEqual([]);
    await bot.known({ phase: 'accepted', pullRequests: [aPull({ patchId: sha('2'), commitPatchIds: [sha('4')] })] });
    expect((await look()).traces).toHaveLength(1);
  });
});
