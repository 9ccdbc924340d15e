/** The life of an advisory: reported or drafted, edited, closed, published. */
import type { z } from 'zod';
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
import type { Advisory, AdvisoryState, Credit, Scene, World } from './world.ts';

/** Where each state may go by writing. A publication is for good; a report is accepted (`draft`) before it can be published. */
const reachable: Readonly<Record<AdvisoryState, readonly AdvisoryState[]>> = {
  triage: ['draft', 'closed'],
  draft: ['published', 'closed'],
  closed: ['draft'],
  published: [],
  withdrawn: [],
};

/** A private report by somebody outside: the only birth of an advisory that GitHub tells an app of. */
export function reportVulnerability(scene: Scene, fields: ReportFields): Advisory {
  if (scene.repository.private) throw notAllowed('Private vulnerability reporting is not enabled for this repository.');
  const report = parseFields(reportBody, fields);
  const credits = [{ login: scene.by, type: 'reporter', state: 'accepted' as const }];
  const advisory = born(scene, {
    ...contentsOf(report),
    state: 'triage',
    submission: { accepted: false },
    collaboratingUsers: [scene.by],
    credits,
  });
  tell(scene, advisory, 'reported');
  return advisory;
}

export function createDraft(scene: Scene, fields: DraftFields): Advisory {
  const draft = parseFields(draftBody, fields);
  if (!draft.vulnerabilities?.length) throw noVulnerability();
  const credits = readCredits(scene, draft.credits ?? [], []);
  return born(scene, { ...contentsOf(draft), state: 'draft', cveId: draft.cve_id ?? undefined, credits });
}

const contentsOf = (given: z.infer<typeof reportBody>) => ({
  summary: given.summary,
  description: given.description,
  vulnerabilities: readVulnerabilities(given.vulnerabilities),
  cweIds: given.cwe_ids ?? [],
  ...readRating(given),
});

type Born = 'summary' | 'description' | 'state' | 'vulnerabilities' | 'cweIds' | 'credits';

function born({ world, repository, by }: Scene, fields: Partial<Advisory> & Pick<Advisory, Born>): Advisory {
  const at = world.now();
  const people = { author: by, collaboratingUsers: [], collaboratingTeams: [] };
  const advisory = { ghsaId: ghsaId(world.chance.advisories), ...people, comments: [], createdAt: at, updatedAt: at, ...fields };
  repository.advisories.push(advisory);
  return advisory;
}

/** Everything is checked before anything is changed. */
export function editAdvisory(scene: Scene, advisory: Advisory, fields: AdvisoryPatch): void {
  const { world, repository } = scene;
  const patch = parseFields(patchBody, fields);
  refuseEditor(scene, advisory, patch);
  if (patch.vulnerabilities?.length === 0) throw noVulnerability();
  for (const login of patch.collaborating_users ?? []) if (!findAccount(world, login)) throw invalid(`${login} is not a valid user.`);
  for (const slug of patch.collaborating_teams ?? [])
    if (!findTeam(world, repository.owner, slug)) throw invalid(`${slug} is not a valid team.`);
  const rating = patch.severity || patch.cvss_vector_string ? readRating(patch) : undefined;
  const credits = patch.credits && readCredits(scene, patch.credits, advisory.credits);
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
  if (patch.state && patch.state !== advisory.state) enter(scene, advisory, patch.state);
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

function refuseEditor({ world, repository, by }: Scene, advisory: Advisory, patch: AdvisoryPatch): void {
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

function enter(scene: Scene, advisory: Advisory, state: AdvisoryState): void {
  const at = scene.world.now();
  if (advisory.state === 'triage' && state === 'draft') advisory.submission = { accepted: true };
  advisory.state = state;
  advisory.closedAt = state === 'closed' ? at : undefined;
  if (state !== 'published') return;
  advisory.publishedAt = at;
  advisory.publisher = scene.by;
  deleteTemporaryFork(scene.world, advisory);
  tell(scene, advisory, 'published');
}

function tell(scene: Scene, advisory: Advisory, action: string): void {
  announce(scene, { event: 'repository_advisory', action, payload: { repository_advisory: showAdvisoryInWebhook(scene, advisory) } });
}

type Given = readonly { login: string; type: string }[];

/** A new credit waits for its person to accept it, unless they give it to themselves. */
function readCredits({ world, by }: Scene, given: Given, known: readonly Credit[]): readonly Credit[] {
  for (const { login } of given) if (!findAccount(world, login)) throw invalid(`${login} is not a valid user.`);
  return given.map(({ login, type }) => ({
    login,
    type,
    state: known.find((credit) => credit.login === login)?.state ?? (login === by ? 'accepted' : 'pending'),
  }));
}

const noVulnerability = () => invalid('Advisory must have at least one vulnerability');
