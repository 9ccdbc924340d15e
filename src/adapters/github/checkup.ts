/** What a check-up asks of GitHub; it writes nothing. */
import { z } from 'zod';
import type { GitHubCheckup } from '../../engine/doctor/checkup.ts';
import type { GitHubFacts, GitHubWatch } from '../../engine/ports/github.ts';
import type { GitHubConnection } from './connect.ts';
import { maybe } from './fields.ts';
import { lacksPermission, wasRefusedWith } from './failures.ts';
import { isRequired } from './performers/required-check.ts';
import { ownerAndRepo } from './places.ts';
import { anyAnswer, repositoryAnswer } from './read-answers.ts';

const permissions = z.record(z.string(), z.string());
const appAnswer = z.object({ slug: z.string(), permissions, events: z.array(z.string()) });
const hookAnswer = z.object({ url: maybe(z.string()), secret: maybe(z.string()), insecure_ssl: maybe(z.union([z.string(), z.number()])) });
const reportingAnswer = z.object({ enabled: z.boolean() });

export type CheckupTools = { readonly connection: GitHubConnection; readonly facts: GitHubFacts; readonly watch: GitHubWatch };

export function createCheckup({ connection, facts, watch }: CheckupTools): GitHubCheckup {
  const as = (installationId: number) => connection.asInstallation(installationId);
  return {
    app: () => connection.asApp().ask('GET /app', {}, appAnswer),
    hook: async () => {
      const { url, secret, insecure_ssl: insecure } = await connection.asApp().ask('GET /app/hook/config', {}, hookAnswer);
      return { url: url === '' ? undefined : url, hasSecret: (secret ?? '') !== '', checksTls: String(insecure ?? '0') === '0' };
    },
    installation: async (repository) => {
      const found = (await watch.installations()).find(({ repositories }) => repositories.includes(repository));
      if (found === undefined) return undefined;
      const { installationId } = found;
      const where = { installation_id: installationId };
      const answer = await connection.asApp().ask('GET /app/installations/{installation_id}', where, z.object({ permissions }));
      return { installationId, permissions: answer.permissions };
    },
    policyFiles: (installationId, repository) => facts.policyFiles(installationId, repository),
    readsAdvisories: async (installationId, repository) => {
      try {
        const first = { ...ownerAndRepo(repository), per_page: 1 };
        await as(installationId).ask('GET /repos/{owner}/{repo}/security-advisories', first, anyAnswer);
        return true;
      } catch (error) {
        if (!lacksPermission(error) && !wasRefusedWith(error, 404)) throw error;
        return false;
      }
    },
    takesPrivateReports: async (installationId, repository) => {
      const route = 'GET /repos/{owner}/{repo}/private-vulnerability-reporting';
      return (await as(installationId).ask(route, ownerAndRepo(repository), reportingAnswer)).enabled;
    },
    seesTeam: async (installationId, { organisation, slug }) => {
      const first = { org: organisation, team_slug: slug, per_page: 1 };
      return (await as(installationId).askIfThere('GET /orgs/{org}/teams/{team_slug}/members', first, anyAnswer)) !== undefined;
    },
    visibility: async (installationId, repository) =>
      (await as(installationId).askIfThere('GET /repos/{owner}/{repo}', ownerAndRepo(repository), repositoryAnswer))?.visibility,
    requiresCheck: (installationId, repository, line) => isRequired(as(installationId), connection, repository, line),
  };
}
