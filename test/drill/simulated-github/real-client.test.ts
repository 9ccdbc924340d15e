// GitHub's own client, as people's scripts use it, gets on with the simulated GitHub.
import { Octokit } from '@octokit/rest';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aGitHub, type AGitHub } from './a-github.ts';

let github: AGitHub;
let octokit: Octokit;
const repository = { owner: 'acme', repo: 'widget' };

beforeAll(async () => {
  github = await aGitHub();
  octokit = new Octokit({ auth: await github.newToken(), baseUrl: github.sim.apiUrl });
});
afterAll(() => github.close());

describe('the client of @octokit/rest', () => {
  it('reads the repositories that the installation covers', async () => {
    const { data } = await octokit.rest.apps.listReposAccessibleToInstallation();
    expect(data.repositories.map((one) => one.full_name)).toContain('acme/widget');
  });

  it('opens an issue and reads it again by pages', async () => {
    const { data: opened } = await octokit.rest.issues.create({ ...repository, title: 'Opened by the real client' });
    const all = await octokit.paginate(octokit.rest.issues.listForRepo, { ...repository, per_page: 1 });
    expect(all.map((issue) => issue.number)).toContain(opened.number);
  });

  it('is told of a report that does not exist as GitHub tells it', async () => {
    const asked = octokit.rest.securityAdvisories.getRepositoryAdvisory({ ...repository, ghsa_id: 'GHSA-2222-3333-4444' });
    await expect(asked).rejects.toMatchObject({ status: 404 });
  });
});
