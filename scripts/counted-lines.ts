/** Which lines of our files were run, from what Jest and V8 wrote; of every file in `src`, also of one that nothing loads. */
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type CountedFile = { readonly path: string; readonly lines: number; readonly run: number };

type FromJest = Readonly<
  Record<
    string,
    {
      readonly statementMap: Readonly<Record<string, { readonly start: { readonly line: number } }>>;
      readonly s: Readonly<Record<string, number>>;
    }
  >
>;
type FromV8 = {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
    }[];
  }[];
};

/** `folder` holds what Jest wrote, a folder for each run, and in `processes` what the processes wrote that tests started. */
export function countLines(root: string, folder: string): readonly CountedFile[] {
  const runLines = new Map<string, Set<number>>();
  const add = (path: string, lines: Iterable<number>): void => {
    const known = runLines.get(path) ?? new Set();
    for (const line of lines) known.add(line);
    runLines.set(path, known);
  };
  for (const file of globSync(join(folder, '*/coverage-final.json')))
    for (const [path, { statementMap, s }] of Object.entries(readJson(file) as FromJest))
      add(
        path,
        Object.entries(statementMap).flatMap(([name, { start }]) => ((s[name] ?? 0) > 0 ? [start.line] : [])),
      );
  const texts = new Map<string, string>();
  for (const file of globSync(join(folder, 'processes/*.json')))
    for (const { url, functions } of (readJson(file) as FromV8).result) {
      const path = url.startsWith('file:') ? fileURLToPath(url) : '';
      if (!path.startsWith(join(root, 'src/'))) continue;
      const text = texts.get(path) ?? readFileSync(path, 'utf8');
      texts.set(path, text);
      add(path, linesRun(text, functions));
    }
  return globSync(join(root, 'src/**/*.ts')).map((path) => {
    const lines = linesOfCode(readFileSync(path, 'utf8'));
    return { path: path.slice(root.length + 1), lines: lines.length, run: lines.filter((line) => runLines.get(path)?.has(line)).length };
  });
}

/** Neither blank, nor a comment, nor all types: what is left when the types are taken out. The first line is 1. */
export function linesOfCode(text: string): readonly number[] {
  const bare = stripTypeScriptTypes(text).replaceAll(/\/\*\*?[^]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '));
  return bare.split('\n').flatMap((line, index) => (line.trim() === '' || line.trim().startsWith('//') ? [] : [index + 1]));
}

/** V8 says of ranges how often they were run, inner ones after outer ones; a line was run unless a range that was not holds all of it. */
export function linesRun(text: string, functions: FromV8['result'][number]['functions']): readonly number[] {
  let offset = 0;
  const lines = text.split('\n').map((line, index) => {
    const startsAt = offset + line.length - line.trimStart().length;
    offset += line.length + 1;
    return { number: index + 1, startsAt, endsAt: offset - 1 - (line.length - line.trimEnd().length), count: 1 };
  });
  for (const { ranges } of functions)
    for (const { startOffset, endOffset, count } of ranges)
      for (const line of lines) if (startOffset <= line.startsAt && line.endsAt <= endOffset) line.count = count;
  return lines.filter(({ count }) => count > 0).map(({ number }) => number);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
