/** What we read of an advisory, strict and lenient as with every other answer (`read-answers.ts`). */
import { z } from 'zod';
import { account, advisoryId, advisoryState, instant, maybe, repositoryFullName, text } from './fields.ts';

const vector = maybe(z.object({ vector_string: maybe(z.string()) }));

/** `asGiven` is what GitHub takes back: without what it adds of its own. */
const vulnerabilityAnswer = z
  .object({
    package: maybe(z.object({ ecosystem: maybe(z.string()), name: maybe(z.string()) })),
    vulnerable_version_range: maybe(z.string()),
    patched_versions: maybe(z.string()),
    vulnerable_functions: maybe(z.array(z.string())),
  })
  .transform((one) => ({
    ecosystem: one.package?.ecosystem,
    name: one.package?.name,
    range: one.vulnerable_version_range ?? '',
    patchedVersions: one.patched_versions === '' ? undefined : one.patched_versions,
    asGiven: {
      package: { ecosystem: one.package?.ecosystem ?? 'other', name: one.package?.name ?? null },
      vulnerable_version_range: one.vulnerable_version_range ?? null,
      vulnerable_functions: one.vulnerable_functions ?? [],
    },
  }));

export type Advisory = z.output<typeof advisoryAnswer>;

export const advisoryAnswer = z
  .object({
    ghsa_id: advisoryId,
    summary: text,
    description: text,
    state: advisoryState,
    author: maybe(account),
    submission: maybe(z.unknown()),
    credits: maybe(z.array(z.object({ login: z.string(), type: z.string() }))),
    credits_detailed: maybe(z.array(z.object({ user: maybe(account), state: maybe(z.string()) }))),
    cve_id: maybe(z.string()),
    cwes: maybe(z.array(z.object({ cwe_id: z.string(), name: text }))),
    vulnerabilities: maybe(z.array(vulnerabilityAnswer)),
    severity: maybe(z.string()),
    cvss: vector,
    cvss_severities: maybe(z.object({ cvss_v3: vector, cvss_v4: vector })),
    created_at: maybe(instant),
    updated_at: maybe(instant),
    published_at: maybe(instant),
    closed_at: maybe(instant),
    withdrawn_at: maybe(instant),
    private_fork: maybe(z.object({ full_name: repositoryFullName })),
  })
  .transform((advisory) => ({
    caseId: advisory.ghsa_id,
    title: advisory.summary,
    text: advisory.description,
    state: advisory.state,
    author: advisory.author?.login,
    /** Somebody reported it privately; without that the author is a maintainer who began a draft. */
    isReport: advisory.submission !== undefined || advisory.state === 'triage',
    credits: advisory.credits ?? [],
    /** Who agreed to be credited, which GitHub asks them. */
    accepted: (advisory.credits_detailed ?? []).flatMap(({ user, state }) =>
      user !== undefined && state === 'accepted' ? [user.login] : [],
    ),
    cveId: advisory.cve_id,
    cwes: (advisory.cwes ?? []).map(({ cwe_id: id, name }) => ({ id, name })),
    vulnerabilities: advisory.vulnerabilities ?? [],
    vectors: [
      ...new Set([
        advisory.cvss_severities?.cvss_v3?.vector_string,
        advisory.cvss_severities?.cvss_v4?.vector_string,
        advisory.cvss?.vector_string,
      ]),
    ].filter((given) => given !== undefined),
    severity: advisory.severity,
    createdAt: advisory.created_at,
    updatedAt: advisory.updated_at,
    publishedAt: advisory.published_at,
    closedAt: advisory.closed_at,
    withdrawnAt: advisory.withdrawn_at,
    temporaryFork: advisory.private_fork?.full_name,
  }));
