/** The life of an advisory: reported or drafted, edited, closed, published. */
import { announce } from './announce.ts';
import {
  draftBody,
  patchBody,
  readRating,
  readVulnerabilities,
  reportBody,
  type AdvisoryPatch,
  type DraftFields,
  type ReportFields,
} from './advisory-fields.ts';
import { parseFields } from './api.ts';
import { ghsaId } from './chance.ts';
import { findAccount, findTeam } from './look-up.ts';
import { invalid, notAllowed } from './problems.ts';
import { collaborates, managesAdvisories } from './roles.ts';
import { showAdvisoryInWebhook } from './show-advisory.ts';
import { deleteTemporaryFork, hasOpenPullRequests } from './temporary-forks.ts';
import type { Advisory, AdvisoryState, Credit, Repository, World } from './world.ts';

/** Where each state may go by writing. A publication is for good; a report is accepted (`draft`) before it can be published. */
const reachable: Readonly<Record<AdvisoryState, readonly AdvisoryState[]>> = {
  triage: ['draft', 'closed'],
  draft: ['published', 'closed'],
  closed: ['draft'],
  published: [],
  withdrawn: [],
};

/** A private report by somebody outside: the only birth of an advisory that GitHub tells an app of. */
export function reportVulnerability(world: World, repository: Repository, by: string, fields: ReportFields): Advisory {
  if (repository.private) throw notAllowed('Private vulnerability reporting is not enabled for this repository.');
  const { summary, description, vulnerabilities, cwe_ids: cweIds, ...rating } = parseFields(reportBody, fields);
  const advisory = born(world, by, {
    ...{ summary, description, vulnerabilities: readVulnerabilities(vulnerabilities), cweIds: cweIds ?? [], ...readRating(rating) },
    ...{
      state: 'triage',
      submission: { accepted: false },
      collaboratingUsers: [by],
      credits: [{ login: by, type: 'reporter', state: 'accepted' }],
    },
  });
  repository.advisories.push(advisory);
  tell(world, repository, advisory, 'reported', by);
  return advisory;
}

export function createDraft(world: World, repository: Repository, by: string, fields: DraftFields): Advisory {
  const { summary, description, vulnerabilities, cwe_ids: cweIds, cve_id: cveId, credits, ...rating } = parseFields(draftBody, fields);
  if (!vulnerabilities?.length) throw noVulnerability();
  const advisory = born(world, by, {
    ...{ summary, description, vulnerabilities: readVulnerabilities(vulnerabilities), cweIds: cweIds ?? [], ...readRating(rating) },
    ...{ state: 'draft', cveId: cveId ?? undefined, credits: readCredits(world, credits ?? [], [], by) },
  });
  repository.advisories.push(advisory);
  return advisory;
}

/** Everything is checked before anything is changed. */
export function editAdvisory(world: World, repository: Repository, advisory: Advisory, by: string, fields: AdvisoryPatch): void {
  const patch = parseFields(patchBody, fields);
  refuseEditor(world, repository, advisory, by, patch);
  if (patch.vulnerabilities?.length === 0) throw noVulnerability();
  for (const login of patch.collaborating_users ?? []) if (!findAccount(world, login)) throw invalid(`${login} is not a valid user.`);
  for (const slug of patch.collaborating_teams ?? [])
    if (!findTeam(world, repository.owner, slug)) throw invalid(`${slug} is not a valid team.`);
  const rating = patch.severity || patch.cvss_vector_string ? readRating(patch) : undefined;
  const credits = patch.credits && readCredits(world, patch.credits, advisory.credits, by);
  const vulnerabilities = patch.vulnerabilities ? readVulnerabilities(patch.vulnerabilities) : advisory.vulnerabilities;
  if (patch.state && patch.state !== advisory.state) refuseTransition(world, { ...advisory, vulnerabilities }, patch.state);

  Object.assign(advisory, rating, {
    summary: patch.summary ?? advisory.summary,
    description: patch.description ?? advisory.description,
    vulnerabilities,
    cweIds: patch.cwe_ids ?? advisory.cweIds,
    cveId: patch.cve_id === undefined ? advisory.cveId : (patch.cve_id ?? undefined),
    credits: credits ?? advisory.credits,
    collaboratingUsers: patch.collaborating_users ?? advisory.collaboratingUsers,
    collaboratingTeams: patch.collaborating_teams ?? advisory.collaboratingTeams,
    updatedAt: world.now(),
  });
  if (patch.state && patch.state !== advisory.state) enter(world, repository, advisory, patch.state, by);
}

/** Asks GitHub for a CVE id. It comes weeks later, by hand: `assignCve`. */
export function requestCve(world: World, advisory: Advisory): void {
  if (advisory.cveId !== undefined) throw invalid('A CVE ID has already been assigned to this advisory.');
  if (advisory.cveRequestedAt !== undefined) throw invalid('A CVE ID has already been requested for this advisory.');
  if (advisory.state !== 'draft' && advisory.state !== 'published')
    throw invalid('A CVE ID can be requested for a draft or published advisory only.');
  advisory.cveRequestedAt = world.now();
}

export function assignCve(world: World, advisory: Advisory, cveId: string): void {
  advisory.cveId = cveId;
  advisory.updatedAt = world.now();
}

function born(
  world: World,
  author: string,
  fields: Partial<Advisory> & Pick<Advisory, 'summary' | 'description' | 'state' | 'vulnerabilities'>,
): Advisory {
  const at = world.now();
  return {
    ...{
      cveId: undefined,
      cveRequestedAt: undefined,
      severity: undefined,
      cvssVector: undefined,
      cvssScore: undefined,
      cweIds: [],
      credits: [],
    },
    ...{ publisher: undefined, publishedAt: undefined, closedAt: undefined, submission: undefined, privateFork: undefined },
    ...{ collaboratingUsers: [], collaboratingTeams: [], comments: [], ghsaId: ghsaId(world.chance), author, createdAt: at, updatedAt: at },
    ...fields,
  };
}

function refuseEditor(world: World, repository: Repository, advisory: Advisory, by: string, patch: AdvisoryPatch): void {
  if (by.endsWith('[bot]') || managesAdvisories(world, repository, by)) return;
  if (!collaborates(world, repository, advisory, by)) throw notAllowed('Must have write access to the advisory.');
  if (patch.collaborating_users || patch.collaborating_teams) {
    throw notAllowed('Cannot update advisory collaborators unless you have administrative/security management rights');
  }
  if (patch.state) throw notAllowed('Must have admin rights to Repository.');
}

function refuseTransition(world: World, advisory: Advisory, wanted: AdvisoryState): void {
  if (!reachable[advisory.state].includes(wanted)) throw invalid(`State cannot be changed from ${advisory.state} to ${wanted}.`);
  if (wanted !== 'published') return;
  if (advisory.vulnerabilities.length === 0) throw noVulnerability();
  if (hasOpenPullRequests(world, advisory))
    throw invalid('Advisory cannot be published while its temporary private fork has open pull requests.');
}

function enter(world: World, repository: Repository, advisory: Advisory, state: AdvisoryState, by: string): void {
  const at = world.now();
  if (advisory.state === 'triage' && state === 'draft') advisory.submission = { accepted: true };
  advisory.state = state;
  advisory.closedAt = state === 'closed' ? at : undefined;
  if (state !== 'published') return;
  advisory.publishedAt = at;
  advisory.publisher = by;
  deleteTemporaryFork(world, advisory);
  tell(world, repository, advisory, 'published', by);
}

function tell(world: World, repository: Repository, advisory: Advisory, action: string, by: string): void {
  const payload = { repository_advisory: showAdvisoryInWebhook(world, repository, advisory) };
  announce(world, { event: 'repository_advisory', action, by, repository, payload });
}

/** A new credit waits for its person to accept it, unless they give it to themselves. */
function readCredits(
  world: World,
  given: readonly { login: string; type: string }[],
  known: readonly Credit[],
  by: string,
): readonly Credit[] {
  for (const { login } of given) if (!findAccount(world, login)) throw invalid(`${login} is not a valid user.`);
  return given.map(({ login, type }) => ({
    login,
    type,
    state: known.find((credit) => credit.login === login)?.state ?? (login === by ? 'accepted' : 'pending'),
  }));
}

const noVulnerability = () => invalid('Advisory must have at least one vulnerability');
