/** What people do in the chaos: when the app asks them to do something once more, they do. */
import { perform } from '../../src/drill/acts.ts';
import type { Expectation, ScenarioStep } from '../../src/drill/scenario.ts';
import type { Stage } from '../../src/drill/stage.ts';

/** Where GitHub could not be asked who somebody is, nothing was done or their LGTM did not count, and people are told so. */
const tryAgain = ['in a few minutes', 'could not find out whether'];
/** A publication that did not come through in minutes is a person's to decide on again. */
const publishAgain = ['GitHub did not take the publication', 'it goes on where it stopped'];

export type People = {
  /** What is to be done about what the app has said since it was last asked about; undefined where there is nothing. */
  readonly asked: (step: ScenarioStep) => (() => Promise<void>) | undefined;
  /** How often they did something again: so often may an answer stand there once more. */
  times(): number;
};

export function peopleOf(stage: Stage): People {
  let heard = 0;
  let times = 0;
  /** What was done last again, and in which step: they may be asked for it more than once. */
  let last: { readonly step: ScenarioStep; readonly act: () => Promise<void> } | undefined;
  const again = (act: () => Promise<void>) => async (): Promise<void> => {
    times += 1;
    await act();
  };
  const asked: People['asked'] = (step) => {
    const { github, scenario } = stage;
    const said = github.world.repositories
      .flatMap(({ issues, advisories }) => [...issues, ...advisories].flatMap(({ comments }) => comments))
      .filter(({ id }) => id > heard);
    heard = Math.max(heard, ...said.map(({ id }) => id));
    const isSaid = (words: string): boolean => said.some(({ author, body }) => author === 'fixlead[bot]' && body.includes(words));
    if (tryAgain.some(isSaid)) return again(last?.step === step ? last.act : () => perform(stage, step));
    const publishes = step.then.some(isOfPublication);
    if (!publishes || !publishAgain.some(isSaid)) return undefined;
    const [who = 'nobody'] = scenario.maintainers;
    const act = () => perform(stage, { at: step.at, who, does: { says: '/publish', on: 'case-issue' }, then: [] });
    last = { step, act };
    return again(act);
  };
  return { asked, times: () => times };
}

function isOfPublication(expected: Expectation): boolean {
  return 'public' in expected || 'proposed' in expected || ('advisory' in expected && expected.advisory === 'published');
}
