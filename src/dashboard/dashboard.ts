/** What the pages work with, handed down from `main.ts`. */
import type { HistoryLine, Arrival, Store, StoredCase } from '../engine/ports/store.ts';
import type { Clock, Log } from '../engine/ports/clock.ts';
import type { GitHubFacts } from '../engine/ports/github.ts';
import type { ActSighting, Preview } from '../engine/preview-act.ts';
import type { GitHubPeople } from '../engine/ports/surface.ts';
import type { Sealing } from './sealing.ts';

export type Dashboard = {
  /** Where people reach it, without the slash at the end; cookies are for https alone unless it is this machine. */
  readonly url: string;
  readonly store: Store;
  readonly people: GitHubPeople;
  readonly facts: Pick<GitHubFacts, 'isMaintainer'>;
  readonly sealing: Sealing;
  readonly clock: Clock;
  readonly log: Log;
  /** Puts what somebody does into the inbox. */
  readonly receive: (arrival: Arrival) => Promise<unknown>;
  /** What an act would do, without doing it. Errors: throws when GitHub cannot be asked. */
  readonly preview: (act: ActSighting) => Promise<Preview>;
  readonly verifyHistory: (
    stored: StoredCase,
    lines: readonly HistoryLine[],
  ) => { readonly whole: true } | { readonly whole: false; readonly brokenAt: number };
};

export function isSecure({ url }: Pick<Dashboard, 'url'>): boolean {
  return url.startsWith('https://');
}
