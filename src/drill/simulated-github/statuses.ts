/** Commit statuses: set by whoever may push, unlike check runs. */
import { z } from 'zod';
import { bodyOf, created, param, type Answer, type RepositoryContext } from './api.ts';
import { paged } from './pages.ts';
import { invalid } from './problems.ts';
import { resolveCommit } from './refs.ts';
import { isoTime, nodeId, showUser } from './show-account.ts';
import { repositoryUrl } from './show-repository.ts';
import type { CommitStatus, Scene } from './world.ts';

const statusBody = z.object({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  target_url: z.string().nullish(),
  description: z.string().nullish(),
  context: z.string().default('default'),
});

export type GivenStatus = z.infer<typeof statusBody>;

/** `appId` is that of the App whose installation sets it; undefined for a person. */
export async function setStatus(
  { world, repository, by }: Scene,
  { sha, appId, given }: { readonly sha: string; readonly appId?: number | undefined; readonly given: GivenStatus },
): Promise<CommitStatus> {
  if ((await resolveCommit(repository.folder, sha)) === undefined) throw invalid(`No commit found for SHA: ${sha}`);
  const { state, context, description, target_url: targetUrl } = given;
  const status = { id: world.nextId(), sha, state, context, description, targetUrl, creator: by, appId, at: world.now() };
  repository.statuses.push(status);
  return status;
}

export async function postStatus(context: RepositoryContext): Promise<Answer> {
  const appId = context.actor.kind === 'installation' ? context.world.app.id : undefined;
  const status = await setStatus(context, { sha: param(context, 'sha'), appId, given: bodyOf(context, statusBody) });
  return created(showStatus(context, status));
}

/** Newest first. */
export async function listStatuses(context: RepositoryContext): Promise<Answer> {
  const sha = await resolveCommit(context.repository.folder, param(context, 'ref'));
  if (sha === undefined) throw invalid(`No commit found for SHA: ${param(context, 'ref')}`);
  const ofCommit = context.repository.statuses.filter((status) => status.sha === sha).reverse();
  return paged(context, ofCommit, (status) => showStatus(context, status));
}

function showStatus({ world, repository }: RepositoryContext, status: CommitStatus) {
  const creator = showUser(world, status.creator);
  return {
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    url: `${repositoryUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: creator.avatar_url,
    state: status.state,
    description: status.description ?? null,
    target_url: status.targetUrl ?? null,
    context: status.context,
    created_at: isoTime(status.at),
    updated_at: isoTime(status.at),
    creator,
  };
}
