/** What a check-up asks of GitHub; it writes nothing. */
import { z } from 'zod';
import type { GitHubCheckup } from '../../engine/doctor/checkup.ts';
import type { GitHubFacts, GitHubWatch } from '../../engine/ports/github.ts';
import type { GitHubConnection } from './connect.ts';
import { maybe } from './fields.ts';
import { lacksPermission, wasRefusedWith } from './failures.ts';
import { isRequired } from './performers/required-check.ts';
import { ownerAndRepo } from './places.ts';
import { anyAnswer, hookDeliveryAnswer, repositoryAnswer } from './read-answers.ts';

const permissions = z.record(z.string(), z.string());
const appAnswer = z
  .object({ slug: z.string(), html_url: z.string(), permissions, events: z.array(z.string()) })
  .transform(({ html_url: pageUrl, ...app }) => ({ ...app, pageUrl }));
const commentsOf = 'GET /repos/{owner}/{repo}/security-advisories/{ghsa_id}/comments';
const hookAnswer = z.object({ url: maybe(z.string()), secret: maybe(z.string()), insecure_ssl: maybe(z.union([z.string(), z.number()])) });
const advisoryIds = z.array(z.object({ ghsa_id: z.string() }));
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
    newestDelivery: async () => {
      const [newest] = await connection.asApp().ask('GET /app/hook/deliveries', { per_page: 1 }, z.array(hookDeliveryAnswer));
      return newest && { at: newest.deliveredAt, succeeded: newest.succeeded, status: newest.status };
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
    readsComments: async (installationId, repository) => {
      const first = { ...ownerAndRepo(repository), per_page: 1 };
      const [newest] = await as(installationId).ask('GET /repos/{owner}/{repo}/security-advisories', first, advisoryIds);
      if (newest === undefined) return undefined;
      const where = { ...first, ghsa_id: newest.ghsa_id };
      return (await as(installationId).askIfThere(commentsOf, where, anyAnswer)) !== undefined;
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
    requiresCheck: (installationId, repository, line, name) => isRequired(as(installationId), connection, repository, line, name),
  };
}
