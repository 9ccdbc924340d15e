/** The settings about notices: where they go, and in which words. */
import { closedVariables, openVariables } from '../core/notices/facts.ts';
import { channelForms } from '../core/notices/channels.ts';
import type { ApprovedKind, NoticeKind } from '../core/notices/kinds.ts';
import { kinds, noticeKinds, approvedKinds } from '../core/notices/kinds.ts';
import { longestTemplate } from '../core/notices/render.ts';
import type { KeyDescription } from './key-description.ts';

/** As a kind is written in the file: with `_`, as all keys are. */
type Written<Kind extends string> = Kind extends `${infer Before}-${infer After}` ? `${Before}_${After}` : Kind;

/** What each holds when it is read, in the words of the file. */
export type NoticeValues = { readonly [Key in `channels.${ApprovedKind}`]: readonly string[] } & {
  readonly [Key in `templates.${Written<NoticeKind>}`]: string | undefined;
} & {
  readonly 'notices.upgrade': string;
  readonly 'notices.openpgp_key': string | undefined;
  readonly 'notices.documentation': readonly string[];
  readonly 'notices.forthcoming_calendar_days': number;
};

export function templateKeyOf(kind: NoticeKind): `templates.${Written<NoticeKind>}` {
  return `templates.${kind.replaceAll('-', '_') as Written<NoticeKind>}`;
}

/** Unit: entries; for texts, characters. */
export const noticeLimits = {
  channels: 20,

  pages: 20,
  upgrade: 1_000,
  template: longestTemplate,
  calendarDays: 365,
} as const;

const channelExamples: Readonly<Record<ApprovedKind, string>> = {
  forthcoming: '[slack:announce, by-hand:blog]',
  fixed: '[slack:announce, mail:users@lists.example.org, by-hand:blog]',
  courtesy: '[slack:developers]',
  unsupported: '[slack:general]',
  lifted: '[mail:distributors@lists.example.org]',
};

function channelKey(kind: ApprovedKind): KeyDescription {
  return {
    meaning: `Where ${kinds[kind].what} goes, ${kinds[kind].goes}.`,
    unit: 'channels; the addresses behind the names of Slack and web hooks are secrets, and stand in the environment',
    allowed: `a list of at most ${noticeLimits.channels} channels, such as ${channelExamples[kind]}`,
    entry: `a channel: ${channelForms}`,
    atZero: 'Empty: there is no such notice.',
    example: channelExamples[kind],
  };
}

function templateKey(kind: NoticeKind): KeyDescription {
  const variables = Object.keys(kinds[kind].time === 'embargo' ? openVariables : { ...openVariables, ...closedVariables });
  return {
    meaning: `The project’s own words for ${kinds[kind].what}, in Liquid; the first line is the subject. Variables: ${variables.join(', ')}.`,
    unit: 'text in Liquid',
    allowed: `a template of at most ${noticeLimits.template} characters that uses only these variables`,
    atZero: 'Left out, the text of this app holds; `/notice preview` shows it.',
    example: '"{{ project }}: a security fix\\n…"',
  };
}

export const noticeKeys: Readonly<Record<keyof NoticeValues, KeyDescription>> = {
  ...(Object.fromEntries(approvedKinds.map((kind) => [`channels.${kind}`, channelKey(kind)])) as Record<
    `channels.${ApprovedKind}`,
    KeyDescription
  >),
  ...(Object.fromEntries(noticeKinds.map((kind) => [templateKeyOf(kind), templateKey(kind)])) as Record<
    `templates.${Written<NoticeKind>}`,
    KeyDescription
  >),
  'notices.upgrade': {
    meaning: 'How users apply a fix, as it stands in notices.',
    unit: 'text',
    allowed: `a text of 1 to ${noticeLimits.upgrade} characters`,
    atZero: 'It cannot be empty: a notice says what to do.',
    example: '"Upgrade to the newest patch release of your line: https://widget.example.org/upgrade"',
  },
  'notices.openpgp_key': {
    meaning: 'Where the project’s own OpenPGP key is. Reporters and distributors are told, so that they can write encrypted mail.',
    unit: 'address',
    allowed: 'an address that begins with https://',
    atZero: 'Left out, no key is named.',
    example: 'https://widget.example.org/security.asc',
  },
  'notices.documentation': {
    meaning: 'Pages of those who ship the project to others; the notice of a fix links to them.',
    unit: 'addresses',
    allowed: `a list of at most ${noticeLimits.pages} addresses that begin with https://`,
    entry: 'an address that begins with https://',
    atZero: 'Empty: nothing is linked to.',
    example: '[https://distribution.example.org/security]',
  },
  'notices.forthcoming_calendar_days': {
    meaning: 'The suggested time to the notice that a fix is coming. When it runs out the team is reminded; nothing is blocked.',
    unit: 'calendar days after the report',
    allowed: `a whole number from 0 to ${noticeLimits.calendarDays}`,
    atZero: '0: nobody is reminded.',
    example: '7',
  },
};
