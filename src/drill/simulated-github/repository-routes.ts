/** Reading a repository: itself, its branches, files, commits. */
import { z } from 'zod';
import { bodyOf, created, ok, param, type Answer, type Context, type RepositoryContext } from './api.ts';
import { changesIn, commitAt, mergeBase, readChanges, readCommits } from './commits.ts';
import { git, runGit } from './git.ts';
import { paged } from './pages.ts';
import { invalid, notFound } from './problems.ts';
import { createOrganisationRepository, renameRepository, setVisibility } from './repositories.ts';
import { rulesFor } from './rulesets.ts';
import { nodeId } from './show-account.ts';
import { showCommit, showFile, showStats } from './show-commit.ts';
import { repositoryHtmlUrl, repositoryUrl, showFullRepository } from './show-repository.ts';
import { readRefs, resolveCommit } from './refs.ts';

export const getRepository = ({ world, repository }: RepositoryContext): Answer => ok(showFullRepository(world, repository));

/** On for every repository that is public; GitHub has it for no other. */
export const getPrivateReporting = ({ repository }: RepositoryContext): Answer => ok({ enabled: !repository.private });

const newBody = z.object({
  name: z.string().min(1),
  private: z.boolean().default(false),
  description: z.string().default(''),
  auto_init: z.boolean().default(false),
});

export async function postRepository(context: Context): Promise<Answer> {
  const repository = await createOrganisationRepository(context.world, param(context, 'org'), context.by, bodyOf(context, newBody));
  return created(showFullRepository(context.world, repository));
}

const patchBody = z.object({ name: z.string().optional(), private: z.boolean().optional(), archived: z.boolean().optional() });

export function patchRepository(context: RepositoryContext): Answer {
  const { repository } = context;
  const patch = bodyOf(context, patchBody);
  if (patch.name !== undefined && patch.name !== repository.name) renameRepository(context, patch.name);
  if (patch.private !== undefined) setVisibility(context, { isPrivate: patch.private });
  repository.archived = patch.archived ?? repository.archived;
  return getRepository(context);
}

export async function listBranches(context: RepositoryContext): Promise<Answer> {
  const refs = [...(await readRefs(context.repository.folder))].filter(([ref]) => ref.startsWith('refs/heads/'));
  const url = repositoryUrl(context.world, context.repository);
  return paged(context, refs, ([ref, sha]) => {
    const name = ref.slice('refs/heads/'.length);
    return { name, commit: { sha, url: `${url}/commits/${sha}` }, protected: rulesFor(context.repository, name).length > 0 };
  });
}

export async function getRef(context: RepositoryContext): Promise<Answer> {
  const { world, repository } = context;
  const ref = `refs/${param(context, 'ref')}`;
  const sha = (await readRefs(repository.folder)).get(ref);
  if (sha === undefined) throw notFound();
  const type = await git(repository.folder, ['cat-file', '-t', sha]);
  const url = repositoryUrl(world, repository);
  return ok({ ref, node_id: nodeId('Ref', ref), url: `${url}/git/${ref}`, object: { sha, type, url: `${url}/git/${type}s/${sha}` } });
}

export async function getCommit(context: RepositoryContext): Promise<Answer> {
  const { repository } = context;
  const sha = await resolveCommit(repository.folder, param(context, 'ref'));
  if (sha === undefined) throw invalid(`No commit found for SHA: ${param(context, 'ref')}`);
  const commit = await commitAt(repository.folder, sha);
  const files = await changesIn(repository.folder, commit);
  return ok({
    ...showCommit(context, commit),
    stats: showStats(files),
    files: files.map((file) => showFile(context, sha, file)),
  });
}

/** A file, or the list of what is in a folder. With the `raw` media type a file's bytes alone. */
export async function getContents(context: RepositoryContext): Promise<Answer> {
  const { repository, request } = context;
  const path = (context.params['path'] ?? '').replace(/^\/|\/$/g, '');
  const ref = request.query.get('ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(repository.folder, ref);
  if (commit === undefined) throw notFound();
  const listed = await git(repository.folder, ['ls-tree', '-l', '-z', commit, '--', path]);
  const [entry] = listed.split('\0').filter(Boolean).map(readEntry);
  if (path !== '' && !entry) throw notFound();
  if (path === '' || entry?.type === 'tree') {
    const inside = await git(repository.folder, ['ls-tree', '-l', '-z', `${commit}:${path}`]);
    return ok(
      inside
        .split('\0')
        .filter(Boolean)
        .map(readEntry)
        .map((child) => showEntry(context, { ...child, path: path === '' ? child.path : `${path}/${child.path}` }, ref)),
    );
  }
  if (!entry) throw notFound();
  const { stdout } = await runGit(repository.folder, ['cat-file', 'blob', entry.sha]);
  if (request.headers.accept?.includes('raw'))
    return { status: 200, body: stdout, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
  const content = stdout.toString('base64').replace(/.{60}/g, '$&\n');
  return ok({ ...showEntry(context, entry, ref), encoding: 'base64', content: `${content}\n` });
}

type Entry = { readonly type: string; readonly sha: string; readonly size: number; readonly path: string };

function readEntry(line: string): Entry {
  const [meta = '', path = ''] = line.split('\t');
  const [, type = '', sha = '', size = ''] = meta.split(/ +/);
  return { type, sha, size: Number(size) || 0, path };
}

function showEntry({ world, repository }: RepositoryContext, { type, sha, size, path }: Entry, ref: string) {
  const isFile = type === 'blob';
  const self = `${repositoryUrl(world, repository)}/contents/${encodeURI(path)}?ref=${ref}`;
  const blob = `${repositoryUrl(world, repository)}/git/${isFile ? 'blobs' : 'trees'}/${sha}`;
  const html = `${repositoryHtmlUrl(repository)}/${isFile ? 'blob' : 'tree'}/${ref}/${encodeURI(path)}`;
  return {
    ...{ type: isFile ? 'file' : 'dir', name: path.split('/').at(-1) ?? path, path, sha, size, url: self, git_url: blob, html_url: html },
    download_url: isFile ? `${html}?raw=true` : null,
    _links: { self, git: blob, html },
  };
}

export async function compare(context: RepositoryContext): Promise<Answer> {
  const { world, repository } = context;
  const { folder } = repository;
  const [from = '', to = ''] = param(context, 'basehead').split('...');
  const [base, head] = [await resolveCommit(folder, from), await resolveCommit(folder, to)];
  if (base === undefined || head === undefined) throw notFound();
  const fork = await mergeBase(folder, base, head);
  if (fork === undefined) throw notFound();
  const [ahead, behind] = [await readCommits(folder, [`${base}..${head}`]), await readCommits(folder, [`${head}..${base}`])];
  const html = `${repositoryHtmlUrl(repository)}/compare/${from}...${to}`;
  const status = ahead.length === 0 ? (behind.length === 0 ? 'identical' : 'behind') : behind.length === 0 ? 'ahead' : 'diverged';
  const files = await readChanges(folder, fork, head);
  return ok({
    ...{ url: `${repositoryUrl(world, repository)}/compare/${from}...${to}`, html_url: html, permalink_url: html },
    ...{ diff_url: `${html}.diff`, patch_url: `${html}.patch` },
    base_commit: showCommit(context, await commitAt(folder, base)),
    merge_base_commit: showCommit(context, await commitAt(folder, fork)),
    ...{ status, ahead_by: ahead.length, behind_by: behind.length, total_commits: ahead.length },
    commits: ahead.map((commit) => showCommit(context, commit)),
    files: files.map((file) => showFile(context, head, file)),
  });
}
