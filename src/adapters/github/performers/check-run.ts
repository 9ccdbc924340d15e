/** Check runs: one for each wish on a commit, found by the mark in its external id, made once and then changed in place. */
import type { EffectOf } from '../../../core/effects.ts';
import type { Found, PerformContext } from '../../../engine/ports/github.ts';
import { cut, digestOf, readsTheSame } from '../marker.ts';
import { ownerAndRepo } from '../places.ts';
import type { CheckRun } from '../check-answers.ts';
import { checkRunAnswer, checkRunsAnswer } from '../check-answers.ts';
import { anyAnswer, perPage } from '../read-answers.ts';
import type { Tools } from './performer.ts';

export type WantedRun = Pick<EffectOf<'ShowCheck' | 'ShowPolicyCheck'>, 'key' | 'repository' | 'sha' | 'title' | 'summary'> & {
  /** Undefined while it has not ended. */
  readonly conclusion: EffectOf<'ShowPolicyCheck'>['conclusion'] | undefined;
  /** What is beyond GitHub's bound has to stand in the summary as well. */
  readonly annotations: readonly Annotation[];
};

type CheckRuns = {
  readonly look: (context: PerformContext, wanted: WantedRun) => Promise<Found | undefined>;
  readonly perform: (context: PerformContext, wanted: WantedRun) => Promise<Found>;
};

/** As GitHub takes it. */
export type Annotation = {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
};

/** GitHub's bounds for a check's texts. Unit: characters. */
const maxSummaryLength = 65_535;
const maxTitleLength = 255;
/** And for the annotations of one request. */
const maxAnnotations = 50;

export function checkRunsNamed(name: string, { connection }: Tools): CheckRuns {
  const findOurs = async ({ installationId }: PerformContext, { key, repository, sha }: WantedRun): Promise<CheckRun | undefined> => {
    const { check_runs: runs } = await connection
      .asInstallation(installationId)
      .ask(
        'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
        { ...ownerAndRepo(repository), ref: sha, check_name: name, app_id: connection.appId, per_page: perPage },
        checkRunsAnswer,
      );
    const ours = runs.filter((run) => run.appId === connection.appId && run.name === name);
    return ours.find((run) => run.externalId === digestOf(key));
  };
  return {
    look: async (context, wanted) => {
      const run = await findOurs(context, wanted);
      return run !== undefined && saysSo(run, wanted) ? shown(run) : undefined;
    },
    perform: async (context, wanted) => {
      const run = await findOurs(context, wanted);
      if (run !== undefined && saysSo(run, wanted)) return shown(run);
      const asker = connection.asInstallation(context.installationId);
      const parameters = { ...ownerAndRepo(wanted.repository), ...wordsOf(wanted, annotationsToAdd(run, wanted)) };
      if (run !== undefined) {
        await asker.ask('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', { ...parameters, check_run_id: run.id }, anyAnswer);
        return shown(run);
      }
      const identity = { name, head_sha: wanted.sha, external_id: digestOf(wanted.key) };
      return shown(await asker.ask('POST /repos/{owner}/{repo}/check-runs', { ...parameters, ...identity }, checkRunAnswer));
    },
  };
}

function shown({ id }: CheckRun): Found {
  return { result: `check ${id}` };
}

/** GitHub adds annotations to those that a run has and takes none back, so a run that has some keeps them. */
function annotationsToAdd(run: CheckRun | undefined, { annotations }: WantedRun): readonly Annotation[] {
  return run === undefined || run.annotations === 0 ? annotations.slice(0, maxAnnotations) : [];
}

function wordsOf({ conclusion, title, summary }: WantedRun, annotations: readonly Annotation[] = []) {
  const output = { title: cut(title, maxTitleLength), summary: cut(summary, maxSummaryLength) };
  const state = conclusion === undefined ? { status: 'in_progress' } : { status: 'completed', conclusion };
  return { ...state, output: { ...output, ...(annotations.length > 0 && { annotations }) } };
}

function saysSo(run: CheckRun, wanted: WantedRun): boolean {
  const { output } = wordsOf(wanted);
  return run.conclusion === wanted.conclusion && readsTheSame(run.title, output.title) && readsTheSame(run.summary, output.summary);
}
