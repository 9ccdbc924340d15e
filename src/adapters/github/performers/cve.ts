/** Asks GitHub for a CVE id, and writes one. An advisory that has an id, whoever gave it, keeps it. */
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { PerformContext, Performer } from '../../../engine/ports/github.ts';
import { askAboutCve, changeAdvisory, getAdvisory } from '../advisories.ts';
import { wasRefusedWith } from '../failures.ts';
import type { Tools } from './performer.ts';
import { advisoryOf, editInPlace } from './performer.ts';

/** GitHub does not show that it was asked, but says so when it is asked again. */
export function askForCve(tools: Tools): Performer<'AskForCve'> {
  const asker = ({ installationId }: PerformContext) => tools.connection.asInstallation(installationId);
  return editInPlace(
    async (context) => {
      const { cveId } = await getAdvisory(asker(context), advisoryOf(context));
      return cveId === undefined ? undefined : { result: cveId };
    },
    async (context) => {
      try {
        await askAboutCve(asker(context), advisoryOf(context));
        return { result: 'asked' };
      } catch (error) {
        if (!wasRefusedWith(error, 422)) throw error;
        if (/already\b.*\brequested/i.test(error.reason)) return { result: 'asked before' };
        throw new GitHubFailure(`GitHub refused to give a CVE id: ${error.reason}`, { permanent: true });
      }
    },
  );
}

export function setCve(tools: Tools): Performer<'SetCve'> {
  const asker = ({ installationId }: PerformContext) => tools.connection.asInstallation(installationId);
  return editInPlace(
    async (context, effect) => {
      const { cveId } = await getAdvisory(asker(context), advisoryOf(context));
      if (cveId !== undefined && cveId !== effect.cveId)
        throw new GitHubFailure(`the advisory has the CVE id ${cveId} already, and I leave it so`, { permanent: true });
      return cveId === undefined ? undefined : { result: cveId };
    },
    async (context, effect) => {
      try {
        await changeAdvisory(asker(context), advisoryOf(context), { cve_id: effect.cveId });
        return { result: effect.cveId };
      } catch (error) {
        if (!wasRefusedWith(error, 422)) throw error;
        throw new GitHubFailure(`GitHub refused the CVE id ${effect.cveId}: ${error.reason}`, { permanent: true });
      }
    },
  );
}
