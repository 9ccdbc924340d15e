/** What the texts may say of a case. What may be said while it is embargoed is a type of its own, and holds nothing of the vulnerability. */
import type { Case } from '../case.ts';
import { cveOf, cveUrl } from '../disclosure/cve-id.ts';
import type { Policy } from '../policy.ts';
import { advisoriesOfMembers, earlyOf } from '../distributors/early.ts';
import { plainText } from '../quote.ts';
import { releaseDayOf } from '../release-day/release-day.ts';
import { linesToFix, unsupportedLines } from '../routing/routes.ts';
import { sayDate } from '../time/say-date.ts';
import { sayInZone } from '../time/say-in-zone.ts';
import { kinds, type NoticeKind } from './kinds.ts';
import { noticesOf } from './notice-policy.ts';

/** Every value is a text, or a list of them; empty: not known. */
export type Facts = Readonly<Record<string, string | readonly string[]>>;

/** The variables of all templates, with what each stands for. `docs/policy.md` is printed from here. */
export const openVariables = {
  project: 'the name of the project, such as widget',
  repository: 'its repository, such as acme/widget',
  release_date: 'the Release Date, such as 2026-12-01 16:00 UTC (Tuesday); empty while none is set',
  release_date_elsewhere: 'a list: the Release Date in each of `date.zones`',
  severity: 'the severity, such as High; empty while it is not scored',
  mitigation: 'what users can do until they have the fix; empty when there is nothing, or nobody said',
  lines: 'a list: the lines that are fixed',
  main_line: 'the branch of development',
  unsupported_lines: 'a list: the affected lines that get no fix',
  upgrade: 'how a fix is applied, from `notices.upgrade`',
  policy_url: 'the page of the project’s security policy',
  openpgp_key: 'the page of the project’s own OpenPGP key, from `notices.openpgp_key`; empty while there is none',
} as const;

/** What only those texts may say that go out when the advisory is public, or in private. */
export const closedVariables = {
  advisory: 'the id of the advisory',
  advisory_url: 'its page',
  cve: 'the id of the CVE, or pending',
  cve_url: 'its page; empty while it is pending',
  score: 'the CVSS score, such as 6.5; empty while there is none',
  vector: 'the CVSS vector; empty while there is none',
  releases: 'a list: the releases with the fix that were seen, by their tags',
  documentation: 'a list: pages of distributors, from `notices.documentation`, and the advisories that they told us of',
} as const;

type Told<Names extends object> = { readonly [Name in keyof Names]: string | readonly string[] };

export function factsFor(kind: NoticeKind, thisCase: Case, policy: Policy): Facts {
  const open = openFacts(thisCase, policy);
  return kinds[kind].time === 'embargo' ? open : { ...open, ...closedFacts(thisCase, policy) };
}

/** The same, with a blank for what may change after an approval without taking it back: one date, one CVE and the releases drive every text. */
export function withBlanks(facts: Facts): Facts {
  const blanks = { release_date: '…', release_date_elsewhere: [], cve: '…', cve_url: '', releases: [] };
  return { ...facts, ...Object.fromEntries(Object.entries(blanks).filter(([name]) => name in facts)) };
}

function openFacts(thisCase: Case, policy: Policy): Told<typeof openVariables> {
  const { release, score, mitigation, repository } = thisCase;
  return {
    project: repository.split('/')[1] ?? repository,
    repository,
    release_date: release === undefined ? '' : sayDate(release.releaseAt),
    release_date_elsewhere: release === undefined ? [] : (policy.dateZones ?? []).map((zone) => sayInZone(release.releaseAt, zone)),
    severity: score?.cvss.severity ?? '',
    mitigation: mitigation === undefined || isNone(mitigation.words) ? '' : plainText(mitigation.words),
    lines: linesToFix(thisCase, policy),
    main_line: policy.mainLine,
    unsupported_lines: unsupportedLines(thisCase, policy),
    upgrade: noticesOf(policy).upgrade,
    policy_url: `https://github.com/${repository}/security/policy`,
    openpgp_key: noticesOf(policy).openPgpKey ?? '',
  };
}

function closedFacts(thisCase: Case, policy: Policy): Told<typeof closedVariables> {
  const { id, repository, score } = thisCase;
  const cve = cveOf(thisCase);
  return {
    advisory: id,
    advisory_url: `https://github.com/${repository}/security/advisories/${id}`,
    cve: cve ?? 'pending',
    cve_url: cve === undefined ? '' : cveUrl(cve),
    score: score?.cvss.score.toFixed(1) ?? '',
    vector: score?.cvss.vector ?? '',
    releases: [...new Set(releaseDayOf(thisCase).releases.map(({ tag }) => plainText(tag)))],
    documentation: [...noticesOf(policy).documentation, ...advisoriesOfMembers(earlyOf(thisCase))],
  };
}

export function isNone(words: string): boolean {
  return /^none\W*$/i.test(words.trim());
}
