/** The advisory as it stands on GitHub, kept for the records; after the publication each change of it is a revision. */
import { readsDifferently } from '../after-publication/after-publication-words.ts';
import { whatDiffers } from '../after-publication/read-back.ts';
import type { Case } from '../case.ts';
import type { AdvisoryFacts } from './advisory-facts.ts';
import type { Decision } from '../decision.ts';
import { cveNews } from '../disclosure/cve.ts';
import type { Effect } from '../effects.ts';
import type { Seen } from '../events.ts';
import { accept, ignore } from '../outcome.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';

/** Longer than an advisory stays unlooked at. Unit: ms. */
const longestLookMs = 15 * 60_000;

export function readAdvisory(thisCase: Case, event: Seen<'AdvisoryRead'>): Decision {
  const { advisory, at } = event;
  const changed = whatChanged(thisCase.advisory, advisory);
  const checked = readBack(thisCase, advisory, at);
  if (changed.length === 0 && checked === undefined) return ignore('it reads as before');
  const next: Case = { ...thisCase, advisory, ...(checked && { readBack: checked }) };
  const because = changed.length === 0 ? 'the published advisory was read' : `on the advisory changed: ${changed.join(', ')}`;
  const news = [...cveNews(thisCase, advisory), ...differences(next, checked)];
  const { published } = thisCase;
  // The last changes before the publication may be seen just after it.
  const isRevision = changed.length > 0 && published !== undefined && at > published.at + longestLookMs;
  if (!isRevision) return accept(next, [{ fact: because }], news);
  const revision = { at, words: `Changed: ${changed.join(', ')}.` };
  return accept({ ...next, advisoryRevisions: [...(thisCase.advisoryRevisions ?? []), revision] }, [{ fact: because }], news);
}

/** Of a published advisory, once: the first look at it. */
function readBack(thisCase: Case, advisory: AdvisoryFacts, at: Instant): Case['readBack'] {
  const isFirst = thisCase.published !== undefined && thisCase.readBack === undefined;
  return isFirst ? { at, differs: whatDiffers(thisCase, advisory) } : undefined;
}

function differences(next: Case, checked: Case['readBack']): readonly Effect[] {
  if (checked === undefined || checked.differs.length === 0) return [];
  return tellMaintainers(next, 'read-back', readsDifferently(checked.differs));
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
