/** What the app has said on GitHub, and whether it has said anything twice. */
import type { Stage } from '../../src/drill/stage.ts';
import { repeated, type Violation } from './violation.ts';

const marker = /<!-- fixlead:[0-9a-f]{16} -->/;
const bot = 'fixlead[bot]';
/** So often it is said that a publication waits. */
const sentinelMs = 15 * 60_000;
const hold = 'put the publication **on hold**';

/** What is true more than once, by words in it: how much oftener than in a run without trouble it may stand there. */
const trueAgain: Readonly<Record<string, (course: Course & { readonly holds: number }) => number>> = {
  '**Still not published**': ({ lateMs }) => Math.floor(lateMs / sentinelMs),
  // By a clock ahead it names a time that is yet to come, and that comes when the clock was set right.
  '**The fix is public since': ({ clocksAhead }) => clocksAhead,
  // A hold ends a publication that had begun; the next one begins with the same words.
  'The publication has begun': ({ holds }) => holds,
};

type Said = { readonly where: string; readonly text: string };
type Text = { readonly author: string; readonly body: string };

/** Comments and issues. */
export function said({ github }: Stage): readonly Said[] {
  return github.world.repositories.flatMap((repository) => [
    ...repository.advisories.flatMap((advisory) => ours('the advisory', advisory.comments)),
    ...repository.issues.flatMap((issue) =>
      ours(`${repository.name}#${issue.number}`, [{ author: issue.author, body: issue.body ?? '' }, ...issue.comments]),
    ),
  ]);
}

function ours(where: string, texts: readonly Text[]): readonly Said[] {
  return texts.filter(({ author }) => author === bot).map(({ body }) => ({ where, text: body }));
}

export type Course = {
  /** How often people asked again for what they had asked for. */
  readonly again: number;
  /** By how much the publication was late. */
  readonly lateMs: number;
  /** How often the clock was set ahead. */
  readonly clocksAhead: number;
};

/**
 * Each thing that we say carries a mark of its own; and no text of ours stands twice at one place more often than in a `calm` run, without
 * trouble, but for what people asked for again, and what the course of things made true again.
 */
export function saidTwice(all: readonly Said[], calm: readonly string[] | undefined, course: Course): readonly Violation[] {
  const marks = all.map(({ where, text }) => marker.exec(text)?.[0] ?? `no mark in ${where}: ${text.slice(0, 60)}`);
  return [
    ...repeated(marks).map((what): Violation => ({ kind: 'duplicate', what })),
    ...(calm === undefined ? [] : moreThan(textsOf(all), calm, course)),
  ];
}

function moreThan(now: readonly string[], before: readonly string[], course: Course): readonly Violation[] {
  const wanted = Map.groupBy(before, (text) => text);
  const holds = now.filter((text) => text.includes(hold)).length;
  return [...Map.groupBy(now, (text) => text)].flatMap(([text, { length }]): readonly Violation[] => {
    const oftener = Object.entries(trueAgain).find(([words]) => text.includes(words))?.[1]({ ...course, holds }) ?? 0;
    const times = (wanted.get(text)?.length ?? 1) + course.again + oftener;
    return length > times ? [{ kind: 'duplicate', what: `said ${length} times, at most ${times}: ${text.slice(0, 200)}` }] : [];
  });
}

/** Without numbers, names and marks, which may differ from run to run. */
export function textsOf(all: readonly Said[]): readonly string[] {
  return all.map(({ where, text }) => `${where.replace(/#\d+/, '#')}: ${text.replace(marker, '').trim()}`);
}
