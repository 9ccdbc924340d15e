/**
 * Access to a standing fix repository is shared by its cases: it is taken away when the last of them that wants it has ended, whichever of them gave
 * it.
 */
import { accessWanted, isSame } from '../../core/fix-repository/access.ts';
import { policyOfCase } from '../../core/fix-repository/own-repository.ts';
import type { EffectOf } from '../../core/effects.ts';
import type { CaseId, SubjectId } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import type { Found, Performer } from '../ports/github.ts';
import type { Store } from '../ports/store.ts';

type Around = {
  readonly setAccess: Performer<'SetAccess'>;
  readonly store: Pick<Store, 'listCases' | 'readCase'>;
  readonly now: () => Instant;
};

export function keepAccess({ setAccess, store, now }: Around): Performer<'SetAccess'> {
  return {
    look: (context, effect) => setAccess.look(context, effect),
    perform: async (context, effect) => {
      if (effect.access !== 'none') return asOurs(await setAccess.perform(context, effect), await gaveIt(store, context.about, effect));
      const other = await wantedBy(store, context.about, effect);
      if (other === undefined) return setAccess.perform(context, effect);
      const { repository, to, access } = effect;
      return { result: `kept for ${other}`, event: { kind: 'AccessSet', repository, to, access, how: 'given', at: now() } };
    },
  };
}

type Wish = EffectOf<'SetAccess'>;

/** What somebody has because another case gave it was not theirs before us. */
function asOurs(found: Found, isOurs: boolean): Found {
  const { event } = found;
  return isOurs && event?.kind === 'AccessSet' && event.how === 'had' ? { ...found, event: { ...event, how: 'given' } } : found;
}

async function gaveIt(store: Around['store'], about: SubjectId, { repository, to }: Wish): Promise<boolean> {
  const open = await store.listCases({ open: true });
  return open.some(
    ({ id, access = [] }) =>
      id !== about &&
      access.some((one) => one.repository === repository && one.how === 'given' && one.until === undefined && isSame(one.to, to)),
  );
}

async function wantedBy(store: Around['store'], about: SubjectId, { repository, to }: Wish): Promise<CaseId | undefined> {
  for (const { id } of await store.listCases({ open: true })) {
    const stored = id === about ? undefined : await store.readCase(id);
    const policy = stored && policyOfCase(stored.policy, stored.case);
    if (stored === undefined || policy?.fixRepository !== repository) continue;
    if (accessWanted(stored.case, policy).some((one) => isSame(one.to, to))) return id;
  }
  return undefined;
}
