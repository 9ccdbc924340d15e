/** The settings about what a fix needs before it may go out. */
import type { KeyDescription } from './key-description.ts';
import { limits } from './limits.ts';

export const severityNames = ['low', 'medium', 'high', 'critical'] as const;
type SeverityName = (typeof severityNames)[number];

/** What each holds when it is read, in the words of the file. */
export type FixValues = {
  readonly 'lgtm.required': number;
  readonly 'lgtm.by_severity': Readonly<Partial<Record<SeverityName, number>>>;
  readonly 'lgtm.by_line': Readonly<Record<string, number>>;
  readonly 'lgtm.bound_to': 'patch' | 'tree';
  readonly 'lgtm.override': 'maintainers' | 'fix_lead' | 'nobody';
  readonly 'lgtm.public_check': boolean;
  readonly 'lgtm.ruleset': 'once' | 'keep';
  readonly 'ci.required': readonly string[];
  readonly 'ci.by_line': Readonly<Record<string, readonly string[]>>;
  readonly 'ci.evidence_from': readonly string[];
};

export const fixKeys: Readonly<Record<keyof FixValues, KeyDescription>> = {
  'lgtm.required': {
    meaning: 'How many maintainers, who wrote none of it, must say LGTM to each pull request of a fix.',
    unit: 'persons',
    allowed: `a whole number from 0 to ${limits.lgtms}`,
    atZero: '0 switches the review gate off: an advisory may be published with no reviewed fix.',
    example: '2',
  },
  'lgtm.by_severity': {
    meaning:
      'How many LGTMs are needed from the severity of the score, in place of `lgtm.required`. Where a number for the line applies as well, the larger counts. ' +
      'Not scored yet counts as critical.',
    unit: 'persons',
    allowed: 'a mapping from `low`, `medium`, `high` or `critical` to a number of LGTMs, such as { critical: 3 }',
    entry: `a whole number from 0 to ${limits.lgtms}`,
    keys: severityNames,
    atZero: 'Empty: the severity changes nothing.',
    example: '{ high: 2, critical: 3 }',
  },
  'lgtm.by_line': {
    meaning:
      'How many LGTMs are needed on a line, in place of `lgtm.required`. Where a number for the severity applies as well, the larger counts.',
    unit: 'persons',
    allowed: 'a mapping from branches to a number of LGTMs, such as { release-1.8: 1 }',
    entry: `a whole number from 0 to ${limits.lgtms}`,
    atZero: 'Empty: every line needs the same.',
    example: '{ release-1.8: 1 }',
  },
  'lgtm.bound_to': {
    meaning:
      'What an LGTM was said of, and so what voids it: `patch`, the change as `git patch-id --verbatim` names it, white space and all, which a rebase or squash keeps; ' +
      'or `tree`, every file of the head. Where git cannot be asked, it is the commit.',
    unit: 'none',
    allowed: '`patch` or `tree`',
    atZero: 'It cannot be empty.',
    example: 'tree',
  },
  'lgtm.override': {
    meaning: 'Who may put up with missing LGTMs or evidence by `/override REASON`, for one head, seen by everybody.',
    unit: 'none',
    allowed: '`maintainers`, `fix_lead` or `nobody`',
    atZero: 'It cannot be empty.',
    example: 'fix_lead',
  },
  'lgtm.public_check': {
    meaning:
      'Whether each pull request of the public repository gets the check `fixlead/ready`. It waits until a maintainer has approved the head there, whatever is in it, and also then for a change that is the fix of an open case and lacks its LGTMs. ' +
      'Its words are the same for all and name nothing; why one waits is told in the case issue alone.',
    unit: 'none',
    allowed: '`true` or `false`',
    atZero: '`false`: public pull requests get no such check.',
    example: 'true',
  },
  'lgtm.ruleset': {
    meaning:
      'What the app does when somebody takes away or weakens the ruleset that requires its check in the fix repository: `once`, it made it and tells of it; `keep`, it makes it again as well.',
    unit: 'none',
    allowed: '`once` or `keep`',
    atZero: 'It cannot be empty.',
    example: 'keep',
  },
  'ci.required': {
    meaning:
      'The checks that must have passed on each head: by the names that GitHub shows for check runs or workflows, or that a CI outside GitHub gives.',
    unit: 'names, exact',
    allowed: `a list of at most ${limits.checks} names of checks, such as [unit tests]`,
    entry: 'the name of a check, such as unit tests',
    atZero: 'Empty: no tests are asked for.',
    example: '[unit tests, lint]',
  },
  'ci.by_line': {
    meaning: 'The checks that must have passed on a line, in place of `ci.required`.',
    unit: 'names, exact',
    allowed: 'a mapping from branches to lists of checks, such as { release-1.8: [unit tests] }',
    entry: 'a list of checks, such as [unit tests]',
    atZero: 'Empty: every line needs the same. An empty list for a line asks for no tests there.',
    example: '{ release-1.8: [unit tests] }',
  },
  'ci.evidence_from': {
    meaning:
      'The repositories whose CI may give evidence from outside GitHub’s checks, besides the fix repository: by `POST /api/evidence`, signed with the key of that repository or shown by a token of its GitHub Actions.',
    unit: 'none',
    allowed: `a list of at most ${limits.checks} repositories, such as [acme/widget-ci]`,
    entry: 'a repository as OWNER/NAME, such as acme/widget-ci',
    atZero: 'Empty: only the CI of the fix repository.',
    example: '[acme/widget-ci]',
  },
};
