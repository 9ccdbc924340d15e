/** What a published record says, whatever its format: the advisory as it stands on GitHub, and what the case knows besides (S31, S110). */
import type { Case } from '../case.ts';
import type { AdvisoryCredit, AdvisoryFacts } from './advisory-facts.ts';
import { cveOf } from '../disclosure/cve-id.ts';
import { advisoryUrl } from '../messages.ts';
import { parseCvss, type CvssScore } from '../score/cvss.ts';
import type { Instant } from '../time/time.ts';
import { ecosystemOf, purlOf, repositoryPurl, type Ecosystem } from './ecosystems.ts';
import { closedByPatch, parsePatchedVersions, parseVersionRanges, type VersionRange } from './version-ranges.ts';

export type PublicRecord = {
  readonly id: Case['id'];
  readonly cveId: string | undefined;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  /** The owner of the repository and its name. */
  readonly vendor: string;
  readonly product: string;
  readonly repositoryUrl: string;
  readonly repositoryPurl: string;
  readonly affected: readonly AffectedPackage[];
  readonly scores: readonly CvssScore[];
  readonly cwes: AdvisoryFacts['cwes'];
  readonly mitigation: string | undefined;
  readonly credits: readonly { readonly name: string; readonly type: string }[];
  /** Each state in which it could be read, oldest first; the first is its publication. A draft has one. */
  readonly revisions: readonly { readonly at: Instant; readonly words: string }[];
  readonly isDraft: boolean;
};

export type AffectedPackage = {
  readonly ecosystem: Ecosystem | undefined;
  readonly name: string;
  /** That of the repository where the package can have none of its own. */
  readonly purl: string;
  /** As a person wrote it. */
  readonly written: string;
  /** Undefined when what was written is no range. */
  readonly ranges: readonly VersionRange[] | undefined;
  readonly patched: readonly { readonly version: string; readonly purl: string }[];
};

/** Of a case whose advisory was read. */
export function publicRecord(thisCase: Case, advisory: AdvisoryFacts, now: Instant): PublicRecord {
  const [vendor = '', product = ''] = thisCase.repository.split('/');
  return {
    id: thisCase.id,
    cveId: cveOf({ ...thisCase, advisory }),
    title: printable(advisory.title) || thisCase.id,
    text: printable(advisory.text) || printable(advisory.title) || thisCase.id,
    url: advisoryUrl(thisCase),
    vendor,
    product,
    repositoryPurl: repositoryPurl(thisCase.repository),
    repositoryUrl: `https://github.com/${thisCase.repository}`,
    affected: affectedPackages(advisory, thisCase.repository),
    scores: scoresOf(thisCase, advisory),
    cwes: advisory.cwes,
    mitigation: mitigationOf(thisCase),
    credits: creditsOf(thisCase, advisory),
    revisions: revisionsOf(thisCase, now),
    isDraft: thisCase.published === undefined,
  };
}

function affectedPackages({ vulnerabilities }: AdvisoryFacts, repository: Case['repository']): readonly AffectedPackage[] {
  const distinct = new Map(vulnerabilities.map((one) => [JSON.stringify(one), one]));
  return [...distinct.values()].map((one) => {
    const ecosystem = ecosystemOf(one.ecosystem);
    const name = printable(one.name ?? '') || repository;
    const purl = (version?: string) => (ecosystem && purlOf(ecosystem, name, version)) ?? repositoryPurl(repository, version);
    const patched = parsePatchedVersions(one.patchedVersions);
    const ranges = parseVersionRanges(one.range);
    return {
      ecosystem,
      name,
      purl: purl(),
      written: printable(one.range) || 'all versions',
      ranges: ranges === undefined ? undefined : closedByPatch(ranges, patched),
      patched: patched.map((version) => ({ version, purl: purl(version) })),
    };
  });
}

/** What stands on the advisory; what only the case knows where GitHub shows no vector. One of each version. */
function scoresOf({ score }: Case, { vectors }: AdvisoryFacts): readonly CvssScore[] {
  const read = vectors.flatMap((vector) => {
    const parsed = parseCvss(vector);
    return parsed.ok ? [parsed.value] : [];
  });
  const known = read.length === 0 && score !== undefined ? [score.cvss] : read;
  return [...new Map(known.map((one) => [one.version, one])).values()];
}

function mitigationOf({ mitigation }: Case): string | undefined {
  const words = printable(mitigation?.words ?? '');
  return words === '' || /^none\W*$/i.test(words) ? undefined : words;
}

/** Nobody is named without their word: the reporter's is `/credit yes`, that of the others GitHub asks for. */
function creditsOf(thisCase: Case, { credits }: AdvisoryFacts): PublicRecord['credits'] {
  const { reporter } = thisCase.report;
  const accepted = credits.filter((one) => one.accepted && one.login !== reporter);
  const named = accepted.map(({ login, type }: AdvisoryCredit) => ({ name: `@${login}`, type }));
  const { credit } = thisCase;
  if (credit === undefined || !credit.wanted) return named;
  return [{ name: printable(credit.name ?? '') || `@${credit.by}`, type: 'reporter' }, ...named];
}

function revisionsOf({ published, advisoryRevisions = [] }: Case, now: Instant): PublicRecord['revisions'] {
  if (published === undefined) return [{ at: now, words: 'Draft, under embargo.' }];
  const later = advisoryRevisions.filter(({ at }) => at > published.at);
  return [{ at: published.at, words: 'Published.' }, ...later.map(({ at, words }) => ({ at, words }))];
}

/** Whole characters, without those that no format may hold. */
function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '')
    .trim();
}

/** At most so many characters, whole ones, with a sign that there is more. Unit: UTF-16 code units, as JSON Schema's maxLength is at most that. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
