/** `fixlead policy simulate FILE TIMELINE`: what would have been due when under a policy, had these things happened. */
import { readFile } from 'node:fs/promises';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { login } from '../core/ids.ts';
import { quoteRule } from '../core/rules.ts';
import { formatUtcMinute, parseInstant, parseUtcMinute } from '../core/time/time.ts';
import { simulate, type Simulated, type Timeline } from '../engine/simulate.ts';
import { formatProblem } from '../policy/policy-problem.ts';
import type { PolicyText } from '../policy/policy-layer.ts';
import { readPolicies } from '../policy/read-policy.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { readPolicyFile } from './read-policy-file.ts';

export const simulationUsage = `usage: fixlead policy simulate FILE TIMELINE [--org FILE] [--json]

TIMELINE is a YAML file:
  reported: 2026-03-02 09:00 UTC
  reporter: rita                      # may be left out
  maintainers: [max, ana]             # may be left out
  said:                               # may be left out
    - { at: 2026-03-03 10:00 UTC, who: max, says: /ack, on: advisory }
  until: 2026-04-01 00:00 UTC         # may be left out: a year after the report`;

const instant = z.string().transform((text, context) => {
  const parsed = parseUtcMinute(text).ok ? parseUtcMinute(text) : parseInstant(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.problem.message });
  return z.NEVER;
});
const person = z.string().min(1).max(40).transform(login);

const timelineFile = z.strictObject({
  reported: instant,
  reporter: person.default(login('reporter')),
  maintainers: z
    .array(person)
    .max(1_000)
    .default([login('maintainer')]),
  said: z
    .array(
      z.strictObject({
        at: instant,
        who: person,
        says: z.string().max(65_536),
        on: z.enum(['advisory', 'case-issue']).default('case-issue'),
      }),
    )
    .max(10_000)
    .default([]),
  until: instant.optional(),
});

const yearMs = 365 * 24 * 3_600_000;

export type SimulationAsked = {
  /** A policy file and a timeline. */
  readonly files: readonly string[];
  readonly organisation: PolicyText | undefined;
  readonly json: boolean;
};

/** Exit code: 0 simulated; 1 the policy or the timeline has problems; 2 the files could not be looked at. */
export async function runSimulation({ files, organisation, json }: SimulationAsked, streams: CliStreams): Promise<number> {
  const [policyPath, timelinePath] = files;
  if (policyPath === undefined || timelinePath === undefined) return complain(streams, simulationUsage, 2);
  const policyFile = await readPolicyFile(policyPath);
  const timelineText = await readText(timelinePath);
  if (!policyFile.ok) return complain(streams, policyFile.message, 2);
  if (timelineText === undefined) return complain(streams, `${timelinePath} cannot be read.`, 2);
  const read = readPolicies({ repository: policyFile.file, organisation });
  if (!read.ok) return complain(streams, read.problems.map(formatProblem).join('\n'), 1);
  const timeline = readTimeline(timelineText);
  if (typeof timeline === 'string') return complain(streams, `${timelinePath}: ${timeline}`, 1);
  const simulated = simulate(read.policy, timeline);
  await printLine(streams.stdout, json ? asJson(simulated) : tell(simulated));
  return 0;
}

/** The timeline, or what is wrong with the file, line by line. */
function readTimeline(text: string): Timeline | string {
  let value: unknown;
  try {
    // Instants stay texts: YAML 1.2 knows no dates.
    value = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof YAMLParseError || error instanceof ReferenceError) return error.message;
    throw error;
  }
  const read = timelineFile.safeParse(value);
  if (!read.success) return read.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`).join('\n');
  const { reported, reporter, maintainers, said, until = reported + yearMs } = read.data;
  const unordered = said.findIndex((one, index) => one.at < (said[index - 1]?.at ?? reported));
  if (unordered >= 0) return `said.${unordered}.at: is before what stands before it; put the oldest first.`;
  return { reportedAt: reported, reporter, maintainers, said, until };
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

function asJson({ phase, dues, happened }: Simulated): string {
  const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());
  return JSON.stringify({
    phase,
    due: dues.map(({ name, dueAt, metAt, standing, rules, counted }) => ({
      name,
      dueAt: iso(dueAt),
      metAt: iso(metAt),
      standing,
      rules,
      counted,
    })),
    happened: happened.map(({ at, what }) => ({ at: iso(at), what })),
  });
}

function tell({ phase, dues, happened }: Simulated): string {
  const rows = dues.flatMap((due) => [
    `${due.name}: due ${due.dueAt === undefined ? 'at no set time' : formatUtcMinute(due.dueAt)}, ${due.standing}${due.metAt === undefined ? '' : ` ${formatUtcMinute(due.metAt)}`}`,
    `    ${due.counted}`,
    ...due.rules.map((rule) => `    ${quoteRule(rule)}`),
  ]);
  return [`The case ends ${phase}.`, ...rows, ...happened.map(({ at, what }) => `${formatUtcMinute(at)}  ${what}`)].join('\n');
}

async function complain(streams: CliStreams, message: string, exitCode: number): Promise<number> {
  await printLine(streams.stderr, message);
  return exitCode;
}
