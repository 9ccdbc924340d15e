/**
 * How Stryker runs the tests of the pure folders: all in one process that loads everything once. Jest, which loads some two hundred modules
 * anew for each mutant, takes two to three seconds a mutant; this takes milliseconds. Pure code keeps nothing from one test to the next, so
 * nothing has to be loaded again; Stryker starts a new process after a mutant that never ends.
 */
import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDrawn } from './drawn.ts';
import { beginFile, leave, run, tests, type SmallTest } from './small-jest.ts';

/** Stryker's own names for what its mutants look at while they run. */
type Instrumented = { activeMutant?: string; currentTestId?: string; mutantCoverage?: unknown; hitCount?: number; hitLimit?: number };
type MutantRun = {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
};

/** A test that takes longer is left out: it would be asked of thousands of mutants. Unit: ms of the processor. */
const longestMs = 400;
/**
 * Files that are left out: whole worlds made at random take minutes where a table takes a moment, and so do comparisons with other programs;
 * tests that hold a time fail for what they are run in.
 */
const left = /[/-]properties\.test\.ts$|\/hostile-comments\.test\.ts$|records\/records\.test\.ts$/;
const leftTests = /exactly as the library does|twice as fast as the library|whatever the time zone of the process/;
const instrumented = ((globalThis as { __stryker__?: Instrumented }).__stryker__ ??= {});

export const strykerPlugins = [{ kind: 'TestRunner', name: 'quick', factory: quickRunner }];

function quickRunner() {
  const took = new Map<string, number>();
  return {
    // Otherwise Stryker starts a new process for each mutant that is also reached while modules are loaded; what a test reaches of it needs none.
    capabilities: () => ({ reloadEnvironment: true }),
    // Not in a run: there it would count against the time of a mutant, which would seem never to end.
    init: loadTests,
    async dryRun() {
      const results = [];
      const entered = new Set<SmallTest['block']>();
      for (const test of tests) {
        if (leftTests.test(test.id)) continue;
        instrumented.currentTestId = test.id;
        const before = process.cpuUsage();
        const failure = await failureOf(test, entered);
        const { user, system } = process.cpuUsage(before);
        const timeSpentMs = (user + system) / 1_000;
        if (timeSpentMs > longestMs) continue;
        took.set(test.id, timeSpentMs);
        const own = { id: test.id, name: test.id, fileName: test.file, timeSpentMs };
        results.push(failure === undefined ? { ...own, status: 0 } : { ...own, status: 1, failureMessage: failure });
      }
      delete instrumented.currentTestId;
      await leave(entered);
      return { status: 'complete', tests: results, mutantCoverage: instrumented.mutantCoverage };
    },
    async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun) {
      if (!isDrawn(activeMutant.id)) return { status: 'error', errorMessage: 'it was not drawn' };
      const wanted = testFilter === undefined ? undefined : new Set(testFilter);
      const chosen = tests
        .filter(({ id }) => wanted?.has(id) ?? true)
        .toSorted((one, other) => (took.get(one.id) ?? 0) - (took.get(other.id) ?? 0));
      Object.assign(instrumented, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
      const entered = new Set<SmallTest['block']>();
      let nrOfTests = 0;
      try {
        for (const test of chosen) {
          nrOfTests += 1;
          const failure = await failureOf(test, entered);
          if (instrumented.hitLimit !== undefined && (instrumented.hitCount ?? 0) > instrumented.hitLimit)
            return { status: 'timeout', reason: 'it goes round for ever' };
          if (failure !== undefined) return { status: 'killed', killedBy: [test.id], failureMessage: failure, nrOfTests };
        }
        return { status: 'survived', nrOfTests };
      } finally {
        Object.assign(instrumented, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
        await leave(entered);
      }
    },
  };
}

async function loadTests(): Promise<void> {
  const themes = process.env.FIXLEAD_MUTATION_TESTS?.split(',') ?? ['core', 'commands', 'policy', 'timelines'];
  const files = globSync(themes.map((theme) => `test/${theme}/**/*.test.ts`))
    .filter((file) => !left.test(file))
    .toSorted();
  const smallJest = new URL('small-jest.ts', import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@jest/globals' ? { url: smallJest, shortCircuit: true } : next(specifier, context),
  });
  for (const file of files) {
    beginFile(file);
    await import(pathToFileURL(join(process.cwd(), file)).href);
  }
}

async function failureOf(test: SmallTest, entered: Set<SmallTest['block']>): Promise<string | undefined> {
  try {
    await run(test, entered);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 300);
}
