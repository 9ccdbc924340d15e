/** Which of the released versions belongs to which entry of an advisory. */
import type { PatchedVersion } from '../effects.ts';

/** One entry of an advisory: a package, and a range of versions that are vulnerable, in GitHub's words. */
export type AffectedPackage = { readonly ecosystem: string | undefined; readonly name: string | undefined; readonly range: string };

/**
 * The versions that belong to one entry. Of several entries for one package, a version belongs to the one with the highest lower bound that is
 * not above it; an entry that stands alone gets them all. Undefined when none belongs to it.
 */
export function patchFor(one: AffectedPackage, all: readonly AffectedPackage[], versions: readonly PatchedVersion[]): string | undefined {
  const usable = versionsFor(one, versions);
  const siblings = all.filter((other) => other.ecosystem === one.ecosystem && other.name === one.name);
  const own = usable.filter((version) => siblings.length === 1 || closest(version, siblings) === one);
  return own.length === 0 ? undefined : own.join(', ');
}

/** An ecosystem with a rule of its own takes no other versions. */
function versionsFor({ ecosystem }: AffectedPackage, versions: readonly PatchedVersion[]): readonly string[] {
  const own = versions.filter((one) => one.ecosystem === ecosystem && ecosystem !== undefined);
  return (own.length > 0 ? own : versions.filter((one) => one.ecosystem === undefined)).map((one) => one.version);
}

function closest(version: string, entries: readonly AffectedPackage[]): AffectedPackage | undefined {
  const below = entries.filter((entry) => compareVersions(lowerBound(entry), version) <= 0);
  return below.toSorted((a, b) => compareVersions(lowerBound(b), lowerBound(a)))[0];
}

/** `>= 1.2.0, < 1.2.5` begins at 1.2.0; what names no lower bound begins at 0. */
function lowerBound({ range }: AffectedPackage): string {
  return /(?:>=?|=)\s*v?(\d[\w.+-]*)/.exec(range)?.[1] ?? '0';
}

/** By their numbers; what follows them, such as `-rc1`, makes a version the smaller one. Source: Semantic Versioning 2.0.0, §11. */
function compareVersions(one: string, other: string): number {
  const [a, b] = [numbersIn(one), numbersIn(other)];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(other.includes('-')) - Number(one.includes('-'));
}

function numbersIn(version: string): readonly number[] {
  return (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);
}
