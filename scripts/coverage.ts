// Runs the tests, some at a time, and says which share of our lines of code they run: `npm run coverage`; `-- --again` only reads what was written.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countLines, type CountedFile } from './counted-lines.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'reports/coverage');
/** So that no run takes more memory than a small machine has. */
const runs = 12;
/** Shares of lines that must be run; of all files, and of those whose names begin so. */
const bounds = [
  { name: 'src/core', least: 0.95 },
  { name: 'src/commands', least: 0.95 },
  { name: 'src/policy', least: 0.95 },
  { name: 'src', least: 0.9 },
] as const;
const worstShown = 25;

if (!process.argv.includes('--again')) runTests();
const files = countLines(root, folder);
const folders = [...new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')))].filter((name) => !name.endsWith('.ts'));
const rows = [...folders.toSorted(), 'src'].map((name) =>
  row(
    name,
    files.filter(({ path }) => path.startsWith(`${name}/`)),
  ),
);
console.log('| Folder | Lines of code | Run by tests | Bound |\n| --- | --- | --- | --- |');
for (const { name, lines, share, least } of rows)
  console.log(`| \`${name}\` | ${lines} | ${percent(share)} | ${least === undefined ? '' : percent(least)} |`);
console.log(`\nThe files with the most lines that no test runs:`);
for (const { path, lines, run } of files.toSorted((one, other) => other.lines - other.run - (one.lines - one.run)).slice(0, worstShown))
  console.log(`${String(lines - run).padStart(4)} of ${String(lines).padStart(4)}  ${path}`);
if (rows.some(({ share, least = 0 }) => share < least)) process.exitCode = 1;

function runTests(): void {
  rmSync(folder, { recursive: true, force: true });
  const processes = join(folder, 'processes');
  mkdirSync(processes, { recursive: true });
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const jest = ['--config', 'jest.coverage.config.js', '--silent', '--runInBand', '--coverage', '--coverageReporters=json'];
  for (let number = 1; number <= runs; number += 1) {
    const own = [`--shard=${number}/${runs}`, `--coverageDirectory=${join(folder, String(number))}`];
    const env = { ...process.env, FIXLEAD_COVERAGE_OF_PROCESSES: processes };
    const { status } = spawnSync(process.execPath, [...flags, ...jest, ...own], { cwd: root, stdio: 'inherit', env });
    // Counting makes tests slower, and some hold a time: what fails only here is said, and what it ran is counted.
    if (status !== 0) console.error(`In part ${number} of ${runs} a test failed.`);
  }
}

function row(name: string, own: readonly CountedFile[]) {
  const lines = own.reduce((sum, file) => sum + file.lines, 0);
  const run = own.reduce((sum, file) => sum + file.run, 0);
  return { name, lines, share: lines === 0 ? 1 : run / lines, least: bounds.find((bound) => bound.name === name)?.least };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
