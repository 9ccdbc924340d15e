/** What a page of the set-up is asked, and who may open it when; `app.ts` holds every route to that before it is asked anything. */
import type { Reply } from '../route.ts';
import type { Desk, Session } from './desk.ts';
import type { MadeApp, Setup } from './setup.ts';

export type Asked = {
  readonly setup: Setup;
  readonly desk: Desk;
  readonly query: URLSearchParams;
  /** Empty but for POST. */
  readonly form: URLSearchParams;
};
export type AskedByHolder = Asked & { readonly session: Session };
export type AskedOfApp = AskedByHolder & { readonly made: MadeApp };

type At = { readonly method: 'GET' | 'POST'; readonly path: string };

/** `holder` is whoever opened the printed address first: before the App is made, or when it is. */
export type Route = At &
  (
    | { readonly who: 'anyone'; readonly answer: (asked: Asked) => Promise<Reply> }
    | { readonly who: 'holder'; readonly when: 'before'; readonly answer: (asked: AskedByHolder) => Promise<Reply> }
    | { readonly who: 'holder'; readonly when: 'after'; readonly answer: (asked: AskedOfApp) => Promise<Reply> }
  );
