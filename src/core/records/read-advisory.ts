/** The advisory as it stands on GitHub, kept for the records; after the publication each change of it is a revision. */
import type { AdvisoryFacts, Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { cveNews } from '../disclosure/cve.ts';
import type { Seen } from '../events.ts';
import { accept, ignore } from '../outcome.ts';

/** Longer than an advisory stays unlooked at. Unit: ms. */
const longestLookMs = 15 * 60_000;

export function readAdvisory(thisCase: Case, event: Seen<'AdvisoryRead'>): Decision {
  const { advisory, at } = event;
  const changed = whatChanged(thisCase.advisory, advisory);
  if (changed.length === 0) return ignore('it reads as before');
  const next = { ...thisCase, advisory };
  const news = cveNews(thisCase, advisory);
  const because = [{ fact: `on the advisory changed: ${changed.join(', ')}` }];
  const { published } = thisCase;
  // The last changes before the publication may be seen just after it.
  if (published === undefined || at <= published.at + longestLookMs) return accept(next, because, news);
  const revision = { at, words: `Changed: ${changed.join(', ')}.` };
  return accept({ ...next, advisoryRevisions: [...(thisCase.advisoryRevisions ?? []), revision] }, because, news);
}

const names: { readonly [Key in keyof AdvisoryFacts]-?: string } = {
  title: 'the title',
  text: 'the text',
  cveId: 'the CVE id',
  vulnerabilities: 'the affected versions',
  cwes: 'the weaknesses',
  vectors: 'the score',
  credits: 'the credits',
};

function whatChanged(before: AdvisoryFacts | undefined, after: AdvisoryFacts): readonly string[] {
  const keys = Object.keys(names) as (keyof AdvisoryFacts)[];
  return keys.filter((key) => JSON.stringify(before?.[key]) !== JSON.stringify(after[key])).map((key) => names[key]);
}
