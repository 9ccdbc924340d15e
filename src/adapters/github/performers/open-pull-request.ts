import type { EffectOf } from '../../../core/effects.ts';
import type { Found, Performer } from '../../../engine/ports/github.ts';
import { findOpenPullRequest, openPullRequest } from '../open-pull-request.ts';
import { nameOf } from '../places.ts';
import type { Tools } from './performer.ts';

export function openFixPullRequest({ connection, now }: Tools): Performer<'OpenFixPullRequest'> {
  const opened = ({ repository, line }: EffectOf<'OpenFixPullRequest'>, number: number): Found => {
    const place = { repository, number };
    return { result: `pull request ${nameOf(place)}`, event: { kind: 'BackportOpened', at: now(), line, place } };
  };
  return {
    look: async ({ installationId }, effect) => {
      const found = await findOpenPullRequest(connection.asInstallation(installationId), effect);
      return found === undefined ? undefined : opened(effect, found);
    },
    perform: async ({ installationId }, effect) => opened(effect, await openPullRequest(connection.asInstallation(installationId), effect)),
  };
}
