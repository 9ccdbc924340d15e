/** Repositories: a record in the world and a bare git repository on disk. */
import { join } from 'node:path';
import { announce } from './announce.ts';
import { importStream } from './fast-import.ts';
import { firstCategories } from './discussions.ts';
import { git } from './git.ts';
import { accountOf, findRepository, fullName, repositoryOf, same } from './look-up.ts';
import { invalid } from './problems.ts';
import { showRepository } from './show-repository.ts';
import type { Repository, Role, Ruleset, Scene, World } from './world.ts';

export type RepositoryOptions = {
  readonly private?: boolean;
  readonly description?: string;
  readonly defaultBranch?: string;
  /** Begins as a mirror of this one, by its full name: the same commits under the same branches and tags. Then `files` adds nothing. */
  readonly mirrorOf?: string;
  /** The first commit of the default branch: path → text. A README unless given. */
  readonly files?: Readonly<Record<string, string>>;
  /** More branches, each one commit on top of the first: branch → files it adds or changes. */
  readonly branches?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Tags and releases that exist from the start. */
  readonly releases?: readonly { readonly tag: string; readonly target?: string }[];
  readonly collaborators?: Readonly<Record<string, Role>>;
  /** Team slug → role. */
  readonly teams?: Readonly<Record<string, Role>>;
  readonly rulesets?: readonly Omit<Ruleset, 'id'>[];
};

export async function addRepository(world: World, name: string, options: RepositoryOptions = {}): Promise<Repository> {
  const repository = newRepository(world, name, { private: false, defaultBranch: 'main', ...options });
  const { defaultBranch, folder, owner } = repository;
  const at = world.now();
  const committer = accountOf(world, owner);
  const branches = [
    ...(options.mirrorOf === undefined
      ? [{ branch: defaultBranch, message: 'Initial commit', files: options.files ?? { 'README.md': `# ${repository.name}\n` } }]
      : []),
    ...Object.entries(options.branches ?? {}).map(([branch, files]) => ({
      branch,
      message: `Start ${branch}`,
      files,
      from: defaultBranch,
    })),
  ];
  const tags = (options.releases ?? []).map(({ tag, target = defaultBranch }) => ({ tag, target }));
  await git(world.gitRoot, begin(world, folder, { defaultBranch, mirrorOf: options.mirrorOf }));
  await git(folder, ['fast-import', '--quiet'], { input: importStream(branches, tags, { committer, at }) });
  for (const { tag, target } of tags) {
    const release = { id: world.nextId(), tag, target, name: tag, draft: false, prerelease: false };
    repository.releases.push({ ...release, author: owner, createdAt: at, publishedAt: at });
  }
  return repository;
}

/** A copy and no fork: GitHub knows of no tie between the two. */
function begin(world: World, folder: string, { defaultBranch, mirrorOf }: { defaultBranch: string; mirrorOf: string | undefined }) {
  return mirrorOf === undefined
    ? ['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`, folder]
    : ['clone', '--quiet', '--bare', repositoryOf(world, mirrorOf).folder, folder];
}

export function newRepository(
  world: World,
  name: string,
  options: RepositoryOptions & { private: boolean; defaultBranch: string; forkOf?: number; temporaryForkOf?: string },
): Repository {
  const [owner, repo] = name.split('/');
  if (!owner || !repo) throw new Error(`A repository is named OWNER/REPO, not ${name}.`);
  if (findRepository(world, name)) throw invalid('Repository creation failed: name already exists on this account');
  const id = world.nextId();
  const at = world.now();
  const repository: Repository = {
    ...{
      id,
      owner: accountOf(world, owner).login,
      name: repo,
      private: options.private,
      description: options.description,
      archived: false,
    },
    ...{ defaultBranch: options.defaultBranch, folder: join(world.gitRoot, `${id}.git`), createdAt: at, updatedAt: at, pushedAt: at },
    ...{ formerNames: [], collaborators: new Map(Object.entries(options.collaborators ?? {})), invitations: new Map() },
    ...{ teams: new Map(Object.entries(options.teams ?? {})), advisories: [], issues: [], checkRuns: [], statuses: [], releases: [] },
    ...{ discussionCategories: options.private ? [] : [...firstCategories], discussions: [] },
    rulesets: (options.rulesets ?? []).map((ruleset) => ({ ...ruleset, id: world.nextId() })),
    ...{ forkOf: options.forkOf, temporaryForkOf: options.temporaryForkOf },
  };
  world.repositories.push(repository);
  return repository;
}

/** A repository made through the API by an app is at once part of that app's installation. It is empty unless it is asked to begin with a README. */
export async function createOrganisationRepository(
  world: World,
  organisation: string,
  by: string,
  fields: NewRepository,
): Promise<Repository> {
  const name = `${organisation}/${fields.name}`;
  const repository = fields.auto_init === true ? await addRepository(world, name, fields) : await addEmptyRepository(world, name, fields);
  for (const { organisation: installedOn, repositories } of world.installations) {
    if (same(installedOn, organisation) && repositories !== 'all' && by.endsWith('[bot]')) repositories.add(repository.id);
  }
  announce({ world, repository, by }, { event: 'repository', action: 'created', payload: {} });
  return repository;
}

async function addEmptyRepository(world: World, name: string, options: RepositoryOptions): Promise<Repository> {
  const repository = newRepository(world, name, { private: false, defaultBranch: 'main', ...options });
  await git(world.gitRoot, begin(world, repository.folder, { defaultBranch: repository.defaultBranch, mirrorOf: undefined }));
  return repository;
}

export type NewRepository = {
  readonly name: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly auto_init?: boolean;
};

export function setVisibility(scene: Scene, { isPrivate }: { isPrivate: boolean }): void {
  const { world, repository } = scene;
  if (repository.private === isPrivate) return;
  repository.private = isPrivate;
  repository.updatedAt = world.now();
  announce(scene, { event: 'repository', action: isPrivate ? 'privatized' : 'publicized', payload: {} });
  if (!isPrivate) announce(scene, { event: 'public', payload: {} });
}

export function renameRepository(scene: Scene, name: string): void {
  const { world, repository } = scene;
  if (findRepository(world, `${repository.owner}/${name}`)) throw invalid('name already exists on this account');
  const from = repository.name;
  repository.formerNames.push(fullName(repository));
  repository.name = name;
  repository.updatedAt = world.now();
  announce(scene, { event: 'repository', action: 'renamed', payload: { changes: { repository: { name: { from } } } } });
}

/** An ordinary fork: as public as what it was made from. */
export async function forkRepository(scene: Scene): Promise<Repository> {
  const { world, repository, by } = scene;
  const options = { private: repository.private, defaultBranch: repository.defaultBranch, forkOf: repository.id };
  const fork = newRepository(world, `${by}/${repository.name}`, options);
  await git(world.gitRoot, ['clone', '--quiet', '--bare', repository.folder, fork.folder]);
  announce(scene, { event: 'fork', payload: { forkee: showRepository(world, fork) } });
  return fork;
}
