/** A notice in the notes of the releases that contain the fix, below what people wrote there. */
import { z } from 'zod';
import type { RepositoryName } from '../../../core/ids.ts';
import type { EffectOf } from '../../../core/effects.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { NoticeSender, PerformContext, SentNotice } from '../../../engine/ports/github.ts';
import { maybe } from '../fields.ts';
import { markerFor } from '../marker.ts';
import { ownerAndRepo } from '../places.ts';
import { callsNobody } from './notice-text.ts';
import type { Tools } from './performer.ts';

const releaseAnswer = z.object({ id: z.int(), body: maybe(z.string()), html_url: z.string() });
type Release = z.output<typeof releaseAnswer>;
/** What GitHub takes as the notes of a release. Unit: characters. */
const longestNotes = 125_000;

/** Written where it does not stand yet, so that another try writes into the rest. */
export function noticeInReleases({ connection }: Tools): NoticeSender {
  const find = async ({ installationId, repository }: PerformContext, tag: string): Promise<Release> => {
    const where = { ...ownerAndRepo(repository), tag };
    const found = await connection
      .asInstallation(installationId)
      .askIfThere('GET /repos/{owner}/{repo}/releases/tags/{tag}', where, releaseAnswer);
    if (found === undefined) throw new GitHubFailure(`there is no release ${tag} in ${repository}`, { permanent: true });
    return found;
  };
  return {
    send: async (context, notice) => {
      const { releases = [] } = notice;
      if (releases.length === 0)
        throw new GitHubFailure('no release that contains the fix was seen, so there are no notes to write into', { permanent: true });
      const links: string[] = [];
      for (const tag of releases) {
        const release = await find(context, tag);
        if (!stands(release, notice)) await write(context, release, notice);
        links.push(release.html_url);
      }
      return sent(context.repository, releases, links);
    },
  };

  async function write(
    { installationId, repository }: PerformContext,
    { id, body = '' }: Release,
    notice: EffectOf<'SendNotice'>,
  ): Promise<void> {
    const text = `## ${callsNobody(notice.subject)}\n\n${callsNobody(notice.body)}\n\n${markerFor(notice.key)}`;
    const notes = body.trim() === '' ? text : `${body.trimEnd()}\n\n${text}`;
    if (notes.length > longestNotes)
      throw new GitHubFailure('the notes of the release would be longer than GitHub takes', { permanent: true });
    const change = { ...ownerAndRepo(repository), release_id: id, body: notes };
    await connection.asInstallation(installationId).ask('PATCH /repos/{owner}/{repo}/releases/{release_id}', change, releaseAnswer);
  }
}

function stands({ body = '' }: Release, { key }: EffectOf<'SendNotice'>): boolean {
  return body.includes(markerFor(key));
}

function sent(repository: RepositoryName, releases: readonly string[], [link]: readonly string[]): SentNotice {
  return { result: `notes of ${releases.join(', ')} of ${repository}`, ...(link !== undefined && { link }) };
}
