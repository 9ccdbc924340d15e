/** What is said about which policy rules a case. File names and values are the maintainers' own, but stand in code all the same. */
import type { Case } from '../case.ts';
import { notFoundOut } from '../not-found-out.ts';
import type { Policy } from '../policy.ts';
import { code, quote } from '../quote.ts';
import { formatUtcMinute } from '../time/time.ts';
import { isSameFiles, type PolicyChange, type PolicyChanges, type PolicyGlance, type PolicyVersion } from './policy-version.ts';

/** More changed settings than this are counted instead of listed. */
const mostListed = 40;

/** One line for the pages that are kept in place; undefined for a case that was opened before versions were kept. */
export function rulingInWords({ policyVersion: version }: Pick<Case, 'policyVersion'>): string | undefined {
  if (version === undefined) return undefined;
  const { files, readAt } = version;
  const named = files.map(({ path, sha }) => `${code(path)} (${code(sha.slice(0, 10))})`).join(' over ');
  switch (version.kind) {
    case 'as-read':
      return `${named}, as read ${formatUtcMinute(readAt)}`;
    case 'last-good':
      return `${named}, the last good version, of ${formatUtcMinute(readAt)}, because the file has problems since`;
    case 'default':
      return 'the cautious default, because there is no good policy file';
  }
}

/** Said once when a case is opened and its project's policy file cannot be used as it stands. */
export function policyNotUsed(problem: string, version: PolicyVersion | undefined): string {
  const rules =
    version?.kind === 'last-good'
      ? `so its last good version, of ${formatUtcMinute(version.readAt)}, rules this case.`
      : 'so the cautious default rules this case: only people with at least the maintain permission count as maintainers, and nothing is published unless told.';
  return `The policy file of this project could not be used, ${rules}\n\n${quote(problem)}\n\n\`fixlead policy check FILE\` shows all problems. When the file is good again, \`/policy adopt\` puts this case under it.`;
}

/** Said once for each version of a broken file, where maintainers speak of what concerns no single case. */
export function policyFileBroken(problems: string): string {
  return `**The policy file has problems.** Running cases keep the version they were opened under; new ones are opened under the last good version until it is repaired.\n\n${quote(problems)}\n\n\`fixlead policy check FILE\` shows all problems.`;
}

/** `acknowledge.business_days: 3`, and where that is written; undefined for a policy that was stored before settings were kept. For maintainers alone. */
export function settingInWords({ settings, sources, preset }: Policy, name: string): string | undefined {
  if (settings === undefined || !Object.hasOwn(settings, name)) return undefined;
  const source = sources?.[name];
  const byPreset = preset === undefined ? '' : ` (the policy ${code(preset)})`;
  return `${code(`${name}: ${inFile(settings[name])}`)}${source === undefined ? byPreset : ` (${code(source.path)}, line ${source.line})`}`;
}

function inFile(value: unknown): string {
  if (value === undefined) return 'not set';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The answer to `/policy`. `withValues` only where no more than maintainers read it. */
export function policyPage(thisCase: Case, found: PolicyGlance, { withValues }: { withValues: boolean }): string {
  const rules = rulingInWords(thisCase) ?? 'the version it was opened under, whose file was not noted';
  return [`**This case is ruled by** ${rules}.`, ...whatStandsNow(thisCase, found, withValues)].join('\n\n');
}

function whatStandsNow({ policyVersion }: Case, found: PolicyGlance, withValues: boolean): readonly string[] {
  switch (found.kind) {
    case 'none':
      return ['There is no policy file now, neither here nor in the organisation. The case keeps its version.'];
    case 'broken':
      return [`The file has problems now, and the case keeps its version:`, quote(found.problems)];
    case 'not-found-out':
      return ['I could not find out from GitHub what the file says now. Please say `/policy` again in a few minutes.'];
    case 'good': {
      const isSame = policyVersion !== undefined && isSameFiles(policyVersion.files, found.files);
      const file = isSame
        ? 'The file has not changed since.'
        : `The file has changed since; it is now ${found.files.map(({ sha }) => code(sha.slice(0, 10))).join(' over ')}.`;
      return [file, changesInWords(found.changes, withValues)];
    }
  }
}

function changesInWords(changes: PolicyChanges, withValues: boolean): string {
  const adopt = '`/policy adopt` puts this case under it.';
  if (changes === 'unknown') return `What would change cannot be listed, because the case was opened by an older Fixlead. ${adopt}`;
  if (changes.length === 0) return 'No setting would change for this case.';
  return [`${adopt} It would change:`, listOfChanges(changes, withValues ? beforeAndAfter : undefined)].join('\n\n');
}

/** `values` says what becomes of a setting; without it only the names are listed. */
export function listOfChanges<Change extends Pick<PolicyChange, 'setting'>>(
  changes: readonly Change[],
  values?: (change: Change) => string,
): string {
  const lines = changes
    .slice(0, mostListed)
    .map((change) => `- ${code(change.setting)}${values === undefined ? '' : `: ${values(change)}`}`);
  const more = changes.length - lines.length;
  return [...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}

function beforeAndAfter({ before, after }: PolicyChange): string {
  return `${valueInWords(before)} → ${valueInWords(after)}`;
}

export function valueInWords(value: unknown): string {
  if (value === undefined) return 'not set';
  return code(typeof value === 'string' ? value : JSON.stringify(value).replaceAll('","', '", "'));
}

export function policyAdopted(thisCase: Case, changes: PolicyChanges, withValues: boolean): string {
  const ruled = `This case is now ruled by ${rulingInWords(thisCase) ?? 'the file'}.`;
  if (changes === 'unknown' || changes.length === 0) return ruled;
  return `${ruled} What changed for it:\n\n${listOfChanges(changes, withValues ? beforeAndAfter : undefined)}`;
}

export const policyRefusals = {
  none: 'There is no policy file to adopt, neither here nor in the organisation. The case keeps its version.',
  'not-found-out': notFoundOut('what the policy file says', '/policy adopt'),
  'nothing-new': 'Nothing would change: this case is ruled by what the file says already.',
} as const;

export function brokenPolicyNotAdopted(problems: string): string {
  return `The policy file has problems, so the case keeps its version:\n\n${quote(problems)}\n\nPlease repair the file, then say \`/policy adopt\` again.`;
}

export function cannotMove(from: string | undefined, to: string | undefined): string {
  const where = to === undefined ? 'names no fix repository' : `names the fix repository ${code(to)}`;
  return `The policy file ${where}, but this case is being worked on${from === undefined ? '' : ` in ${code(from)}`} and cannot move. Please finish it under its version, or name that repository in the file again, in the same way.`;
}
