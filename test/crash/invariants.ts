/** What must be true after a run, whatever was killed and when. Looked at with the app stopped, in its store and on the simulated GitHub. */
import { fixRepositoryOf } from '../../src/drill/fixes.ts';
import { verifyHistory } from '../../src/adapters/store/history-chain.ts';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { formatUtcMinute } from '../../src/core/time/time.ts';
import { ghsaOf } from '../../src/drill/fixes.ts';
import { tellExpectation, whyNotYet } from '../../src/drill/expectations.ts';
import { releaseDate } from './under-fire.ts';
import type { Expectation } from '../../src/drill/scenario.ts';
import type { Told } from '../../src/drill/player.ts';
import type { Stage } from '../../src/drill/stage.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import type { Kill } from './kills.ts';
import type { FreshStore } from './stores.ts';

export type Violation = {
  readonly kind: 'duplicate' | 'lost' | 'stuck' | 'early' | 'late' | 'history' | 'expectation' | 'broken' | 'public' | 'secret';
  readonly what: string;
};

export type Run = {
  readonly stage: Stage;
  readonly store: FreshStore;
  readonly timeline: readonly Told[];
  readonly kills: readonly Kill[];
  /** How many webhooks said that the advisory was published. */
  readonly publications: number;
  /** What is said in a run without trouble; undefined when there is nothing to compare with. */
  readonly calm: readonly string[] | undefined;
};

/** Call when the app has stopped. */
export async function violationsOf(run: Run): Promise<readonly Violation[]> {
  const { stage } = run;
  const store = await openStore(run.store.url);
  try {
    return [
      ...(await unfinishedWork(run)),
      ...(await lostDeliveries(stage, store)),
      ...(await brokenHistories(store)),
      ...saidTwice(run),
      ...issuesOpenedTwice(stage, (await store.listCases()).length),
      ...checksMadeTwice(stage),
      ...publishedTwice(run),
      ...publishedAtTheWrongTime(run),
      ...notAsExpected(run),
    ];
  } finally {
    await store.close();
  }
}

/** The GUIDs that were answered 202: from then on the app answers for them. */
export function acknowledged(stage: Stage): ReadonlySet<string> {
  return new Set(stage.github.world.deliveries.filter(({ statusCode }) => statusCode === 202).map(({ guid }) => guid));
}

/** Nothing waits for ever. */
export async function unfinishedWork({ store, stage }: Pick<Run, 'store' | 'stage'>): Promise<readonly Violation[]> {
  const arrivals = await store.rows(`select key, state, attempt, note from arrivals where state <> 'done'`);
  const effects = await store.rows(`select key, state, attempt, note from outbox where state <> 'done'`);
  const unrung = await store.rows(`select key, due_at from wake_ups where due_at <= ${stage.now()}`);
  return [...arrivals, ...effects, ...unrung].map((row) => ({ kind: 'stuck', what: JSON.stringify(row) }));
}

/** Taking each in once more shows whether it is known; a delivery that never got through although it was asked for again is lost too. */
export async function lostDeliveries({ github, ...stage }: Stage, store: Store): Promise<readonly Violation[]> {
  const known = acknowledged({ github, ...stage });
  const violations: Violation[] = [];
  for (const guid of new Set(github.world.deliveries.map((delivery) => delivery.guid))) {
    const { event, body } = github.world.deliveries.find((delivery) => delivery.guid === guid)!;
    if (!known.has(guid)) {
      violations.push({ kind: 'lost', what: `${event} ${guid} never got through` });
      continue;
    }
    const again = { key: `delivery:${guid}`, source: 'webhook', name: event, body, about: undefined, receivedAt: stage.now() } as const;
    const [isNew] = await store.receive([again]);
    if (isNew === true) violations.push({ kind: 'lost', what: `${event} ${guid} was answered 202 and is not known` });
  }
  return violations;
}

export async function brokenHistories(store: Store): Promise<readonly Violation[]> {
  const violations: Violation[] = [];
  for (const { id } of await store.listCases()) {
    const stored = await store.readCase(id);
    if (stored === undefined) continue;
    const check = verifyHistory(stored, await store.readHistory(id));
    if (!check.whole) violations.push({ kind: 'history', what: `the history of ${id} is broken at line ${check.brokenAt}` });
  }
  return violations;
}

export const marker = /<!-- fixlead:[0-9a-f]{16} -->/;
const botLogin = 'fixlead[bot]';

type Said = { readonly where: string; readonly text: string };

/** What we have said on GitHub, in comments and issues. */
export function said({ github }: Stage): readonly Said[] {
  return github.world.repositories.flatMap((repository) => [
    ...repository.advisories.flatMap((advisory) => ours('the advisory', advisory.comments)),
    ...repository.issues.flatMap((issue) =>
      ours(`${repository.name}#${issue.number}`, [{ author: issue.author, body: issue.body ?? '' }, ...issue.comments]),
    ),
  ]);
}

function ours(where: string, texts: readonly { readonly author: string; readonly body: string }[]): readonly Said[] {
  return texts.filter(({ author }) => author === botLogin).map(({ body }) => ({ where, text: body }));
}

/** Everything we have said, by its place and the words of its first line; in an order of their own, without numbers and hashes, which may differ. */
export function sayings(stage: Stage): readonly string[] {
  return said(stage).map(({ where, text }) => {
    const [firstLine = ''] = text.split('\n');
    const words = firstLine.replace(/\b[0-9a-f]{10}\b|GHSA[\w-]+|\d+/g, '').match(/[@\w]+/g) ?? [];
    return `${where}: ${words.sort().join(' ')}`;
  });
}

function saidTwice({ stage, calm }: Run): readonly Violation[] {
  const marks = said(stage).map(({ where, text }) => marker.exec(text)?.[0] ?? `no mark in ${where}`);
  const now = Map.groupBy(sayings(stage), (saying) => saying);
  const before = Map.groupBy(calm ?? [], (saying) => saying);
  const differing = calm === undefined ? [] : [...new Set([...now.keys(), ...before.keys()])];
  const violations = repeated(marks).map((what): Violation => ({ kind: 'duplicate', what }));
  for (const saying of differing) {
    const [times, wanted] = [now.get(saying)?.length ?? 0, before.get(saying)?.length ?? 0];
    if (times > wanted) violations.push({ kind: 'duplicate', what: `said ${times} times, in a calm run ${wanted}: ${saying}` });
    if (times < wanted) violations.push({ kind: 'lost', what: `said ${times} times, in a calm run ${wanted}: ${saying}` });
  }
  return violations;
}

function issuesOpenedTwice(stage: Stage, cases: number): readonly Violation[] {
  const issues = stage.github.world.repository(fixRepositoryOf(stage)).issues.filter((issue) => issue.author === botLogin);
  const { length } = issues;
  if (length === cases) return [];
  return [{ kind: length > cases ? 'duplicate' : 'lost', what: `there are ${length} case issues for ${cases} cases` }];
}

/** Of our own: others may name theirs as they like. */
export function checksMadeTwice({ github }: Stage): readonly Violation[] {
  const runs = github.world.repositories.flatMap(({ checkRuns }) =>
    checkRuns.flatMap(({ name, headSha, app }) => (app.id === github.world.app.id ? [`check run ${name} on ${headSha}`] : [])),
  );
  return repeated(runs).map((what) => ({ kind: 'duplicate', what }));
}

function publishedTwice({ stage, publications }: Run): readonly Violation[] {
  const credited = stage.github.world.advisory(ghsaOf(stage)).credits.filter(({ type }) => type === 'coordinator');
  return [
    ...(publications === 1 ? [] : [{ kind: 'duplicate', what: `published ${publications} times` } as const]),
    ...repeated(credited.map(({ login }) => `credit of ${login}`)).map((what) => ({ kind: 'duplicate', what }) as const),
  ];
}

/** The lease of a killed process, after which another may go on; and how long a try waits that GitHub refused. Unit: ms of drill time. */
const leaseMs = 61_000;
const refusalMs = 31_000;

/**
 * Never early. Late by a minute at most, but for what explains more: a kill while it was due leaves a lease that must run out first, and
 * what GitHub refused is tried again when GitHub allows.
 */
function publishedAtTheWrongTime({ stage, kills }: Run): readonly Violation[] {
  const releaseAt = releaseDate();
  const { publishedAt } = stage.github.world.advisory(ghsaOf(stage));
  if (publishedAt === undefined || releaseAt === undefined) return [];
  const isNear = ({ at }: { readonly at: number }) => at >= releaseAt - 2 * leaseMs && at <= publishedAt;
  const refusals = stage.github.world.requests.filter(({ status }) => status === 0 || status === 403 || status === 502);
  const lateBy = 60_000 + kills.filter(isNear).length * leaseMs + refusals.filter(isNear).length * refusalMs;
  const what = `published ${formatUtcMinute(publishedAt)}, ${(publishedAt - releaseAt) / 1_000} s after the Release Date`;
  if (publishedAt < releaseAt) return [{ kind: 'early', what }];
  return publishedAt > releaseAt + lateBy ? [{ kind: 'late', what: `${what}; explained are ${lateBy / 1_000} s` }] : [];
}

/** In the course of the drill, and once more at its end, whatever lasts. */
function notAsExpected({ stage, timeline }: Run): readonly Violation[] {
  const inTheCourse = timeline.flatMap(({ at, words, checks }) =>
    checks
      .filter(({ holdsAt }) => holdsAt === undefined)
      .map((check) => `${formatUtcMinute(at)} ${words}: ${check.words}, but ${check.instead ?? ''}`),
  );
  const atTheEnd = lasting(stage).flatMap((expected) => {
    const instead = whyNotYet(stage, expected, { lastCommentId: 0 });
    return instead === undefined ? [] : [`at the end: ${tellExpectation(expected)}, but ${instead}`];
  });
  return [...inTheCourse, ...atTheEnd].map((what) => ({ kind: 'expectation', what: what.slice(0, 600) }));
}

/** Every answer, since nothing that was said goes away; the last word on everything else; and the minute that GitHub itself shows. */
function lasting(stage: Stage): readonly Expectation[] {
  const all = stage.scenario.steps.flatMap((step) => step.then);
  const last = new Map<string, Expectation>();
  for (const expected of all) {
    if ('answer' in expected) last.set(`${expected.on}: ${expected.answer}`, expected);
    else if ('check' in expected) last.set(`check on ${expected.on}`, expected);
    else if (!('board' in expected)) last.set(Object.keys(expected).join(), expected);
  }
  const { publishedAt } = stage.github.world.advisory(ghsaOf(stage));
  return [...last.values(), { status: `published ${publishedAt === undefined ? '' : formatUtcMinute(publishedAt)}` }];
}

/** Whatever is there more than once, and how often. */
export function repeated(all: readonly string[]): readonly string[] {
  return [...Map.groupBy(all, (one) => one)].filter(([, same]) => same.length > 1).map(([one, same]) => `${same.length} times: ${one}`);
}
