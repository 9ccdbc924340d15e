// Prints the licences of everything a running installation uses, as Markdown: `node scripts/print-licences.mjs > docs/licences.md`.
// The versions are those of package-lock.json; a package for another platform is not installed here, and its licence is then the lock file's.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..');

const introduction = `# Licences

Fixlead itself is under the [Apache License 2.0](../LICENSE).
It runs with the packages below, and without the tools used to develop it.
This page is printed by \`scripts/print-licences.mjs\`.

The _data_ of date-holidays (which day is a holiday where) is under [CC BY-SA 3.0](https://creativecommons.org/licenses/by-sa/3.0/), its code under ISC.
The data comes from Wikipedia; the package's \`LICENSE\` file says so and names the articles, while its manifest, which the table repeats, leaves out the SA.
The node-\\* packages are Node.js itself, with the licences in its \`LICENSE\` file.
`;

console.log(`${introduction}\n${table([['Package', 'Version', 'Licence'], ...productionPackages()])}`);

function productionPackages() {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  const inProduction = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional);
  const rows = inProduction.map(([path, locked]) => [path.split('node_modules/').at(-1), locked.version, licenceOf(path, locked)]);
  const distinct = new Map(rows.map((row) => [row.join(' '), row]));
  return [...distinct.values()].sort((left, right) => (left.join(' ') < right.join(' ') ? -1 : 1));
}

function licenceOf(path, locked) {
  const manifest = join(project, path, 'package.json');
  const licence = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).license : locked.license;
  if (typeof licence !== 'string') throw new Error(`${path} does not say its licence`);
  return licence;
}

function table([head, ...rows]) {
  const widths = head.map((title, column) => Math.max(...[[...head], ...rows].map((row) => row[column].length), title.length));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
