/** `npm run bench -- [NAME …] [--json FILE] [--tiny]`: measures what was promised of speed, each figure beside its reference. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verdict, type Figure } from './figure.ts';
import { measures } from './measures.ts';
import { full, tiny, type Size } from './size.ts';
import { tellTable } from './table.ts';

const usage = `Usage: npm run bench -- [NAME …] [--json FILE] [--tiny]\nNames: ${Object.keys(measures).join(', ')}\n`;

/** Exit code 0: all was reached; 1: something was not; 2: the arguments are not understood. */
async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const figures: Figure[] = [];
  for (const name of asked.names) {
    const found = (await measures[name]?.(asked.size)) ?? [];
    process.stdout.write(`${tellTable(found)}\n\n`);
    figures.push(...found);
  }
  const all = figures.map((figure) => ({ ...figure, verdict: verdict(figure) }));
  if (asked.json !== undefined) writeFileSync(asked.json, `${JSON.stringify({ node: process.version, figures: all }, undefined, 2)}\n`);
  const missed = all.filter((figure) => figure.verdict === 'NOT REACHED').map(({ name }) => name);
  process.stdout.write(missed.length === 0 ? 'All that was promised was reached.\n' : `Not reached: ${missed.join(', ')}\n`);
  return missed.length === 0 ? 0 : 1;
}

type Asked = { readonly names: readonly string[]; readonly json: string | undefined; readonly size: Size };

function readArguments(args: readonly string[]): Asked | undefined {
  try {
    const options = { json: { type: 'string' }, tiny: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.some((name) => !Object.hasOwn(measures, name))) return undefined;
    return { names: positionals.length > 0 ? positionals : Object.keys(measures), json: values.json, size: values.tiny ? tiny : full };
  } catch {
    return undefined;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
