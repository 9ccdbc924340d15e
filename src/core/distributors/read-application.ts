/** Reads an application as an issue form gives it: one heading for each criterion, and the evidence under it (S68). */
import { criteria, type CriterionName } from './criteria.ts';
import type { Evidence } from './register.ts';

/** Unit: characters of one criterion's evidence. */
const longestEvidence = 2_000;

export type ReadApplication = {
  readonly evidence: Evidence;
  /** What keeps it from being looked at: each the end of the sentence "`Heading` …". */
  readonly missing: readonly { readonly name: CriterionName; readonly says: string }[];
};

export function readApplication(text: string, wanted: readonly CriterionName[]): ReadApplication {
  const sections = sectionsOf(text);
  const found = wanted.map((name) => ({ name, words: sections.get(plainHeading(criteria[name].heading)) ?? '' }));
  const missing = found.flatMap(({ name, words }) => {
    const says = whyNoEvidence(name, words);
    return says === undefined ? [] : [{ name, says }];
  });
  return { evidence: Object.fromEntries(found.map(({ name, words }) => [name, words])), missing };
}

function whyNoEvidence(name: CriterionName, words: string): string | undefined {
  // What GitHub writes for a field of an issue form that was left empty.
  if (words === '' || words === '_No response_') return 'has no evidence under it';
  if (words.length > longestEvidence) return `is longer than ${longestEvidence} characters`;
  return criteria[name].needsLink && !/https:\/\/\S/.test(words) ? 'has no link that shows it (https://…)' : undefined;
}

/** `### 1. Track record` and `## Track record:` are the same heading. */
function sectionsOf(text: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  for (const part of text
    .replace(/\r\n?/g, '\n')
    .split(/^#{1,6}[ \t]+/m)
    .slice(1)) {
    const [heading = '', ...rest] = part.split('\n');
    sections.set(plainHeading(heading), rest.join('\n').trim());
  }
  return sections;
}

function plainHeading(heading: string): string {
  return heading
    .replace(/^\d+[.)]\s*/, '')
    .replace(/[:#\s]+$/, '')
    .trim()
    .toLowerCase();
}
