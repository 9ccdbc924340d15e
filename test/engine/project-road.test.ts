import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { toldArrival } from '../../src/engine/arrivals.ts';
import { handleArrival } from '../../src/engine/handle-arrival.ts';
import { repositoryName } from '../../src/core/ids.ts';
import type { ProjectEvent } from '../../src/core/project/project-events.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { issueComment } from './sightings.ts';

const project = repositoryName('acme/widget');
const place = { repository: repositoryName('acme/widget-security'), number: 31 };

describe('what concerns no single case', () => {
  let bot: AnEngine;
  beforeEach(async () => {
    bot = await anEngine();
  });
  afterEach(() => bot.close());

  async function tell(event: ProjectEvent): Promise<void> {
    const { key: _, ...arrival } = toldArrival('x', { to: 'project', repository: project, installationId: 5, event }, bot.now());
    await handleArrival(bot.engine, await bot.claim(arrival));
  }

  const opened = (): ProjectEvent => ({ kind: 'ProjectIssueOpened', place, at: bot.now() });

  it('begins the project with the first thing that happens to it', async () => {
    await tell(opened());
    expect((await bot.store.readProject(project))?.project).toMatchObject({ id: project, installationId: 5, issue: place });
  });

  it('finds the project of a comment by its issue, and answers there', async () => {
    await tell(opened());
    await handleArrival(
      bot.engine,
      await bot.claim({ name: 'sighting', source: 'poll', body: JSON.stringify(issueComment('/ack', { place })) }),
    );
    const [answer] = await bot.store.claimEffects({ now: bot.now(), leaseMs: 1_000, paceMs: 0, limit: 5 });
    expect(answer).toMatchObject({ about: project, effect: { kind: 'SayInFixRepository', place } });
  });

  it('is dropped with a note when it rings for a project that never began', async () => {
    const ring = { kind: 'WakeUpRang', name: 'digest', dueAt: 1, at: 1 };
    await handleArrival(bot.engine, await bot.claim({ about: project, name: 'event', source: 'wake-up', body: JSON.stringify(ring) }));
    expect(await bot.store.readProject(project)).toBeUndefined();
    expect(await bot.store.nextDueAt(bot.now())).toBeUndefined();
  });
});
