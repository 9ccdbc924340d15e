import type { EffectOf } from '../../../core/effects.ts';
import type { Performer, PerformContext } from '../../../engine/ports.ts';
import { cut, digestOf, readsTheSame } from '../marker.ts';
import { ownerAndRepo } from '../places.ts';
import type { CheckRun } from '../read-answers.ts';
import { anyAnswer, checkRunAnswer, checkRunsAnswer, perPage } from '../read-answers.ts';
import type { Tools } from './performer.ts';
import { editInPlace } from './performer.ts';

/** The name that branch rules pin, together with our App's id: anybody may set a status, only we can make this check. */
export const checkName = 'fixlead/lgtm';

/** GitHub's bounds for a check's texts. Unit: characters. */
const maxSummaryLength = 65_535;
const maxTitleLength = 255;

export function showCheck({ connection }: Tools): Performer<'ShowCheck'> {
  const findOurs = async ({ installationId }: PerformContext, effect: EffectOf<'ShowCheck'>): Promise<CheckRun | undefined> => {
    const { check_runs: runs } = await connection
      .asInstallation(installationId)
      .ask(
        'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
        { ...ownerAndRepo(effect.repository), ref: effect.sha, check_name: checkName, app_id: connection.appId, per_page: perPage },
        checkRunsAnswer,
      );
    const ours = runs.filter((run) => run.appId === connection.appId && run.name === checkName);
    return ours.find((run) => run.externalId === digestOf(effect.key));
  };
  return editInPlace(
    async (context, effect) => {
      const run = await findOurs(context, effect);
      return run !== undefined && saysSo(run, effect) ? { result: `check ${run.id}` } : undefined;
    },
    async (context, effect) => {
      const asker = connection.asInstallation(context.installationId);
      const run = await findOurs(context, effect);
      const parameters = { ...ownerAndRepo(effect.repository), ...wordsOf(effect) };
      if (run !== undefined) {
        await asker.ask('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', { ...parameters, check_run_id: run.id }, anyAnswer);
        return { result: `check ${run.id}` };
      }
      const identity = { name: checkName, head_sha: effect.sha, external_id: digestOf(effect.key) };
      const made = await asker.ask('POST /repos/{owner}/{repo}/check-runs', { ...parameters, ...identity }, checkRunAnswer);
      return { result: `check ${made.id}` };
    },
  );
}

function wordsOf({ conclusion, title, summary }: EffectOf<'ShowCheck'>) {
  return { status: 'completed', conclusion, output: { title: cut(title, maxTitleLength), summary: cut(summary, maxSummaryLength) } };
}

function saysSo(run: CheckRun, effect: EffectOf<'ShowCheck'>): boolean {
  const { conclusion, output } = wordsOf(effect);
  return run.conclusion === conclusion && readsTheSame(run.title, output.title) && readsTheSame(run.summary, output.summary);
}
