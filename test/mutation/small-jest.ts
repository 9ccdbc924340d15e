/**
 * As much of `@jest/globals` as the tests of the pure folders use, in the process that asks: nothing is loaded twice, so that a mutant costs
 * milliseconds. What a test is and when it fails is decided by Jest's own `expect` and `each`.
 */
import { createRequire } from 'node:module';

type Work = () => unknown;
type Block = {
  readonly name: string;
  readonly around: Block | undefined;
  readonly isSkipped: boolean;
  readonly before: Record<'all' | 'each', Work[]>;
  readonly after: Record<'all' | 'each', Work[]>;
};
export type SmallTest = { readonly id: string; readonly file: string; readonly block: Block; readonly work: Work };

const ownOfJest = createRequire(createRequire(import.meta.url).resolve('@jest/globals'));
const eachOfJest = createRequire(createRequire(import.meta.url).resolve('jest'));
export const { expect } = ownOfJest('expect') as { readonly expect: unknown };
const { bind } = createRequire(createRequire(eachOfJest.resolve('@jest/core')).resolve('jest-config'))('jest-each') as {
  readonly bind: (define: unknown, supportsDone: boolean) => unknown;
};

/** In the order in which they stand in the files. Skipped ones are left out. */
export const tests: SmallTest[] = [];
const ids = new Map<string, number>();
let file = '';
let current = blockIn(undefined, '', false);

export function beginFile(name: string): void {
  file = name;
  current = blockIn(undefined, name, false);
}

export const describe = Object.assign(block(false), { each: bind(block(false), false), skip: skipping(block(true)) });
export const it = Object.assign(define, { each: bind(define, false), skip: skipping(() => undefined) });
export const test = it;
export const beforeAll = (work: Work): number => current.before.all.push(work);
export const beforeEach = (work: Work): number => current.before.each.push(work);
export const afterAll = (work: Work): number => current.after.all.push(work);
export const afterEach = (work: Work): number => current.after.each.push(work);

function skipping(define: (name: string, work: Work) => void): unknown {
  return Object.assign(define, { each: bind(define, false) });
}

/** Errors: what the test throws. Blocks that were `entered` are prepared once. */
export async function run({ block: own, work }: SmallTest, entered: Set<Block>): Promise<void> {
  const outermostFirst = blocksOf(own);
  for (const one of outermostFirst) {
    if (entered.has(one)) continue;
    entered.add(one);
    for (const prepare of one.before.all) await prepare();
  }
  for (const one of outermostFirst) for (const prepare of one.before.each) await prepare();
  try {
    await work();
  } finally {
    for (const one of outermostFirst.toReversed()) for (const tidy of one.after.each) await tidy();
  }
}

export async function leave(entered: Set<Block>): Promise<void> {
  for (const one of [...entered].toReversed()) for (const tidy of one.after.all) await tidy();
}

function blockIn(around: Block | undefined, name: string, isSkipped: boolean): Block {
  return { name, around, isSkipped, before: { all: [], each: [] }, after: { all: [], each: [] } };
}

function block(isSkipped: boolean): (name: string, fill: Work) => void {
  return (name, fill) => {
    const around = current;
    current = blockIn(around, name, isSkipped || around.isSkipped);
    fill();
    current = around;
  };
}

function define(name: string, work: Work): void {
  if (current.isSkipped) return;
  const full = [...blocksOf(current).map((one) => one.name), name].join(' › ');
  const before = ids.get(full) ?? 0;
  ids.set(full, before + 1);
  tests.push({ id: before === 0 ? full : `${full} (${before + 1})`, file, block: current, work });
}

function blocksOf(one: Block): readonly Block[] {
  return one.around === undefined ? [one] : [...blocksOf(one.around), one];
}
