/** What is said of the releases that are to bring the fix (S3). */
import type { Case } from '../case.ts';
import { code, inline } from '../quote.ts';

/** For the board; undefined while nobody said. */
export function targetsOnBoard({ targets = [] }: Case): string | undefined {
  if (targets.length === 0) return undefined;
  return `- **Fix to come with** ${targets.map(({ line, version }) => `${code(inline(version))} (${code(line)})`).join(', ')}`;
}

/** Where a release brings the fix that was planned for another one; empty where it is the one, or none was planned. */
export function otherThanTarget({ targets = [] }: Case, released: { readonly line: string; readonly tag: string }): string {
  const planned = targets.find(({ line }) => line === released.line);
  if (planned === undefined || planned.version === released.tag) return '';
  return ` It was to come with ${code(inline(planned.version))}, as @${planned.by} said: if people were told that version, correct it.`;
}
