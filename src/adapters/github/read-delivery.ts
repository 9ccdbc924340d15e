/** Turns a raw webhook delivery into our own words: one table, one reader for each kind of event. */
import { z } from 'zod';
import { isTemporaryFork } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import type { Sighting } from '../../engine/sighting.ts';
import type { DeliveryReader, Seen } from './delivery-reader.ts';
import { firstProblem } from './fields.ts';
import { readAdvisoryDelivery } from './read-advisory.ts';
import { readIssueComment } from './read-comment.ts';
import { readIssue } from './read-issue.ts';
import { readCheckRun, readCheckSuite, readMembers, readWorkflowRun } from './read-checks.ts';
import { readPullRequest, readReview } from './read-pull-request.ts';
import { readOpening, readSurroundings } from './read-surroundings.ts';

/**
 * Sightings are dated by GitHub, as nearly as the payload says, and never later than `receivedAt`.
 * Edges: events and actions that we have no use for give none. A temporary private fork is somewhere no App can act: all that happens there
 * comes out as one hint that something moved.
 * Errors: `unreadable` names the field; it never holds the payload's text.
 */
export function readDelivery(name: string, body: string, receivedAt: Instant): readonly Sighting[] | { readonly unreadable: string } {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader === undefined) return [];
  const envelope = readEnvelope(body);
  if ('unreadable' in envelope) return { unreadable: `${name}: ${envelope.unreadable}` };
  const { payload, installationId, repository } = envelope;
  const date = ({ at, sighted }: Seen): Sighting => ({ installationId, at: Math.min(at ?? receivedAt, receivedAt), ...sighted });
  if (repository !== undefined && isTemporaryFork(repository)) {
    return [date({ at: undefined, sighted: { kind: 'SurroundingsChanged', what: `${name} in ${repository}` } })];
  }
  try {
    return reader(payload, receivedAt, name).map(date);
  } catch (error) {
    if (error instanceof z.ZodError) return { unreadable: `${name}: ${firstProblem(error)}` };
    throw error;
  }
}

/**
 * What is not here says nothing that we act on: `push`, `create` and `release` only bring a look forward (`engine/work.ts`), because a push reaches us
 * as `synchronize` of its pull request.
 */
const readers: Readonly<Record<string, DeliveryReader>> = {
  repository_advisory: readAdvisoryDelivery,
  issue_comment: readIssueComment,
  issues: readIssue,
  pull_request: readPullRequest,
  pull_request_review: readReview,
  installation: readSurroundings,
  installation_repositories: readSurroundings,
  installation_target: readSurroundings,
  repository: readOpening,
  public: readOpening,
  member: readOpening,
  membership: readMembers,
  team: readMembers,
  organization: readMembers,
  check_run: readCheckRun,
  check_suite: readCheckSuite,
  workflow_run: readWorkflowRun,
  fork: readSurroundings,
};

/** The events that we read something in. */
export const eventsRead: readonly string[] = Object.keys(readers);

// `installation` is missing when a repository's or an organisation's own webhook points at us instead of the App's.
const envelopeSchema = z.looseObject({
  installation: z.object({ id: z.int().positive() }),
  repository: z.object({ full_name: z.string() }).nullish(),
});

type Envelope = { readonly payload: unknown; readonly installationId: number; readonly repository: string | undefined };

function readEnvelope(body: string): Envelope | { readonly unreadable: string } {
  let payload: unknown;
  try {
    payload = JSON.parse(body);
  } catch {
    return { unreadable: 'the body is not JSON' };
  }
  const parsed = envelopeSchema.safeParse(payload);
  if (!parsed.success) return { unreadable: firstProblem(parsed.error) };
  return { payload, installationId: parsed.data.installation.id, repository: parsed.data.repository?.full_name };
}
