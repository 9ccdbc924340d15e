/** What is said while a Release Date is negotiated. What was said in private, such as a concern, is shown to maintainers only. */
import type { Case } from '../case.ts';
import type { DateObjection, DateParty } from './dated-act.ts';
import { earlyOf, toldMembers } from '../distributors/early.ts';
import type { Login } from '../ids.ts';
import { whoInWords } from '../permissions.ts';
import type { Policy } from '../policy.ts';
import { inline, quote } from '../quote.ts';
import { sayDate } from '../time/say-date.ts';
import { formatUtcMinute, type Instant } from '../time/time.ts';
import { dateWarnings } from './date-checks.ts';
import {
  agreementsTo,
  dateOnTheTable,
  missingMembers,
  missingParties,
  speakerInPublic,
  speakerOf,
  standingObjectionsTo,
} from './date-parties.ts';
import type { Suggestion } from './suggest-date.ts';

export function datePassed(releaseAt: Instant, now: Instant): string {
  return `${sayDate(releaseAt)} has passed; it is ${sayDate(now)}. Please give a later one.`;
}

/** The answer to whoever set a date, with what they should know about it. */
export function dateSet(thisCase: Case, policy: Policy, lapsed: boolean): string {
  const { release } = thisCase;
  if (release === undefined) return '';
  const delay = release.delay === undefined ? [] : [`Delayed: ${release.delay.replaceAll('-', ' ')} (S39).`];
  const overruled = (thisCase.dateObjections ?? []).filter(
    ({ releaseAt, ended }) => releaseAt === release.releaseAt && ended?.how === 'overruled' && ended.at === release.at,
  );
  return [
    `The Release Date is ${sayDate(release.releaseAt, policy.dateZones)}.`,
    ...(overruled.length === 0 ? [] : [`Overruled, and kept on record: the objection of ${people(overruled)} (S42).`]),
    ...(lapsed ? ['What was agreed to the date before has lapsed.'] : []),
    ...delay,
    ...dateWarnings(thisCase, release, policy),
  ].join(' ');
}

/** The news for the reporter. */
export function dateNews(thisCase: Case, policy: Policy, { before, lapsed, overruled }: DateChange): string {
  const { release } = thisCase;
  if (release === undefined) return '';
  const moved = before === undefined ? 'The Release Date is' : `The Release Date has moved from ${sayDate(before)} to`;
  const notes = [
    lapsed ? ' What you agreed to has lapsed with the date before.' : '',
    overruled
      ? ' Your objection was heard and overruled, as the policy lets the project have the final say (S42); it stays on record.'
      : '',
  ].join('');
  return `${moved} **${sayDate(release.releaseAt, policy.dateZones)}**. Until then, please keep this confidential.${notes} If the date does not work for you, answer here.`;
}

export type DateChange = { readonly before: Instant | undefined; readonly lapsed: boolean; readonly overruled: boolean };

export function dateProposed(by: Login, releaseAt: Instant, policy: Policy): string {
  const proposes = `@${by} proposes the Release Date ${sayDate(releaseAt, policy.dateZones)}.`;
  return policy.fixRepository === undefined
    ? `${proposes} I cannot make it binding: that is said in a private case issue, and the policy names no \`fix_repository\` for one. Whoever publishes by hand may keep to it.`
    : `${proposes} To make it binding, say \`/date ${formatUtcMinute(releaseAt)}\` in the private case issue.`;
}

/** What the reporter can say about a date proposed by others. */
export function askReporter(by: Login, releaseAt: Instant, policy: Policy): string {
  return `@${by} proposes the Release Date **${sayDate(releaseAt, policy.dateZones)}**. Does it work for you? Say \`/date agree\`, \`/date object\` with your concern, or \`/date propose\` with another one, on a line of its own.`;
}

/** What is still missing before a proposal is the Release Date. */
export function stillOpen(thisCase: Case, policy: Policy): string {
  const proposed = thisCase.proposedRelease;
  if (proposed === undefined) return '';
  const missing = missingParties(thisCase, proposed.releaseAt);
  const objections = standingObjectionsTo(thisCase, proposed.releaseAt);
  return [
    ...(missing.length === 0
      ? []
      : [`It needs the word of ${missing.map((party) => partyInWords(party, thisCase, policy)).join(' and ')}.`]),
    ...(objections.length === 0 ? [] : [`The objection of ${people(objections)} stands.`]),
    `\`/date final ${formatUtcMinute(proposed.releaseAt)}\` sets it over objections.`,
  ].join(' ');
}

function partyInWords(party: DateParty, thisCase: Case, policy: Policy): string {
  if (party === 'maintainers') return `${whoInWords('date-final-say', policy)} (\`/date agree\` in the private case issue)`;
  if (party === 'distributors') return 'every distributor who was told (`/date agree for=NAME` in the private case issue)';
  return `the reporter${thisCase.report.reporter === undefined ? '' : ` @${thisCase.report.reporter}`}`;
}

export function objectionNews(thisCase: Case, { by, releaseAt, concern }: DateObjection): string {
  const set = thisCase.release?.releaseAt === releaseAt ? ' Nothing is published while it stands.' : '';
  // Where there is no case issue this is said on the advisory, and the concern may have been said in private.
  const words = thisCase.caseIssue === undefined ? '' : `\n\n${quote(concern)}`;
  return `@${by} objects to the Release Date ${sayDate(releaseAt)}.${set} It ends with \`/date object cancel\` by @${by}, with another date, or with \`/date final\` by whoever has the final say.${words}`;
}

export function objectedTo(objections: readonly DateObjection[], releaseAt: Instant): string {
  const concerns = objections.map((one) => `- ${speakerOf(one)}: ${inline(one.concern)}`).join('\n');
  return `Not set, because an objection to that date stands:\n\n${concerns}\n\nChoose another one, or set it over the objection with \`/date final ${formatUtcMinute(releaseAt)}\`, which keeps it on record.`;
}

/** The lines of the board about objections: those that stand, and those that were overruled. `concerns` is for maintainers only. */
export function objectionLines(thisCase: Case, { concerns }: { concerns: boolean }): readonly string[] {
  return (thisCase.dateObjections ?? []).flatMap((one) => {
    const said = concerns ? `: ${inline(one.concern)}` : '';
    const who = concerns ? speakerOf(one) : speakerInPublic(one);
    if (one.ended === undefined) return [`- **Objection** by ${who} to ${sayDate(one.releaseAt)}${said}`];
    return one.ended.how === 'overruled'
      ? [`- **Objection overruled** by @${one.ended.by}, of ${who} to ${sayDate(one.releaseAt)}${said}`]
      : [];
  });
}

/** Who agreed to a date, in a few words; empty when nobody did. */
export function agreedBy(thisCase: Case, releaseAt: Instant): string {
  const agreed = agreementsTo(thisCase, releaseAt);
  const members = agreed.filter(({ member }) => member !== undefined).length;
  const others = agreed.filter(({ member }) => member === undefined).map(({ by, party }) => `@${by} (${party})`);
  const told = members + missingMembers(thisCase, releaseAt).length;
  const said = members === 0 ? others : [...others, `${members} of ${told} distributors`];
  return said.length === 0 ? '' : `, agreed by ${said.join(' and ')}`;
}

/** What each member that was told says of the date on the table, for maintainers only; empty when nobody was told or nothing is. */
export function membersOnDate(thisCase: Case): string {
  const date = dateOnTheTable(thisCase);
  const told = toldMembers(earlyOf(thisCase));
  if (date === undefined || told.length === 0) return '';
  const missing = missingMembers(thisCase, date.releaseAt);
  const objecting = standingObjectionsTo(thisCase, date.releaseAt).map(({ member }) => member);
  const words = told.map(
    (name) => `\`${name}\` ${objecting.includes(name) ? 'objects' : missing.includes(name) ? 'has not answered' : 'agrees'}`,
  );
  return `- **Distributors on ${formatUtcMinute(date.releaseAt)}**: ${words.join(', ')}`;
}

export function suggestionPage(suggestion: Extract<Suggestion, { ok: true }>, policy: Policy): string {
  const { dates, after, passedOver } = suggestion;
  const rows = dates.map(
    ({ releaseAt, inTime }) =>
      `- \`${formatUtcMinute(releaseAt)}\`: ${sayDate(releaseAt, policy.dateZones)}${inTime ? '' : `, later than ${policy.longestDays ?? 0} days after the report (S40)`}`,
  );
  const { name } = policy.calendar;
  return [
    `These dates would do: ${after}.`,
    rows.join('\n'),
    `Each is a business day${name === 'none' ? '' : ` in ${name}`}, no Friday and no eve of a closed day. Propose one with \`/date propose YYYY-MM-DD HH:MM UTC\`.`,
    ...(passedOver.length === 0 ? [] : [`Passed over: ${passedOver.slice(0, 12).join('; ')}.`]),
  ].join('\n\n');
}

/** The reporter may read it. */
function people(objections: readonly DateObjection[]): string {
  return unique(objections.map(speakerInPublic)).join(', ');
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
