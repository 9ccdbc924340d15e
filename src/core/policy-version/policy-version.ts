/** Which version of a project's policy rules a case: a case keeps it until somebody says `/policy adopt`. */
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';

export type PolicyVersion = {
  /**
   * `as-read`: the files as they stood then. `last-good`: as they last stood without problems, because they had some when the case was opened.
   * `default`: the cautious default, because there was no file, or never a good one.
   */
  readonly kind: 'as-read' | 'last-good' | 'default';
  /** The repository's file first, then the organisation's; empty for `default`. */
  readonly files: readonly PolicyFileVersion[];
  readonly readAt: Instant;
};

/** `sha` is git's id of the file's content, so that the same text has the same id wherever it is looked up. */
export type PolicyFileVersion = { readonly path: string; readonly sha: string };

/** What the policy files of a case's repository hold at the moment somebody asks. */
export type PolicyFound =
  | { readonly kind: 'good'; readonly policy: Policy; readonly files: readonly PolicyFileVersion[] }
  | { readonly kind: 'none' }
  /** `problems` has one line each, with file, line and column. */
  | { readonly kind: 'broken'; readonly problems: string }
  | { readonly kind: 'not-found-out' };

/** The same without the policy, where only what would change is wanted. */
export type PolicyGlance =
  | { readonly kind: 'good'; readonly changes: PolicyChanges; readonly files: readonly PolicyFileVersion[] }
  | Exclude<PolicyFound, { kind: 'good' }>;

/** `unknown` when one of the two was stored before settings were kept in the words of the file. */
export type PolicyChanges = readonly PolicyChange[] | 'unknown';

/** Undefined: not set. `calendar data` stands for holidays that are known by now and were not then. */
export type PolicyChange = { readonly setting: string; readonly before: unknown; readonly after: unknown };

/** What another policy would change, setting by setting, in the words of the file. */
export function policyChanges(before: Policy, after: Policy): PolicyChanges {
  const [was, is] = [before.settings, after.settings];
  if (was === undefined || is === undefined) return 'unknown';
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changes = names
    .filter((setting) => JSON.stringify(was[setting]) !== JSON.stringify(is[setting]))
    .map((setting) => ({ setting, before: was[setting], after: is[setting] }));
  return changes.length === 0 ? calendarChange(before, after) : changes;
}

/** A newer Fixlead may know more holidays under the same name. */
function calendarChange({ calendar: was }: Policy, { calendar: is }: Policy): readonly PolicyChange[] {
  const isSame = JSON.stringify([was.holidays, was.workdays]) === JSON.stringify([is.holidays, is.workdays]);
  return isSame ? [] : [{ setting: 'calendar data', before: knownUntil(was), after: knownUntil(is) }];
}

function knownUntil({ holidays, knownUntil: until }: Policy['calendar']): string {
  return `${holidays.length} closed days until ${until}`;
}

export function isSameFiles(some: readonly PolicyFileVersion[], others: readonly PolicyFileVersion[]): boolean {
  return some.length === others.length && some.every(({ path, sha }, index) => path === others[index]?.path && sha === others[index]?.sha);
}
