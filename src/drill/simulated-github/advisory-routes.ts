/** The advisory endpoints. Source: docs.github.com, "REST API endpoints for repository security advisories". */
import { createDraft, editAdvisory, reportVulnerability, requestCve } from './advisories.ts';
import { accepted, created, ok, param, type Answer, type Context, type RepositoryContext } from './api.ts';
import { covers, findAdvisory, same } from './look-up.ts';
import { pagedByCursor, sorted } from './pages.ts';
import { notFound } from './problems.ts';
import { seesAdvisory } from './roles.ts';
import { showAdvisory } from './show-advisory.ts';
import { showFullRepository } from './show-repository.ts';
import { createTemporaryFork } from './temporary-forks.ts';
import type { DraftFields, ReportFields } from './advisory-fields.ts';
import type { Advisory, Repository } from './world.ts';

export type AdvisoryContext = RepositoryContext & { readonly advisory: Advisory };

/** Wraps an endpoint of one advisory: whoever may not see it gets 404. */
export const onAdvisory = (handle: (context: AdvisoryContext) => Answer | Promise<Answer>) => (context: RepositoryContext) => {
  const advisory = findAdvisory(context.repository, param(context, 'ghsa_id'));
  if (!advisory || !seesAdvisory(context.world, context.repository, advisory, context.actor)) throw notFound();
  return handle({ ...context, advisory });
};

export const listAdvisories = (context: RepositoryContext): Answer => list(context, [context.repository]);

export function listOrganisationAdvisories(context: Context): Answer {
  const { world, actor } = context;
  const owned = world.repositories.filter((repository) => same(repository.owner, param(context, 'org')));
  return list(context, actor.kind === 'installation' ? owned.filter((repository) => covers(actor.installation, repository)) : owned);
}

function list(context: Context, repositories: readonly Repository[]): Answer {
  const { world, request, actor } = context;
  const state = request.query.get('state');
  const entries = repositories.flatMap((repository) =>
    repository.advisories
      .filter((advisory) => (state === null || advisory.state === state) && seesAdvisory(world, repository, advisory, actor))
      .map((advisory) => ({ repository, advisory })),
  );
  const instants = {
    created: (entry: (typeof entries)[number]) => entry.advisory.createdAt,
    updated: (entry: (typeof entries)[number]) => entry.advisory.updatedAt,
    published: (entry: (typeof entries)[number]) => entry.advisory.publishedAt ?? 0,
  };
  return pagedByCursor(context, sorted(context, entries, instants), {
    key: ({ advisory }) => advisory.ghsaId,
    show: ({ repository, advisory }) => asAsked(context, showAdvisory({ world, repository }, advisory)),
  });
}

export const getAdvisory = (context: AdvisoryContext): Answer => ok(show(context));

export const postAdvisory = (context: RepositoryContext) => answerBirth(context, createDraft(context, context.request.body as DraftFields));

export const postReport = (context: RepositoryContext) =>
  answerBirth(context, reportVulnerability(context, context.request.body as ReportFields));

async function answerBirth(context: RepositoryContext, advisory: Advisory): Promise<Answer> {
  const { start_private_fork: wantsFork } = context.request.body as ReportFields;
  if (wantsFork) await createTemporaryFork(context, advisory);
  return created(show({ ...context, advisory }));
}

export function patchAdvisory(context: AdvisoryContext): Answer {
  editAdvisory(context, context.advisory, context.request.body ?? {});
  return ok(show(context));
}

export function postCve({ world, advisory }: AdvisoryContext): Answer {
  requestCve(world, advisory);
  return accepted();
}

export async function postFork(context: AdvisoryContext): Promise<Answer> {
  return accepted(showFullRepository(context.world, await createTemporaryFork(context, context.advisory)));
}

const show = (context: AdvisoryContext) => asAsked(context, showAdvisory(context, context.advisory));

/** API version 2026-03-10 took `cvss` away; `cvss_severities` stays. */
function asAsked({ request }: Context, shown: ReturnType<typeof showAdvisory>) {
  if (request.headers['x-github-api-version'] !== '2026-03-10') return shown;
  const { cvss: _, ...rest } = shown;
  return rest;
}
