/** What comes first when there is more than one case (S69, S70). */
import type { CvssScore } from './cvss.ts';

export type Priority = 'highest' | 'serious';

/** Confidentiality, integrity or privileges make it the highest priority (S69), availability alone a serious one (S70). */
export function priorityOf({ vector }: Pick<CvssScore, 'vector'>): Priority | undefined {
  const metrics = new Map(vector.split('/').map((part) => part.split(':') as [string, string]));
  const harms = (...names: readonly string[]): boolean => names.some((name) => metrics.has(name) && metrics.get(name) !== 'N');
  if (harms('C', 'I', 'VC', 'VI', 'SC', 'SI')) return 'highest';
  return harms('A', 'VA', 'SA') ? 'serious' : undefined;
}
