/** The supported lines as the Releases page has them (S1): those of the newest releases, as many as the policy says. */
import type { LinesFrom, Policy } from '../policy.ts';
import { applyRule } from '../release-day/versions.ts';

/**
 * The branches of the newest lines, oldest promise first.
 * Edges: tags that do not fit the rule, such as those of release candidates, say nothing; fewer lines than are supported are all of them.
 */
export function linesFromReleases(
  { count, tags, branch }: Pick<LinesFrom, 'count' | 'tags' | 'branch'>,
  released: readonly string[],
): readonly string[] {
  const newest = new Map<string, readonly number[]>();
  for (const tag of released) {
    const line = applyRule({ ecosystem: '', tag: tags, version: branch }, tag);
    if (line === undefined) continue;
    const version = numbersIn(tag);
    const known = newest.get(line);
    if (known === undefined || isNewer(version, known)) newest.set(line, version);
  }
  const newestFirst = [...newest].toSorted(([, one], [, other]) => (isNewer(one, other) ? -1 : 1));
  return newestFirst
    .slice(0, count)
    .map(([line]) => line)
    .toReversed();
}

/** Where a policy takes its lines from Releases: the same with the lines that these tags give, and those it names besides. */
export function withReleasedLines(policy: Policy, released: readonly string[]): Policy {
  if (policy.linesFrom === undefined) return policy;
  const lines = [...new Set([...linesFromReleases(policy.linesFrom, released), ...policy.linesFrom.besides])];
  return { ...policy, lines, settings: { ...policy.settings, 'lines, by Releases': lines } };
}

function numbersIn(tag: string): readonly number[] {
  return [...tag.matchAll(/\d{1,9}/g)].map(([digits]) => Number(digits));
}

function isNewer(one: readonly number[], other: readonly number[]): boolean {
  const length = Math.max(one.length, other.length);
  const differs = Array.from({ length }, (_, index) => index).find((index) => one[index] !== other[index]);
  return differs !== undefined && (one[differs] ?? -1) > (other[differs] ?? -1);
}

const ruleText = /^(\S{1,60}) -> (\S{1,100})$/;

/** `v{a}.{b}.{c} -> release-{a}.{b}` as the policy file has it; undefined when it is not of that form. */
export function parseLinesRule(text: string): { readonly tags: string; readonly branch: string } | undefined {
  const [, tags, branch] = ruleText.exec(text) ?? [];
  if (tags === undefined || branch === undefined) return undefined;
  const named = lettersIn(tags);
  const isComplete = lettersIn(branch).every((letter) => named.includes(letter));
  return isComplete && named.length > 0 && new Set(named).size === named.length ? { tags, branch } : undefined;
}

function lettersIn(text: string): readonly string[] {
  return [...text.matchAll(/\{([a-z])\}/g)].map((found) => found[1] ?? '');
}
