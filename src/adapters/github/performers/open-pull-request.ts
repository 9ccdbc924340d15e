import { z } from 'zod';
import type { EffectOf } from '../../../core/effects.ts';
import type { Found, PerformContext, Performer } from '../../../engine/ports.ts';
import { wasRefusedWith } from '../failures.ts';
import { nameOf, ownerAndRepo } from '../places.ts';
import { numberedAnswer } from '../read-answers.ts';
import type { Tools } from './performer.ts';

/** One branch has at most one open pull request into another: GitHub holds that, so the look needs no marker. */
export function openFixPullRequest({ connection, now }: Tools): Performer<'OpenFixPullRequest'> {
  const opened = ({ repository, line }: EffectOf<'OpenFixPullRequest'>, number: number): Found => {
    const place = { repository, number };
    return { result: `pull request ${nameOf(place)}`, event: { kind: 'BackportOpened', at: now(), line, place } };
  };
  const look = async ({ installationId }: PerformContext, effect: EffectOf<'OpenFixPullRequest'>) => {
    const where = ownerAndRepo(effect.repository);
    const wanted = { ...where, state: 'open', head: `${where.owner}:${effect.branch}`, base: effect.line };
    const asker = connection.asInstallation(installationId);
    const [found] = await asker.ask('GET /repos/{owner}/{repo}/pulls', wanted, z.array(numberedAnswer));
    return found && opened(effect, found.number);
  };
  return {
    look,
    perform: async (context, effect) => {
      const { repository, branch: head, line: base, title, body } = effect;
      try {
        const asker = connection.asInstallation(context.installationId);
        const pull = { ...ownerAndRepo(repository), head, base, title, body };
        return opened(effect, (await asker.ask('POST /repos/{owner}/{repo}/pulls', pull, numberedAnswer)).number);
      } catch (error) {
        const found = wasRefusedWith(error, 422) ? await look(context, effect) : undefined;
        if (found === undefined) throw error;
        return found;
      }
    },
  };
}
