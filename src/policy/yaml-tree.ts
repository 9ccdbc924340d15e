import { isMap, isNode, isScalar, isSeq } from 'yaml';
import { shown, type Finding } from './policy-problem.ts';

export type YamlTree = {
  /** Plain data: of a key given twice the first counts, and a mapping may own any key, `__proto__` too. */
  readonly value: unknown;
  /** Where the value at a path stands, or of what encloses it when there is none. */
  readonly locate: (path: readonly PropertyKey[]) => Spot;
  /** The same, or undefined when there is no value at the path. */
  readonly find: (path: readonly PropertyKey[]) => Spot | undefined;
};

/** A value that is not written at all, as after `lines:` on an empty line, stands where its key does; an entry of a list is its own key. */
export type Spot = {
  readonly keyOffset: number;
  readonly valueOffset: number;
  /** The text of a plain word or number as it was typed. */
  readonly source: string | undefined;
};

/** A tree of a document without aliases, and the keys that are given twice in it. `lineOf` tells the line of an offset. */
export function makeTree(contents: unknown, lineOf: (offset: number) => number): { tree: YamlTree; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const root = branchOf(contents, startOf(contents) ?? 0, (key, { offset, firstOffset }) => {
    const message = `${shown(key)} is given twice, first in line ${lineOf(firstOffset)}; keep one of the two.`;
    findings.push({ code: 'duplicate-key', offset, message });
  });
  return { findings, tree: { value: root.value, locate: (path) => walk(root, path).branch, find: (path) => wholeWalk(root, path) } };
}

type Branch = Spot & { readonly value: unknown; readonly inner: ReadonlyMap<PropertyKey, Branch> };
type TellTwice = (key: string, where: { readonly offset: number; readonly firstOffset: number }) => void;

function branchOf(node: unknown, keyOffset: number, tellTwice: TellTwice): Branch {
  const spot = { keyOffset, valueOffset: startOf(node) ?? keyOffset, source: isScalar(node) ? node.source : undefined };
  if (isSeq(node)) {
    const branches = node.items.map((item) => branchOf(item, startOf(item) ?? spot.valueOffset, tellTwice));
    return { ...spot, value: branches.map(({ value }) => value), inner: new Map(branches.entries()) };
  }
  if (!isMap(node)) return { ...spot, value: isScalar(node) ? node.value : null, inner: new Map() };
  const inner = new Map<string, Branch>();
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    const branch = branchOf(pair.value, startOf(pair.key) ?? spot.valueOffset, tellTwice);
    const first = inner.get(key);
    if (first === undefined) inner.set(key, branch);
    else tellTwice(key, { offset: branch.keyOffset, firstOffset: first.keyOffset });
  }
  return { ...spot, value: Object.fromEntries([...inner].map(([key, { value }]) => [key, value])), inner };
}

function walk(root: Branch, path: readonly PropertyKey[]): { readonly branch: Branch; readonly isWhole: boolean } {
  let branch = root;
  for (const step of path) {
    const next = branch.inner.get(step);
    if (next === undefined) return { branch, isWhole: false };
    branch = next;
  }
  return { branch, isWhole: true };
}

function wholeWalk(root: Branch, path: readonly PropertyKey[]): Spot | undefined {
  const { branch, isWhole } = walk(root, path);
  return isWhole ? branch : undefined;
}

/** Undefined for a value that is not written at all. */
function startOf(node: unknown): number | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [start, end] = node.range;
  return start === end ? undefined : start;
}
