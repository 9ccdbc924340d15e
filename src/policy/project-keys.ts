/** The settings about which project it is: its people, its repositories, its lines. */
import type { KeyDescription } from './key-description.ts';
import { limits } from './limits.ts';

/** `OWNER/NAME` alone is short for a standing one. */
export type FixRepositoryValue =
  string | { readonly mode?: FixModeName | undefined; readonly name?: string | undefined; readonly team?: string | undefined };

export const fixModeNames = ['standing', 'per_case', 'temporary_fork'] as const;
type FixModeName = (typeof fixModeNames)[number];

/** What each holds when it is read, in the words of the file. */
export type ProjectValues = {
  readonly 'maintainers.team': string | undefined;
  readonly fix_repository: FixRepositoryValue | undefined;
  readonly lines: readonly string[];
  readonly 'lines_from.releases': number;
  readonly 'lines_from.tags': string;
  readonly main_line: string;
  readonly reporting_policy: string | undefined;
  readonly unsafe_defaults: 'out_of_scope' | 'accepted';
};

export const projectKeys: Readonly<Record<keyof ProjectValues, KeyDescription>> = {
  'maintainers.team': {
    meaning: 'The GitHub team that handles reports; its members are the maintainers.',
    unit: 'none',
    allowed: 'a team as ORGANISATION/SLUG, such as vitessio/security',
    atZero: 'Left out, the maintainers are whoever has at least the maintain permission on the repository.',
    example: 'acme/security',
  },
  fix_repository: {
    meaning:
      'Where fixes are made and reviewed and cases are discussed: a private repository that is a mirror, never a fork, in which this App is installed too. ' +
      '`mode` is `standing` (one for all cases, the default), `per_case` (one for each, made by the App where it has `administration: write`) or `temporary_fork` (GitHub’s own temporary private fork, ' +
      'which no App can enter: what people say of it is declared, never verified; `name` is then only where cases are discussed). ' +
      '`team` and the Fix Lead are given access by the App and lose it when the case ends; under `standing` only where a `team` is named. ' +
      'Under `per_case` without a `team` the maintainers have access, and keep reading. A repository alone is short for a standing one.',
    unit: 'none',
    allowed: 'a repository as OWNER/NAME, such as vitessio/vitess-security, or a mapping with `mode`, `name` or `team`',
    keys: ['mode', 'name', 'team'],
    atZero: 'Left out, nobody can be asked for an LGTM, so `lgtm.required` must be 0, and there is no private issue to discuss a case in.',
    example: '{ mode: standing, name: acme/widget-security, team: acme/fixers }',
  },
  lines: {
    meaning:
      'The supported release lines by their branches, oldest promise first. Each needs a reviewed fix before the advisory is published.',
    unit: 'branch names, exact; patterns are not taken',
    allowed: `a list of at most ${limits.lines} branches, such as [release-22.0, release-23.0]`,
    entry: 'the name of a branch, such as release-22.0',
    atZero: 'Empty or left out, only the lines for which somebody opens a pull request count, and at least one has to.',
    example: '[release-1.8, release-1.9, main]',
  },
  'lines_from.releases': {
    meaning:
      'How many of the newest lines on the repository’s Releases page are supported, beside those under `lines`. It is looked up when a case is opened and at each `/affects`.',
    unit: 'lines',
    allowed: `a whole number from 0 to ${limits.releasedLines}`,
    atZero: '0: only the lines under `lines` are supported.',
    example: '3',
  },
  'lines_from.tags': {
    meaning:
      'How the branch of a line follows from the tags of its releases; a letter in braces stands for a number. Tags that do not fit, and prereleases, say nothing.',
    unit: 'none',
    allowed: 'a rule as TAG -> BRANCH, such as "v{a}.{b}.{c} -> release-{a}.{b}"',
    atZero: 'It cannot be empty.',
    example: '"v{a}.{b}.{c} -> release-{a}.{b}"',
  },
  main_line: {
    meaning: 'The branch of development, which is no release. A flaw in it alone is fixed there, without the full process.',
    unit: 'a branch name, exact',
    allowed: 'the name of a branch, such as main',
    atZero: 'It cannot be empty.',
    example: 'main',
  },
  reporting_policy: {
    meaning: 'The page on which reporters read how reports are handled; each of them is told of it.',
    unit: 'none',
    allowed: 'an address that begins with https://',
    atZero: 'Left out, it is the page on which GitHub shows the repository’s SECURITY.md.',
    example: 'https://widget.example.org/security',
  },
  unsafe_defaults: {
    meaning:
      'How a report about an unsafe default is treated: `out_of_scope` lets it be rejected as such, and offers a public issue for a safer default; `accepted` does not.',
    unit: 'none',
    allowed: '`out_of_scope` or `accepted`',
    atZero: 'It cannot be empty.',
    example: 'accepted',
  },
};
