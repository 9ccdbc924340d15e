/** What of a case was seen in public: its fixes, its releases, and what got out too early. */
import type { Act, Place } from '../act.ts';
import type { Login } from '../ids.ts';
import type { Instant } from '../time/time.ts';

/** Every list is oldest first. */
export type ReleaseDay = {
  /** When the publication that is under way, or was last tried, began. */
  readonly begunAt?: Instant;
  /** The act on the dashboard by which it was asked for; missing: it was not asked for there. */
  readonly act?: string;
  readonly fixes: readonly PublicFix[];
  readonly releases: readonly PublicRelease[];
  /** Pull requests of the public repository that propose approved heads. */
  readonly proposed?: readonly ProposedFix[];
  readonly patchedVersionsSetAt?: Instant;
  /** Published whatever of the fix is not public yet (S45). */
  readonly anyway?: Act & { readonly reason: string };
  /** Why a release may stand there without its advisory. */
  readonly excused?: Act & { readonly reason: string };
  /** When the sentinel last rang. */
  readonly rangAt?: Instant;
};

/** An approved head, `sha`, that the public branch of its line contains, or whose change it has by a squash or rebase. */
export type PublicFix = { readonly line: string; readonly sha: string; readonly at: Instant };

/** An approved head that a public pull request proposes for its line; `ended` where that came to something else than the head as it was approved. */
export type ProposedFix = {
  readonly line: string;
  readonly sha: string;
  readonly place: Place;
  readonly at: Instant;
  readonly ended?: ProposalEnd;
};

/** Merged with another change in place of it, with more beside it, or closed. */
export type ProposalEnd = 'other-change' | 'more-beside-it' | 'closed';

/** A published release whose tag contains the fix of this line. */
export type PublicRelease = { readonly line: string; readonly tag: string; readonly at: Instant };

/** `by` is undefined when the app saw it itself, in public; then `to` is where. */
export type Leak = {
  readonly what: string;
  readonly to: string;
  readonly by: Login | undefined;
  readonly at: Instant;
  /** The distributor that leaked, where it was one. */
  readonly member?: string;
};
