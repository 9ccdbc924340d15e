/** What must be true of the simulated GitHub after a run, whatever went wrong in it. */
import { execFileSync } from 'node:child_process';
import type { Case } from '../../src/core/case.ts';
import type { Stage } from '../../src/drill/stage.ts';
import { findFix } from '../../src/drill/fixes.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { marker, repeated, said, type Violation } from '../crash/invariants.ts';

const bot = 'fixlead[bot]';

/** Each thing that we say carries a mark of its own; and no text of ours stands twice at one place more often than in a run without trouble. */
export function saidTwice(stage: Stage, calm: EndState | undefined): readonly Violation[] {
  const marks = said(stage).map(({ where, text }) => marker.exec(text)?.[0] ?? `no mark in ${where}: ${text.slice(0, 60)}`);
  return [
    ...repeated(marks).map((what): Violation => ({ kind: 'duplicate', what })),
    ...(calm === undefined ? [] : moreThan(textsOf(stage), calm.texts)),
  ];
}

function moreThan(now: readonly string[], before: readonly string[]): readonly Violation[] {
  const wanted = Map.groupBy(before, (text) => text);
  return [...Map.groupBy(now, (text) => text)].flatMap(([text, { length }]): readonly Violation[] => {
    const times = wanted.get(text)?.length ?? 1;
    return length > times ? [{ kind: 'duplicate', what: `said ${length} times, in a calm run ${times}: ${text.slice(0, 200)}` }] : [];
  });
}

/** Without numbers, names and marks, which may differ from run to run. */
function textsOf(stage: Stage): readonly string[] {
  return said(stage).map(({ where, text }) => `${where.replace(/#\d+/, '#')}: ${text.replace(marker, '').trim()}`);
}

/** Never before the Release Date, and once. */
export async function publishedWrongly(stage: Stage, store: Store, publications: number): Promise<readonly Violation[]> {
  const violations: Violation[] = [];
  for (const one of await store.listCases()) {
    const { publishedAt } = stage.github.world.advisory(one.id);
    const releaseAt = one.release?.releaseAt;
    if (one.published?.by !== 'fixlead' || publishedAt === undefined || releaseAt === undefined) continue;
    if (publishedAt < releaseAt)
      violations.push({ kind: 'early', what: `${one.id} published ${(releaseAt - publishedAt) / 1_000} s before its Release Date` });
  }
  if (publications > 1) violations.push({ kind: 'duplicate', what: `published ${publications} times` });
  return violations;
}

/** What of the app's writing anybody can see: requests that were granted to it in a repository that is not private. */
export async function publicTooEarly(stage: Stage, store: Store): Promise<readonly Violation[]> {
  const cases = await store.listCases();
  const open = stage.github.world.repositories.filter((repository) => !repository.private).map(({ owner, name }) => `${owner}/${name}`);
  return stage.github.world.requests.flatMap((request): readonly Violation[] => {
    const repository = open.find((name) => isWriteInPublic(request, name));
    if (repository === undefined || request.actor !== bot) return [];
    const told = JSON.stringify(request.body ?? '');
    const embargoed = cases.filter((one) => one.repository === repository.toLowerCase() && request.at < publicFrom(stage, one));
    const leaked = embargoed.find((one) => told.includes(one.id) || request.path.includes('git-receive-pack'));
    return leaked === undefined ? [] : [{ kind: 'public', what: `${request.method} ${request.path} while ${leaked.id} was embargoed` }];
  });
}

function isWriteInPublic({ method, path, status }: Stage['github']['world']['requests'][number], repository: string): boolean {
  if (method === 'GET' || status >= 400) return false;
  const isOurs = path.toLowerCase().startsWith(`/repos/${repository}/`.toLowerCase()) && !path.includes('/security-advisories');
  return isOurs || path.toLowerCase() === `/${repository}.git/git-receive-pack`.toLowerCase();
}

/** From when on it may be spoken of: the Release Date, or when somebody published it before. */
function publicFrom({ github }: Stage, one: Case): number {
  return Math.min(one.release?.releaseAt ?? Infinity, github.world.advisory(one.id).publishedAt ?? Infinity);
}

/** What a run comes to, so far as it may not depend on what went wrong in it. */
export type EndState = { readonly facts: readonly string[]; readonly texts: readonly string[]; readonly told: readonly string[] };

export function endStateOf(stage: Stage): EndState {
  const { world } = stage.github;
  const advisories = world.repository(stage.scenario.repository).advisories.flatMap((advisory) => [
    `the advisory is ${advisory.state}`,
    `its severity is ${advisory.cvssVector ?? 'not set'}`,
    `its credits are ${advisory.credits
      .map(({ login, type }) => `${type} ${login}`)
      .toSorted()
      .join(', ')}`,
    `its patched versions are ${advisory.vulnerabilities.map((one) => one.patchedVersions ?? 'none').join(', ')}`,
  ]);
  const lines = stage.scenario.lines.flatMap((line) => [
    `${line} in public holds ${contentOf(stage, line)}`,
    `the fix of ${line} is ${findFix(stage, line)?.headSha === undefined ? 'not there' : 'there'}`,
  ]);
  const people = world.repositories.flatMap(({ name, teams, collaborators, private: isPrivate }) =>
    isPrivate
      ? [`${name.replace(/(?:-[0-9a-z]{4}){3}$/i, '')} lets in ${[...teams.keys(), ...collaborators.keys()].toSorted().join(', ')}`]
      : [],
  );
  const told = stage.outside
    .told()
    .map(({ channel, text }) => `${channel}: ${(text.trim().split('\n')[0] ?? '').replace(/[\d\s]|GHSA[-\w]+/g, '')}`);
  return { facts: [...advisories, ...lines, ...people], texts: textsOf(stage), told };
}

/** The files of a line, whatever the commits that hold them are called. */
function contentOf({ github, scenario }: Stage, line: string): string {
  const { folder } = github.world.repository(scenario.repository);
  return execFileSync('git', ['-C', folder, 'rev-parse', `refs/heads/${line}^{tree}`], { encoding: 'utf8' }).trim();
}

/** In the end it is as it would have been; and whoever was to be told outside was told, if perhaps twice. */
export function endsOtherwise(stage: Stage, calm: EndState): readonly Violation[] {
  const now = endStateOf(stage);
  const missing = calm.facts.filter((fact) => !now.facts.includes(fact));
  const untold = calm.told.filter((text) => !now.told.includes(text));
  return [
    ...missing.map((fact): Violation => ({ kind: 'expectation', what: `in a calm run ${fact}; now: ${likest(fact, now.facts)}` })),
    ...untold.map((text): Violation => ({ kind: 'lost', what: `not told: ${text}` })),
  ];
}

function likest(fact: string, facts: readonly string[]): string {
  const [start = ''] = fact.split(/ is | are | holds | in /);
  return facts.find((one) => one.startsWith(start)) ?? 'nothing of it';
}
