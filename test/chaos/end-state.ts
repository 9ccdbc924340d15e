import { execFileSync } from 'node:child_process';
import { findFix } from '../../src/drill/fixes.ts';
import type { Stage } from '../../src/drill/stage.ts';
import { said, textsOf } from './said.ts';
import type { Violation } from './violation.ts';

/** What a run comes to, so far as it may not depend on what went wrong in it. */
export type EndState = {
  readonly facts: readonly string[];
  readonly texts: readonly string[];
  readonly told: readonly string[];
  /** How long after its Release Date the advisory was published. Unit: ms. */
  readonly lateMs: number | undefined;
};

export function endStateOf(stage: Stage, lateMs: number | undefined): EndState {
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
  return { facts: [...advisories, ...lines, ...people], texts: textsOf(said(stage)), told, lateMs };
}

/** The files of a line, whatever the commits that hold them are called. */
function contentOf({ github, scenario }: Stage, line: string): string {
  const { folder } = github.world.repository(scenario.repository);
  return execFileSync('git', ['-C', folder, 'rev-parse', `refs/heads/${line}^{tree}`], { encoding: 'utf8' }).trim();
}

/** In the end it is as it would have been; and whoever was to be told outside was told, if perhaps twice. */
export function endsOtherwise(now: EndState, calm: EndState): readonly Violation[] {
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
