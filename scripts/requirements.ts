/** Which sentence of the two policies is carried out where, and which test shows it. `docs/requirements.md` is printed from here; a test holds it to the tree. */
import { rules, type RuleId } from '../src/core/rules.ts';

export type Row =
  | { readonly where: string; readonly test: string; readonly shows: string; readonly note?: string }
  | { readonly notYet: Milestone; readonly note?: string };

/** What has to be built first. */
export type Milestone = 'policies' | 'fix' | 'disclosure' | 'surfaces';

const milestones: Record<Milestone, string> = {
  policies: 'the two policies, whole',
  fix: 'the fix: lines, backports, evidence',
  disclosure: 'disclosure: dates, notices, distributors, records',
  surfaces: 'surfaces for people',
};

const notYet = (milestone: Milestone, note?: string): Row => ({ notYet: milestone, ...(note !== undefined && { note }) });

export const requirements: Readonly<Record<RuleId, Row>> = {
  S1: {
    where: 'src/policy/policy-schema.ts',
    test: 'test/core/gates.test.ts',
    shows: 'are red when $name, and only there',
    note: 'the policy file names the supported lines; reading them from Releases is not there yet',
  },
  S2: {
    where: 'src/core/intake.ts',
    test: 'test/core/intake.test.ts',
    shows: 'opens a case, asks for a private issue and shows the reporter where it stands',
  },
  S3: notYet('policies'),
  S4: notYet('policies'),
  S5: notYet('policies'),
  S6: notYet('disclosure'),
  S7: notYet('policies'),
  S8: { where: 'src/core/permissions.ts', test: 'test/core/permissions.test.ts', shows: 'has the outcome that the matrix says' },
  S9: {
    where: 'src/core/obligations.ts',
    test: 'test/core/wake-ups.test.ts',
    shows: 'reminds of the first answer in time, with the sentences of the policy',
  },
  S10: notYet('policies'),
  S11: notYet('policies'),
  S12: notYet('policies'),
  S13: notYet('policies'),
  S14: notYet('policies'),
  S15: notYet('policies'),
  S16: notYet('policies'),
  S17: notYet('policies'),
  S18: notYet('policies'),
  S19: { where: 'src/core/triage.ts', test: 'test/core/triage.test.ts', shows: 'makes the advisory a draft and counts as an answer' },
  S20: notYet('policies', 'nothing is ever rejected by itself'),
  S21: notYet('policies'),
  S22: notYet('policies'),
  S23: {
    where: 'src/core/triage.ts',
    test: 'test/core/triage.test.ts',
    shows: 'closes the advisory, and the reporter is told the reason before',
  },
  S24: {
    where: 'src/core/obligations.ts',
    test: 'test/core/triage.test.ts',
    shows: 'stops the first clock and is answered in private',
    note: 'one clock with S9 so far',
  },
  S25: notYet('policies'),
  S26: notYet('policies'),
  S27: { where: 'src/core/triage.ts', test: 'test/core/triage.test.ts', shows: 'makes the advisory a draft and counts as an answer' },
  S28: { where: 'src/core/cvss.ts', test: 'test/core/cvss.test.ts', shows: 'of version %s survives reading and printing' },
  S29: {
    where: 'src/core/permissions.ts',
    test: 'test/core/permissions.test.ts',
    shows: 'is for Ana alone',
    note: 'who makes the final call is the policy’s; provisional scores are not told apart yet',
  },
  S30: {
    where: 'src/core/gates.ts',
    test: 'test/core/gates.test.ts',
    shows: 'are red when $name, and only there',
    note: 'no gate asks for a score',
  },
  S31: notYet('disclosure'),
  S32: { where: 'src/core/decide.ts', test: 'test/core/properties.test.ts', shows: 'is broken by nothing but the publication itself' },
  S33: notYet('fix'),
  S34: notYet('disclosure'),
  S35: notYet('disclosure'),
  S36: notYet('disclosure'),
  S37: notYet('disclosure', 'the reporter and others may propose nothing yet; a date on the advisory is a proposal of a maintainer'),
  S38: notYet('disclosure'),
  S39: notYet('disclosure'),
  S40: notYet('disclosure'),
  S41: notYet('policies'),
  S42: {
    where: 'src/core/release-clock.ts',
    test: 'test/core/release-clock.test.ts',
    shows: 'binds, is answered, and is told to the reporter with its weekday',
  },
  S43: notYet('disclosure'),
  S44: {
    where: 'src/core/gates.ts',
    test: 'test/core/gates.test.ts',
    shows: 'are red when $name, and only there',
    note: 'a reviewed pull request for every line; recorded exceptions are not there yet',
  },
  S45: notYet('disclosure'),
  S46: {
    where: 'src/core/wake-up-rang.ts',
    test: 'test/core/release-clock.test.ts',
    shows: 'publishes at the minute when every gate is green, and says nothing more before GitHub has done it',
  },
  S47: notYet('disclosure'),
  S48: notYet('disclosure'),
  S49: notYet('disclosure'),
  S50: notYet('disclosure'),
  S51: notYet('disclosure'),
  S52: notYet('disclosure'),
  S53: notYet('disclosure'),
  S54: notYet('disclosure'),
  S55: notYet('disclosure'),
  S56: notYet('disclosure'),
  S57: notYet('disclosure'),
  S58: notYet('disclosure'),
  S59: notYet('disclosure'),
  S60: notYet('disclosure'),
  S61: notYet('disclosure'),
  S62: notYet('disclosure'),
  S63: {
    where: 'src/core/wake-up-rang.ts',
    test: 'test/core/release-clock.test.ts',
    shows: 'publishes nothing before the minute, even if something rings',
    note: 'members are not told yet that the embargo is lifted',
  },
  S64: notYet('disclosure'),
  S65: notYet('disclosure'),
  S66: notYet('disclosure'),
  S67: notYet('disclosure'),
  S68: notYet('disclosure'),
  S69: notYet('policies'),
  S70: notYet('policies'),
  S71: notYet('policies'),
  S72: notYet('policies'),
  S73: notYet('policies'),
  S74: notYet('policies'),
  S75: { where: 'src/core/permissions.ts', test: 'test/core/permissions.test.ts', shows: 'has the outcome that the matrix says' },
  S76: {
    where: 'src/policy/policy-schema.ts',
    test: 'test/adapters/github/facts.test.ts',
    shows: 'is asked for afresh each time',
    note: 'the team is the policy’s choice',
  },
  S77: notYet('policies'),
  S78: notYet('policies'),
  S79: {
    where: 'src/core/fix-lead.ts',
    test: 'test/core/triage.test.ts',
    shows: 'hands over: the last one named is the one',
    note: 'nobody is reminded or assigned yet while there is none',
  },
  S80: { where: 'src/core/gates.ts', test: 'test/core/gates.test.ts', shows: 'are red when $name, and only there' },
  S81: notYet('fix'),
  S82: notYet('disclosure'),
  S83: {
    where: 'src/core/gates.ts',
    test: 'test/core/gates.test.ts',
    shows: 'are red when $name, and only there',
    note: 'no gate asks whether a date was kept',
  },
  S84: {
    where: 'src/core/permissions.ts',
    test: 'test/core/permissions.test.ts',
    shows: 'is for Ana alone',
    note: 'the Release Date; other dates cannot be moved yet',
  },
  S85: notYet('policies'),
  S86: notYet('policies'),
  S87: notYet('policies'),
  S88: notYet('policies'),
  S89: notYet('policies'),
  S90: notYet('policies'),
  S91: notYet('policies'),
  S92: notYet('policies'),
  S93: notYet('policies'),
  S94: notYet('policies'),
  S95: {
    where: 'src/core/obligations.ts',
    test: 'test/core/obligations.test.ts',
    shows: 'is met by the last LGTM, or else by the publication itself',
  },
  S96: {
    where: 'src/core/scoring.ts',
    test: 'test/core/triage.test.ts',
    shows: 'keeps who scored, what exactly, and writes the vector to the advisory',
  },
  S97: { where: 'src/core/permissions.ts', test: 'test/core/permissions.test.ts', shows: 'is for Ana alone' },
  S98: {
    where: 'src/core/gates.ts',
    test: 'test/core/gates.test.ts',
    shows: 'are red when $name, and only there',
    note: 'no gate asks for a score',
  },
  S99: notYet('fix'),
  S100: {
    where: 'src/core/approvals.ts',
    test: 'test/core/reviews.test.ts',
    shows: 'voids every LGTM and asks those who gave one to look again',
  },
  S101: notYet('policies'),
  S102: notYet('disclosure'),
  S103: notYet('disclosure'),
  S104: notYet('disclosure'),
  S105: {
    where: 'src/core/time.ts',
    test: 'test/core/time.test.ts',
    shows: 'reads what it prints, and prints what is left of a minute cut off',
    note: 'the format is used everywhere; the forthcoming-fix notice is not there yet',
  },
  S106: {
    where: 'src/core/release-clock.ts',
    test: 'test/core/release-clock.test.ts',
    shows: 'publishes at the minute when every gate is green, and says nothing more before GitHub has done it',
  },
  S107: notYet('disclosure'),
  S108: notYet('disclosure'),
  S109: notYet('disclosure'),
  S110: notYet('disclosure'),
  S111: notYet('disclosure'),
  S112: notYet('disclosure'),
  S113: notYet('disclosure', 'no early mail can be sent at all so far'),
  S114: notYet('disclosure'),
  S115: notYet('disclosure'),
};

export function printRequirementsPage(): string {
  const ids = Object.keys(rules) as RuleId[];
  const done = ids.filter((id) => 'where' in requirements[id]).length;
  return [
    '# Requirements',
    '',
    '<!-- Printed from scripts/requirements.ts by `npm run docs`. -->',
    '',
    'Every sentence of the two policies that asks something of the app, where it is carried out and which test shows it.',
    'G is the generic policy with a distributors list, V is Vitess’s; the number is the line.',
    `${done} of ${ids.length} are carried out, some of them in part, as noted.`,
    '',
    '| # | Line | Words | Carried out in | Shown by |',
    '|---|---|---|---|---|',
    ...ids.map(printRow),
    '',
  ].join('\n');
}

function printRow(id: RuleId): string {
  const row = requirements[id];
  const note = row.note === undefined ? '' : ` (${row.note})`;
  const [where, test] =
    'where' in row
      ? [`\`${row.where}\`${note}`, `\`${row.test}\`${row.shows === '' ? '' : `: “${row.shows}”`}`]
      : [`not yet: ${milestones[row.notYet]}${note}`, ''];
  return `| ${id} | ${rules[id].source} | ${rules[id].words.replaceAll('|', '\\|')} | ${where} | ${test} |`;
}
