/** What people do on GitHub. Each act changes the world and sends the webhooks GitHub would send; a refusal is a GitHubProblem. */
import { commentOnAdvisory, deleteAdvisoryComment, editAdvisoryComment } from './advisory-comments.ts';
import { createDraft, editAdvisory, reportVulnerability } from './advisories.ts';
import type { AdvisoryPatch, DraftFields, ReportFields } from './advisory-fields.ts';
import { announceInOrganisation } from './announce.ts';
import { personToken } from './chance.ts';
import { askForCheckAgain, changeCheckRun, createCheckRun } from './checks.ts';
import { acceptInvitation, addCollaborator, removeCollaborator } from './collaborators.ts';
import { commentOnIssue, deleteIssueComment, editIssueComment, issueCommentOf } from './issue-comments.ts';
import { editIssue, openIssue, type IssueFields, type IssuePatch } from './issues.ts';
import { accountOf, advisoryOf, botLogin, findTeam, fullName, issueOf, pullRequestOf, repositoryOf } from './look-up.ts';
import { notFound } from './problems.ts';
import {
  dismissReview,
  mergePullRequest,
  openPullRequest,
  setPullState,
  submitReview,
  type MergeMethod,
  type PullFields,
  type ReviewVerdict,
} from './pull-requests.ts';
import { announceRefChanges } from './ref-changes.ts';
import { createRelease } from './releases.ts';
import { forkRepository, renameRepository, setVisibility } from './repositories.ts';
import { seesAdvisory } from './roles.ts';
import { showTeam, showUser } from './show-account.ts';
import { setStatus, type GivenStatus } from './statuses.ts';
import { createTemporaryFork } from './temporary-forks.ts';
import { readRefs } from './refs.ts';
import type { App, CheckConclusion, Comment, Role, Scene, Team, World } from './world.ts';
import { copyOverHttp, pushOverHttp, rebaseOverHttp, type Push } from './working-copy.ts';
import { joinTeam } from './world-building.ts';

type InPull = { readonly repo: string; readonly number: number };
export type Person = ReturnType<typeof personIn>;

export function personIn(world: World, login: string) {
  const by = accountOf(world, login).login;
  const token = personToken(world.chance.tokens);
  world.tokens.set(token, { actor: { kind: 'person', login: by }, expiresAt: Infinity });
  return {
    login: by,
    token,
    ...onAdvisories(world, by),
    ...onIssues(world, by),
    ...onPullRequests(world, by),
    ...onRepositories(world, by, token),
  };
}

function onAdvisories(world: World, by: string) {
  const at = (repo: string) => ({ world, by, repository: repositoryOf(world, repo) });
  const shown = (ghsaId: string) => {
    const { repository, advisory } = advisoryOf(world, ghsaId);
    if (!seesAdvisory(world, repository, advisory, { kind: 'person', login: by })) throw notFound();
    return { scene: { world, by, repository }, advisory };
  };
  const edit = (ghsaId: string, patch: AdvisoryPatch) => {
    const { scene, advisory } = shown(ghsaId);
    editAdvisory(scene, advisory, patch);
  };
  const commentOf = (id: number): { comment: Comment; ghsaId: string } => {
    for (const advisory of world.repositories.flatMap(({ advisories }) => advisories)) {
      const comment = advisory.comments.find((candidate) => candidate.id === id);
      if (comment) return { comment, ghsaId: advisory.ghsaId };
    }
    throw notFound();
  };
  return {
    /** Files a private report; answers the new advisory's GHSA id. Fields as in the REST API. */
    reportVulnerability: async (repo: string, fields: ReportFields) => reportVulnerability(at(repo), fields).ghsaId,
    createDraft: async (repo: string, fields: DraftFields) => createDraft(at(repo), fields).ghsaId,
    editAdvisory: async (ghsaId: string, patch: AdvisoryPatch) => edit(ghsaId, patch),
    acceptReport: async (ghsaId: string) => edit(ghsaId, { state: 'draft' }),
    closeAdvisory: async (ghsaId: string) => edit(ghsaId, { state: 'closed' }),
    publishAdvisory: async (ghsaId: string) => edit(ghsaId, { state: 'published' }),
    /** Answers the comment's id. */
    commentOnAdvisory: async (ghsaId: string, body: string, { confidential = false } = {}) =>
      commentOnAdvisory(world, shown(ghsaId).advisory, by, { body, confidential }).id,
    editAdvisoryComment: async (id: number, body: string) => editAdvisoryComment(world, commentOf(id).comment, body),
    deleteAdvisoryComment: async (id: number) => {
      const { comment, ghsaId } = commentOf(id);
      deleteAdvisoryComment(shown(ghsaId).advisory, comment);
    },
    /** Answers the fork's full name. */
    createTemporaryFork: async (ghsaId: string) => {
      const { scene, advisory } = shown(ghsaId);
      return fullName(await createTemporaryFork(scene, advisory));
    },
  };
}

function onIssues(world: World, by: string) {
  const at = (repo: string) => ({ world, by, repository: repositoryOf(world, repo) });
  const issueIn = (scene: Scene, number: number) => issueOf(scene.repository, number);
  return {
    /** Answers the issue's number. */
    openIssue: async (repo: string, fields: IssueFields) => openIssue(at(repo), fields).number,
    editIssue: async (repo: string, number: number, patch: IssuePatch) => editIssue(at(repo), issueIn(at(repo), number), patch),
    /** On an issue or a pull request; answers the comment's id. */
    commentOnIssue: async (repo: string, number: number, body: string) => commentOnIssue(at(repo), issueIn(at(repo), number), body).id,
    editIssueComment: async (repo: string, id: number, body: string) =>
      editIssueComment(at(repo), issueCommentOf(repositoryOf(world, repo), id), body),
    deleteIssueComment: async (repo: string, id: number) => deleteIssueComment(at(repo), issueCommentOf(repositoryOf(world, repo), id)),
  };
}

function onPullRequests(world: World, by: string) {
  const at = (repo: string) => ({ world, by, repository: repositoryOf(world, repo) });
  const pullIn = ({ repo, number }: InPull) => pullRequestOf(repositoryOf(world, repo), number);
  return {
    /** Answers the pull request's number. */
    openPullRequest: async ({ repo, ...fields }: PullFields & { repo: string }) => (await openPullRequest(at(repo), fields)).number,
    /** Answers the review's id. */
    review: async ({ verdict, body = '', ...where }: InPull & { verdict: ReviewVerdict; body?: string }) =>
      submitReview(at(where.repo), pullIn(where), { verdict, body }).id,
    dismissReview: async ({ reviewId, ...where }: InPull & { reviewId: number }) => {
      const issue = pullIn(where);
      const review = issue.pull.reviews.find(({ id }) => id === reviewId);
      if (!review) throw notFound();
      dismissReview(at(where.repo), issue, review);
    },
    /** Answers the SHA the base branch has then. */
    mergePullRequest: async ({ method = 'merge', ...where }: InPull & { method?: MergeMethod }) => {
      const scene = at(where.repo);
      const before = await readRefs(scene.repository.folder);
      const sha = await mergePullRequest(scene, pullIn(where), method);
      await announceRefChanges(scene, before);
      return sha;
    },
    closePullRequest: (where: InPull) => setPullState(at(where.repo), pullIn(where), 'closed'),
    reopenPullRequest: (where: InPull) => setPullState(at(where.repo), pullIn(where), 'open'),
  };
}

type ReportedRun = {
  readonly repo: string;
  readonly sha: string;
  readonly name: string;
  readonly conclusion: CheckConclusion;
  readonly app: Pick<App, 'id' | 'slug'>;
};

function onRepositories(world: World, by: string, token: string) {
  const at = (repo: string) => ({ world, by, repository: repositoryOf(world, repo) });
  return {
    /** Clones, commits and pushes over HTTP, as a person does; answers the new SHA. */
    push: (push: Push) => pushOverHttp({ world, by, token }, push),
    rebase: (rebase: Parameters<typeof rebaseOverHttp>[1]) => rebaseOverHttp({ world, by, token }, rebase),
    /** The very commits of a branch, into another repository. */
    copyBranch: (copy: Parameters<typeof copyOverHttp>[1]) => copyOverHttp({ world, by, token }, copy),
    createRelease: async ({
      repo,
      tag,
      target,
      name,
      body,
    }: {
      repo: string;
      tag: string;
      target?: string;
      name?: string;
      body?: string;
    }) => {
      await createRelease(at(repo), { tag_name: tag, target_commitish: target, name, body });
    },
    /** Lets another app, made with `addApp`, report on a commit. */
    completeCheckRun: async ({ repo, sha, name, conclusion, app }: ReportedRun) => {
      const scene = { ...at(repo), by: botLogin(app) };
      const runs = scene.repository.checkRuns.filter((run) => run.headSha === sha && run.name === name && run.app.id === app.id);
      // A job that is run again makes another run in the same suite.
      const known = runs.find((run) => run.status !== 'completed');
      if (known) changeCheckRun(scene, known, { conclusion });
      else await createCheckRun(scene, { ...app, createdAt: world.now() }, { name, head_sha: sha, conclusion });
    },
    askForCheckAgain: async ({ repo, sha, name }: { repo: string; sha: string; name: string }) => {
      const run = repositoryOf(world, repo).checkRuns.findLast((one) => one.headSha === sha && one.name === name);
      if (!run) throw notFound();
      askForCheckAgain(at(repo), run);
    },
    removeRuleset: async ({ repo, name }: { repo: string; name: string }) => {
      const { rulesets } = repositoryOf(world, repo);
      const position = rulesets.findIndex((one) => one.name === name);
      if (position < 0) throw notFound();
      rulesets.splice(position, 1);
    },
    /** As anybody who may push can. */
    setStatus: async ({ repo, sha, ...given }: { repo: string; sha: string } & GivenStatus) =>
      void (await setStatus(at(repo), { sha, given })),
    makePublic: async (repo: string) => setVisibility(at(repo), { isPrivate: false }),
    makePrivate: async (repo: string) => setVisibility(at(repo), { isPrivate: true }),
    renameRepository: async (repo: string, name: string) => renameRepository(at(repo), name),
    /** An ordinary fork, under one's own name. */
    forkRepository: async (repo: string) => fullName(await forkRepository(at(repo))),
    addCollaborator: async (repo: string, login: string, role: Role) => void addCollaborator(at(repo), { login, role }),
    removeCollaborator: async (repo: string, login: string) => removeCollaborator(at(repo), login),
    acceptInvitation: async (repo: string) => acceptInvitation(at(repo)),
    addToTeam: async (organisation: string, slug: string, login: string) => {
      const team = teamOf(world, organisation, slug);
      joinTeam(world, team, login);
      tellMembership({ world, by }, team, { action: 'added', login });
    },
    removeFromTeam: async (organisation: string, slug: string, login: string) => {
      const team = teamOf(world, organisation, slug);
      if (team.members.delete(login)) tellMembership({ world, by }, team, { action: 'removed', login });
    },
  };
}

function tellMembership(
  { world, by }: Pick<Scene, 'world' | 'by'>,
  team: Team,
  { action, login }: { action: string; login: string },
): void {
  const payload = { scope: 'team', member: showUser(world, login), team: showTeam(world, team) };
  announceInOrganisation(world, team.organisation, by, { event: 'membership', action, payload });
}

function teamOf(world: World, organisation: string, slug: string) {
  const team = findTeam(world, organisation, slug);
  if (!team) throw notFound();
  return team;
}
