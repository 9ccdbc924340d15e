/** Looks for the commits of a fix in the public repository, with GitHub's own comparison. */
import { z } from 'zod';
import type { RepositoryName } from '../../core/ids.ts';
import type { FixHead, SeenInPublic, WantedInPublic } from '../../engine/ports.ts';
import type { Asker } from './ask.ts';
import { wasRefusedWith } from './failures.ts';
import { instant, maybe } from './fields.ts';
import { ownerAndRepo } from './places.ts';
import { perPage } from './read-answers.ts';

/** How many of the newest releases are compared with each fix. A look that misses one is made up for by the next. */
const mostReleases = 20;

const comparisonAnswer = z.object({ status: z.enum(['ahead', 'behind', 'diverged', 'identical']) });
/** A draft release is shown to us, who may write, and to nobody else. */
const releaseAnswer = z.object({ tag_name: z.string().min(1), draft: z.boolean(), published_at: maybe(instant) });

export async function lookAtPublicRepository(asker: Asker, repository: RepositoryName, wanted: WantedInPublic): Promise<SeenInPublic> {
  const onTheirLine: FixHead[] = [];
  for (const head of wanted.heads) if (await contains(asker, repository, head.line, head.sha)) onTheirLine.push(head);
  return { onTheirLine, released: wanted.unreleased.length === 0 ? [] : await releasesOf(asker, repository, wanted) };
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
      if (!(await contains(asker, repository, tag, sha))) continue;
      released.push({ line, tag, publishedAt });
      break;
    }
  }
  return released;
}

/**
 * Whether the branch or tag contains the commit: it is ahead of it, or the same.
 * Edges: false where GitHub does not know the commit or the branch (404, and 422 for what is no commit's name).
 * Source: GitHub Docs, REST, "Compare two commits": `status` is that of the head as seen from the base.
 */
async function contains(asker: Asker, repository: RepositoryName, ref: string, sha: string): Promise<boolean> {
  const parameters = { ...ownerAndRepo(repository), basehead: `${sha}...${ref}`, per_page: 1 };
  try {
    const found = await asker.askIfThere('GET /repos/{owner}/{repo}/compare/{basehead}', parameters, comparisonAnswer);
    return found?.status === 'ahead' || found?.status === 'identical';
  } catch (error) {
    if (wasRefusedWith(error, 422)) return false;
    throw error;
  }
}
