/** What a page is asked and what it answers. Each route says who may open it; `app.ts` holds it to that before it is asked anything. */
import type { html } from 'hono/html';
import type { ApiReading } from '../engine/ports/surface.ts';
import type { ApiKey } from './api/token.ts';
import type { Dashboard } from './dashboard.ts';
import type { Outlooks } from './outlook.ts';
import type { ListedProject } from './listed-projects.ts';
import type { MemberVisitor } from './member/member-visitor.ts';
import type { StoredCase } from '../engine/ports/store.ts';
import type { Seen, Visibility } from './visibility.ts';
import type { Visitor } from './visitor.ts';

export type Html = ReturnType<typeof html>;

export type Asked = {
  readonly dashboard: Dashboard;
  readonly visibility: Visibility;
  readonly outlookOf: Outlooks;
  /** Whether one more link may be asked for now, and for this address. */
  readonly mayAskForLink: (address: string) => boolean;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Empty but for POST. */
  readonly form: URLSearchParams;
  readonly cookie: string | undefined;
  /** What stands in `Authorization`. */
  readonly authorization: string | undefined;
  /** What stands in `:name` of the path. */
  readonly param: (name: string) => string;
  /** Undefined for whoever is not signed in. */
  readonly visitor: Visitor | undefined;
};
export type AskedBySomebody = Asked & { readonly visitor: Visitor };
export type AskedByToken = Asked & { readonly key: ApiKey };
export type AskedOfProject = AskedBySomebody & { readonly project: ListedProject };
export type AskedByMember = Asked & { readonly member: MemberVisitor };
/** Of a case that this member was told of, while the embargo stands. */
export type AskedOfTold = AskedByMember & { readonly told: StoredCase };
export type AskedOfCase = AskedBySomebody & { readonly seen: Seen };

export type Reply =
  | {
      readonly kind: 'page';
      readonly status?: number;
      /** Identifiers at most: it stands in histories and screenshots. */ readonly title: string;
      readonly body: Html;
    }
  | { readonly kind: 'redirect'; readonly to: string; readonly cookies?: readonly string[] }
  | {
      readonly kind: 'file';
      readonly status?: number;
      readonly contentType: string;
      readonly text: string;
      /** Answered with its digest, and not at all to whoever has it. */ readonly tagged?: true;
    }
  /** Why there is nothing to see: a page for people, and JSON below `/api`. Neither names a case. */
  | { readonly kind: 'problem'; readonly status: number; readonly title: string; readonly words: string };

type At = { readonly method: 'GET' | 'POST'; readonly path: string };

/** `case` is for whoever may see anything of the case that stands in `:case`, `whole-case` for its maintainers; `token` for tokens of the JSON API, `member` for a distributor with its link. */
export type Route = At &
  (
    | { readonly who: 'anyone'; readonly answer: (asked: Asked) => Promise<Reply> }
    | { readonly who: 'signed-in'; readonly answer: (asked: AskedBySomebody) => Promise<Reply> }
    /** No cookie counts, and no session. */
    | { readonly who: 'token'; readonly reads: ApiReading; readonly answer: (asked: AskedByToken) => Promise<Reply> }
    /** No sign-in with GitHub counts. `told`: of the case in `:case`. */
    | { readonly who: 'member'; readonly answer: (asked: AskedByMember) => Promise<Reply> }
    | { readonly who: 'told'; readonly answer: (asked: AskedOfTold) => Promise<Reply> }
    /** For maintainers of the project in `:owner` and `:name` that tells distributors early. */
    | { readonly who: 'project'; readonly answer: (asked: AskedOfProject) => Promise<Reply> }
    | { readonly who: 'case' | 'whole-case'; readonly answer: (asked: AskedOfCase) => Promise<Reply> }
  );
