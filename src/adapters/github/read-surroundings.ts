import { z } from 'zod';
import { accountOrGhost, maybe, repositoryFullName } from './fields.ts';
import type { DeliveryReader } from './delivery-reader.ts';

/** GitHub's actions are single words, and only as such do they come into a log. */
const word = maybe(z.string().regex(/^\w{1,40}$/)).catch(undefined);
const delivery = z.object({ action: word, repository: maybe(z.object({ full_name: repositoryFullName })) });

/** Something changed in what we watch or may do; the next poll finds out what. The words are for the log. */
export const readSurroundings: DeliveryReader = (payload, _receivedAt, event) => {
  const { action, repository } = delivery.parse(payload);
  const what = [event, action, repository && `in ${repository.full_name}`].filter((part) => part !== undefined).join(' ');
  return [{ at: undefined, sighted: { kind: 'SurroundingsChanged', what } }];
};

const opening = z.object({ repository: z.object({ full_name: repositoryFullName }) });
const memberAdded = z.object({ member: accountOrGhost });

/**
 * A repository that became public, which GitHub tells twice (`repository` and `public`), and somebody who was let into one.
 * All else in these events is a change of the surroundings.
 */
export const readOpening: DeliveryReader = (payload, receivedAt, event) => {
  const { action } = delivery.parse(payload);
  const isPublic = event === 'public' || (event === 'repository' && action === 'publicized');
  const isMember = event === 'member' && action === 'added';
  if (!isPublic && !isMember) return readSurroundings(payload, receivedAt, event);
  const { repository } = opening.parse(payload);
  const login = isMember ? memberAdded.parse(payload).member.login : undefined;
  return [{ at: receivedAt, sighted: { kind: 'RepositoryOpened', repository: repository.full_name, login } }];
};
