/** A scenario file: who does what, when, and what must then be true. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseUtcMinute } from '../core/time/time.ts';
import { readPolicy } from '../policy/read-policy.ts';

const instant = z.string().transform((text, context) => {
  const parsed = parseUtcMinute(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.problem.message });
  return z.NEVER;
});
/** `advisory`, `case-issue`, `project-issue`, or the name of a release line: its fix pull request. */
const spot = z.string();
const change = { line: z.string(), file: z.string(), content: z.string(), message: z.string() };
/** Instead of the fix repository: GitHub's temporary private fork of the advisory. */
const place = { in: z.literal('fork').optional() };

const actOnFix = z.union([
  z.strictObject({ pushes: z.strictObject({ ...change, ...place }) }),
  /** Replaces the last commit of the fix branch, by force. */
  z.strictObject({ amends: z.strictObject({ ...change, ...place }) }),
  /** Puts the fix of a line on top of that line as it stands beside it, by force. */
  z.strictObject({ rebases: z.string() }),
  z.strictObject({ opens: z.strictObject({ line: z.string(), title: z.string(), ...place }) }),
  z.strictObject({ closes: z.string() }),
  /** Merges the newest public pull request for a line. */
  z.strictObject({ merges: z.strictObject({ line: z.string(), how: z.enum(['merge', 'squash']) }) }),
  z.strictObject({ approves: spot }),
  /** Straight to a line, past every review. */
  z.strictObject({ commits: z.strictObject({ ...change, to: z.enum(['public', 'private']) }) }),
  /** The head of the fix of a line becomes a public branch. */
  z.strictObject({ exposes: z.strictObject({ line: z.string(), as: z.string() }) }),
  /** A person sets a commit status on the head of the fix of a line, as anybody may who can push. */
  z.strictObject({ sets: z.strictObject({ status: z.string(), line: z.string(), as: z.enum(['success', 'failure']) }) }),
  /** Tries to merge the fix of a line into it, in the fix repository, and GitHub refuses. */
  z.strictObject({ failsToMerge: z.string() }),
  /** Another App's check on the head of the fix of a line comes to an end. */
  z.strictObject({ finishes: z.strictObject({ check: z.string(), line: z.string(), as: z.enum(['success', 'failure']), by: z.string() }) }),
]);

const act = z.union([
  z.strictObject({ report: z.strictObject({ summary: z.string(), description: z.string() }) }),
  z.strictObject({ draft: z.strictObject({ summary: z.string(), description: z.string() }) }),
  /** `{head LINE}` stands for the head of the fix of that line, `{key NAME}` for the OpenPGP key of a distributor. */
  z.strictObject({ says: z.string(), on: spot }),
  z.strictObject({ edits: z.string(), to: z.string() }),
  z.strictObject({ forks: z.literal('the advisory') }),
  z.strictObject({ releases: z.strictObject({ tag: z.string(), line: z.string() }) }),
  z.strictObject({ leaves: z.literal('team') }),
  z.strictObject({ publishes: z.literal('by hand') }),
  ...actOnFix.options,
]);

const expectation = z.union([
  z.strictObject({ advisory: z.enum(['triage', 'draft', 'published', 'closed']) }),
  z.strictObject({ status: z.string() }),
  z.strictObject({ board: z.string() }),
  z.strictObject({ answer: z.string(), on: spot }),
  /** The conclusion of our own check on the head of a line's fix; `summary` is found in its text. */
  z.strictObject({ check: z.enum(['success', 'failure']), on: spot, summary: z.string().optional() }),
  /** The line of the fix repository is where the public one is. */
  z.strictObject({ mirrored: z.string() }),
  z.strictObject({ credited: z.string() }),
  z.strictObject({ vector: z.string() }),
  z.strictObject({ publishedAt: instant }),
  /** The tip of the public line is the head of its fix pull request, unmodified; or it is not yet. */
  z.strictObject({ public: z.string() }),
  z.strictObject({ notPublic: z.string() }),
  /** A public pull request for this line, from the head of its fix, is open. */
  z.strictObject({ proposed: z.string() }),
  z.strictObject({ patched: z.string() }),
  /** Who may get into the fix repository by name, besides its owners: people and teams, in the order of the alphabet. */
  z.strictObject({ access: z.array(z.string()) }),
  z.strictObject({ commentsOnAdvisory: z.number() }),
  /** So many texts that say this came to a channel; once unless said otherwise. */
  z.strictObject({ told: z.string(), on: z.string(), times: z.number().optional() }),
]);

const misbehaviour = z.strictObject({
  kind: z.enum([
    '502-before-doing',
    '502-after-doing',
    'reset-before-doing',
    'reset-after-doing',
    '403-retry-after',
    'absent',
    'slow',
    'duplicate',
    'reordered',
    'lost',
  ]),
  method: z.string().optional(),
  path: z.string().optional(),
  event: z.string().optional(),
  times: z.number().optional(),
});

const step = z.strictObject({
  at: instant,
  who: z.string().optional(),
  does: act.optional(),
  /** GitHub misbehaves from here on. */
  github: misbehaviour.optional(),
  /** What happens in the world outside GitHub; `names: advisory` is somebody else's record of this very advisory. */
  outside: z
    .strictObject({
      slack: z.enum(['refuses', 'works']).optional(),
      mail: z.enum(['down', 'works']).optional(),
      names: z.literal('advisory').optional(),
    })
    .optional(),
  /**
   * The app's process is killed and started again: at once, or the moment GitHub has taken a push of the fix to this public line, before the
   * app hears of it.
   */
  crash: z.union([z.literal(true), z.strictObject({ pushing: z.string() })]).optional(),
  /** Told in the timeline. */
  because: z.string().optional(),
  then: z.array(expectation).default([]),
});

/** A mistake in it would show far away, as a case issue that nobody opens. */
const policy = z.string().superRefine((text, context) => {
  const read = readPolicy(text, { path: 'policy' });
  if (read.ok) return;
  for (const { line, message } of read.problems) context.addIssue({ code: 'custom', message: `line ${line}: ${message}` });
});

const scenario = z.strictObject({
  name: z.string(),
  title: z.string(),
  /** What is real in it, and what is assumed. */
  about: z.string(),
  organisation: z.string(),
  repository: z.string(),
  /** Left out where the policy gives each case a repository of its own: the app makes it. */
  fixRepository: z.string().optional(),
  /** The App may administer, and so makes its check required where the fixes are made. It may anyway where it makes the repositories. */
  administers: z.boolean().default(false),
  team: z.string(),
  maintainers: z.array(z.string()).min(1),
  others: z.array(z.string()),
  lines: z.array(z.string()),
  /** What stands on a line from the start: line → path → text. */
  files: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  policy,
  steps: z.array(step).min(1),
  ends: instant,
});

export type Scenario = z.infer<typeof scenario>;
export type ScenarioStep = Scenario['steps'][number];
export type Act = z.infer<typeof act>;
export type ActOnFix = z.infer<typeof actOnFix>;
export type Expectation = z.infer<typeof expectation>;

/** Errors: throws with the path and the reason when the file is not a scenario. */
export function readScenario(path: string): Scenario {
  const read = scenario.safeParse(parse(readFileSync(path, 'utf8')));
  if (read.success) return read.data;
  const reasons = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${path} is not a scenario:\n${reasons.join('\n')}`);
}
