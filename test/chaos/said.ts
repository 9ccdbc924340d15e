/** What the app has said on GitHub, and whether it has said anything twice. */
import type { Stage } from '../../src/drill/stage.ts';
import { repeated, type Violation } from './violation.ts';

const marker = /<!-- fixlead:[0-9a-f]{16} -->/;
const bot = 'fixlead[bot]';
/** What is said every so often for as long as a publication waits. */
const sentinel = '**Still not published**';
const sentinelMs = 15 * 60_000;

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

/**
 * Each thing that we say carries a mark of its own; and no text of ours stands twice at one place more often than in a run without trouble,
 * but for what people asked `again` times, and what is to be said anew while a publication is late.
 */
export function saidTwice(
  all: readonly Said[],
  { calm, again, lateMs }: { readonly calm: readonly string[] | undefined; readonly again: number; readonly lateMs: number },
): readonly Violation[] {
  const marks = all.map(({ where, text }) => marker.exec(text)?.[0] ?? `no mark in ${where}: ${text.slice(0, 60)}`);
  return [
    ...repeated(marks).map((what): Violation => ({ kind: 'duplicate', what })),
    ...(calm === undefined ? [] : moreThan(textsOf(all), calm, { again, rings: Math.floor(lateMs / sentinelMs) })),
  ];
}

type Times = { readonly again: number; readonly rings: number };

function moreThan(now: readonly string[], before: readonly string[], { again, rings }: Times): readonly Violation[] {
  const wanted = Map.groupBy(before, (text) => text);
  return [...Map.groupBy(now, (text) => text)].flatMap(([text, { length }]): readonly Violation[] => {
    const times = (wanted.get(text)?.length ?? 1) + again + (text.includes(sentinel) ? rings : 0);
    return length > times ? [{ kind: 'duplicate', what: `said ${length} times, at most ${times}: ${text.slice(0, 200)}` }] : [];
  });
}

/** Without numbers, names and marks, which may differ from run to run. */
export function textsOf(all: readonly Said[]): readonly string[] {
  return all.map(({ where, text }) => `${where.replace(/#\d+/, '#')}: ${text.replace(marker, '').trim()}`);
}
