/** The vector that a case wants on its advisory, and whether an advisory shows it. */
import type { Case } from '../case.ts';

export function vectorWanted({ cvss, onAdvisory }: NonNullable<Case['score']>): string {
  return onAdvisory ?? cvss.vector;
}

/** In whatever order GitHub gives the metrics back. */
export function showsVector({ vectors }: { readonly vectors: readonly string[] }, vector: string): boolean {
  return vectors.some((shown) => sorted(shown) === sorted(vector));
}

function sorted(vector: string): string {
  return vector.trim().split('/').toSorted().join('/');
}
