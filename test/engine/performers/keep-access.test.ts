// One person in one standing fix repository, because of two cases: they are in it until the last of them ends.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import type { Access, AccessLevel } from '../../../src/core/fix-repository/access-record.ts';
import { keepAccess } from '../../../src/engine/performers/keep-access.ts';
import type { Performer } from '../../../src/engine/ports/github.ts';
import type { StoredCase } from '../../../src/engine/ports/store.ts';
import { aCase, aCaseId, aFixRepository, anotherCaseId, aPolicy, aRepository, reportedAt } from '../../fixtures/a-case.ts';
import { max } from '../../fixtures/happenings.ts';

const to = { kind: 'person', login: max.login } as const;
const policy = aPolicy({ fixTeam: { organisation: 'acme', slug: 'fixers' } });
const leads = { fixLead: { login: max.login, by: max.login, at: reportedAt } } as Partial<Case>;
const given: Access = { to, repository: aFixRepository, level: 'write', since: reportedAt, how: 'given' };

/** A repository on which `max` stands or not, and the other open cases of the project. */
function aDesk(others: readonly Case[], { isIn }: { readonly isIn: boolean }) {
  const did: string[] = [];
  let has = isIn;
  const setAccess: Performer<'SetAccess'> = {
    look: () => Promise.resolve(undefined),
    perform: async (_context, { repository, access }) => {
      const how = access !== 'none' && has ? 'had' : 'given';
      if (how === 'given') did.push(access);
      has = access !== 'none';
      return { result: how, event: { kind: 'AccessSet', repository, to, access, how, at: reportedAt } };
    },
  };
  const read = async (id: string) => {
    const found = others.find((one) => one.id === id);
    return found && ({ case: found, policy, version: 1 } as unknown as StoredCase);
  };
  const performer = keepAccess({ setAccess, store: { listCases: async () => others, readCase: read }, now: () => reportedAt });
  const wish = (access: AccessLevel | 'none'): EffectOf<'SetAccess'> => ({
    ...{ key: 'k', kind: 'SetAccess', audience: 'maintainers', repository: aFixRepository, to, access, isOwn: false },
  });
  const ask = async (access: AccessLevel | 'none') =>
    (await performer.perform({ about: aCaseId, repository: aRepository, installationId: 41 }, wish(access))).event;
  return { did, ask };
}

const other = (overrides: Partial<Case>) => aCase({ id: anotherCaseId, phase: 'accepted', ...leads, ...overrides });

describe('access that two cases of one repository want', () => {
  it('is given once, and counts as given to the second as well, so that the last one takes it away', async () => {
    const desk = aDesk([other({ access: [given] })], { isIn: true });
    expect(await desk.ask('write')).toMatchObject({ access: 'write', how: 'given' });
    expect(desk.did).toEqual([]);
  });

  it('stays when the first one ends', async () => {
    const desk = aDesk([other({ access: [given] })], { isIn: true });
    expect(await desk.ask('none')).toMatchObject({ access: 'none', how: 'given' });
    expect(desk.did).toEqual([]);
  });

  it('is gone when no open case wants it any more', async () => {
    const desk = aDesk([other({ fixLead: undefined, access: [{ ...given, until: reportedAt }] })], { isIn: true });
    await desk.ask('none');
    expect(desk.did).toEqual(['none']);
  });

  it('stays somebody’s own who had it before any case', async () => {
    const desk = aDesk([other({ access: [{ ...given, how: 'had' }] })], { isIn: true });
    expect(await desk.ask('write')).toMatchObject({ how: 'had' });
    const gone = aDesk([other({ access: [{ ...given, until: reportedAt }] })], { isIn: true });
    expect(await gone.ask('write')).toMatchObject({ how: 'had' });
  });
});
