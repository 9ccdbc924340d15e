/** What may be done on the dashboard: each act is a command, as it would be typed in the private case issue, with a form for its words. */
import { rejectNames } from '../core/intake/report.ts';
import { approvedKinds } from '../core/notices/kinds.ts';
import type { CommandEvent } from '../core/events.ts';
import type { StoredCase } from '../engine/ports/store.ts';

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly choices?: readonly string[];
  readonly optional?: true;
};

/** Of a case or of a project, what its pages need. */
export type ActWords = {
  readonly name: string;
  readonly title: string;
  readonly what: string;
  /** Cannot be undone. */
  readonly final: boolean;
  readonly fields: readonly Field[];
  /** What stands before the words of the fields, each in its order. */
  readonly command: string;
};

export type Act = ActWords & {
  /** The event that it causes; it decides in which phases the act is offered. */
  readonly makes: CommandEvent['kind'];
  /** Whether there is anything to do it to, in a phase that allows it; missing: always. */
  readonly isOffered?: (stored: Pick<StoredCase, 'case' | 'policy'>) => boolean;
};

const reason: Field = { name: 'reason', label: 'Reason', hint: 'In your own words; it is kept in the history of the case.' };
const date: Field = { name: 'date', label: 'Date', hint: 'As YYYY-MM-DD HH:MM UTC, such as 2030-12-03 16:00 UTC.' };
const kind: Field = { name: 'kind', label: 'Notice', hint: 'Which of the notices.', choices: [...approvedKinds, 'correction'] };
const channel: Field = { name: 'channel', label: 'Channel', hint: 'As the policy names it, such as by-hand:blog.' };

export const acts: readonly Act[] = [
  {
    ...{ name: 'accept', title: 'Accept the report', makes: 'ReportAccepted', final: false, fields: [], command: '/accept' },
    what: 'The report is a vulnerability, and a fix is made.',
  },
  {
    ...{ name: 'reject', title: 'Reject the report', makes: 'ReportRejected', final: true, command: '/reject' },
    what: 'The advisory is closed, and the reporter is told why.',
    fields: [
      { name: 'name', label: 'Kind of reason', hint: 'Each has a ready sentence for the reporter.', choices: rejectNames },
      { name: 'reason', label: 'In your own words', hint: 'The reporter reads this after the ready sentence.' },
    ],
  },
  {
    ...{
      name: 'final-date',
      title: 'Set the Release Date over objections',
      makes: 'ReleaseDateImposed',
      final: false,
      command: '/date final',
    },
    what: 'The final say on the date: whatever objection stands is overruled.',
    fields: [date, { name: 'delay', label: 'Reason for a delay', hint: 'Where the policy asks for one.', optional: true }],
  },
  {
    ...{ name: 'overrule', title: 'Overrule an objection', makes: 'ObjectionOverruled', final: false, command: '/date overrule' },
    what: 'The objection no longer stands in the way of the date; it stays on record, with your reason.',
    fields: [
      { name: 'login', label: 'Whose', hint: 'The login of whoever objected, or the name of the distributor.' },
      { ...reason, hint: 'Whoever objected reads this.' },
    ],
    isOffered: ({ case: { dateObjections = [] } }) => dateObjections.some(({ ended }) => ended === undefined),
  },
  {
    ...{ name: 'override', title: 'Override a gate', makes: 'GateOverridden', final: false, command: '/override' },
    what: 'Puts up with missing LGTMs or tests of one head; shown in red from then on.',
    fields: [{ name: 'line', label: 'Line', hint: 'The branch whose fix lacks something.' }, reason],
  },
  {
    ...{ name: 'hold', title: 'Put it on hold', makes: 'HoldPlaced', final: false, command: '/hold', fields: [reason] },
    what: 'Nothing is published until the hold is lifted.',
  },
  {
    ...{ name: 'lift-hold', title: 'Lift your hold', makes: 'HoldLifted', final: false, command: '/hold cancel', fields: [] },
    what: 'Your hold no longer stops the publication.',
  },
  {
    ...{ name: 'retry', title: 'Try again', makes: 'RetryAsked', final: false, command: '/retry' },
    what: 'What was given up gets another set of tries. It does now what it was to do then.',
    fields: [{ name: 'key', label: 'Key', hint: 'As it stands on the page of what was given up.' }],
    isOffered: ({ case: { stuck } }) => stuck.length > 0,
  },
  {
    ...{ name: 'end-status-page', title: 'End the reporter’s status page', makes: 'StatusPageChanged', final: false, fields: [] },
    ...{ command: '/status-page off', what: 'The link that the reporter was told opens nothing any more.' },
    isOffered: ({ case: { statusPage }, policy }) => policy.statusPage !== undefined && statusPage?.isEnded !== true,
  },
  {
    ...{ name: 'publish', title: 'Publish the advisory', makes: 'PublicationAsked', final: true, command: '/publish', fields: [] },
    what: 'The fix and the advisory become public, the advisory by your own hand while you are signed in. This cannot be undone.',
  },
  {
    ...{ name: 'publish-anyway', title: 'Publish without waiting for the fix', makes: 'PublicationForced', final: true, fields: [reason] },
    ...{ command: '/publish anyway', what: 'The advisory becomes public although the fix was not seen in public. This cannot be undone.' },
  },
  {
    ...{ name: 'notice-posted', title: 'Say that a notice was posted', makes: 'NoticePosted', final: false, command: '/notice posted' },
    what: 'For channels where somebody posts by hand.',
    fields: [kind, channel, { name: 'link', label: 'Link', hint: 'Where it can be read.' }],
  },
  {
    ...{ name: 'notice-retry', title: 'Send a notice again', makes: 'NoticeRetried', final: false, command: '/notice retry' },
    what: 'For a channel where it failed; the text is written anew.',
    fields: [kind, channel],
  },
];

export function findAct(name: string): Act | undefined {
  return acts.find((act) => act.name === name);
}

/** Unit: characters. */
const longestField = 2_000;

/** One line, whatever was typed: a second line could be another command. Answers also what is missing. */
export function commandOf(act: ActWords, form: URLSearchParams): { readonly text: string; readonly missing: readonly string[] } {
  const given = act.fields.map((field) => ({
    field,
    value: (form.get(field.name) ?? '')
      .slice(0, longestField)
      .replaceAll(/[\s\u2028\u2029\u0085]+/g, ' ')
      .trim(),
  }));
  const missing = given.flatMap(({ field, value }) => {
    if (value === '') return field.optional === true ? [] : [`${field.label} is missing.`];
    return field.choices === undefined || field.choices.includes(value)
      ? []
      : [`${field.label} must be one of ${field.choices.join(', ')}.`];
  });
  const words = given.map(({ value }) => value).filter((value) => value !== '');
  return { text: [act.command, ...words].join(' '), missing };
}
