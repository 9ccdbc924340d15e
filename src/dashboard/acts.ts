/** What may be done on the dashboard: each act is a command, as it would be typed in the private case issue, with a form for its words. */
import { rejectNames } from '../core/intake/report.ts';
import { approvedKinds } from '../core/notices/kinds.ts';
import { noticesOf } from '../core/notices/notice-policy.ts';
import type { CommandEvent } from '../core/command-events.ts';
import type { StoredCase } from '../engine/ports/store.ts';
import type { ActWords, Field } from './act-form.ts';

/** Under which heading of the case's page it stands. */
export const actGroups = ['Report', 'Fix', 'Date', 'Publication', 'Notices', 'Repair'] as const;
export type ActGroup = (typeof actGroups)[number];

export type Act = ActWords & {
  readonly group: ActGroup;
  /** The event that it causes; it decides in which phases the act is offered. */
  readonly makes: CommandEvent['kind'];
  /** Whether there is anything to do it to, in a phase that allows it; missing: always. */
  readonly isOffered?: (stored: Pick<StoredCase, 'case' | 'policy'>) => boolean;
};

const reason: Field = { name: 'reason', label: 'Reason', hint: 'In your own words; it is kept in the history of the case.' };
const date: Field = { name: 'date', label: 'Date', hint: 'As YYYY-MM-DD HH:MM UTC, such as 2030-12-03 16:00 UTC.' };
const delay: Field = { name: 'delay', label: 'Reason for a delay', hint: 'Where the policy asks for one.', optional: true };
const kind: Field = { name: 'kind', label: 'Notice', hint: 'Which of the notices.', choices: [...approvedKinds, 'correction'] };
const hasChannels = ({ policy }: Pick<StoredCase, 'policy'>): boolean =>
  Object.values(noticesOf(policy).channels).some((channels) => channels.length > 0);
const channel: Field = { name: 'channel', label: 'Channel', hint: 'As the policy names it, such as by-hand:blog.' };

export const acts: readonly Act[] = [
  {
    ...{
      group: 'Report',
      name: 'accept',
      title: 'Accept the report',
      makes: 'ReportAccepted',
      final: false,
      fields: [],
      command: '/accept',
    },
    what: 'The report is a vulnerability, and a fix is made. The advisory becomes a draft, by your own hand while you are signed in.',
  },
  {
    ...{ group: 'Report', name: 'acknowledge', title: 'Say that the reporter was answered', makes: 'ReportAcknowledged', final: false },
    ...{ command: '/ack', what: 'The first answer is recorded. A plan that you write here is told to the reporter.' },
    fields: [
      { name: 'plan', label: 'Plan', hint: 'What you look into, and until when.', optional: true, key: 'plan' },
      { name: 'workaround', label: 'Workaround', hint: 'What users can do now, or none.', optional: true, key: 'workaround' },
    ],
    isOffered: ({ case: { acknowledged } }) => acknowledged === undefined,
  },
  {
    ...{ group: 'Report', name: 'ask', title: 'Ask the reporter', makes: 'InformationAsked', final: false, command: '/need-info' },
    what: 'The reporter is asked, and what is due waits for the answer.',
    fields: [{ name: 'question', label: 'Question', hint: 'The reporter reads it on the advisory.' }],
  },
  {
    ...{ group: 'Report', name: 'reject', title: 'Reject the report', makes: 'ReportRejected', final: true, command: '/reject' },
    what: 'The reporter is told why, and the advisory is closed, by your own hand while you are signed in.',
    fields: [
      { name: 'name', label: 'Kind of reason', hint: 'Each has a ready sentence for the reporter.', choices: rejectNames },
      { name: 'reason', label: 'In your own words', hint: 'The reporter reads this after the ready sentence.' },
    ],
  },
  {
    ...{ group: 'Date', name: 'date', title: 'Set the Release Date', makes: 'ReleaseDateGiven', final: false, command: '/date' },
    what: 'The instant of disclosure. An objection to that date keeps it from being set.',
    fields: [date, delay],
  },
  {
    ...{
      group: 'Date',
      name: 'final-date',
      title: 'Set the Release Date over objections',
      makes: 'ReleaseDateImposed',
      final: false,
      command: '/date final',
    },
    what: 'The final say on the date: whatever objection stands is overruled.',
    fields: [date, delay],
  },
  {
    ...{
      group: 'Date',
      name: 'overrule',
      title: 'Overrule an objection',
      makes: 'ObjectionOverruled',
      final: false,
      command: '/date overrule',
    },
    what: 'The objection no longer stands in the way of the date; it stays on record, with your reason.',
    fields: [
      { name: 'login', label: 'Whose', hint: 'The login of whoever objected, or the name of the distributor.' },
      { ...reason, hint: 'Whoever objected reads this.' },
    ],
    isOffered: ({ case: { dateObjections = [] } }) => dateObjections.some(({ ended }) => ended === undefined),
  },
  {
    ...{ group: 'Fix', name: 'fix-lead', title: 'Name the Fix Lead', makes: 'FixLeadNamed', final: false, command: '/fix-lead' },
    what: 'The Fix Lead leads the fix and the release, and is credited as coordinator.',
    fields: [{ name: 'login', label: 'Whom', hint: 'A maintainer’s login with its @; left out, it is you.', optional: true }],
  },
  {
    ...{ group: 'Fix', name: 'score', title: 'Score it', makes: 'VectorGiven', final: false, command: '/cvss' },
    what: 'The advisory gets the vector, and what is due follows the score.',
    fields: [{ name: 'vector', label: 'CVSS vector', hint: 'Such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N; 3.0, 3.1 or 4.0.' }],
  },
  {
    ...{ group: 'Fix', name: 'score-final', title: 'Make the score final', makes: 'ScoreFinalised', final: false, fields: [] },
    ...{ command: '/cvss final', what: 'The final call on the vector that stands; another vector needs another one.' },
    isOffered: ({ case: { score } }) => score !== undefined && score.final === undefined,
  },
  {
    ...{ group: 'Fix', name: 'affects', title: 'Name the affected lines', makes: 'AffectedLinesNamed', final: false, command: '/affects' },
    what: 'Each of these lines needs a fix, and the route of the case follows from them.',
    fields: [{ name: 'lines', label: 'Lines', hint: 'Branches, with spaces between them.' }],
  },
  {
    ...{ group: 'Fix', name: 'override', title: 'Override a gate', makes: 'GateOverridden', final: false, command: '/override' },
    what: 'Puts up with missing LGTMs or tests of one head; shown in red from then on.',
    fields: [{ name: 'line', label: 'Line', hint: 'The branch whose fix lacks something.' }, reason],
  },
  {
    ...{
      group: 'Publication',
      name: 'hold',
      title: 'Put it on hold',
      makes: 'HoldPlaced',
      final: false,
      command: '/hold',
      fields: [reason],
    },
    what: 'Nothing is published until the hold is lifted.',
  },
  {
    ...{
      group: 'Publication',
      name: 'lift-hold',
      title: 'Lift your hold',
      makes: 'HoldLifted',
      final: false,
      command: '/hold cancel',
      fields: [],
    },
    what: 'Your hold no longer stops the publication.',
    isOffered: ({ case: { holds } }) => holds.length > 0,
  },
  {
    ...{ group: 'Repair', name: 'retry', title: 'Try again', makes: 'RetryAsked', final: false, command: '/retry' },
    what: 'What was given up gets another set of tries. It does now what it was to do then.',
    fields: [{ name: 'key', label: 'Key', hint: 'As it stands on the page of what was given up.' }],
    isOffered: ({ case: { stuck } }) => stuck.length > 0,
  },
  {
    ...{
      group: 'Report',
      name: 'end-status-page',
      title: 'End the reporter’s status page',
      makes: 'StatusPageChanged',
      final: false,
      fields: [],
    },
    ...{ command: '/status-page off', what: 'The link that the reporter was told opens nothing any more.' },
    isOffered: ({ case: { statusPage }, policy }) => policy.statusPage !== undefined && statusPage?.isEnded !== true,
  },
  {
    ...{
      group: 'Publication',
      name: 'publish',
      title: 'Publish the advisory',
      makes: 'PublicationAsked',
      final: true,
      command: '/publish',
      fields: [],
    },
    what: 'The fix and the advisory become public, the advisory by your own hand while you are signed in. This cannot be undone.',
  },
  {
    ...{
      group: 'Publication',
      name: 'publish-anyway',
      title: 'Publish without waiting for the fix',
      makes: 'PublicationForced',
      final: true,
      fields: [reason],
    },
    ...{ command: '/publish anyway', what: 'The advisory becomes public although the fix was not seen in public. This cannot be undone.' },
  },
  {
    ...{
      group: 'Notices',
      name: 'notice-posted',
      title: 'Say that a notice was posted',
      makes: 'NoticePosted',
      final: false,
      command: '/notice posted',
    },
    what: 'For channels where somebody posts by hand.',
    isOffered: hasChannels,
    fields: [kind, channel, { name: 'link', label: 'Link', hint: 'Where it can be read.' }],
  },
  {
    ...{
      group: 'Notices',
      name: 'notice-retry',
      title: 'Send a notice again',
      makes: 'NoticeRetried',
      final: false,
      command: '/notice retry',
    },
    what: 'For a channel where it failed; the text is written anew.',
    isOffered: hasChannels,
    fields: [kind, channel],
  },
];

export function findAct(name: string): Act | undefined {
  return acts.find((act) => act.name === name);
}
