/** What we read of checks: our own run as it stands, and how the others went. */
import { z } from 'zod';
import type { TestOutcome } from '../../core/fix/test-evidence.ts';
import { id, instant, maybe } from './fields.ts';

export type CheckRun = z.output<typeof checkRunAnswer>;

export const checkRunAnswer = z
  .object({
    id,
    name: z.string(),
    external_id: maybe(z.string()),
    conclusion: maybe(z.string()),
    app: maybe(z.object({ id: z.int() })),
    output: z.object({ title: maybe(z.string()), summary: maybe(z.string()), annotations_count: maybe(z.int()) }),
  })
  .transform((run) => ({
    id: run.id,
    name: run.name,
    externalId: run.external_id,
    conclusion: run.conclusion,
    appId: run.app?.id,
    title: run.output.title ?? '',
    summary: run.output.summary ?? '',
    annotations: run.output.annotations_count ?? 0,
  }));

export const checkRunsAnswer = z.object({ check_runs: z.array(checkRunAnswer) });

/**
 * How a check went. `neutral` and `skipped` are as good as passed to GitHub, and are not to us: nothing was tested.
 * Edge: a conclusion that we do not know counts as failed. `stale` is GitHub's word for what it gave up waiting for.
 * Source: GitHub's REST documentation, "Checks", the conclusions of a check run.
 */
export function outcomeOf(status: string, conclusion: string | undefined): TestOutcome {
  if (status !== 'completed') return 'running';
  return conclusion !== undefined && Object.hasOwn(outcomes, conclusion) ? (outcomes[conclusion] ?? 'failed') : 'failed';
}

const outcomes: Readonly<Record<string, TestOutcome>> = {
  success: 'passed',
  cancelled: 'cancelled',
  stale: 'cancelled',
  skipped: 'skipped',
  neutral: 'neutral',
};

export type CheckOutcome = z.output<typeof checkOutcomeAnswer>;

export const checkOutcomeAnswer = z
  .object({
    id,
    name: z.string(),
    head_sha: z.string(),
    status: z.string(),
    conclusion: maybe(z.string()),
    html_url: maybe(z.string()),
    started_at: maybe(instant),
    completed_at: maybe(instant),
    check_suite: maybe(z.object({ id })),
  })
  .transform((run) => ({
    name: run.name,
    sha: run.head_sha,
    outcome: outcomeOf(run.status, run.conclusion),
    suite: run.check_suite?.id ?? run.id,
    url: run.html_url,
    at: run.completed_at ?? run.started_at,
  }));

export const checksAnswer = z.object({ check_runs: z.array(checkOutcomeAnswer) });
