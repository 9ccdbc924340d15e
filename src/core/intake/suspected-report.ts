/** A public issue that reads like a report of a vulnerability (S7): found by plain words, and only told, never touched. */
import type { RepositoryName } from '../ids.ts';
import { quoteRule } from '../rules.ts';

/** What such reports speak of, each under the name by which the maintainers are told. */
const signs: Readonly<Record<string, RegExp>> = {
  'a CVE id': /\bCVE-\d{4}-\d{4,}\b/i,
  'a vulnerability': /\b(?:vulnerabilit(?:y|ies)|vuln|security (?:issue|hole|bug|flaw|problem|report)|0-?day|zero-day)\b/i,
  'an exploit': /\b(?:exploit(?:s|able|ed|ation)?|proof[- ]of[- ]concept|poc)\b/i,
  'code execution': /\b(?:remote code execution|arbitrary (?:code|command)s?|rce|(?:command|code|sql|ldap|template) injection)\b/i,
  'cross-site requests or scripts': /\b(?:xss|cross[- ]site (?:scripting|request forgery)|csrf|ssrf)\b/i,
  'rights that somebody should not have':
    /\b(?:privilege escalation|escalation of privileges?|elevation of privileges?|(?:authentication|authorization|auth) bypass)\b/i,
  'files that somebody should not reach': /\b(?:(?:path|directory) traversal|arbitrary file (?:read|write)s?)\b/i,
  'memory errors': /\b(?:buffer overflow|use[- ]after[- ]free|out[- ]of[- ]bounds (?:read|write))\b/i,
  'denial of service': /\b(?:denial[- ]of[- ]service|d?dos attack|redos)\b/i,
  'leaking secrets':
    /\b(?:leak(?:s|ed|ing)? (?:of )?(?:secrets?|credentials?|passwords?|tokens?)|hard-?coded (?:passwords?|credentials?))\b/i,
};

/** How many different signs make a text suspect; one is enough in a title. */
const enoughInText = 2;

/**
 * What the issue speaks of, by name and in the order of the table; empty when it does not read like a report. None of its own words is repeated.
 * Edges: a flaw that is described in other words is not found.
 */
export function suspectedSigns({ title, text }: { readonly title: string; readonly text: string }): readonly string[] {
  const all = Object.entries(signs).filter(([, sign]) => sign.test(title) || sign.test(text));
  const inTitle = all.some(([, sign]) => sign.test(title));
  return inTitle || all.length >= enoughInText ? all.map(([name]) => name) : [];
}

/** For maintainers, in private. */
export function suspectedInPublic(repository: RepositoryName, number: number, found: readonly string[]): string {
  return [
    `**${repository}#${number} reads like a report of a vulnerability, in public**: it speaks of ${found.join(', ')}. https://github.com/${repository}/issues/${number}`,
    'If it is none, nothing has to be done. If it is one:',
    [
      `1. Do not discuss it there. Begin an advisory: https://github.com/${repository}/security/advisories/new`,
      '2. Say `/public` with the link of the issue in the case: it is publicly known, so everything becomes due.',
      '3. Ask its author to go on in private, and edit or delete the issue if that still helps; what was sent by e-mail is out.',
    ].join('\n'),
    `- ${quoteRule('S7')}`,
  ].join('\n\n');
}
