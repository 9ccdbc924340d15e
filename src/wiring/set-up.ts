/** Builds what the set-up's pages work with: GitHub, the files of this folder, and the check-up. */
import { convertManifest } from '../adapters/github/convert-manifest.ts';
import { envFile, filesInTheWay, moveAside, writeAppFiles } from './app-files.ts';
import { createCheckUp, type CheckUp } from './check-up.ts';
import { repositoryName } from '../core/ids.ts';
import type { MadeApp, Setup } from '../dashboard/setup/setup.ts';
import { ill, type Finding } from '../engine/doctor/finding.ts';
import { GitHubFailure } from '../engine/ports/failures.ts';
import { gitUrlOf, readSettings, type Settings } from '../settings/settings.ts';

export type SetUp = {
  /** GitHub's own by default. */
  readonly apiUrl: string | undefined;
  /** What stands in the files of this folder already. */
  readonly before: Settings | undefined;
  /** Whether files that are there are moved aside for those of a new App. */
  readonly replace: boolean;
  /** Where the browser reaches the pages. */
  readonly origin: string;
  readonly suggested: Setup['suggested'];
  /** The environment with what `.env` says now. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
};

export async function setupFrom({ apiUrl, before, replace, origin, suggested, environment }: SetUp): Promise<Setup> {
  const webUrl = gitUrlOf(apiUrl);
  const folder = process.cwd();
  return {
    ...{ origin, webUrl, suggested, now: () => Date.now() },
    madeBefore: before && (await appOf(createCheckUp(before), { webUrl, appUrl: before.dashboard?.url })),
    makeApp: async (code, appUrl): Promise<MadeApp> => {
      const made = await convertManifest(apiUrl, code);
      if (replace) await moveAside(folder, filesInTheWay(folder));
      await writeAppFiles(made, { folder, appUrl, apiUrl });
      return { slug: made.slug, installUrl: installUrlOf(made), appUrl };
    },
    examine: (repository) =>
      withCheckUp(environment, (checkUp) => checkUp.examine(repository === undefined ? undefined : repositoryName(repository))),
    sendTests: (repository) => withCheckUp(environment, (checkUp) => checkUp.sendTests(repositoryName(repository))),
  };
}

/** The files are read each time: what somebody mended in them counts at the next look. */
async function withCheckUp(
  environment: SetUp['environment'],
  look: (checkUp: CheckUp) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const read = readSettings(environment());
  return read.ok ? look(createCheckUp(read.settings)) : read.problems.map((problem) => ill('settings', problem, `mend it in ${envFile}`));
}

/** Where GitHub does not tell now, the page is shown all the same, and leads to the list of the person's Apps. */
async function appOf(
  checkUp: CheckUp,
  { webUrl, appUrl }: { readonly webUrl: string; readonly appUrl: string | undefined },
): Promise<MadeApp> {
  try {
    const app = await checkUp.app();
    return { slug: app.slug, installUrl: installUrlOf(app), appUrl };
  } catch (cause) {
    if (!(cause instanceof GitHubFailure)) throw cause;
    return { slug: 'the App', installUrl: `${webUrl}/settings/apps`, appUrl };
  }
}

const installUrlOf = ({ pageUrl }: { readonly pageUrl: string }): string => `${pageUrl}/installations/new`;
