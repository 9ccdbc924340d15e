/** An advisory as a sighting, from a webhook or from a poll. */
import { z } from 'zod';
import type { Instant } from '../../core/time/time.ts';
import type { AdvisoryFacts } from '../../core/records/advisory-facts.ts';
import { login, type RepositoryName } from '../../core/ids.ts';
import type { SightingBody } from '../../engine/sighting.ts';
import { account, maybe, repositoryFullName } from './fields.ts';
import type { Advisory } from './advisory-answer.ts';
import { advisoryAnswer } from './advisory-answer.ts';
import type { DeliveryReader, Seen } from './delivery-reader.ts';

const delivery = z.object({
  action: z.string(),
  repository_advisory: advisoryAnswer,
  repository: z.object({ full_name: repositoryFullName }),
  sender: maybe(account),
});

/**
 * `reported` and `published` are all the webhooks there are. In real payloads of `reported` the author and the date of creation are null:
 * the reporter is who sent it, and the clocks start when it came.
 */
export const readAdvisoryDelivery: DeliveryReader = (payload, receivedAt) => {
  const { action, repository_advisory: advisory, repository, sender } = delivery.parse(payload);
  if (action !== 'reported' && action !== 'published') return [];
  const reporter = action === 'reported' ? (advisory.author ?? sender?.login) : undefined;
  return [
    sightingOf(
      { ...advisory, author: reporter ?? advisory.author, isReport: advisory.isReport || action === 'reported' },
      repository.full_name,
      receivedAt,
    ),
  ];
};

type AdvisorySighted = Extract<SightingBody, { kind: 'AdvisorySighted' }>;

/** `now` stands in for what GitHub leaves out. */
export function sightingOf(advisory: Advisory, repository: RepositoryName, now: Instant): Seen & { readonly sighted: AdvisorySighted } {
  const sighted: AdvisorySighted = {
    kind: 'AdvisorySighted',
    caseId: advisory.caseId,
    repository,
    state: advisory.state,
    reporter: advisory.isReport ? advisory.author : undefined,
    title: advisory.title,
    text: advisory.text,
    reportedAt: Math.min(advisory.createdAt ?? now, now),
    temporaryFork: advisory.temporaryFork,
  };
  return { at: whenItBecameSo(advisory), sighted };
}

/** What records are made of. Of the API's answer only: in a webhook's payload much of it is null. */
export function factsOf({ title, text, cveId, vulnerabilities, cwes, vectors, accepted, credits }: Advisory): AdvisoryFacts {
  return {
    title,
    text,
    ...(cveId !== undefined && { cveId }),
    vulnerabilities: vulnerabilities.map(({ ecosystem, name, range, patchedVersions }) => ({
      ...(ecosystem !== undefined && { ecosystem }),
      ...(name !== undefined && { name }),
      range,
      ...(patchedVersions !== undefined && { patchedVersions }),
    })),
    cwes,
    vectors: [...new Set(vectors)],
    credits: credits.map((credit) => ({ login: login(credit.login), type: credit.type, accepted: accepted.includes(login(credit.login)) })),
  };
}

/** Known only for what is final; an edit later on moves `updated_at`, so that is no witness. */
function whenItBecameSo({ state, publishedAt, closedAt, withdrawnAt }: Advisory): Instant | undefined {
  if (state === 'published') return publishedAt;
  if (state === 'closed') return closedAt;
  return state === 'withdrawn' ? withdrawnAt : undefined;
}
