import { expect, it, describe } from '@jest/globals';
import { repositoryName } from '../../src/core/ids.ts';
import { newProject, type Project } from '../../src/core/project/project.ts';
import { verifyHistory } from '../../src/adapters/store/history-chain.ts';
import type { ProjectStep, StoredProject } from '../../src/engine/ports/store.ts';
import { aCaseId, anArrival, aPolicy, reportedAt } from '../fixtures/a-case.ts';
import type { Bench } from './ground.ts';

const now = reportedAt;
const name = repositoryName('acme/widget');
const place = { repository: repositoryName('acme/widget-security'), number: 3 };

function aProjectStep(overrides: Partial<ProjectStep> = {}): ProjectStep {
  const opened = { event: { kind: 'ProjectIssueOpened', place, at: now }, outcome: 'accepted', decidedAt: now } as const;
  const history = [{ ...opened, because: [], refusalCode: undefined }];
  return { next: newProject(name, 1), policy: aPolicy(), history, effects: [], wakeUps: [], arrivals: [], ...overrides };
}

export function projectContract({ store, reopen }: Bench): void {
  let arrivals = 0;

  async function save(step: Partial<ProjectStep> = {}): Promise<StoredProject | undefined> {
    const key = `project-step:${(arrivals += 1)}`;
    let seen: StoredProject | undefined;
    await store().receive([anArrival({ key, about: name })]);
    const result = await store().saveProjectStep(key, name, now, (current) => {
      seen = current;
      return aProjectStep(step);
    });
    expect(result).toBe('saved');
    return seen;
  }

  describe('a step of a project', () => {
    it('finds nothing before the first, and afterwards what was saved, also after a restart', async () => {
      expect(await store().readProject(name)).toBeUndefined();
      const next: Project = { ...newProject(name, 7), unsaid: [{ name: 'a', body: 'b' }] };
      expect(await save({ next })).toBeUndefined();
      await reopen();
      expect((await store().readProject(name))?.project).toEqual(next);
      expect((await save({ next }))?.version).toBe(1);
    });

    it('keeps a history of its own, chained like that of a case', async () => {
      await save();
      await save();
      const lines = await store().readHistory(name);
      expect(lines.map(({ event }) => event.kind)).toEqual(['ProjectIssueOpened', 'ProjectIssueOpened']);
      expect(verifyHistory({ case: { id: name }, version: 2 }, lines)).toEqual({ whole: true });
      expect(verifyHistory({ case: { id: name }, version: 3 }, lines)).toMatchObject({ whole: false });
    });

    it('is found by the place of its issue, and is no case', async () => {
      await save({ next: { ...newProject(name, 1), issue: place } });
      expect(await store().findSubjectAt(place)).toBe(name);
      expect(await store().listCases()).toEqual([]);
    });

    it('hands out its effects and rings its wake-ups as those of the project', async () => {
      const effect = { key: `${name}/tell/a`, kind: 'SayInFixRepository', audience: 'maintainers', place, body: 'a' } as const;
      await save({ effects: [effect], wakeUps: [{ name: 'digest', dueAt: now + 1 }] });
      expect(await store().claimEffects({ now, leaseMs: 1_000, paceMs: 0, limit: 5 })).toMatchObject([
        { about: name, repository: name, effect },
      ]);
      expect(await store().ringWakeUps(now + 1, 5)).toBe(1);
      expect(await store().claimArrivals({ now: now + 1, leaseMs: 1_000, limit: 5 })).toMatchObject([
        { about: name, key: `wake-up:${name}:digest@${now + 1}` },
      ]);
    });

    it('saves what others must hear in the same transaction, each once', async () => {
      const told = anArrival({ key: 'told:1', about: aCaseId });
      await save({ arrivals: [told] });
      await save({ arrivals: [told] });
      expect((await store().claimArrivals({ now, leaseMs: 1_000, limit: 5 })).map(({ key }) => key)).toEqual(['told:1']);
    });

    it('refuses to save another project than the one it was asked about', async () => {
      await store().receive([anArrival({ key: 'other', about: name })]);
      const saving = store().saveProjectStep('other', name, now, () => aProjectStep({ next: newProject(repositoryName('acme/other'), 1) }));
      await expect(saving).rejects.toThrow('A step of acme/widget would save acme/other.');
      expect(await store().readProject(name)).toBeUndefined();
    });
  });
}
