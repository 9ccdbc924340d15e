import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reply } from './route.ts';

const contentTypes = { 'style.css': 'text/css; charset=utf-8', 'icon.svg': 'image/svg+xml' } as const;

/** The only files that are served. */
export async function asset(name: keyof typeof contentTypes): Promise<Reply> {
  const text = await readFile(join(import.meta.dirname, 'assets', name), 'utf8');
  return { kind: 'file', contentType: contentTypes[name], text };
}
