/** From the tag of a release to the version that a package manager knows. */
import type { PatchedVersion } from '../effects.ts';
import type { PublicRelease } from './in-public.ts';
import type { VersionRule } from '../policy.ts';

/**
 * One version for each ecosystem that has a rule for the tag, and the plain one for the others: the tag without a leading `v`.
 * Edges: a tag that is no version, such as `nightly`, gives none unless a rule fits it.
 */
export function versionsOf(releases: readonly PublicRelease[], rules: readonly VersionRule[]): readonly PatchedVersion[] {
  const tags = [...new Set(releases.map((release) => release.tag))];
  return tags.flatMap((tag) => [...mapped(tag, rules), ...plain(tag)]);
}

function mapped(tag: string, rules: readonly VersionRule[]): readonly PatchedVersion[] {
  return rules.flatMap((rule) => {
    const version = applyRule(rule, tag);
    return version === undefined ? [] : [{ ecosystem: rule.ecosystem, version }];
  });
}

function plain(tag: string): readonly PatchedVersion[] {
  const version = /^v?(\d+(?:\.\d+){0,3}(?:[-+][\w.+-]{1,50})?)$/.exec(tag)?.[1];
  return version === undefined ? [] : [{ ecosystem: undefined, version }];
}

/** Numbers in the tag are named by letters and put where the version names them; undefined when the tag does not fit. */
export function applyRule(rule: VersionRule, tag: string): string | undefined {
  const letters = [...rule.tag.matchAll(/\{([a-z])\}/g)].map((found) => found[1] ?? '');
  const pattern = rule.tag
    .split(/\{[a-z]\}/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`))
    .join(String.raw`(\d{1,9})`);
  const found = new RegExp(`^${pattern}$`).exec(tag);
  if (found === null) return undefined;
  const numbers = new Map(letters.map((letter, index) => [letter, found[index + 1] ?? '']));
  return rule.version.replace(/\{([a-z])\}/g, (_, letter: string) => numbers.get(letter) ?? '');
}

/** `go: v{a}.{b}.{c} -> 0.{a}.{c}` as the policy file has it; undefined when it is not of that form. */
export function parseVersionRule(text: string): VersionRule | undefined {
  const [, ecosystem, tag, version] = /^([a-z]{2,20}): (\S{1,60}) -> (\S{1,60})$/.exec(text) ?? [];
  if (ecosystem === undefined || tag === undefined || version === undefined) return undefined;
  const named = [...tag.matchAll(/\{([a-z])\}/g)].map((found) => found[1]);
  const isComplete = [...version.matchAll(/\{([a-z])\}/g)].every((found) => named.includes(found[1]));
  return isComplete && new Set(named).size === named.length && named.length > 0 ? { ecosystem, tag, version } : undefined;
}
