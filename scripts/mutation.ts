// Breaks the pure folders in many ways, and says which share of that the tests notice: `npm run mutation`, with what Stryker takes behind `--`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDrawn, seed, share } from '../test/mutation/drawn.ts';
import { scoreOf, sayScore, type Mutant } from './mutation-score.ts';

const root = join(import.meta.dirname, '..');
const least = 0.85;

if (!process.argv.includes('--again')) {
  const stryker = ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, stryker, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
const report = JSON.parse(readFileSync(join(root, 'reports/mutation.json'), 'utf8')) as {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
};
const all = Object.entries(report.files).flatMap(([file, { mutants }]) =>
  mutants.filter(({ id }) => isDrawn(id)).map((mutant) => ({ ...mutant, folder: folderOf(file) })),
);
console.log(
  `${share === 1 ? 'All mutants' : `${share * 100} of 100 mutants, drawn with the seed ${seed}`}; in brackets where the score of all would be, 95 times of 100.\n`,
);
console.log('| Folder | Mutants | Noticed | Score |\n| --- | --- | --- | --- |');
for (const name of [...new Set(all.map(({ folder }) => folder))].toSorted())
  console.log(
    row(
      name,
      all.filter(({ folder }) => folder === name),
    ),
  );
console.log(row('all', all));
const { counted, score } = scoreOf(all);
// A share of which nothing was drawn shows nothing.
if (counted === 0 || score < least) process.exitCode = 1;

function row(name: string, mutants: readonly Mutant[]): string {
  const score = scoreOf(mutants);
  return `| \`${name}\` | ${score.counted} | ${score.noticed} | ${sayScore(score)} |`;
}

function folderOf(file: string): string {
  return file.split('/').slice(1, -1).slice(0, 2).join('/');
}
