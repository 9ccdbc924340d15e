/** Fills the patched versions of an advisory from the releases; GitHub replaces the whole list, so the rest is sent along as it is. */
import type { EffectOf } from '../../../core/effects.ts';
import { patchFor } from '../../../core/release-day/patched-versions.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { Found, PerformContext, Performer } from '../../../engine/ports/github.ts';
import { changeAdvisory, getAdvisory } from '../advisories.ts';
import { wasRefusedWith } from '../failures.ts';
import type { Advisory } from '../advisory-answer.ts';
import { advisoryOf } from './performer.ts';
import type { Tools } from './performer.ts';

type Vulnerability = Advisory['vulnerabilities'][number];

/** A person's versions stay; the case is told when they are others than those of the releases. */
export function setPatchedVersions(tools: Tools): Performer<'SetPatchedVersions'> {
  const asker = ({ installationId }: PerformContext) => tools.connection.asInstallation(installationId);
  return {
    look: async (context, effect) => {
      const { vulnerabilities } = await getAdvisory(asker(context), advisoryOf(context));
      return vulnerabilities.every(
        (one) => one.patchedVersions !== undefined || patchFor(one, vulnerabilities, effect.versions) === undefined,
      )
        ? done(tools, vulnerabilities, effect)
        : undefined;
    },
    perform: async (context, effect) => {
      const { vulnerabilities } = await getAdvisory(asker(context), advisoryOf(context));
      const wanted = vulnerabilities.map((one) => ({
        ...one.asGiven,
        patched_versions: one.patchedVersions ?? patchFor(one, vulnerabilities, effect.versions) ?? null,
      }));
      if (wanted.every((one, index) => one.patched_versions === (vulnerabilities[index]?.patchedVersions ?? null)))
        return done(tools, vulnerabilities, effect);
      try {
        const changed = await changeAdvisory(asker(context), advisoryOf(context), { vulnerabilities: wanted });
        return done(tools, changed.vulnerabilities, effect);
      } catch (error) {
        if (!wasRefusedWith(error, 422)) throw error;
        throw new GitHubFailure(`GitHub refused the patched versions of ${context.about}: ${error.reason}`, { permanent: true });
      }
    },
  };
}

function done({ now }: Tools, vulnerabilities: readonly Vulnerability[], effect: EffectOf<'SetPatchedVersions'>): Found {
  const kept = vulnerabilities.flatMap((one) => {
    const ours = patchFor(one, vulnerabilities, effect.versions);
    return one.patchedVersions === undefined || one.patchedVersions === ours ? [] : [`${one.name ?? 'a package'} ${one.patchedVersions}`];
  });
  const versions = effect.versions.map(({ version }) => version);
  return { result: versions.join(', ') || 'no version', event: { kind: 'PatchedVersionsSet', versions, kept, at: now() } };
}
