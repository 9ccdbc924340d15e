/** What may be written into an advisory, and how its score follows from its vector. Source: GitHub's OpenAPI, `repository-advisory-update`. */
import calculator from 'ae-cvss-calculator';
import { z } from 'zod';
import { invalid } from './problems.ts';
import type { Severity, Vulnerability } from './world.ts';

const ecosystems = [
  'rubygems',
  'npm',
  'pip',
  'maven',
  'nuget',
  'composer',
  'go',
  'rust',
  'erlang',
  'actions',
  'pub',
  'other',
  'swift',
] as const;
const creditTypes = [
  ...(['analyst', 'finder', 'reporter', 'coordinator', 'remediation_developer', 'remediation_reviewer'] as const),
  ...(['remediation_verifier', 'tool', 'sponsor', 'other'] as const),
];

const vulnerability = z.object({
  package: z.object({ ecosystem: z.enum(ecosystems), name: z.string().nullish() }).nullish(),
  vulnerable_version_range: z.string().nullish(),
  patched_versions: z.string().nullish(),
  vulnerable_functions: z.array(z.string()).nullish(),
});

const contents = {
  vulnerabilities: z.array(vulnerability).nullish(),
  cwe_ids: z.array(z.string().regex(/^CWE-\d+$/)).nullish(),
  severity: z.enum(['critical', 'high', 'medium', 'low']).nullish(),
  cvss_vector_string: z.string().nullish(),
};
const summary = z.string().min(1).max(1024);
const description = z.string().min(1).max(65535);
const credits = z.array(z.object({ login: z.string(), type: z.enum(creditTypes) })).nullish();
const cveId = z
  .string()
  .regex(/^CVE-\d{4}-\d{4,}$/)
  .nullish();

export const reportBody = z.object({ summary, description, ...contents, start_private_fork: z.boolean().optional() });
export const draftBody = z.object({
  summary,
  description,
  ...contents,
  credits,
  cve_id: cveId,
  start_private_fork: z.boolean().optional(),
});
export const patchBody = z.object({
  summary: summary.optional(),
  description: description.optional(),
  ...contents,
  credits,
  cve_id: cveId,
  state: z.enum(['draft', 'published', 'closed']).optional(),
  collaborating_users: z.array(z.string()).nullish(),
  collaborating_teams: z.array(z.string()).nullish(),
});

/** The same fields as the REST API takes. */
export type ReportFields = z.input<typeof reportBody>;
export type DraftFields = z.input<typeof draftBody>;
export type AdvisoryPatch = z.input<typeof patchBody>;

export function readVulnerabilities(given: readonly z.infer<typeof vulnerability>[] | null | undefined): readonly Vulnerability[] {
  return (given ?? []).map((one) => ({
    ecosystem: one.package?.ecosystem,
    name: one.package?.name ?? undefined,
    vulnerableVersionRange: one.vulnerable_version_range ?? undefined,
    patchedVersions: one.patched_versions ?? undefined,
    vulnerableFunctions: one.vulnerable_functions ?? [],
  }));
}

export type Rating = { severity: Severity | undefined; cvssVector: string | undefined; cvssScore: number | undefined };

/** A severity or a vector, never both; a vector gives score and severity, and a severity alone takes an earlier vector away. */
export function readRating(given: { severity?: Severity | null | undefined; cvss_vector_string?: string | null | undefined }): Rating {
  const { severity, cvss_vector_string: vector } = given;
  if (severity && vector) throw invalid('Severity and CVSS vector string cannot both be given.');
  if (!vector) return { severity: severity ?? undefined, cvssVector: undefined, cvssScore: undefined };
  if (!/^CVSS:(3\.[01]|4\.0)\//.test(vector)) throw invalid('CVSS vector string is not a valid CVSS v3 or v4 vector.');
  const cvssScore = scoreOf(vector);
  return { severity: cvssScore === undefined ? undefined : severityOf(cvssScore), cvssVector: vector, cvssScore };
}

function scoreOf(vector: string): number | undefined {
  const parsed = calculator.fromVector(vector) as { calculateScores(): { overall: number } } | null;
  return parsed?.calculateScores().overall;
}

/** CVSS v3.1 specification, §5, and v4.0, §6. */
function severityOf(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'medium' : 'low';
}
