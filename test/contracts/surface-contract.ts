import { describe, expect, it } from '@jest/globals';
import { login, repositoryName } from '../../src/core/ids.ts';
import type { AccessKey, Session } from '../../src/engine/ports/surface.ts';
import { aCaseId, reportedAt } from '../fixtures/a-case.ts';
import type { Bench } from './ground.ts';

const now = reportedAt;
const session = (id: string, changed: Partial<Session> = {}): Session => ({
  ...{ id, login: login('max'), githubId: 2 ** 40, openedAt: now, seenAt: now, sealedTokens: 'sealed' },
  ...changed,
});
const key = (
  id: string,
  changed: { readonly kind?: 'calendar' | 'status' } & Partial<Pick<AccessKey, 'caseId' | 'madeAt' | 'githubId'>> = {},
): AccessKey => ({
  ...{ id, kind: 'calendar', login: login('max'), githubId: 7, caseId: undefined, madeAt: now },
  ...changed,
});

export function surfaceContract({ store, reopen }: Bench): void {
  describe('sessions', () => {
    it('are there until they are ended, also when the app was started anew', async () => {
      await store().openSession(session('one'));
      await reopen();
      expect(await store().readSession('one')).toEqual(session('one'));
      await store().endSession('one');
      expect(await store().readSession('one')).toBeUndefined();
    });

    it('are not to be opened under an id that is taken', async () => {
      await store().openSession(session('one'));
      await expect(store().openSession(session('one', { login: login('mallory') }))).rejects.toThrow();
      expect((await store().readSession('one'))?.login).toBe('max');
    });

    it('remember when they were last used, and new tokens, each without the other', async () => {
      await store().openSession(session('one'));
      await store().updateSession('one', { seenAt: now + 1 });
      await store().updateSession('one', { sealedTokens: 'newer' });
      expect(await store().readSession('one')).toEqual(session('one', { seenAt: now + 1, sealedTokens: 'newer' }));
    });

    it('do not come back when something is remembered of them after their end', async () => {
      await store().updateSession('gone', { seenAt: now });
      expect(await store().readSession('gone')).toBeUndefined();
    });

    it('of one person end together, and those of others stay', async () => {
      for (const id of ['one', 'two']) await store().openSession(session(id));
      await store().openSession(session('other', { githubId: 1 }));
      expect(await store().endSessionsOf(2 ** 40)).toBe(2);
      expect([await store().readSession('one'), (await store().readSession('other'))?.id]).toEqual([undefined, 'other']);
    });

    it('are forgotten when they were not used for long, or opened long ago', async () => {
      await store().openSession(session('idle', { openedAt: now + 10, seenAt: now }));
      await store().openSession(session('old', { openedAt: now, seenAt: now + 10 }));
      await store().openSession(session('fine', { openedAt: now + 10, seenAt: now + 10 }));
      await store().forgetSessions({ seenBefore: now + 5, openedBefore: now + 5 });
      const left = await Promise.all(['idle', 'old', 'fine'].map((id) => store().readSession(id)));
      expect(left.map((one) => one?.id)).toEqual([undefined, undefined, 'fine']);
    });
  });

  describe('access keys', () => {
    it('are listed for their owner alone, oldest first', async () => {
      await store().addAccessKey(key('late', { madeAt: now + 1 }));
      await store().addAccessKey(key('early', { kind: 'status', caseId: aCaseId }));
      await store().addAccessKey(key('other', { githubId: 8 }));
      expect(await store().listAccessKeys({ githubId: 7 })).toEqual([
        key('early', { kind: 'status', caseId: aCaseId }),
        key('late', { madeAt: now + 1 }),
      ]);
    });

    it('are found by their kind and their case too', async () => {
      await store().addAccessKey(key('feed'));
      await store().addAccessKey(key('link', { kind: 'status', caseId: aCaseId }));
      expect((await store().listAccessKeys({ kind: 'calendar' })).map(({ id }) => id)).toEqual(['feed']);
      expect((await store().listAccessKeys({ caseId: aCaseId })).map(({ id }) => id)).toEqual(['link']);
      expect((await store().listAccessKeys({})).map(({ id }) => id)).toEqual(['feed', 'link']);
    });

    it('keep what they open, and until when', async () => {
      const grant = { kind: 'api', name: 'wall screen', scope: 'acme/widget', reads: ['cases'] } as const;
      const token = { ...key('token'), ...grant, expiresAt: now + 5 };
      await store().addAccessKey(token);
      expect(await store().readAccessKey('token')).toEqual(token);
    });

    it('are used once by whoever is first, or as often as they like, and remember when', async () => {
      const about = { repository: repositoryName('acme/widget'), member: 'a-linux', address: 'security@a-linux.example.org', since: now };
      const link = { ...key('link'), kind: 'member-link', ...about, expiresAt: now + 5 } as const;
      await store().addAccessKey(link);
      const tries = await Promise.all([1, 2, 3].map((later) => store().useAccessKey('link', now + later, { once: true })));
      expect(tries.filter((isFirst) => isFirst)).toHaveLength(1);
      await reopen();
      expect(await store().useAccessKey('link', now + 9, { once: true })).toBe(false);
      expect(await store().readAccessKey('link')).toEqual({ ...link, usedAt: now + 1 + tries.indexOf(true) });
      expect(await store().useAccessKey('link', now + 9, { once: false })).toBe(true);
      expect((await store().readAccessKey('link'))?.usedAt).toBe(now + 9);
      expect(await store().useAccessKey('gone', now, { once: true })).toBe(false);
    });

    it('are forgotten by their kind, some time after they are over', async () => {
      await store().addAccessKey({ ...key('old'), expiresAt: now });
      await store().addAccessKey({ ...key('new'), expiresAt: now + 1 });
      await store().addAccessKey(key('for ever'));
      await store().addAccessKey({ ...key('other', { kind: 'status' }), expiresAt: now });
      await store().forgetAccessKeys({ kind: 'calendar', expiredBefore: now + 1 });
      expect((await store().listAccessKeys({})).map(({ id }) => id)).toEqual(['for ever', 'new', 'other']);
    });

    it('can be ended by their owner alone, and are then nothing', async () => {
      await store().addAccessKey(key('one'));
      expect(await store().endAccessKey('one', 8)).toBe(false);
      expect(await store().readAccessKey('one')).toEqual(key('one'));
      expect(await store().endAccessKey('one', 7)).toBe(true);
      expect(await store().readAccessKey('one')).toBeUndefined();
    });
  });
}
