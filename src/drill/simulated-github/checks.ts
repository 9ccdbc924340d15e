/** Check runs: made by apps only, each app changing its own. */
import { z } from 'zod';
import { announce } from './announce.ts';
import { bodyOf, created, numberParam, ok, param, type Answer, type RepositoryContext } from './api.ts';
import { suiteId } from './check-suites.ts';
import { pageOf } from './pages.ts';
import { invalid, notAllowed, notFound } from './problems.ts';
import { isoTime, isoTimeOrNull, nodeId, showApp } from './show-account.ts';
import { repositoryHtmlUrl, repositoryUrl } from './show-repository.ts';
import { resolveCommit } from './refs.ts';
import type { App, CheckRun, Place, Scene, World } from './world.ts';

const annotation = z.object({
  path: z.string(),
  ...{
    start_line: z.int().min(1),
    end_line: z.int().min(1),
    start_column: z.int().min(1).optional(),
    end_column: z.int().min(1).optional(),
  },
  annotation_level: z.enum(['notice', 'warning', 'failure']),
  message: z.string().min(1).max(65535),
});
const output = z
  .object({
    title: z.string().nullish(),
    summary: z.string().max(65535).nullish(),
    text: z.string().max(65535).nullish(),
    annotations: z.array(annotation).max(50).optional(),
  })
  .optional();
const fields = {
  status: z.enum(['queued', 'in_progress', 'completed']).optional(),
  conclusion: z.enum(['success', 'failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'action_required']).optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  output,
};
const checkBody = z.object({ name: z.string().min(1), head_sha: z.string().length(40), ...fields });
const checkPatch = z.object({ name: z.string().optional(), ...fields });
type Given = z.infer<typeof checkPatch>;

export async function createCheckRun(scene: Scene, app: App, given: z.infer<typeof checkBody>): Promise<CheckRun> {
  const { world, repository } = scene;
  const { name, head_sha: headSha } = given;
  if ((await resolveCommit(repository.folder, headSha)) === undefined) throw invalid(`No commit found for SHA: ${headSha}`);
  const ids = { id: world.nextId(), suiteId: suiteId(app.id, headSha) };
  const run: CheckRun = { ...ids, app, name, headSha, status: 'queued', output: {}, annotations: [], startedAt: world.now() };
  change(world, run, given);
  repository.checkRuns.push(run);
  tell(scene, run, 'created');
  if (run.status === 'completed') tell(scene, run, 'completed');
  return run;
}

/** Somebody presses “Re-run”: the answer is gone until the app gives it again. */
export function askForCheckAgain(scene: Scene, run: CheckRun): void {
  Object.assign(run, { status: 'queued', conclusion: undefined, completedAt: undefined });
  tell(scene, run, 'rerequested');
}

export function changeCheckRun(scene: Scene, run: CheckRun, given: Given): void {
  const wasCompleted = run.status === 'completed';
  change(scene.world, run, given);
  if (run.status === 'completed' && !wasCompleted) tell(scene, run, 'completed');
}

/** A conclusion completes the run, as GitHub has it. */
function change(world: World, run: CheckRun, given: Given): void {
  if (given.status === 'completed' && !given.conclusion && !run.conclusion) throw invalid('A completed check run needs a conclusion.');
  run.name = given.name ?? run.name;
  run.status = given.conclusion ? 'completed' : (given.status ?? run.status);
  run.conclusion = run.status === 'completed' ? (given.conclusion ?? run.conclusion) : undefined;
  run.completedAt = run.status === 'completed' ? world.now() : undefined;
  run.detailsUrl = given.details_url ?? run.detailsUrl;
  run.externalId = given.external_id ?? run.externalId;
  const { title, summary, text, annotations = [] } = given.output ?? {};
  run.output = { title: title ?? run.output.title, summary: summary ?? run.output.summary, text: text ?? run.output.text };
  // They are only ever added: GitHub has no way to take one back.
  run.annotations.push(...annotations);
}

export async function postCheckRun(context: RepositoryContext): Promise<Answer> {
  if (context.actor.kind !== 'installation') throw notAllowed('You must authenticate via a GitHub App.');
  return created(showCheckRun(context, await createCheckRun(context, context.world.app, bodyOf(context, checkBody))));
}

export function patchCheckRun(context: RepositoryContext): Answer {
  const run = context.repository.checkRuns.find(({ id }) => id === numberParam(context, 'check_run_id'));
  if (!run) throw notFound();
  const isOurs = context.actor.kind === 'installation' && run.app.id === context.world.app.id;
  if (!isOurs) throw notAllowed('Invalid app_id `check_run` can only be modified by the GitHub App that created it.');
  changeCheckRun(context, run, bodyOf(context, checkPatch));
  return ok(showCheckRun(context, run));
}

/** `filter=latest`, the default, gives the newest run of each name and app. */
export async function listCheckRuns(context: RepositoryContext): Promise<Answer> {
  const { repository, request } = context;
  const sha = await resolveCommit(repository.folder, param(context, 'ref'));
  if (sha === undefined) throw invalid(`No commit found for SHA: ${param(context, 'ref')}`);
  const asks = (name: string, value: string) => (request.query.get(name) ?? value) === value;
  const fits = (run: CheckRun) => asks('check_name', run.name) && asks('app_id', String(run.app.id)) && asks('status', run.status);
  const matching = repository.checkRuns.filter((run) => run.headSha === sha && fits(run)).reverse();
  const isTwin = (one: CheckRun, other: CheckRun) => one.name === other.name && one.app.id === other.app.id;
  const latest = matching.filter((run, position) => matching.findIndex((other) => isTwin(run, other)) === position);
  const wanted = request.query.get('filter') === 'all' ? matching : latest;
  const { slice, headers } = pageOf(context, wanted);
  return { status: 200, body: { total_count: wanted.length, check_runs: slice.map((run) => showCheckRun(context, run)) }, headers };
}

function tell(scene: Scene, run: CheckRun, action: string): void {
  announce(scene, { event: 'check_run', action, payload: { check_run: showCheckRun(scene, run) } });
}

function showCheckRun({ world, repository }: Place, run: CheckRun) {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CheckRun', run.id),
    name: run.name,
    head_sha: run.headSha,
    external_id: run.externalId ?? '',
    url,
    html_url: `${repositoryHtmlUrl(repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? 'https://example.org',
    status: run.status,
    conclusion: run.conclusion ?? null,
    started_at: isoTime(run.startedAt),
    completed_at: isoTimeOrNull(run.completedAt),
    output: {
      title: run.output.title ?? null,
      summary: run.output.summary ?? null,
      text: run.output.text ?? null,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: showApp(world, run.app),
    pull_requests: pullsAt(world, repository, run.headSha),
  };
}

/** Open ones from a branch of the same repository. */
function pullsAt(world: World, repository: Place['repository'], sha: string) {
  const url = repositoryUrl(world, repository);
  const here = { id: repository.id, url, name: repository.name };
  return repository.issues.flatMap(({ number, state, pull }) =>
    state === 'open' && pull?.headSha === sha
      ? [
          {
            ...{ id: pull.id, number, url: `${url}/pulls/${number}` },
            head: { ref: pull.head, sha, repo: here },
            base: { ref: pull.base, sha: pull.baseSha, repo: here },
          },
        ]
      : [],
  );
}
