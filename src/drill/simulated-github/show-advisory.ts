/** Advisories and their comments as JSON: one form for the API, a poorer one for webhooks. */
import { accountOf, findTeam, fullName } from './look-up.ts';
import { authorAssociation, htmlRoot, isoTime, isoTimeOrNull, nodeId, showTeam, showUser, showUserOrNull } from './show-account.ts';
import { repositoryUrl, showSimpleRepository } from './show-repository.ts';
import type { Advisory, Comment, Place, Vulnerability } from './world.ts';

export function showAdvisory(place: Place, advisory: Advisory) {
  const { world, repository } = place;
  const fork = world.repositories.find((candidate) => candidate.id === advisory.privateFork);
  return {
    ...whatBothShow(place, advisory),
    author: showUser(world, advisory.author),
    created_at: isoTime(advisory.createdAt),
    submission: advisory.submission ?? null,
    vulnerabilities: advisory.vulnerabilities.map((vulnerability) => ({
      package: vulnerability.ecosystem === undefined ? null : { ecosystem: vulnerability.ecosystem, name: vulnerability.name ?? null },
      ...versions(vulnerability),
    })),
    collaborating_users: advisory.collaboratingUsers.map((login) => showUser(world, login)),
    collaborating_teams: advisory.collaboratingTeams
      .map((slug) => findTeam(world, repository.owner, slug))
      .filter((team) => team !== undefined)
      .map((team) => showTeam(world, team)),
    private_fork: fork ? showSimpleRepository(world, fork) : null,
    comments: visibleComments(advisory).length,
  };
}

/** Real deliveries leave out who wrote the report, when, who collaborates and the fork, and have `""` for a package nobody named. */
export function showAdvisoryInWebhook(place: Place, advisory: Advisory) {
  return {
    ...whatBothShow(place, advisory),
    author: null,
    created_at: null,
    submission: null,
    vulnerabilities: advisory.vulnerabilities.map((vulnerability) => ({
      package: { ecosystem: vulnerability.ecosystem ?? '', name: vulnerability.name ?? '' },
      ...versions(vulnerability),
    })),
    collaborating_users: null,
    collaborating_teams: null,
    private_fork: null,
  };
}

export const visibleComments = (advisory: Advisory) => advisory.comments.filter((comment) => !comment.confidential);

function whatBothShow({ world, repository }: Place, advisory: Advisory) {
  const isVersion4 = advisory.cvssVector?.startsWith('CVSS:4') === true;
  const scored = { vector_string: advisory.cvssVector ?? null, score: advisory.cvssScore ?? null };
  const unscored = { vector_string: null, score: null };
  return {
    ghsa_id: advisory.ghsaId,
    cve_id: advisory.cveId ?? null,
    url: `${repositoryUrl(world, repository)}/security-advisories/${advisory.ghsaId}`,
    html_url: `${htmlRoot}/${fullName(repository)}/security/advisories/${advisory.ghsaId}`,
    summary: advisory.summary,
    description: advisory.description,
    severity: advisory.severity ?? null,
    publisher: showUserOrNull(world, advisory.publisher),
    identifiers: [
      { value: advisory.ghsaId, type: 'GHSA' },
      ...(advisory.cveId === undefined ? [] : [{ value: advisory.cveId, type: 'CVE' }]),
    ],
    state: advisory.state,
    updated_at: isoTime(advisory.updatedAt),
    published_at: isoTimeOrNull(advisory.publishedAt),
    closed_at: isoTimeOrNull(advisory.closedAt),
    withdrawn_at: null,
    cvss_severities: { cvss_v3: isVersion4 ? unscored : scored, cvss_v4: isVersion4 ? scored : unscored },
    cvss: scored,
    cwes: advisory.cweIds.map((id) => ({ cwe_id: id, name: id })),
    cwe_ids: advisory.cweIds,
    credits: advisory.credits.map(({ login, type }) => ({ login, type })),
    credits_detailed: advisory.credits.map(({ login, type, state }) => ({ user: showUser(world, login), type, state })),
  };
}

const versions = (vulnerability: Vulnerability) => ({
  vulnerable_version_range: vulnerability.vulnerableVersionRange ?? null,
  patched_versions: vulnerability.patchedVersions ?? null,
  vulnerable_functions: vulnerability.vulnerableFunctions,
});

export function showAdvisoryComment({ world, repository }: Place, advisory: Advisory, comment: Comment) {
  const url = `${repositoryUrl(world, repository)}/security-advisories/${advisory.ghsaId}`;
  return {
    id: comment.id,
    node_id: nodeId('RepositoryAdvisoryComment', comment.id),
    url: `${url}/comments/${comment.id}`,
    html_url: `${htmlRoot}/${fullName(repository)}/security/advisories/${advisory.ghsaId}#advisory-comment-${comment.id}`,
    advisory_url: url,
    user: showUser(world, accountOf(world, comment.author).login),
    author_association: authorAssociation(world, repository, comment.author),
    body: comment.body,
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
  };
}
