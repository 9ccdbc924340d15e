import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aFixRepository, aMaintainer, aReporter, aRepository } from '../fixtures/a-case.ts';
import { login } from '../../src/core/ids.ts';
import { deliveryOf } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';

let bot: AnEngine;
beforeEach(async () => {
  bot = await anEngine();
  bot.github.shows.maintainers = [aMaintainer];
  await bot.known({ phase: 'accepted' });
});
afterEach(() => bot.close());

async function opened(repository: typeof aRepository, who?: ReturnType<typeof login>): Promise<readonly string[]> {
  const sighting = { kind: 'RepositoryOpened', repository, login: who, installationId: 41, at: bot.now() } as const;
  await bot.store.receive([
    { key: 'delivery:1', source: 'webhook', name: 'repository', body: deliveryOf(sighting), about: undefined, receivedAt: bot.now() },
  ]);
  await bot.work();
  await bot.settle();
  return bot.decided();
}

describe('a repository that is opened', () => {
  it.each([
    { name: 'the fix repository to everybody', repository: aFixRepository, who: undefined, told: true },
    { name: 'the fix repository to an outsider', repository: aFixRepository, who: login('oscar'), told: true },
    { name: 'the fix repository to a maintainer', repository: aFixRepository, who: aMaintainer, told: false },
    { name: 'the fix repository to the reporter', repository: aFixRepository, who: aReporter, told: false },
    { name: 'another one', repository: aRepository, who: login('oscar'), told: false },
  ])('$name – $told', async ({ repository, who, told }) => {
    expect((await opened(repository, who)).filter((line) => line.startsWith('FixRepositoryExposed'))).toEqual(
      told ? ['FixRepositoryExposed: accepted'] : [],
    );
  });
});
