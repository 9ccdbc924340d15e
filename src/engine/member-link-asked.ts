/** Somebody typed an address where a link opened nothing: which members it belongs to that have something to answer, if any. */
import { isTold } from '../core/distributors/member-view.ts';
import { currentMembers, registerOf } from '../core/distributors/register.ts';
import type { RepositoryName } from '../core/ids.ts';
import type { Instant } from '../core/time/time.ts';
import type { Engine } from './engine.ts';
import type { Arrival } from './ports/store.ts';

export type MemberLinkWish = { readonly address: string; readonly at: Instant };

export function memberLinkArrival(key: string, wish: MemberLinkWish): Arrival {
  return {
    key: `member-link:${key}`,
    source: 'poll',
    name: 'member-link',
    body: JSON.stringify(wish),
    about: undefined,
    receivedAt: wish.at,
  };
}

/** One for each project on whose list the address stands. */
export async function memberLinkAsked(
  { store }: Pick<Engine, 'store'>,
  key: string,
  { address, at }: MemberLinkWish,
): Promise<readonly Arrival[]> {
  const byProject = Map.groupBy(await store.listCases({ open: true }), ({ repository }) => repository);
  const found: Arrival[] = [];
  for (const [repository, cases] of byProject)
    for (const member of await membersAt(store, repository, address)) {
      const told = cases.find((one) => isTold(one, member));
      if (told === undefined) continue;
      const event = { kind: 'MemberLinkAsked', member, at } as const;
      const body = JSON.stringify({ installationId: told.installationId, event });
      found.push({ key: `${key}#${repository}#${member}`, source: 'poll', name: 'project-event', body, about: repository, receivedAt: at });
    }
  return found;
}

async function membersAt(store: Engine['store'], repository: RepositoryName, address: string): Promise<readonly string[]> {
  const register = registerOf((await store.readProject(repository))?.project ?? {});
  const isIt = (of: string): boolean => of.toLowerCase() === address.toLowerCase();
  return currentMembers(register).flatMap((member) => (isIt(member.address) ? [member.name] : []));
}
