/** Looking where no webhook tells. What is remembered by ETag makes a quiet look free; what a cursor says decides whether anything is new. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isTemporaryFork } from '../../core/ids.ts';
import type { RepositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import type { GitHubWatch, PolledComment } from '../../engine/ports/github.ts';
import type { Log } from '../../engine/ports/clock.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import { listComments } from './advisories.ts';
import { askForAll, type Asker } from './ask.ts';
import type { GitHubConnection } from './connect.ts';
import { askForRedelivery, missedDeliveries } from './deliveries.ts';
import { lacksPermission, NotInstalled } from './failures.ts';
import { account } from './fields.ts';
import { unguardedLines } from './performers/required-check.ts';
import { ownerAndRepo } from './places.ts';
import { lookAtAdvisories } from './poll-advisories.ts';
import { lookAtPublicRepository } from './public-repository.ts';
import { installationAnswer, installationRepositoriesAnswer, perPage } from './read-answers.ts';

/** 10,000 installations, or repositories of one. */
const maxPages = 100;
/** 1,000 people. */
const maxCollaboratorPages = 10;

export function createWatch({ connection, log, now }: { connection: GitHubConnection; log: Log; now: () => Instant }): GitHubWatch {
  return {
    installations: async () => {
      const all = await askForAll(connection.asApp(), {
        route: 'GET /app/installations',
        parameters: { per_page: perPage },
        items: z.array(installationAnswer),
        maxPages,
      });
      const found = [];
      for (const { installationId, suspended } of all) {
        if (suspended) continue;
        const repositories = await repositoriesOf(connection, log, installationId);
        if (repositories !== undefined) found.push({ installationId, repositories });
      }
      return found;
    },
    advisories: (installationId, repository, cursor) =>
      lookAtAdvisories(connection.asInstallation(installationId), { installationId, repository, cursor, now: now() }),
    comments: async (installationId, repository, caseId, cursor) => {
      const comments = await listComments(connection.asInstallation(installationId), { repository, caseId });
      if (comments === 'absent') return 'absent';
      const digest = digestOf(comments);
      return digest === cursor ? undefined : { comments, cursor: digest };
    },
    publicRepository: (installationId, repository, wanted) =>
      lookAtPublicRepository(connection.asInstallation(installationId), repository, wanted),
    collaborators: async (installationId, repository) => {
      const people = await askForAll(connection.asInstallation(installationId), {
        route: 'GET /repos/{owner}/{repo}/collaborators',
        parameters: { ...ownerAndRepo(repository), affiliation: 'direct', per_page: perPage },
        items: z.array(account),
        maxPages: maxCollaboratorPages,
      });
      return people.filter((one) => !one.isBot).map((one) => one.login);
    },
    teams: (installationId, repository) => teamsOf(connection.asInstallation(installationId), repository),
    unguarded: (installationId, repository, lines) =>
      unguardedLines(connection.asInstallation(installationId), connection, repository, lines),
    missedDeliveries: (since) => missedDeliveries(connection.asApp(), since),
    askForRedelivery: (deliveryId) => askForRedelivery(connection.asApp(), deliveryId),
  };
}

const teamAnswer = z.object({ slug: z.string() });

/** It takes `administration: read`, which is no part of the least that the App asks for. */
async function teamsOf(asker: Asker, repository: RepositoryName): Promise<readonly string[] | undefined> {
  const parameters = { ...ownerAndRepo(repository), per_page: perPage };
  try {
    const teams = await askForAll(asker, {
      ...{ route: 'GET /repos/{owner}/{repo}/teams', parameters, items: z.array(teamAnswer), maxPages: maxCollaboratorPages },
    });
    return teams.map(({ slug }) => slug.toLowerCase());
  } catch (error) {
    if (!lacksPermission(error)) throw error;
    return undefined;
  }
}

/**
 * Without temporary private forks, which an App cannot enter.
 * Undefined when this installation refuses us for good, such as between a suspension and our hearing of it: the others go on.
 */
async function repositoriesOf(
  connection: GitHubConnection,
  log: Log,
  installationId: number,
): Promise<readonly RepositoryName[] | undefined> {
  try {
    const repositories = await askForAll(connection.asInstallation(installationId), {
      route: 'GET /installation/repositories',
      parameters: { per_page: perPage },
      items: installationRepositoriesAnswer.transform((answer) => answer.repositories.map((repository) => repository.full_name)),
      maxPages,
    });
    return repositories.filter((repository) => !isTemporaryFork(repository));
  } catch (error) {
    if (!(error instanceof GitHubFailure) || !(error.permanent || error instanceof NotInstalled)) throw error;
    log.warn({ installationId, error: error.message }, 'an installation cannot be looked at');
    return undefined;
  }
}

/** Over all that can change in a comment, so that an edit or a deletion shows too. */
function digestOf(comments: readonly PolledComment[]): string {
  const parts = comments.map(({ commentId, updatedAt, text }) => [commentId, updatedAt, text]);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
