/** From plain data to the part of a policy file that has the right shape, and a finding for everything that has not. */
import type { z } from 'zod';
import { closestName } from '../core/closest-name.ts';
import type { KeyDescription } from './key-description.ts';
import { extendsKey, policyKeys, sections, type PolicyKey } from './policy-keys.ts';
import { shown, type PolicyProblem } from './policy-problem.ts';
import { policySchema, type PolicyFile } from './policy-schema.ts';

/** A problem whose place is still a path of keys and list positions. */
export type SettingFinding = Pick<PolicyProblem, 'code' | 'message' | 'suggestion'> & { readonly at: readonly PropertyKey[] };

export type ReadShape = {
  readonly file: PolicyFile;
  /** The entries of a list that have the right shape, although others of it may have not. */
  readonly entriesAt: (at: readonly PropertyKey[]) => readonly Entry[];
  readonly findings: readonly SettingFinding[];
  /** Whether a setting was given but could not be read, or was most likely meant by a key that is misspelt. */
  readonly isBroken: (key: PolicyKey) => boolean;
};

/** One entry of a list, and its place there from 0. */
export type Entry = { readonly text: string; readonly index: number };

/** `sourceOf` is the text of a value as it stands in the file: YAML reads `3.10` as the number 3.1. Errors: none. */
export function readShape(
  value: Readonly<Record<string, unknown>>,
  sourceOf: (at: readonly PropertyKey[]) => string | undefined,
): ReadShape {
  const first = policySchema.safeParse(value);
  if (first.success) return { file: first.data, entriesAt: (at) => entriesAt(value, at, []), findings: [], isBroken: () => false };
  const findings = onePerPlace(first.error.issues.flatMap((issue) => findingsOf(issue, value, sourceOf)));
  const wrong = new Set(findings.map(({ at }) => settingAt(at)));
  const meant = findings
    .filter(({ code }) => code !== 'unknown-key')
    .map(({ at }) => at)
    .concat(findings.flatMap(meantBy));
  return {
    file: policySchema.parse(goodSettings(value, (name) => !wrong.has(name))),
    entriesAt: (at) => entriesAt(value, at, findings),
    findings,
    isBroken: (key) => wrong.has(key) || meant.some((at) => isSamePath(at, stepsOf(key)) || isSamePath(at, stepsOf(key).slice(0, 1))),
  };
}

/** `calendar.add[2]` */
function formatPath(at: readonly PropertyKey[]): string {
  const [first, ...others] = at;
  const inner = others.map((step) => (typeof step === 'number' ? `[${step}]` : `.${formatKey(step)}`));
  return [first === undefined ? '' : formatKey(first), ...inner].join('');
}

function formatKey(key: PropertyKey): string {
  return typeof key === 'string' && !/^[\w-]{1,60}$/.test(key) ? shown(key) : String(key);
}

type Issue = z.core.$ZodIssue;

function findingsOf(issue: Issue, root: unknown, sourceOf: (at: readonly PropertyKey[]) => string | undefined): readonly SettingFinding[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...issue.path, key]));
  if (issue.code === 'invalid_union') return alternativeOf(issue, root).flatMap((inner) => findingsOf(inner, root, sourceOf));
  if (issue.code === 'invalid_key') return [wrongKey(issue.path)];
  const written = valueAt(root, issue.path);
  const suggestion = suggest(issue, written, sourceOf(issue.path));
  const message = `${sayWhatIsThere(issue.path, written, issue)}; it must be ${allowedAt(issue.path)}.`;
  return [{ code: codeOf(issue), at: issue.path, message, ...(suggestion === undefined ? {} : { suggestion }) }];
}

/** Of several forms the one that was meant: a mapping by whoever wrote a mapping, else the short form, which comes first. */
function alternativeOf(issue: z.core.$ZodIssueInvalidUnion, root: unknown): readonly Issue[] {
  const [short = [], ...others] = issue.errors;
  const meant = isRecord(valueAt(root, issue.path)) ? (others.at(-1) ?? short) : short;
  return meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** A key of a mapping whose keys are the names of something, such as a branch. */
function wrongKey(at: readonly PropertyKey[]): SettingFinding {
  const mapping = at.slice(0, -1);
  const key = shown(String(at.at(-1)));
  const message = `\`${formatPath(mapping)}\` has a key that cannot stand there, ${key}; it must be ${allowedAt(mapping)}.`;
  return { code: 'not-allowed', at, message };
}

function descriptionOf(name: PolicyKey): KeyDescription {
  return policyKeys[name];
}

function unknownKey(at: readonly PropertyKey[]): SettingFinding {
  const section = at.slice(0, -1);
  const key = String(at.at(-1));
  const known = keysIn(section);
  const suggestion = closestName(key, known);
  const elsewhere = settingNames.find((name) => name.includes('.') && (name === key || stepsOf(name)[1] === key));
  const where = section.length === 0 ? 'A policy' : `\`${formatPath(section)}\``;
  const hint =
    suggestion === undefined && elsewhere !== undefined
      ? `Write it as \`${elsewhere.replace('.', ': ')}\`.`
      : `${where} has ${listed(known)}.`;
  return {
    code: 'unknown-key',
    at,
    message: `\`${formatPath(at)}\` is not known. ${hint}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function codeOf(issue: Issue): PolicyProblem['code'] {
  if (issue.code === 'invalid_type') return 'wrong-type';
  return issue.code === 'too_small' || issue.code === 'too_big' ? 'out-of-range' : 'not-allowed';
}

function sayWhatIsThere(at: readonly PropertyKey[], written: unknown, issue: Issue): string {
  const path = `\`${formatPath(at)}\``;
  if (written === null || written === '') return `${path} is empty`;
  if (Array.isArray(written) && issue.code === 'too_big') return `${path} has ${written.length} entries`;
  return `${path} is ${shown(written)}`;
}

function suggest(issue: Issue, written: unknown, source: string | undefined): string | undefined {
  const key = settingAt(issue.path);
  if (issue.code === 'invalid_type' && issue.expected === 'string' && ['number', 'boolean'].includes(typeof written))
    return source === undefined ? undefined : `"${source}"`;
  if (typeof written !== 'string') return undefined;
  if (issue.code === 'invalid_value') return closestName(written, issue.values.map(String));
  if (key === 'maintainers.team' || issue.path.at(-1) === 'team') return /^@([\w-]+\/[\w-]+)$/.exec(written)?.[1];
  if (key === 'fix_repository') return /^(?:https?:\/\/github\.com\/|git@github\.com:)([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/i.exec(written)?.[1];
  return undefined;
}

function allowedAt(at: readonly PropertyKey[]): string {
  const key = settingAt(at);
  if (key === 'extends') return extendsKey.allowed;
  if (key === undefined) return Object.entries(sections).find(([name]) => name === at[0])?.[1] ?? 'a mapping';
  const { entry, allowed } = descriptionOf(key);
  const isInside = at.length > stepsOf(key).length;
  if (key === 'fix_repository' && isInside) return fixRepositoryParts[String(at.at(-1))] ?? allowed;
  return isInside ? (entry ?? allowed) : allowed;
}

const fixRepositoryParts: Readonly<Record<string, string>> = {
  mode: '`standing`, `per_case` or `temporary_fork`',
  name: 'a repository as OWNER/NAME, such as vitessio/vitess-security',
  team: 'a team as ORGANISATION/SLUG, such as vitessio/security',
};

type SettingName = PolicyKey | 'extends';
const settingNames: readonly SettingName[] = ['extends', ...(Object.keys(policyKeys) as PolicyKey[])];

function stepsOf(name: SettingName): readonly string[] {
  return name.split('.');
}

/** The setting that a path leads to or into. */
function settingAt(at: readonly PropertyKey[]): SettingName | undefined {
  return settingNames.find((name) => isSamePath(stepsOf(name), at.slice(0, stepsOf(name).length)));
}

function isSamePath(one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}

/** The path that a misspelt key was most likely meant to be. */
function meantBy({ code, at, suggestion }: SettingFinding): readonly (readonly PropertyKey[])[] {
  return code === 'unknown-key' && suggestion !== undefined ? [[...at.slice(0, -1), suggestion]] : [];
}

function keysIn(section: readonly PropertyKey[]): readonly string[] {
  const setting = settingAt(section);
  if (setting !== undefined && setting !== 'extends') return descriptionOf(setting).keys ?? [];
  const inside = settingNames.map(stepsOf).filter((steps) => isSamePath(steps.slice(0, section.length), section));
  return [...new Set(inside.flatMap((steps) => steps.slice(section.length, section.length + 1)))];
}

function valueAt(root: unknown, at: readonly PropertyKey[]): unknown {
  return at.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return (value as readonly unknown[])[Number(step)];
    return isRecord(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
  }, root);
}

/** The mapping again with nothing in it but known settings that pass; of a list with one bad entry the whole list goes. */
function goodSettings(value: unknown, isGood: (name: SettingName) => boolean): Readonly<Record<string, unknown>> {
  const good: Record<string, unknown> = {};
  for (const name of settingNames.filter(isGood)) {
    const [outer = '', inner] = stepsOf(name);
    const found = valueAt(value, stepsOf(name));
    if (found === undefined) continue;
    const section = good[outer];
    good[outer] = inner === undefined ? found : { ...(isRecord(section) ? section : {}), [inner]: found };
  }
  return good;
}

/** A number that is both too large and too large to be exact is wrong once. */
function onePerPlace(findings: readonly SettingFinding[]): readonly SettingFinding[] {
  return [...new Map(findings.toReversed().map((finding) => [JSON.stringify(finding.at), finding])).values()].reverse();
}

function entriesAt(root: unknown, at: readonly PropertyKey[], findings: readonly SettingFinding[]): readonly Entry[] {
  const list = valueAt(root, at);
  const wrong = findings.map((finding) => finding.at).filter((path) => isSamePath(path.slice(0, at.length), at));
  if (!Array.isArray(list) || wrong.some((path) => path.length === at.length)) return [];
  const indexes = new Set(wrong.map((path) => path[at.length]));
  return list.map((entry, index) => ({ text: String(entry), index })).filter(({ index }) => !indexes.has(index));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
