// A strict reading of CVSS vector strings: what the specifications allow, and nothing that merely looks like it.
import { metricsOf } from './cvss-metrics.ts';
import type { CvssMetric, CvssVersion } from './cvss-metrics.ts';

export type CvssProblemCode =
  | 'empty'
  | 'too-long'
  | 'unsupported-version'
  | 'unexpected-character'
  | 'missing-prefix'
  | 'malformed-metric'
  | 'unknown-metric'
  | 'unknown-value'
  | 'repeated-metric'
  | 'wrong-order'
  | 'missing-metric';

export type CvssProblem = { readonly code: CvssProblemCode; readonly message: string };

/** A vector that keeps the grammar: its version, and its metrics in the order in which they were written. */
export type CvssVector = { readonly version: CvssVersion; readonly metrics: ReadonlyMap<string, string> };

export type CvssReading = { readonly ok: true; readonly value: CvssVector } | { readonly ok: false; readonly problem: CvssProblem };

/** Unit: UTF-16 code units. The longest vector there is, a 4.0 one with every metric, has 178. */
export const maximumVectorLength = 256;

/**
 * Reads a vector of CVSS 3.0, 3.1 or 4.0 exactly as the specification writes it.
 * The metrics of 3.x may stand in any order, those of 4.0 only in the order of the specification's table.
 * Edges: nothing is trimmed, not even white space at the ends; letters keep their case; "X" is a value of optional metrics only.
 * Errors: the first problem from the left, except that missing metrics are looked for last.
 * Source: CVSS v3.0 and v3.1 specifications, §6 "Vector String"; CVSS v4.0 specification, §7 "Vector String".
 */
export function readVector(text: string): CvssReading {
  const unfit = unfitText(text);
  if (unfit !== undefined) return { ok: false, problem: unfit };
  const [prefix = '', ...parts] = text.split('/');
  const version = versions.find((known) => prefix === `CVSS:${known}`);
  if (version === undefined) return { ok: false, problem: wrongPrefix(text, prefix) };
  return readMetrics(version, parts);
}

const versions: readonly CvssVersion[] = ['3.0', '3.1', '4.0'];
const maximumQuoteLength = 40;
const allowedPrefixes = 'Allowed are "CVSS:3.0/", "CVSS:3.1/" and "CVSS:4.0/".';

function readMetrics(version: CvssVersion, parts: readonly string[]): CvssReading {
  const metrics = new Map<string, string>();
  const known = metricsByKey[version];
  let furthest = -1;
  for (const part of parts) {
    const [key = '', value = '', ...more] = part.split(':');
    if (key === '' || value === '' || more.length > 0) return { ok: false, problem: malformedMetric(part, known) };
    const place = known.get(key);
    if (place === undefined) return { ok: false, problem: unknownMetric(version, key) };
    if (!place.metric.values.includes(value)) return { ok: false, problem: unknownValue(place.metric, part, value) };
    if (metrics.has(key)) return { ok: false, problem: repeatedMetric(key, part, metrics.get(key)) };
    if (version === '4.0' && place.index < furthest) return { ok: false, problem: wrongOrder(part, place.index, [...metrics.keys()]) };
    furthest = place.index;
    metrics.set(key, value);
  }
  const missing = metricsOf(version).filter((metric) => metric.mandatory && !metrics.has(metric.key));
  if (missing.length > 0) return { ok: false, problem: missingMetrics(version, missing) };
  return { ok: true, value: { version, metrics } };
}

type Place = { readonly metric: CvssMetric; readonly index: number };
type Places = ReadonlyMap<string, Place>;

const metricsByKey: Readonly<Record<CvssVersion, Places>> = { '3.0': places('3.0'), '3.1': places('3.1'), '4.0': places('4.0') };

function places(version: CvssVersion): Places {
  return new Map(metricsOf(version).map((metric, index) => [metric.key, { metric, index }]));
}

function unfitText(text: string): CvssProblem | undefined {
  if (text === '') return { code: 'empty', message: 'There is no vector here. It begins with "CVSS:3.0/", "CVSS:3.1/" or "CVSS:4.0/".' };
  if (text.length > maximumVectorLength) {
    return { code: 'too-long', message: `A vector has at most ${maximumVectorLength} characters; this has ${text.length}.` };
  }
  if (isVersion2(text)) return unsupportedVersion('CVSS 2.0 is not supported.');
  const stranger = /[^A-Za-z0-9.:/]/u.exec(text);
  return stranger === null ? undefined : unexpectedCharacter(text, stranger[0], stranger.index);
}

// "Au" (authentication) is in no later version, and 2.0 vectors often come without a prefix, in parentheses (CVSS v2 guide, §2.4).
function isVersion2(text: string): boolean {
  return /^\(?CVSS:2(\D|$)/i.test(text) || (!text.includes('CVSS:') && /(^|[/(#])Au:[MSN]([/)]|$)/.test(text));
}

function unsupportedVersion(said: string): CvssProblem {
  return { code: 'unsupported-version', message: `${said} ${allowedPrefixes} Score the vulnerability again with one of these versions.` };
}

// What does not show, or would change how the rest of the message shows, is named by its number only.
function unexpectedCharacter(text: string, character: string, index: number): CvssProblem {
  const number = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const name = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `"${character}" (${number})` : number;
  const allowed = 'has no place in a vector; allowed are the letters A to Z, digits, ".", ":" and "/".';
  const advice = text.trim() !== text ? ' Remove the white space around the vector.' : '';
  return { code: 'unexpected-character', message: `The character ${name} at position ${index + 1} ${allowed}${advice}` };
}

function wrongPrefix(text: string, prefix: string): CvssProblem {
  const meant = versions.find((known) => prefix.toUpperCase() === `CVSS:${known}`);
  if (meant !== undefined) return missingPrefix(prefix, ` Did you mean "CVSS:${meant}/"?`);
  if (/^CVSS:/i.test(prefix)) return unsupportedVersion(`${quote(prefix)} names no version of CVSS that is supported.`);
  return missingPrefix(text, '');
}

function missingPrefix(found: string, suggestion: string): CvssProblem {
  return { code: 'missing-prefix', message: `A vector begins with its version, not with ${quote(found)}. ${allowedPrefixes}${suggestion}` };
}

function malformedMetric(part: string, known: Places): CvssProblem {
  const example = known.get(part.split(':')[0] ?? '')?.metric;
  const suggestion = example === undefined ? '' : ` For ${example.key}: ${choices(example)}.`;
  const said = part === '' ? 'There is nothing between two slashes or after the last one' : `${quote(part)} is not a metric`;
  return {
    code: 'malformed-metric',
    message: `${said}; each is written KEY:VALUE, such as "AV:N", with one "/" between two.${suggestion}`,
  };
}

function unknownMetric(version: CvssVersion, key: string): CvssProblem {
  const keys = metricsOf(version).map((metric) => metric.key);
  const meant = keys.find((known) => known.toUpperCase() === key.toUpperCase());
  const elsewhere = versions.filter((other) => other !== version && metricsByKey[other].has(key));
  const suggestion =
    meant !== undefined ? ` Did you mean "${meant}"?` : elsewhere.length > 0 ? ` It belongs to CVSS ${elsewhere.join(' and ')}.` : '';
  return {
    code: 'unknown-metric',
    message: `CVSS ${version} has no metric ${quote(key)}.${suggestion} Its metrics are ${keys.join(', ')}.`,
  };
}

function unknownValue(metric: CvssMetric, part: string, value: string): CvssProblem {
  const meant =
    metric.values.find((known) => known.toUpperCase() === value.toUpperCase()) ??
    (value.length > 1 ? metric.values.find((known) => known === value.charAt(0).toUpperCase()) : undefined);
  const suggestion = meant === undefined ? '' : ` Did you mean "${metric.key}:${meant}"?`;
  const mandatory = value === 'X' ? ` ${metric.key} is mandatory and cannot be left open.` : '';
  return { code: 'unknown-value', message: `${quote(part)} is not allowed; ${metric.key} is ${choices(metric)}.${mandatory}${suggestion}` };
}

function repeatedMetric(key: string, part: string, earlier: string | undefined): CvssProblem {
  const found = `${quote(`${key}:${earlier}`)} and then ${quote(part)}`;
  return { code: 'repeated-metric', message: `${key} is given twice: ${found}. Each metric stands at most once; keep one.` };
}

function wrongOrder(part: string, index: number, before: readonly string[]): CvssProblem {
  const known = metricsByKey['4.0'];
  const next = before.find((key) => (known.get(key)?.index ?? -1) > index) ?? '';
  const order = metricsOf('4.0').map((metric) => metric.key);
  return {
    code: 'wrong-order',
    message: `${quote(part)} stands before ${next} in CVSS 4.0, where the order is fixed: ${order.join(', ')}.`,
  };
}

function missingMetrics(version: CvssVersion, missing: readonly CvssMetric[]): CvssProblem {
  const wanted = missing.map((metric) => `${metric.key} (${choices(metric)})`).join(', ');
  return { code: 'missing-metric', message: `Mandatory in CVSS ${version} and missing: ${wanted}.` };
}

function choices(metric: CvssMetric): string {
  const [last = '', ...others] = metric.values.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
}

// By now the text is made of harmless characters only; its length is still anyone's.
function quote(text: string): string {
  return `"${text.length > maximumQuoteLength ? `${text.slice(0, maximumQuoteLength)}…` : text}"`;
}
