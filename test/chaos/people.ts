/** What people do in the chaos: when the app asks them to do something once more, they do. */
import { perform } from '../../src/drill/acts.ts';
import type { Expectation, ScenarioStep } from '../../src/drill/scenario.ts';
import type { Comment } from '../../src/drill/simulated-github/world.ts';
import type { Stage } from '../../src/drill/stage.ts';

const bot = 'fixlead[bot]';
/** What somebody said was not done, and they are told so, in its words, where they said it. */
const nothingDone = /so I did nothing\. Please say `([^`]+?)(?: …)?` again in a few minutes/;
/** By a clock that was ahead what they looked at was pushed later than they looked: they name it. */
const lookAgain = /was pushed after you typed this, .+ name it: `([^`]+)`/;
/** The approval, or the LGTM, of this one does not count, because GitHub could not be asked about them. */
const doubted = [/whether @([\w-]+) is a maintainer, so the approval does not count yet/, /@([\w-]+): could not find out whether/] as const;
/** A gate is red because GitHub could not be asked. */
const tryAgain = 'in a few minutes';
const canGoOn = '**Every gate is green** now, and the Release Date has passed';
/**
 * A publication that did not come through in minutes is a person's to decide on again; so is one for which it was too early by a clock that was
 * behind, and one that was stopped because GitHub could not be asked, once every gate is green.
 */
const publishAgain = [
  'GitHub did not take the publication',
  'it goes on where it stopped',
  'Not published, because not every gate is green',
  canGoOn,
];

/** Who becomes Fix Lead could not be found out, and is being said again: what only the Fix Lead may do comes after that. */
const leadFirst = 'nobody is Fix Lead yet';
/** Whoever had to act so often in one step gives it up, so that the run ends and says what did not hold. */
const mostActs = 60;

type Act = () => Promise<void>;

export type People = {
  /** What is to be done about what the app has said since it was last asked about; undefined where there is nothing. */
  readonly asked: (step: ScenarioStep) => Act | undefined;
  /** How often they did something again: so often may an answer stand there once more. */
  times(): number;
};

/** One place to speak in, and how. */
type Place = {
  readonly comments: readonly Comment[];
  readonly checks: readonly string[];
  readonly say: (who: string, words: string) => Promise<unknown>;
};

export function peopleOf(stage: Stage): People {
  let heard = 0;
  let times = 0;
  let owed: ScenarioStep | undefined;
  const acted = new Map<ScenarioStep, number>();
  const read = new Set<string>();
  const asked: People['asked'] = (step) => {
    const places = placesIn(stage);
    const said = places.flatMap((place) => newsIn(place, heard).map((text) => ({ place, text })));
    heard = Math.max(heard, ...places.flatMap(({ comments }) => comments.map(({ id }) => id)));
    const shown = places.flatMap((place) => place.checks.map((body) => ({ place, text: { id: Infinity, body } })));
    const unread = shown.filter(({ text }) => !read.has(text.body));
    for (const { text } of unread) read.add(text.body);
    const acts = [...said, ...unread].flatMap(({ place, text }) => wantedBy(place, text));
    const bodies = said.map(({ text }) => text.body);
    // That it can go on is said once, maybe beside what somebody else is asked for.
    if (acts.length === 0 || bodies.some((body) => body.includes(canGoOn))) acts.push(...publication(stage, step, bodies));
    if (acts.length === 0) acts.push(...onceMore(stage, step, bodies));
    if (acts.length === 0 && owed === step) {
      acts.push(() => perform(stage, step));
      owed = undefined;
    }
    if (bodies.some((body) => body.includes(leadFirst))) owed = step;
    const before = acted.get(step) ?? 0;
    if (acts.length === 0 || before >= mostActs) return undefined;
    acted.set(step, before + acts.length);
    return async () => {
      for (const act of acts) {
        times += 1;
        await act();
      }
    };
  };
  return { asked, times: () => times };
}

function newsIn({ comments }: Place, heard: number): readonly Comment[] {
  return comments.filter(({ id, author }) => author === bot && id > heard);
}

/** What those do who said or approved something to which this is the answer. */
function wantedBy({ comments, say }: Place, { id, body }: Pick<Comment, 'id' | 'body'>): Act[] {
  const [, giver] = doubted.map((words) => words.exec(body)).find((found) => found !== null) ?? [];
  if (giver !== undefined) return [async () => void (await say(giver, '/lgtm'))];
  const [, named] = lookAgain.exec(body) ?? [];
  const typed = named?.split(' ')[0] ?? nothingDone.exec(body)?.[1];
  if (typed === undefined) return [];
  const isIt = (line: string): boolean => line.startsWith(typed);
  const before = comments.findLast((one) => one.author !== bot && one.id < id && one.body.split('\n').some(isIt));
  return before === undefined ? [] : [async () => void (await say(before.author, named ?? before.body))];
}

function publication(stage: Stage, step: ScenarioStep, said: readonly string[]): readonly Act[] {
  const isAsked = publishAgain.some((words) => said.some((body) => body.includes(words)));
  const [who = 'nobody'] = stage.scenario.maintainers;
  return isAsked && step.then.some(isOfPublication) && !isPublishedLater(stage, step)
    ? [() => perform(stage, { at: step.at, who, does: { says: '/publish', on: 'case-issue' }, then: [] })]
    : [];
}

function onceMore(stage: Stage, step: ScenarioStep, said: readonly string[]): readonly Act[] {
  const isAsked = said.some((body) => body.includes(tryAgain)) && !said.some((body) => nothingDone.test(body));
  return isAsked && step.does !== undefined ? [() => perform(stage, step)] : [];
}

/** In a scenario where somebody is yet to say it nobody says it before them: what is to happen until then would not. */
function isPublishedLater({ scenario: { steps } }: Stage, step: ScenarioStep): boolean {
  return steps
    .slice(steps.indexOf(step) + 1)
    .some(({ does }) => does !== undefined && 'says' in does && does.on === 'case-issue' && /^\/publish\b/m.test(does.says));
}

function isOfPublication(expected: Expectation): boolean {
  return 'public' in expected || 'proposed' in expected || ('advisory' in expected && expected.advisory === 'published');
}

function placesIn({ github }: Stage): readonly Place[] {
  const { repositories, app } = github.world;
  return repositories.flatMap(({ owner, name, issues, advisories, checkRuns }) => [
    ...advisories.map(({ ghsaId, comments }): Place => ({
      comments,
      checks: [],
      say: (who, words) => github.actAs(who).commentOnAdvisory(ghsaId, words),
    })),
    ...issues.map(({ number, comments, pull }): Place => {
      const runs = checkRuns.filter((run) => run.app.id === app.id && run.headSha === pull?.headSha);
      const checks = runs.map(({ output, completedAt = 0 }) => `${number} at ${completedAt}: ${output.summary ?? ''}`);
      return { comments, checks, say: (who, words) => github.actAs(who).commentOnIssue(`${owner}/${name}`, number, words) };
    }),
  ]);
}
