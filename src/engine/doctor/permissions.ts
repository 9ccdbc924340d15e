/** What the App asks of GitHub: the one table from which `app.yml`, the set-up's manifest, the check-up and `docs/permissions.md` are made. */
import type { Permissions } from './checkup.ts';

/**
 * `needed`: nothing goes without it. `usual`: it is asked for, and the app works with less without it.
 * `optional`: it is asked for only where whoever sets the app up wants it.
 */
export type Tier = 'needed' | 'usual' | 'optional';

export type AskedPermission = {
  /** GitHub's name. Source: GitHub Docs, "Permissions required for GitHub Apps". */
  readonly name: string;
  readonly level: 'read' | 'write';
  readonly tier: Tier;
  readonly gives: string;
  readonly without: string;
};

export const askedPermissions: readonly AskedPermission[] = [
  {
    ...{ name: 'repository_advisories', level: 'write', tier: 'needed' },
    gives: 'Read reports and drafts, answer in their comments, keep score and dates, publish when a maintainer says so.',
    without: 'There are no cases.',
  },
  {
    ...{ name: 'metadata', level: 'read', tier: 'needed' },
    gives: 'Know the repositories that the App is installed on. Every App has this one.',
    without: 'GitHub makes no App without it.',
  },
  {
    ...{ name: 'members', level: 'read', tier: 'needed' },
    gives: 'Know who is in the security team, so that only they may decide.',
    without: 'Nobody is known to be a maintainer, so every decision is refused.',
  },
  {
    ...{ name: 'checks', level: 'write', tier: 'needed' },
    gives: 'Show on each commit of a fix whether its LGTMs are there, and on a change of the policy file whether it would hold.',
    without: 'GitHub cannot hold a fix back that lacks its LGTMs, and results of tests are not seen.',
  },
  {
    ...{ name: 'actions', level: 'read', tier: 'usual' },
    gives: 'Hear how the workflows of a fix went.',
    without: 'A gate that waits for a workflow stays red; check runs, and evidence sent by hand, still count.',
  },
  {
    ...{ name: 'contents', level: 'write', tier: 'needed' },
    gives: 'Read the policy file, follow branches, push the reviewed fix and make its release.',
    without: 'There is no policy but the cautious one, and a person pushes each fix.',
  },
  {
    ...{ name: 'pull_requests', level: 'write', tier: 'needed' },
    gives: "Read the fix's pull requests, their head and reviews; answer commands in them.",
    without: 'There are no LGTMs.',
  },
  {
    ...{ name: 'issues', level: 'write', tier: 'needed' },
    gives: "The case's private issue, and commands in it.",
    without: 'Maintainers have no place to be called to.',
  },
  {
    ...{ name: 'administration', level: 'write', tier: 'optional' },
    gives:
      'Make the private fix repository of a case, give access to it and take it away, start a temporary fork, pin the check in a ruleset.',
    without: 'A person makes the fix repository, invites people, and makes the ruleset; the case issue says when.',
  },
  {
    ...{ name: 'discussions', level: 'write', tier: 'optional' },
    gives: 'Begin a discussion for each notice, where the policy names the channel `github:discussion`.',
    without: 'Name another channel; a notice for this one is reported as failed.',
  },
  {
    ...{ name: 'workflows', level: 'write', tier: 'optional' },
    gives: 'Push fixes that touch `.github/workflows`.',
    without: 'A person pushes the lines on which a workflow file changed; the case issue says which.',
  },
];

/** With the optional ones that were chosen, in the order of the table. */
export function permissionsFor(chosen: readonly string[]): Permissions {
  return namesAndLevels(askedPermissions.filter(({ name, tier }) => tier !== 'optional' || chosen.includes(name)));
}

export const needed: Permissions = namesAndLevels(askedPermissions.filter(({ tier }) => tier === 'needed'));
export const useful: Permissions = namesAndLevels(askedPermissions.filter(({ tier }) => tier !== 'needed'));

function namesAndLevels(rows: readonly AskedPermission[]): Permissions {
  return Object.fromEntries(rows.map(({ name, level }) => [name, level]));
}

/** As `name: level`, in the order of the list. */
export function lacking(granted: Permissions, wanted: Permissions): readonly string[] {
  return Object.entries(wanted)
    .filter(([name, level]) => !(granted[name] === 'write' || granted[name] === 'admin' || granted[name] === level))
    .map(([name, level]) => `${name}: ${level}`);
}
