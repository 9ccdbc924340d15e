/** What the shape of a policy file cannot show: whether the things it names exist, and whether its settings fit together. */
import { parseWorkingHours } from '../core/time/working-hours.ts';
import { isTimeZone } from '../core/time/wall-clock.ts';
import { closestName } from '../core/closest-name.ts';
import { isTemporaryFork } from '../core/ids.ts';
import { parseLinesRule } from '../core/routing/lines-from-releases.ts';
import { readPerson } from './person-text.ts';
import { parseVersionRule } from '../core/release-day/versions.ts';
import { parseCivilDate } from '../core/time/time.ts';
import type { PolicyKey, PolicyValues } from './policy-keys.ts';
import { shown } from './policy-problem.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { Entry, ReadShape, SettingFinding } from './read-shape.ts';

/** What is wrong with single settings of the file, whatever the others say. */
export function settingFindings({ file, entriesAt }: ReadShape): readonly SettingFinding[] {
  const lists = {
    lines: ['lines'],
    add: ['calendar', 'add'],
    remove: ['calendar', 'remove'],
    weekend: ['calendar', 'weekend'],
    zones: ['date', 'zones'],
    reasons: ['date', 'delay_reasons'],
    checks: ['ci', 'required'],
    evidenceFrom: ['ci', 'evidence_from'],
    gates: ['gates'],
    reminders: ['reminders', 'at'],
    escalation: ['escalation'],
    people: ['people'],
    decidedBy: ['distributors', 'decided_by'],
    criteria: ['distributors', 'criteria'],
  };
  return [
    ...forkFindings(file.fix_repository),
    ...Object.keys(file.lgtm?.by_line ?? {}).flatMap((line) => branchFindings(line, ['lgtm', 'by_line', line])),
    ...Object.keys(file.ci?.by_line ?? {}).flatMap((line) => branchFindings(line, ['ci', 'by_line', line])),
    ...(file.main_line === undefined ? [] : branchFindings(file.main_line, ['main_line'])),
    ...linesRuleFindings(file.lines_from?.tags),
    ...entriesAt(lists.lines).flatMap(({ text, index }) => branchFindings(text, [...lists.lines, index])),
    ...timeZoneFindings(file.calendar?.time_zone, 'calendar.time_zone', ['calendar', 'time_zone']),
    ...entriesAt(lists.zones).flatMap(({ text, index }) => timeZoneFindings(text, 'date.zones', [...lists.zones, index])),
    ...entriesAt(lists.people).flatMap(({ text, index }) => personFindings(text, [...lists.people, index])),
    ...hoursFindings(file.reminders?.hours),
    ...[lists.add, lists.remove].flatMap((at) => entriesAt(at).flatMap(({ text, index }) => dateFindings(text, [...at, index]))),
    ...entriesAt(['release_day', 'versions']).flatMap(({ text, index }) => versionRuleFindings(text, ['release_day', 'versions', index])),
    ...Object.values(lists).flatMap((at) => givenTwice(entriesAt(at), at)),
  ];
}

/** Combinations that cannot work. A check is left out when one of the settings it looks at could not be read. */
export function combinationFindings(
  file: PolicyFile,
  values: PolicyValues,
  isBroken: (key: PolicyKey) => boolean,
): readonly SettingFinding[] {
  const { mode, name } = fixRepositoryOf(values);
  const mostLgtms = Math.max(
    values['lgtm.required'],
    ...Object.values(values['lgtm.by_severity']),
    ...Object.values(values['lgtm.by_line']),
  );
  // Under the two other modes the reviews are made elsewhere.
  const needsReviews = mostLgtms > 0 && name === undefined && mode === 'standing';
  if (!needsReviews || isBroken('lgtm.required') || isBroken('fix_repository')) return [];
  const message =
    `${mostLgtms} LGTMs are required but no \`fix_repository\` is named in which maintainers could give them: ` +
    'name the private repository, or write `lgtm: { required: 0 }` to publish without review.';
  return [{ code: 'review-without-fix-repository', at: placeOfLgtms(file), message }];
}

function placeOfLgtms({ lgtm }: PolicyFile): readonly string[] {
  if (lgtm?.required !== undefined) return ['lgtm', 'required'];
  return lgtm?.by_severity === undefined && lgtm?.by_line === undefined ? ['extends'] : ['lgtm'];
}

function fixRepositoryOf({ fix_repository: written }: Pick<PolicyValues, 'fix_repository'>) {
  const { mode = 'standing', name } = typeof written === 'string' ? { name: written } : (written ?? {});
  return { mode, name };
}

function forkFindings(written: PolicyValues['fix_repository']): readonly SettingFinding[] {
  const { name: repository } = fixRepositoryOf({ fix_repository: written });
  if (repository === undefined || !isTemporaryFork(repository)) return [];
  const message = `\`fix_repository\` is named like one of GitHub’s temporary private forks, which no App can enter; it must be a private repository of its own, such as ${repository.replace(/-ghsa-.*$/i, '-security')}.`;
  return [{ code: 'temporary-fork', at: typeof written === 'string' ? ['fix_repository'] : ['fix_repository', 'name'], message }];
}

/** Source: git's documentation, git-check-ref-format; and nothing that does not show. */
function branchFindings(line: string, at: readonly PropertyKey[]): readonly SettingFinding[] {
  const finding = (message: string) => ({ code: 'bad-branch-name' as const, at, message: `${shown(line)} ${message}` });
  const prefix = /^(?:refs\/heads\/|origin\/)/.exec(line)?.[0];
  if (prefix !== undefined) {
    const branch = line.slice(prefix.length);
    const isGood = branchFindings(branch, at).length === 0;
    return [{ ...finding(`is a reference; write the branch alone, without ${prefix}.`), ...(isGood ? { suggestion: branch } : {}) }];
  }
  if (/[*?[\]]/.test(line)) return [finding('looks like a pattern; write the exact name of each branch, such as release-22.0.')];
  const isRefused = /[\p{C}\p{Zl}\p{Zp} ~^:\\]|\.\.|@\{|^[-/.]|\/\.|\/\/|[/.]$|\.lock(?:\/|$)|^@?$/u.test(line);
  return isRefused ? [finding('cannot be the name of a branch; write one such as release-22.0.')] : [];
}

function hoursFindings(hours: string | undefined): readonly SettingFinding[] {
  if (hours === undefined || parseWorkingHours(hours) !== undefined) return [];
  const message = `\`reminders.hours\` is ${shown(hours)}, which ends before it begins; write the earlier time first, such as 09:00-17:00.`;
  return [{ code: 'not-allowed', at: ['reminders', 'hours'], message }];
}

function timeZoneFindings(timeZone: string | undefined, key: PolicyKey, at: readonly PropertyKey[]): readonly SettingFinding[] {
  if (timeZone === undefined || isTimeZone(timeZone)) return [];
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const suggestion =
    closestName(timeZone, zones) ?? zones.find((zone) => zone.toLowerCase().endsWith(`/${timeZone.toLowerCase().replaceAll(' ', '_')}`));
  const message = `\`${key}\` is ${shown(timeZone)}, which is no time zone; it must be the name of one, such as UTC or Europe/Berlin.`;
  return [{ code: 'unknown-time-zone', at, message, ...(suggestion === undefined ? {} : { suggestion }) }];
}

function personFindings(text: string, at: readonly PropertyKey[]): readonly SettingFinding[] {
  const { zone, hours } = readPerson(text);
  if (hours === undefined || parseWorkingHours(hours) !== undefined) return timeZoneFindings(zone, 'people', at);
  const message = `${shown(text)} has hours that are none, or that end before they begin; write the earlier time first, such as 09:00-17:00.`;
  return [{ code: 'not-allowed', at, message }, ...timeZoneFindings(zone, 'people', at)];
}

function dateFindings(date: string, at: readonly PropertyKey[]): readonly SettingFinding[] {
  const parsed = parseCivilDate(date);
  return parsed.ok ? [] : [{ code: 'no-such-date', at, message: parsed.problem.message }];
}

function linesRuleFindings(rule: string | undefined): readonly SettingFinding[] {
  if (rule === undefined) return [];
  const at = ['lines_from', 'tags'];
  const parsed = parseLinesRule(rule);
  if (parsed !== undefined) return branchFindings(parsed.branch.replace(/\{[a-z]\}/g, '1'), at);
  const message = `${shown(rule)} does not fit together: each letter in the branch must stand in the tag, and once there, as in v{a}.{b}.{c} -> release-{a}.{b}.`;
  return [{ code: 'bad-lines-rule', at, message }];
}

function versionRuleFindings(rule: string, at: readonly PropertyKey[]): readonly SettingFinding[] {
  if (parseVersionRule(rule) !== undefined) return [];
  const message = `${shown(rule)} does not fit together: each letter in the version must stand in the tag, and once there, as in go: v{a}.{b}.{c} -> 0.{a}.{c}.`;
  return [{ code: 'bad-version-rule', at, message }];
}

function givenTwice(entries: readonly Entry[], at: readonly PropertyKey[]): readonly SettingFinding[] {
  const texts = entries.map(({ text }) => text);
  return entries
    .filter(({ text }, position) => texts.indexOf(text) !== position)
    .map(({ text, index }) => ({ code: 'given-twice', at: [...at, index], message: `${shown(text)} is given twice; take one out.` }));
}
