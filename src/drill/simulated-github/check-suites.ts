/** GitHub opens a check suite for the app on every push to a branch. */
import { announce } from './announce.ts';
import { commitAt } from './commits.ts';
import { isoTime, nodeId, showApp, subscribedEvents } from './show-account.ts';
import { showHeadCommit } from './show-commit.ts';
import { repositoryUrl } from './show-repository.ts';
import type { Scene } from './world.ts';

export async function requestSuite(
  scene: Scene,
  { branch, before, after }: { branch: string; before: string; after: string },
): Promise<void> {
  const { world, repository } = scene;
  const id = suiteId(world.app.id, after);
  const url = `${repositoryUrl(world, repository)}/check-suites/${id}`;
  const at = isoTime(world.now());
  const suite = {
    id,
    node_id: nodeId('CheckSuite', id),
    head_branch: branch,
    head_sha: after,
    before,
    after,
    url,
    status: 'queued',
    conclusion: null,
    pull_requests: [],
    app: { ...showApp(world, world.app), events: eventsInSuite },
    latest_check_runs_count: 0,
    check_runs_url: `${url}/check-runs`,
    created_at: at,
    updated_at: at,
    head_commit: showHeadCommit(await commitAt(repository.folder, after)),
    rerequestable: true,
    runs_rerequestable: true,
  };
  announce(scene, { event: 'check_suite', action: 'requested', payload: { check_suite: suite } });
}

/** GitHub's description of check suites does not list this event among those an app may get. */
const eventsInSuite = subscribedEvents.filter((event) => event !== 'repository_advisory');

/** One suite for each app and commit, so its id can be made from both. */
export const suiteId = (appId: number, sha: string) => appId * 0x10000000 + Number.parseInt(sha.slice(0, 7), 16);
