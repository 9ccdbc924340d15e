/** GitHub, as the engine wants it. */
import type { GitHub } from '../../engine/ports.ts';
import type { GitHubConnection, GitHubOptions } from './connect.ts';
import { connectGitHub } from './connect.ts';
import { createFacts } from './facts.ts';
import { createPerformers } from './performers/performers.ts';
import { readDelivery } from './read-delivery.ts';
import { createWatch } from './watch.ts';

/** Errors: throws when the private key is none. Nothing is asked of GitHub yet. */
export function gitHubAdapter(options: GitHubOptions): GitHub & Pick<GitHubConnection, 'tokenForGit'> {
  const connection = connectGitHub(options);
  const { log, now } = options;
  return {
    readDelivery,
    facts: createFacts(connection),
    performers: createPerformers({ connection, now }),
    tokenForGit: (at, how) => connection.tokenForGit(at, how),
    watch: createWatch({ connection, log, now }),
  };
}
