/** Looks for the commits of a fix in the public repository, with GitHub's own comparison. */
import { z } from 'zod';
import type { RepositoryName } from '../../core/ids.ts';
import type { FixHead, SeenInPublic, WantedInPublic } from '../../engine/ports/github.ts';
import type { Asker } from './ask.ts';
import { wasRefusedWith } from './failures.ts';
import { formatInstant, type Instant } from '../../core/time/time.ts';
import { instant, maybe, text } from './fields.ts';
import { ownerAndRepo } from './places.ts';
import { perPage } from './read-answers.ts';

/** How many of the newest releases are compared with each fix. A look that misses one is made up for by the next. */
const mostReleases = 20;

const comparisonAnswer = z.object({ status: z.enum(['ahead', 'behind', 'diverged', 'identical']) });
/** A draft release is shown to us, who may write, and to nobody else. */
const releaseAnswer = z.object({ tag_name: z.string().min(1), draft: z.boolean(), published_at: maybe(instant) });

const releaseTextAnswer = z.object({ tag_name: z.string(), draft: z.boolean(), name: maybe(z.string()), body: maybe(z.string()) });
const postAnswer = z.object({ number: z.int(), title: text, body: text, pull_request: maybe(z.unknown()) });

type Trace = SeenInPublic['traces'][number];

export async function lookAtPublicRepository(asker: Asker, repository: RepositoryName, wanted: WantedInPublic): Promise<SeenInPublic> {
  const onTheirLine: FixHead[] = [];
  const traces: Trace[] = [];
  for (const head of wanted.heads) {
    const found = await whereIs(asker, repository, head.line, head.sha);
    if (found === 'in it') onTheirLine.push(head);
    // GitHub shows a commit of any fork of a repository as one of the repository itself, so that it may be in somebody's fork.
    else if (found === 'elsewhere' && wanted.names.length > 0)
      traces.push({ what: `The commit ${head.sha.slice(0, 10)} of the fix for ${head.line}`, where: `${repository} or one of its forks` });
  }
  const posts = wanted.names.length === 0 ? [] : await postsSince(asker, repository, wanted.since);
  if (wanted.names.length > 0) traces.push(...(await namings(asker, repository, posts, wanted.names)));
  const pulls = posts.filter((post) => post.pull_request !== undefined).map((post) => post.number);
  return { onTheirLine, released: wanted.unreleased.length === 0 ? [] : await releasesOf(asker, repository, wanted), pulls, traces };
}

async function releasesOf(asker: Asker, repository: RepositoryName, { unreleased, since }: WantedInPublic) {
  const parameters = { ...ownerAndRepo(repository), per_page: perPage };
  const all = (await asker.askIfThere('GET /repos/{owner}/{repo}/releases', parameters, z.array(releaseAnswer))) ?? [];
  const fresh = all
    .flatMap(({ tag_name: tag, draft, published_at: publishedAt }) =>
      draft || publishedAt === undefined || publishedAt < since ? [] : [{ tag, publishedAt }],
    )
    .toSorted((one, other) => other.publishedAt - one.publishedAt)
    .slice(0, mostReleases);
  const released = [];
  for (const { line, sha } of unreleased) {
    for (const { tag, publishedAt } of fresh.toReversed()) {
      if ((await whereIs(asker, repository, tag, sha)) !== 'in it') continue;
      released.push({ line, tag, publishedAt });
      break;
    }
  }
  return released;
}

type Post = z.output<typeof postAnswer>;

/** Issues and pull requests, only the newest: what is written while we look is among them. */
async function postsSince(asker: Asker, repository: RepositoryName, since: Instant): Promise<readonly Post[]> {
  const lastTouchedFirst = { state: 'all', sort: 'updated', direction: 'desc', per_page: perPage };
  const issues = { ...ownerAndRepo(repository), ...lastTouchedFirst, since: formatInstant(since) };
  return (await asker.askIfThere('GET /repos/{owner}/{repo}/issues', issues, z.array(postAnswer))) ?? [];
}

/** Issues, pull requests and releases that name the case. */
async function namings(
  asker: Asker,
  repository: RepositoryName,
  posts: readonly Post[],
  names: readonly string[],
): Promise<readonly Trace[]> {
  const releases = { ...ownerAndRepo(repository), per_page: perPage };
  const texts = (await asker.askIfThere('GET /repos/{owner}/{repo}/releases', releases, z.array(releaseTextAnswer))) ?? [];
  const all = [
    ...posts.map(({ number, title, body }) => ({ where: `${repository}#${number}`, text: `${title}\n${body}` })),
    ...texts.flatMap(({ tag_name: tag, draft, name, body }) =>
      draft ? [] : [{ where: `the release ${tag} of ${repository}`, text: `${name ?? ''}\n${body ?? ''}` }],
    ),
  ];
  return all.flatMap(({ where, text }) =>
    names
      .filter((name) => text.toLowerCase().includes(name.toLowerCase()))
      .map((name) => ({ what: `The number of this advisory, ${name},`, where })),
  );
}

/**
 * Whether the branch or tag contains the commit: it is ahead of it, or the same. `elsewhere`: GitHub knows the commit, but not there.
 * Edges: `nowhere` where GitHub does not know the commit or the branch (404, and 422 for what is no commit's name).
 * Source: GitHub Docs, REST, "Compare two commits": `status` is that of the head as seen from the base.
 */
async function whereIs(asker: Asker, repository: RepositoryName, ref: string, sha: string): Promise<'in it' | 'elsewhere' | 'nowhere'> {
  const parameters = { ...ownerAndRepo(repository), basehead: `${sha}...${ref}`, per_page: 1 };
  try {
    const found = await asker.askIfThere('GET /repos/{owner}/{repo}/compare/{basehead}', parameters, comparisonAnswer);
    if (found === undefined) return 'nowhere';
    return found.status === 'ahead' || found.status === 'identical' ? 'in it' : 'elsewhere';
  } catch (error) {
    if (wasRefusedWith(error, 422)) return 'nowhere';
    throw error;
  }
}
