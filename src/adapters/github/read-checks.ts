/** Deliveries about tests, and about who may say that a fix looks good. */
import { z } from 'zod';
import { evidenceOf } from './checks.ts';
import type { DeliveryReader, Seen } from './delivery-reader.ts';
import { id, instant, maybe, repositoryFullName } from './fields.ts';
import { checkOutcomeAnswer, outcomeOf } from './check-answers.ts';

const repository = z.object({ full_name: repositoryFullName });
/** Where somebody asks for checks again; of pull requests from forks GitHub names none here. */
const asked = z.object({ pull_requests: maybe(z.array(z.object({ number: z.int(), base: z.object({ ref: z.string() }) }))) });
const around = repository.extend({ private: maybe(z.boolean()), default_branch: maybe(z.string()) });
const checkRunDelivery = z.object({ action: maybe(z.string()), check_run: checkOutcomeAnswer, repository });
const runAgain = z.object({ check_run: asked.extend({ head_sha: z.string() }), repository: around });

/** Each state of a run is told: created, completed. GitHub tells only the App that made a run when that is asked for again. */
export const readCheckRun: DeliveryReader = (payload) => {
  const { action, check_run: run, repository: where } = checkRunDelivery.parse(payload);
  if (action === 'rerequested') {
    const again = runAgain.parse(payload);
    return askedAgain(again.check_run, again.repository);
  }
  const { at, ...evidence } = evidenceOf(run);
  return [{ at: at === 0 ? undefined : at, sighted: { kind: 'EvidenceSighted', repository: where.full_name, evidence } }];
};

const checkSuiteDelivery = z.object({ action: maybe(z.string()), check_suite: asked.extend({ head_sha: z.string() }), repository: around });

/** Of a suite only that all its checks are asked for again; how each goes is told of the runs. */
export const readCheckSuite: DeliveryReader = (payload) => {
  const { action, check_suite: suite, repository: where } = checkSuiteDelivery.parse(payload);
  return action === 'rerequested' ? askedAgain(suite, where) : [];
};

type Asked = z.output<typeof asked> & { readonly head_sha: string };

/** The check of a fix in a private repository; the two for everybody in a public one. */
function askedAgain({ head_sha: headSha, pull_requests: pulls = [] }: Asked, where: z.output<typeof around>): readonly Seen[] {
  const { full_name: name } = where;
  if (where.private !== false) return [{ at: undefined, sighted: { kind: 'CheckRerequested', repository: name, sha: headSha } }];
  return pulls.flatMap(({ number, base }): readonly Seen[] => {
    const place = { repository: name, number };
    const ready = { at: undefined, sighted: { kind: 'PublicPullSighted', place, again: true } } as const;
    const policy = { at: undefined, sighted: { kind: 'ChangeProposed', place, headSha, again: true } } as const;
    return base.ref === where.default_branch ? [ready, policy] : [ready];
  });
}

const workflowRunDelivery = z.object({
  workflow_run: z.object({
    workflow_id: id,
    name: maybe(z.string()),
    head_sha: z.string(),
    status: maybe(z.string()),
    conclusion: maybe(z.string()),
    html_url: maybe(z.string()),
    updated_at: maybe(instant),
  }),
  repository,
});

/** A whole workflow by its name; run again it is the same workflow, and the later word stands. */
export const readWorkflowRun: DeliveryReader = (payload) => {
  const { workflow_run: run, repository: where } = workflowRunDelivery.parse(payload);
  if (run.name === undefined) return [];
  const evidence = {
    ...{ name: run.name, outcome: outcomeOf(run.status ?? 'completed', run.conclusion), source: 'workflow-run' as const },
    ...{ series: run.workflow_id, sha: run.head_sha },
    ...(run.html_url !== undefined && { url: run.html_url }),
  };
  return [{ at: run.updated_at, sighted: { kind: 'EvidenceSighted', repository: where.full_name, evidence } }];
};

/** Who came or went is not taken from here: whoever said LGTM is asked about. */
export const readMembers: DeliveryReader = () => [{ at: undefined, sighted: { kind: 'MembersChanged' } }];
