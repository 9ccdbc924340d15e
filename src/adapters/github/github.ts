/** GitHub, as the engine wants it. */
import type { GitHub } from '../../engine/ports/github.ts';
import type { GitPlace } from '../../engine/ports/git.ts';
import type { GitHubCheckup } from '../../engine/doctor/checkup.ts';
import { createCheckup } from './checkup.ts';
import type { GitHubConnection, GitHubOptions } from './connect.ts';
import { connectGitHub } from './connect.ts';
import { createFacts } from './facts.ts';
import { openPullRequest } from './open-pull-request.ts';
import { noticesOnGitHub } from './performers/notices-on-github.ts';
import { createPerformers } from './performers/performers.ts';
import { refuseUnlessPrivate } from './private-repository.ts';
import { readDelivery } from './read-delivery.ts';
import { createWatch } from './watch.ts';

/** What git needs of GitHub: adapters do not know each other, so `main.ts` hands it over. */
export type ForGit = Pick<GitHubConnection, 'tokenForGit'> & {
  /** Throws GitHubFailure unless the repository is private at this moment. */
  readonly refuseUnlessPrivate: (at: GitPlace) => Promise<void>;
};

/** Errors: throws when the private key is none. Nothing is asked of GitHub yet. */
export function gitHubAdapter(options: GitHubOptions): GitHub & ForGit & { readonly checkup: GitHubCheckup } {
  const connection = connectGitHub(options);
  const { log, now } = options;
  const facts = createFacts(connection);
  const watch = createWatch({ connection, log, now });
  return {
    readDelivery,
    facts,
    openPullRequest: (installationId, pull) => openPullRequest(connection.asInstallation(installationId), pull),
    performers: createPerformers({ connection, now }),
    refuseUnlessPrivate: ({ installationId, repository }) => refuseUnlessPrivate(connection.asInstallation(installationId), repository),
    tokenForGit: (at, how) => connection.tokenForGit(at, how),
    notices: noticesOnGitHub({ connection, now }),
    watch,
    checkup: createCheckup({ connection, facts, watch }),
  };
}
