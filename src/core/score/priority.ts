/** What comes first when there is more than one case (S69, S70). */
import type { Case } from '../case.ts';

/** In the order in which they are said. The first three make it the highest priority (S69), availability alone a serious one (S70). */
export type Harm = 'confidentiality' | 'integrity' | 'elevation of privilege' | 'availability';

/**
 * The weaknesses by which somebody gets rights they should not have; CVSS has no metric for that.
 * Source: CWE-265, "Privilege Issues", and CWE-269 with its children (cwe.mitre.org).
 */
const privilegeWeaknesses: readonly string[] = [
  ...['CWE-250', 'CWE-266', 'CWE-267', 'CWE-268', 'CWE-269', 'CWE-270', 'CWE-271', 'CWE-272', 'CWE-273', 'CWE-274'],
  ...['CWE-280', 'CWE-501', 'CWE-580', 'CWE-648'],
];

const metricsOf: Readonly<Record<Exclude<Harm, 'elevation of privilege'>, readonly string[]>> = {
  confidentiality: ['C', 'VC', 'SC'],
  integrity: ['I', 'VI', 'SI'],
  availability: ['A', 'VA', 'SA'],
};

/** What the vector says, and the weaknesses that stand on the advisory; empty while neither is known. */
export function harmsOf({ score, advisory }: Pick<Case, 'score' | 'advisory'>): readonly Harm[] {
  const metrics = new Map(score?.cvss.vector.split('/').map((part) => part.split(':') as [string, string]));
  const isHarmed = (harm: keyof typeof metricsOf): boolean =>
    metricsOf[harm].some((name) => metrics.has(name) && metrics.get(name) !== 'N');
  const gainsRights = advisory?.cwes.some(({ id }) => privilegeWeaknesses.includes(id)) === true;
  return [
    ...(['confidentiality', 'integrity'] as const).filter(isHarmed),
    ...(gainsRights ? (['elevation of privilege'] as const) : []),
    ...(isHarmed('availability') ? (['availability'] as const) : []),
  ];
}
