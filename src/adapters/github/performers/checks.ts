/** The checks: on the head of a fix whether its LGTMs are there, on a change of the policy file whether it would hold, on public pull requests one word. */
import { isCaseId } from '../../../core/ids.ts';
import { publicWords } from '../../../core/project/public-answer.ts';
import type { EffectOf, PolicyAnnotation } from '../../../core/effects.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { Performer, PerformContext } from '../../../engine/ports/github.ts';
import { policyPath } from '../places.ts';
import { checkRunsNamed, type Annotation } from './check-run.ts';
import type { Tools } from './performer.ts';

/** The name that branch rules pin, together with our App's id: anybody may set a status, only we can make this check. */
export const checkName = 'fixlead/lgtm';

export function showCheck(tools: Tools): Performer<'ShowCheck'> {
  const { look, perform } = checkRunsNamed(checkName, tools);
  const wanted = (effect: EffectOf<'ShowCheck'>) => ({ ...effect, annotations: [] });
  return { look: (context, effect) => look(context, wanted(effect)), perform: (context, effect) => perform(context, wanted(effect)) };
}

/** Everybody may see it, so no case's step may want it, and it stands in the project's own repository. */
export function showPolicyCheck(tools: Tools): Performer<'ShowPolicyCheck'> {
  const { look, perform } = checkRunsNamed('fixlead/policy', tools);
  const wanted = (effect: EffectOf<'ShowPolicyCheck'>) => ({ ...effect, annotations: effect.annotations.map(inPolicyFile) });
  return {
    look: (context, effect) => look(context, wanted(effect)),
    perform: async (context, effect) => {
      if (!isOfProject(context, effect)) {
        throw new GitHubFailure('refused to write: a check of the policy file is for everybody, so only its own project may want it', {
          permanent: true,
        });
      }
      return perform(context, wanted(effect));
    },
  };
}

/** The same for the check on public pull requests, whose words are these and no others. */
export function showPublicCheck(tools: Tools): Performer<'ShowPublicCheck'> {
  const { look, perform } = checkRunsNamed('fixlead/ready', tools);
  const wanted = (effect: EffectOf<'ShowPublicCheck'>) => {
    const conclusion = effect.answer === 'done' ? ('success' as const) : undefined;
    return { ...effect, ...publicWords[effect.answer], conclusion, annotations: [] };
  };
  return {
    look: (context, effect) => look(context, wanted(effect)),
    perform: async (context, effect) => {
      if (!isOfProject(context, effect)) {
        throw new GitHubFailure(
          'refused to write: a check on a public pull request is for everybody, so only its own project may want it',
          {
            permanent: true,
          },
        );
      }
      return perform(context, wanted(effect));
    },
  };
}

function isOfProject({ about, repository }: PerformContext, effect: EffectOf<'ShowPolicyCheck' | 'ShowPublicCheck'>): boolean {
  return !isCaseId(about) && about === effect.repository && repository === effect.repository;
}

/** GitHub takes columns only within one line. */
function inPolicyFile({ line, column, level, message }: PolicyAnnotation): Annotation {
  const place = { start_line: line, end_line: line, start_column: column, end_column: column };
  return { path: policyPath, ...place, annotation_level: level, message };
}
