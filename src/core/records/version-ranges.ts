/** From the ranges people write on GitHub to those that machines read. */

/** `from` undefined: from the first version on. `to` undefined: up to every later one. */
export type VersionRange = { readonly from: Bound | undefined; readonly to: Bound | undefined };
export type Bound = { readonly version: string; readonly inclusive: boolean };

type Comparator = { readonly operator: '<' | '<=' | '=' | '>' | '>='; readonly version: string };

/** Unit: UTF-16 code units. What is longer is prose. */
const longestRange = 1_000;

/**
 * `>= 1.2, < 2` and the like: comparators joined by commas hold together; another lower bound, a second exact version and `||` begin
 * another range. A leading `v` is dropped, as ecosystems know no such versions.
 * Edges: an empty text and `*` are every version; undefined for what is no range, such as prose.
 * Source: GitHub Docs, "Best practices for writing repository security advisories", affected versions.
 */
export function parseVersionRanges(text: string): readonly VersionRange[] | undefined {
  const trimmed = text.trim();
  if (trimmed.length > longestRange) return undefined;
  if (trimmed === '' || trimmed === '*' || /^all(?: versions)?$/i.test(trimmed)) return [{ from: undefined, to: undefined }];
  const ranges = trimmed.split('||').map(parseAlternative);
  return ranges.every((one) => one !== undefined) ? ranges.flat() : undefined;
}

function parseAlternative(text: string): readonly VersionRange[] | undefined {
  const comparators = text.split(',').map(parseComparator);
  if (!comparators.every((one) => one !== undefined)) return undefined;
  const ranges: VersionRange[] = [];
  let open: VersionRange | undefined;
  for (const { operator, version } of comparators) {
    if (operator === '=') {
      if (open !== undefined) return undefined;
      ranges.push({ from: { version, inclusive: true }, to: { version, inclusive: true } });
    } else if (operator.startsWith('>')) {
      if (open !== undefined) ranges.push(open);
      open = { from: { version, inclusive: operator === '>=' }, to: undefined };
    } else {
      ranges.push({ from: open?.from, to: { version, inclusive: operator === '<=' } });
      open = undefined;
    }
  }
  return open === undefined ? ranges : [...ranges, open];
}

function parseComparator(text: string): Comparator | undefined {
  const [, operator = '=', version] = /^\s*(<=|>=|<|>|==?)?\s*v?([\p{L}\d][\p{L}\d.+_~!:-]{0,99})\s*$/u.exec(text) ?? [];
  if (version === undefined || !/\d/.test(version)) return undefined;
  return { operator: operator === '==' ? '=' : (operator as Comparator['operator']), version };
}

/** The versions of `patched_versions`: a list by commas, of which what is no version is passed over. */
export function parsePatchedVersions(text: string | undefined): readonly string[] {
  const versions = (text ?? '').split(/,|\|\|/).flatMap((part) => parseComparator(part) ?? []);
  return [...new Set(versions.flatMap(({ operator, version }) => (operator === '=' || operator === '>=' ? [version] : [])))];
}

/** An open range ends at the patched version where there is exactly one: it is what the patch says. */
export function closedByPatch(ranges: readonly VersionRange[], patched: readonly string[]): readonly VersionRange[] {
  const [version, ...others] = patched;
  if (version === undefined || others.length > 0 || ranges.length !== 1) return ranges;
  return ranges.map((range) => (range.to === undefined ? { ...range, to: { version, inclusive: false } } : range));
}

/** `>= 1.2, < 2`, as people read it. */
export function printRange({ from, to }: VersionRange): string {
  if (from !== undefined && to !== undefined && from.version === to.version) return `= ${from.version}`;
  const lower = from === undefined ? [] : [`${from.inclusive ? '>=' : '>'} ${from.version}`];
  const upper = to === undefined ? [] : [`${to.inclusive ? '<=' : '<'} ${to.version}`];
  return [...lower, ...upper].join(', ') || 'all versions';
}

/**
 * `vers:npm/>=1.2|<2`. Source: the vers specification (package-url/vers-spec), "URI format": versions are percent-encoded, all versions are `*`.
 */
export function printVers(scheme: string, { from, to }: VersionRange): string {
  if (from === undefined && to === undefined) return `vers:${scheme}/*`;
  if (from !== undefined && to !== undefined && from.version === to.version) return `vers:${scheme}/${encodeURIComponent(from.version)}`;
  const lower = from === undefined ? [] : [`${from.inclusive ? '>=' : '>'}${encodeURIComponent(from.version)}`];
  const upper = to === undefined ? [] : [`${to.inclusive ? '<=' : '<'}${encodeURIComponent(to.version)}`];
  return `vers:${scheme}/${[...lower, ...upper].join('|')}`;
}
