/** Who sits at the set-up: one browser, let in once by the token of the printed address, and what it has begun on GitHub. In memory alone. */
import { isSame, unguessable } from '../sealing.ts';
import type { MadeApp } from './setup.ts';

/** Unit: ms. */
export const linkMs = 3_600_000;
/** GitHub gives an hour from the page to the exchange. */
export const stateMs = 3_600_000;

export type Session = { readonly id: string; readonly formToken: string };

export type Desk = {
  /** What the printed address carries. */
  readonly token: string;
  /** A session for whoever brings the token first, within the hour; nobody gets a second one. */
  open(token: string, now: number): Session | undefined;
  session(id: string): Session | undefined;
  /** Begins anew on GitHub; a state given before opens nothing any more. */
  begin(asked: { readonly appUrl: string }, now: number): string;
  /** What was begun under this state, once, within the hour. */
  take(state: string, now: number): { readonly appUrl: string } | undefined;
  made: MadeApp | undefined;
};

export function openDesk(since: number, made: MadeApp | undefined): Desk {
  const token = unguessable();
  let opened: Session | undefined;
  let begun: { readonly state: string; readonly appUrl: string; readonly until: number } | undefined;
  return {
    token,
    made,
    open(given, now) {
      if (opened !== undefined || now > since + linkMs || !isSame(given, token)) return undefined;
      opened = { id: unguessable(), formToken: unguessable() };
      return opened;
    },
    session: (id) => (opened !== undefined && isSame(id, opened.id) ? opened : undefined),
    begin({ appUrl }, now) {
      begun = { state: unguessable(), appUrl, until: now + stateMs };
      return begun.state;
    },
    take(state, now) {
      if (begun === undefined || begun.until < now || !isSame(state, begun.state)) return undefined;
      const { appUrl } = begun;
      begun = undefined;
      return { appUrl };
    },
  };
}
