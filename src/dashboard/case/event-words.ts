/** Lines of a history as people read them. What was said in private stays out: only kinds, people and instants are told. */
import type { HistoryLine } from '../../engine/ports/store.ts';
import type { Instant } from '../../core/time/time.ts';

export type ShownEvent = {
  readonly at: Instant;
  readonly kind: string;
  readonly by: string | undefined;
  readonly refused: string | undefined;
  readonly on: string;
};

export function shownEvent({ event, outcome, refusalCode }: HistoryLine): ShownEvent {
  const by = 'by' in event ? (typeof event.by === 'string' ? event.by : event.by.login) : undefined;
  const on = 'from' in event ? surfaceNames[event.from.kind] : '';
  return { at: event.at, kind: event.kind, by, on, refused: outcome === 'refused' ? (refusalCode ?? 'refused') : undefined };
}

const surfaceNames = {
  advisory: 'on the advisory',
  'case-issue': 'in the case issue',
  'pull-request': 'on a pull request',
  'project-issue': 'in the project issue',
  dashboard: 'on the dashboard',
} as const;

/** `report accepted by @max`. */
export function eventInWords({ kind, by, refused }: ShownEvent): string {
  const words = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return `${words.replace('lgtm', 'LGTM')}${by === undefined ? '' : ` by @${by}`}${refused === undefined ? '' : ` (refused: ${refused})`}`;
}

/** What only keeps our own house in order tells a reader of the picture nothing. */
export function isNews({ kind }: ShownEvent): boolean {
  return ![
    'WakeUpRang',
    'InstallationChanged',
    'AdvisorySeen',
    'AdvisoryRead',
    'LineSeen',
    'LineMirrored',
    'AwayHeard',
    'GiversAsked',
    'CommandNotUnderstood',
    'HelpAsked',
    'StatusAsked',
    'WhyAsked',
  ].includes(kind);
}
