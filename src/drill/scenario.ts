/** A scenario file: who does what, when, and what must then be true. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseUtcMinute } from '../core/time/time.ts';

const instant = z.string().transform((text, context) => {
  const parsed = parseUtcMinute(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.problem.message });
  return z.NEVER;
});
/** `advisory`, `case-issue`, or the name of a release line: its fix pull request. */
const spot = z.string();

const act = z.union([
  z.strictObject({ report: z.strictObject({ summary: z.string(), description: z.string() }) }),
  z.strictObject({ draft: z.strictObject({ summary: z.string(), description: z.string() }) }),
  z.strictObject({ says: z.string(), on: spot }),
  z.strictObject({ edits: z.string(), to: z.string() }),
  z.strictObject({ pushes: z.strictObject({ line: z.string(), file: z.string(), content: z.string(), message: z.string() }) }),
  z.strictObject({ opens: z.strictObject({ line: z.string(), title: z.string() }) }),
  z.strictObject({ approves: spot }),
  z.strictObject({ releases: z.strictObject({ tag: z.string(), line: z.string() }) }),
  z.strictObject({ leaves: z.literal('team') }),
  z.strictObject({ publishes: z.literal('by hand') }),
]);

const expectation = z.union([
  z.strictObject({ advisory: z.enum(['triage', 'draft', 'published', 'closed']) }),
  z.strictObject({ status: z.string() }),
  z.strictObject({ board: z.string() }),
  z.strictObject({ answer: z.string(), on: spot }),
  z.strictObject({ check: z.enum(['success', 'failure']), on: spot }),
  z.strictObject({ credited: z.string() }),
  z.strictObject({ vector: z.string() }),
  z.strictObject({ publishedAt: instant }),
  /** The tip of the public line is the head of its fix pull request, unmodified; or it is not yet. */
  z.strictObject({ public: z.string() }),
  z.strictObject({ notPublic: z.string() }),
  z.strictObject({ patched: z.string() }),
  z.strictObject({ commentsOnAdvisory: z.number() }),
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
  /** The app's process is killed and started again. */
  crash: z.literal(true).optional(),
  /** Told in the timeline. */
  because: z.string().optional(),
  then: z.array(expectation).default([]),
});

const scenario = z.strictObject({
  name: z.string(),
  title: z.string(),
  /** What is real in it, and what is assumed. */
  about: z.string(),
  organisation: z.string(),
  repository: z.string(),
  fixRepository: z.string(),
  team: z.string(),
  maintainers: z.array(z.string()).min(1),
  others: z.array(z.string()),
  lines: z.array(z.string()),
  policy: z.string(),
  steps: z.array(step).min(1),
  ends: instant,
});

export type Scenario = z.infer<typeof scenario>;
export type ScenarioStep = Scenario['steps'][number];
export type Act = z.infer<typeof act>;
export type Expectation = z.infer<typeof expectation>;

/** Errors: throws with the path and the reason when the file is not a scenario. */
export function readScenario(path: string): Scenario {
  const read = scenario.safeParse(parse(readFileSync(path, 'utf8')));
  if (read.success) return read.data;
  const reasons = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${path} is not a scenario:\n${reasons.join('\n')}`);
}
