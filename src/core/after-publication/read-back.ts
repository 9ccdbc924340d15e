/** The advisory as the public reads it, held against what it was meant to say (S46). */
import type { Case } from '../case.ts';
import type { AdvisoryFacts } from '../records/advisory-facts.ts';
import { cveOf } from '../disclosure/cve-id.ts';
import { releaseDayOf } from '../release-day/release-day.ts';
import { showsVector, vectorWanted } from '../score/shown-vector.ts';

/** What reads differently, in words that repeat nothing of it. Empty: all is as it was meant. */
export function whatDiffers(before: Case, published: AdvisoryFacts): readonly string[] {
  const { advisory, score } = before;
  const cve = cveOf(before);
  const changed = (name: 'title' | 'text') => advisory !== undefined && advisory[name] !== published[name];
  const unpatched = published.vulnerabilities.filter((one) => (one.patchedVersions ?? '') === '').length;
  return [
    changed('title') && 'the title is not the one that I last read before the publication',
    changed('text') && 'the text is not the one that I last read before the publication',
    score !== undefined && !showsVector(published, vectorWanted(score)) && 'the severity is not that of the vector given here',
    cve !== undefined &&
      published.cveId !== cve &&
      `the CVE id is ${published.cveId === undefined ? 'missing' : 'another one'}, not ${cve}`,
    releaseDayOf(before).releases.length > 0 &&
      unpatched > 0 &&
      `${unpatched} of its packages ${unpatched === 1 ? 'names' : 'name'} no patched version`,
  ].filter((line) => line !== false);
}
