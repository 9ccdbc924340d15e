/** Releases; a tag that is not there yet is made. */
import { z } from 'zod';
import { announce } from './announce.ts';
import { bodyOf, created, numberParam, ok, param, type Answer, type RepositoryContext } from './api.ts';
import { git } from './git.ts';
import { paged } from './pages.ts';
import { invalid, notFound } from './problems.ts';
import { announceRefChanges } from './ref-changes.ts';
import { isoTime, isoTimeOrNull, nodeId, showUser } from './show-account.ts';
import { repositoryHtmlUrl, repositoryUrl } from './show-repository.ts';
import { readRefs, resolveCommit } from './refs.ts';
import type { Place, Release, Scene } from './world.ts';

const releaseBody = z.object({
  tag_name: z.string().min(1),
  target_commitish: z.string().optional(),
  name: z.string().nullish(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
  prerelease: z.boolean().optional(),
});
export type ReleaseFields = z.infer<typeof releaseBody>;

export async function createRelease(scene: Scene, fields: ReleaseFields): Promise<Release> {
  const { world, repository, by } = scene;
  const { tag_name: tag, target_commitish: target = repository.defaultBranch, draft = false, prerelease = false } = fields;
  if (repository.releases.some((release) => release.tag === tag)) throw invalid('Validation Failed: tag_name already_exists');
  const sha = await resolveCommit(repository.folder, target);
  if (sha === undefined) throw invalid('Validation Failed: target_commitish is invalid');
  const at = world.now();
  const text = { name: fields.name ?? undefined, body: fields.body ?? undefined };
  const release = {
    id: world.nextId(),
    tag,
    target,
    ...text,
    draft,
    prerelease,
    author: by,
    createdAt: at,
    publishedAt: draft ? undefined : at,
  };
  repository.releases.push(release);
  if (draft) return release;
  const before = await readRefs(repository.folder);
  if (!before.has(`refs/tags/${tag}`)) await git(repository.folder, ['update-ref', `refs/tags/${tag}`, sha]);
  await announceRefChanges(scene, before);
  announce(scene, { event: 'release', action: 'published', payload: { release: showRelease(scene, release) } });
  return release;
}

export const listReleases = (context: RepositoryContext): Answer =>
  paged(context, [...context.repository.releases].reverse(), (release) => showRelease(context, release));

/** A draft has no tag yet by which it could be found. */
export function getReleaseByTag(context: RepositoryContext): Answer {
  const release = context.repository.releases.find(({ tag, draft }) => tag === param(context, 'tag') && !draft);
  if (release === undefined) throw notFound();
  return ok(showRelease(context, release));
}

const changeBody = releaseBody.partial();

export function patchRelease(context: RepositoryContext): Answer {
  const { releases } = context.repository;
  const index = releases.findIndex(({ id }) => id === numberParam(context, 'release_id'));
  const release = releases[index];
  if (release === undefined) throw notFound();
  const { name, body } = bodyOf(context, changeBody);
  const changed = { ...release, ...(typeof name === 'string' && { name }), ...(typeof body === 'string' && { body }) };
  releases[index] = changed;
  return ok(showRelease(context, changed));
}

export const postRelease = async (context: RepositoryContext): Promise<Answer> =>
  created(showRelease(context, await createRelease(context, bodyOf(context, releaseBody))));

function showRelease({ world, repository }: Place, release: Release) {
  const url = `${repositoryUrl(world, repository)}/releases/${release.id}`;
  return {
    id: release.id,
    node_id: nodeId('Release', release.id),
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: `${repositoryHtmlUrl(repository)}/releases/tag/${encodeURIComponent(release.tag)}`,
    tarball_url: `${repositoryUrl(world, repository)}/tarball/${encodeURIComponent(release.tag)}`,
    zipball_url: `${repositoryUrl(world, repository)}/zipball/${encodeURIComponent(release.tag)}`,
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name ?? null,
    body: release.body ?? '',
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: false,
    created_at: isoTime(release.createdAt),
    updated_at: isoTime(release.createdAt),
    published_at: isoTimeOrNull(release.publishedAt),
    author: showUser(world, release.author),
    assets: [],
  };
}
